"""Attributes measured on the picture itself: how thick the strokes are, how far they lean, how much room they take."""

import numpy as np


def _ink(images):
    """Return how bright each pixel is above black, float64 in [0, 1], shape (n, height, width)."""
    images = np.asarray(images)
    if images.ndim != 4 or images.shape[-1] != 1:
        raise ValueError(f"expected grey images of shape (n, height, width, 1), got {images.shape}")
    ink = images[..., 0] / 255.0 if images.dtype == np.uint8 else (images[..., 0].astype(np.float64) + 1) / 2
    blank = np.flatnonzero(ink.sum((1, 2)) < 1e-6)
    if len(blank):
        raise ValueError(f"image {blank[0]} is blank: it has no strokes to measure; leave blank images out")
    return ink


def thickness(images):
    """Measure how thick the strokes are: 2 · ink / length of their edges.

    A stroke of width w and length L has area wL and edges of length 2L. The area is the sum of the
    brightness, the length of the edges is the sum of its gradient's length (total variation), so no threshold
    is needed, and a paler picture is as thick as a bright one.

    Args:
        images: shape (n, height, width, 1), bright strokes on black; uint8, or floats in [-1, 1].

    Returns:
        float64, shape (n,), in pixels.

    Raises:
        ValueError: for another shape or a blank image.

    >>> bar = np.zeros((1, 28, 28, 1), "uint8")
    >>> bar[:, :, 12:16] = 255
    >>> thickness(bar)
    array([4.])
    """
    ink = _ink(images)
    down = np.diff(ink, axis=1, append=ink[:, -1:])
    right = np.diff(ink, axis=2, append=ink[:, :, -1:])
    return 2 * ink.sum((1, 2)) / np.maximum(np.hypot(down, right).sum((1, 2)), 1e-12)


def slant(images):
    """Measure how far the strokes lean, from the second moments of the ink.

    With x to the right and y upwards from the ink's centre, a picture leans by atan(Σ ink·x·y / Σ ink·y²):
    the angle of the line that passes closest, row by row, to the ink.

    Args:
        images: as for `thickness`.

    Returns:
        float64, shape (n,), degrees; 0 is upright, positive leans to the right like /.

    Raises:
        ValueError: for another shape or a blank image.

    >>> stroke = np.zeros((1, 28, 28, 1), "uint8")
    >>> stroke[0, range(4, 24), range(23, 3, -1)] = 255
    >>> slant(stroke).round(6)
    array([45.])
    """
    ink = _ink(images)
    total = ink.sum((1, 2), keepdims=True)
    x = np.arange(ink.shape[2])[None, None, :]
    y = np.arange(ink.shape[1])[::-1][None, :, None]
    x = x - (ink * x).sum((1, 2), keepdims=True) / total
    y = y - (ink * y).sum((1, 2), keepdims=True) / total
    return np.degrees(np.arctan2((ink * x * y).sum((1, 2)), np.maximum((ink * y * y).sum((1, 2)), 1e-12)))


def _spread(ink, axis):
    """Return the standard deviation of the ink along one axis of (n, height, width), in pixels."""
    share = ink.sum(3 - axis) / ink.sum((1, 2))[:, None]
    place = np.arange(share.shape[1])
    centre = (share * place).sum(1, keepdims=True)
    return np.sqrt((share * (place - centre) ** 2).sum(1))


def width(images):
    """Measure how wide a picture is: the standard deviation of x, each pixel weighted by its brightness.

    Args:
        images: as for `thickness`.

    Returns:
        float64, shape (n,), in pixels.

    Raises:
        ValueError: for another shape or a blank image.

    >>> pair = np.zeros((1, 28, 28, 1), "uint8")
    >>> pair[:, 5:20, [10, 14]] = 255
    >>> width(pair)
    array([2.])
    """
    return _spread(_ink(images), 2)


def height(images):
    """Measure how high a picture is: the standard deviation of y, each pixel weighted by its brightness.

    Args:
        images: as for `thickness`.

    Returns:
        float64, shape (n,), in pixels.

    Raises:
        ValueError: for another shape or a blank image.

    >>> pair = np.zeros((1, 28, 28, 1), "uint8")
    >>> pair[:, [10, 14], 5:20] = 255
    >>> height(pair)
    array([2.])
    """
    return _spread(_ink(images), 1)


def ink(images):
    """Measure how much ink a picture has: its mean brightness, as a share of white.

    Args:
        images: as for `thickness`.

    Returns:
        float64, shape (n,), above 0, at most 1.

    Raises:
        ValueError: for another shape or a blank image.

    >>> half = np.zeros((1, 28, 28, 1), "uint8")
    >>> half[:, :, 14:] = 255
    >>> ink(half)
    array([0.5])
    """
    return _ink(images).mean((1, 2))


# What `name_directions` looks at, name → function of images.
MEASURES = {"slant": slant, "thickness": thickness, "width": width, "height": height, "ink": ink}
