"""Ways to damage a picture, each a function of its seed, and the plain ways to make a small one large."""

import io

import numpy as np
from PIL import Image
from scipy.ndimage import gaussian_filter

from gan_utils._checked import real, whole

FILL = 128  # what stands in a hole: mid-grey, 0 in the models' range


def noisy(images, std=64.0, *, seed):
    """Return images with normal noise on every channel of every pixel, cut off at black and at white.

    Args:
        images: uint8, shape (n, height, width, channels).
        std: standard deviation in grey levels, at least 0.
        seed: of the noise.

    Raises:
        ValueError: for what is no uint8 batch, or another std.

    >>> grey = np.full((2, 4, 4, 1), 128, "uint8")
    >>> bool((noisy(grey, seed=0) == noisy(grey, seed=0)).all()), bool((noisy(grey, 0.0, seed=0) == grey).all())
    (True, True)
    """
    images = _checked(images)
    std = real(std, "std", "of at least 0, in grey levels", lambda number: number >= 0)
    noise = np.random.default_rng(whole(seed, "seed", 0)).normal(0.0, 1.0, images.shape)
    return np.clip(np.rint(images + std * noise), 0, 255).astype(np.uint8)


def hole_masks(n, shape, side=12, *, seed):
    """Return masks with one square hole each, anywhere inside: True where the picture is missing.

    Args:
        n: how many masks.
        shape: (height, width) of the pictures.
        side: of the hole, from 1 to the shorter side.
        seed: of the places.

    Returns:
        bool, shape (n, height, width, 1).

    Raises:
        ValueError: for a hole that does not fit.

    >>> masks = hole_masks(3, (28, 28), side=12, seed=0)
    >>> masks.shape, masks.sum(axis=(1, 2, 3)).tolist()
    ((3, 28, 28, 1), [144, 144, 144])
    """
    height, width = (whole(number, "a side of shape", 1) for number in shape[:2])
    side = whole(side, "side", 1, min(height, width))
    rng = np.random.default_rng(whole(seed, "seed", 0))
    top, left = rng.integers(height - side + 1, size=n), rng.integers(width - side + 1, size=n)
    rows, columns = np.arange(height) - top[:, None], np.arange(width) - left[:, None]
    inside = [(places >= 0) & (places < side) for places in (rows, columns)]
    return (inside[0][:, :, None] & inside[1][:, None, :])[..., None]


def cut_out(images, masks, fill=FILL):
    """Return images with `fill` where the mask is True.

    Args:
        images: uint8, shape (n, height, width, channels).
        masks: bool, shape (n, height, width, 1), or one of shape (height, width, 1) for all.
        fill: grey level from 0 to 255.

    Raises:
        ValueError: for a mask of another size, or one that is not bool.

    >>> white = np.full((1, 2, 2, 1), 255, "uint8")
    >>> cut_out(white, np.array([[[True], [False]], [[False], [False]]]))[0, :, :, 0].tolist()
    [[128, 255], [255, 255]]
    """
    images, masks = _checked(images), np.asarray(masks)
    check_masks(masks, images.shape)
    return np.where(masks, np.uint8(whole(fill, "fill", 0, 255)), images)


def check_masks(masks, shape):
    """Raise a `ValueError` unless masks are bool and lie on images of this shape, one for each or one for all."""
    wanted = [(*shape[:3], 1), (*shape[1:3], 1)]
    if masks.dtype != bool:
        raise ValueError(f"a mask holds True where the picture is missing, got {masks.dtype}: make it by masks > 0")
    if masks.shape not in wanted:
        raise ValueError(
            f"a mask of shape {masks.shape} does not lie on images of shape {tuple(shape)}: it needs shape "
            f"{wanted[0]}, or {wanted[1]} for all of them"
        )


def shrunk(images, factor=4):
    """Return images whose every pixel is the mean of factor × factor pixels.

    Args:
        images: uint8, shape (n, height, width, channels).
        factor: a whole number that divides both sides.

    Returns:
        uint8, shape (n, height / factor, width / factor, channels).

    Raises:
        ValueError: for a factor that does not divide the sides.

    >>> shrunk(np.array([[0, 100], [200, 100]], "uint8").reshape(1, 2, 2, 1), 2).item()
    100
    """
    images, factor = _checked(images), whole(factor, "factor", 1)
    n, height, width, channels = images.shape
    if height % factor or width % factor:
        raise ValueError(f"factor {factor} does not divide {height}×{width}: choose one that divides both sides")
    blocks = images.reshape(n, height // factor, factor, width // factor, factor, channels)
    return np.rint(blocks.mean(axis=(2, 4), dtype=np.float32)).astype(np.uint8)


def enlarged(images, size, how="bicubic"):
    """Return images at another size by Pillow, which learnt nothing: every picture is treated alike.

    Args:
        images: uint8, shape (n, height, width, 1 or 3).
        size: (height, width) to come to.
        how: "nearest", "bilinear" or "bicubic".

    Returns:
        uint8, shape (n, *size, channels).

    Raises:
        ValueError: for an unknown way.

    >>> enlarged(np.zeros((2, 7, 7, 1), "uint8"), (28, 28)).shape
    (2, 28, 28, 1)
    """
    images, ways = _checked(images), ("nearest", "bilinear", "bicubic")
    if how not in ways:
        raise ValueError(f"unknown way {how!r} to enlarge: choose one of {', '.join(ways)}")
    height, width = (whole(side, "a side of size", 1) for side in size)
    filter_ = getattr(Image.Resampling, how.upper())
    grey = images.shape[-1] == 1
    planes = [Image.fromarray(image[..., 0] if grey else image) for image in images]
    made = np.stack([np.asarray(plane.resize((width, height), filter_)) for plane in planes])
    return made[..., None] if grey else made


def compressed(images, quality=75):
    """Return images as they come back from a JPEG file: every 8×8 block's fine frequencies kept the more coarsely.

    Args:
        images: uint8, shape (n, height, width, 1 or 3).
        quality: Pillow's, from 1 (smallest file) to 95.

    Raises:
        ValueError: for what is no uint8 batch, or another quality.

    Reference: Wallace 1992, *The JPEG still picture compression standard*, doi:10.1109/30.125072.

    >>> grey = np.full((2, 8, 8, 1), 128, "uint8")
    >>> bool((compressed(grey, 50) == grey).all())  # nothing fine to lose
    True
    """
    images, quality = _checked(images), whole(quality, "quality", 1, 95)
    grey = images.shape[-1] == 1
    made = []
    for image in images:
        file = io.BytesIO()
        Image.fromarray(image[..., 0] if grey else image).save(file, "JPEG", quality=quality)
        made.append(np.asarray(Image.open(file)))
    made = np.stack(made)
    return made[..., None] if grey else made


def blurred(images, sigma=1.0):
    """Return images under a Gaussian blur; beyond the edge the pixels of the edge go on.

    Args:
        images: uint8, shape (n, height, width, channels).
        sigma: of the Gaussian in pixels, at least 0.

    Raises:
        ValueError: for what is no uint8 batch, or another sigma.

    >>> dot = np.zeros((1, 3, 3, 1), "uint8")
    >>> dot[0, 1, 1] = 255
    >>> bool(blurred(dot, 0.5)[0, 1, 1, 0] < 255), bool((blurred(dot, 0.0) == dot).all())
    (True, True)
    """
    images = _checked(images).astype(np.float32)
    sigma = real(sigma, "sigma", "of at least 0, in pixels", lambda number: number >= 0)
    return np.rint(gaussian_filter(images, (0, sigma, sigma, 0), mode="nearest")).astype(np.uint8)


def shifted(images, down, right, fill=0):
    """Return images moved by whole pixels; `fill` stands where nothing came from.

    Args:
        images: uint8, shape (n, height, width, channels).
        down, right: pixels, each smaller than the side, negative for up and left.
        fill: grey level from 0 to 255.

    Raises:
        ValueError: for what is no uint8 batch, or a shift as long as the side.

    >>> shifted(np.array([[1, 2], [3, 4]], "uint8").reshape(1, 2, 2, 1), 1, 0)[0, :, :, 0].tolist()
    [[0, 0], [1, 2]]
    """
    images = _checked(images)
    moved = np.full_like(images, whole(fill, "fill", 0, 255))
    to, of = [slice(None)], [slice(None)]
    for name, by, side in (("down", down, images.shape[1]), ("right", right, images.shape[2])):
        by = whole(by, name, 1 - side, side - 1)
        to.append(slice(max(by, 0), side + min(by, 0)))
        of.append(slice(max(-by, 0), side - max(by, 0)))
    moved[tuple(to)] = images[tuple(of)]
    return moved


def _checked(images):
    images = np.asarray(images)
    if images.dtype != np.uint8 or images.ndim != 4 or len(images) == 0:
        raise ValueError(
            f"damages take uint8 images of shape (n, height, width, channels), got {images.dtype} of shape "
            f"{images.shape}; floats in [-1, 1] go through data.to_display first"
        )
    return images
