"""Does what moves in a clip move like one thing? Where its brightness lies, and how evenly that goes on."""

from typing import NamedTuple

import numpy as np

from gan_utils.data.dataset import to_display


class Motion(NamedTuple):
    """What `motion` finds of each clip, float64, shape (n,) each.

    Attributes:
        jerk: mean change of the velocity from frame to frame, in pixels a frame.
        flicker: standard deviation of the brightness over the frames, as a share of its mean.
        spread: how far from its centre the brightness lies, √(mean squared distance) in pixels, frames averaged.
    """

    jerk: np.ndarray
    flicker: np.ndarray
    spread: np.ndarray


def motion(clips, dark=0.1):
    """Return how evenly the centre of brightness moves, how steady the brightness is, and how compact.

    The centre of a frame is c = Σ brightness · position / Σ brightness; the jerk is the mean of ‖c(t+1) − 2c(t) +
    c(t−1)‖, 0 for a body that flies straight on.

    Args:
        clips: uint8, or floats in [-1, 1], shape (n, frames, height, width, 1), three frames or more, on black.
        dark: brightness, from 0 to 1, below which a pixel counts as black: a haze that nobody sees, spread over the
            whole frame, would outweigh a small body.

    Returns:
        A `Motion`. A frame without any brightness has its centre in the middle.

    Raises:
        ValueError: for clips of another shape.

    >>> clip = np.zeros((1, 3, 8, 8, 1), np.uint8)
    >>> for t, x in enumerate((1, 2, 5)):
    ...     clip[0, t, 3, x] = 255
    >>> [float(each[0]) for each in motion(clip)]  # one pixel on, then three: the velocity changes by two
    [2.0, 0.0, 0.0]
    """
    clips = np.asarray(clips)
    if clips.ndim != 5 or clips.shape[-1] != 1 or clips.shape[1] < 3 or not len(clips):
        raise ValueError(
            f"the clips have shape {clips.shape}, expected (n, frames, height, width, 1) with three frames or more"
        )
    light = to_display(clips)[..., 0] / 255.0
    light = np.where(light < dark, 0.0, light)
    mass = light.sum(axis=(2, 3))
    down, right = (np.arange(side) - (side - 1) / 2 for side in light.shape[2:])
    share = light / np.maximum(mass, 1e-9)[..., None, None]
    centre = np.stack([(share.sum(axis=2) * right).sum(axis=-1), (share.sum(axis=3) * down).sum(axis=-1)], axis=-1)
    away = (right[None, None, None, :] - centre[..., 0][..., None, None]) ** 2
    away = away + (down[None, None, :, None] - centre[..., 1][..., None, None]) ** 2
    spread = np.sqrt((share * away).sum(axis=(2, 3)))
    jerk = np.linalg.norm(np.diff(centre, n=2, axis=1), axis=-1)
    mean = np.maximum(mass.mean(axis=1), 1e-9)
    return Motion(jerk.mean(axis=1), mass.std(axis=1) / mean, spread.mean(axis=1))
