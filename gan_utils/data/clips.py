"""Clips of eight frames: a disc that flies straight on, and off the walls."""

import numpy as np

from gan_utils._checked import whole

FRAMES, CLIP_SIDE = 8, 16
RADII, SPEEDS = (2.0, 3.0), (1.0, 2.0)  # pixels, and pixels a frame


def draw_clips(n, seed):
    """Draw clips of a white disc on black that moves evenly and bounces off the walls.

    The disc covers the share min(1, max(0, d + ½)) of a pixel, d the distance in pixels from the pixel's centre to the
    rim, positive inside. It starts anywhere, in any direction.

    Args:
        n: how many.
        seed: fixes the draw.

    Returns:
        uint8, shape (n, 8, 16, 16, 1).

    Raises:
        ValueError: when n is no whole number of at least 1.

    >>> draw_clips(2, seed=0).shape
    (2, 8, 16, 16, 1)
    """
    n, draws = whole(n, "n", 1), np.random.default_rng(seed)
    radius = draws.uniform(*RADII, n)
    angle, speed = draws.uniform(0, 2 * np.pi, n), draws.uniform(*SPEEDS, n)
    room = (CLIP_SIDE - 2 * radius)[:, None, None]  # how far the centre can move
    start = draws.random((n, 1, 2)) * room
    velocity = speed[:, None, None] * np.stack([np.cos(angle), np.sin(angle)], axis=-1)[:, None]
    along = (start + velocity * np.arange(FRAMES)[None, :, None]) % (2 * room)
    centre = radius[:, None, None] + np.where(along > room, 2 * room - along, along)  # unfolded: there and back
    middle = np.arange(CLIP_SIDE) + 0.5
    right = middle[None, None, None, :] - centre[..., 0][:, :, None, None]
    down = middle[None, None, :, None] - centre[..., 1][:, :, None, None]
    inside = np.clip(radius[:, None, None, None] - np.hypot(right, down) + 0.5, 0.0, 1.0)
    return np.rint(255.0 * inside).astype(np.uint8)[..., None]
