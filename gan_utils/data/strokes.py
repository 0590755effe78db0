"""What a hand drew, as a picture like those of MNIST: strokes of a pen, laid on a square of pixels."""

import numpy as np

from gan_utils._checked import is_plane, whole


def draw_strokes(strokes, side=28, width=2.4, centre=True):
    """Return strokes as a picture, white on black, with soft edges.

    Args:
        strokes: arrays of x and y, shape (n, 2), n ≥ 1, in pixels: x to the right, y down, (0, 0) the top left corner.
        side: of the square, in pixels.
        width: of the pen, in pixels.
        centre: whether the ink is moved, by whole pixels, until its centre of mass lies in the middle, as in MNIST.

    Returns:
        uint8, shape (side, side, 1); black where there are no strokes.

    Raises:
        ValueError: when a stroke is no list of points.

    Reference: LeCun et al. 1998, doi:10.1109/5.726791, section III.A, for the centre.

    >>> draw_strokes([[[5, 14], [23, 14]]]).shape, int(draw_strokes([[[5, 14], [23, 14]]]).max())
    ((28, 28, 1), 255)
    """
    side = whole(side, "side", 1)
    places = np.stack(np.meshgrid(np.arange(side) + 0.5, np.arange(side) + 0.5), axis=-1).reshape(-1, 2)
    away = np.full(len(places), np.inf)
    for stroke in strokes:
        stroke = np.asarray(stroke, np.float64)
        if not is_plane(stroke):
            raise ValueError(f"a stroke has shape {stroke.shape}, expected (n, 2), n ≥ 1, of finite numbers: x and y")
        starts, ends = (stroke[:-1], stroke[1:]) if len(stroke) > 1 else (stroke, stroke)
        for start, end in zip(starts, ends, strict=True):
            away = np.minimum(away, _distance(places, start, end))
    ink = np.clip(width / 2 + 0.5 - away, 0.0, 1.0).reshape(side, side)
    return np.rint(255 * (_centred(ink) if centre else ink)).astype(np.uint8)[..., None]


def _distance(places, start, end):
    """Return how far each place is from the segment between two points."""
    way = end - start
    length = way @ way
    t = np.clip((places - start) @ way / length, 0.0, 1.0) if length else np.zeros(len(places))
    return np.linalg.norm(places - start - t[:, None] * way, axis=1)


def _centred(ink):
    """Return the ink moved by whole pixels towards the middle, as far as none of it leaves the square."""
    for axis in (0, 1):
        profile = ink.sum(axis=1 - axis)
        used = np.flatnonzero(profile)
        if not len(used):
            return ink
        middle = (profile * np.arange(len(profile))).sum() / profile.sum()
        shift = int(np.rint((len(profile) - 1) / 2 - middle))
        ink = np.roll(ink, int(np.clip(shift, -used[0], len(profile) - 1 - used[-1])), axis=axis)
    return ink
