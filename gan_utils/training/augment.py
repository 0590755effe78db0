"""Differentiable augmentation: random changes of images that the discriminator sees and gradients pass through.

A discriminator with few real images learns them by heart. Shown every image, real or generated, only after a random
change, it has more to learn by heart; and since the change has a gradient, the generator still learns from it, and is
asked for unchanged images. Each function here returns f(images, seed), to be given to `GAN.compile(augment=…)`.

Reference: Zhao et al. 2020, arXiv:2006.10738.
"""

import tensorflow as tf

from gan_utils import _random


def get(augment):
    """Return the function that `augment` stands for: itself, None, or the composition of a sequence.

    Raises:
        ValueError: for anything else.

    >>> get(None) is None, callable(get([translation(), cutout()]))
    (True, True)
    """
    if augment is None or callable(augment):
        return augment
    if isinstance(augment, (list, tuple)) and augment and all(callable(one) for one in augment):
        return compose(*augment)
    raise ValueError(
        f"augment must be a function (images, seed) -> images or a list of them, not {augment!r}: "
        "try augment=[translation(), cutout()] from gan_utils.training.augment"
    )


def compose(*functions):
    """Return a function that applies `functions` in turn, each with a seed of its own.

    Args:
        functions: of (images, seed) -> images.

    >>> both = compose(translation(), intensity())
    >>> tuple(both(tf.zeros((2, 8, 8, 1)), seed=0).shape)
    (2, 8, 8, 1)
    """

    def composed(images, seed):
        seeds = _random.split(seed, len(functions))
        for i, function in enumerate(functions):
            images = function(images, seeds[i])
        return images

    return composed


def translation(ratio=1 / 8, fill=-1.0):
    """Return f(images, seed) that moves each image by its own whole number of pixels, up and down and sideways.

    Image b becomes x'[i, j] = x[i − δ, j − ε], with δ from −m, …, m, all equally likely, where m is ratio·height to
    the nearest whole number, and ε likewise from the width. So the gradient with respect to x is the gradient with
    respect to x', moved back.

    Args:
        ratio: the longest move as a share of the side, from 0 (none) to 1.
        fill: what pixels from outside the image are. The default is black, the background of a digit, so that a
            moved digit looks like a digit; the paper pads with 0, which is mid-grey in [-1, 1].

    Returns:
        A function of images, float, shape (batch, height, width, channels), and a seed (an int or a pair of ints)
        to images of the same shape and range.

    Raises:
        ValueError: for a ratio outside [0, 1], and, from the function, for anything but a batch of images.

    Reference: Zhao et al. 2020, arXiv:2006.10738, section 3.2.

    >>> image = tf.reshape(tf.range(16.0), (1, 4, 4, 1))
    >>> bool(tf.reduce_all(translation(0.0)(image, seed=0) == image))
    True
    """
    _check_share("ratio", ratio, "1/8 moves a 28×28 digit by up to 4 pixels")

    def translate(images, seed):
        n, height, width = _sides(images)
        u = _random.uniform(tf.stack([n, 2]), seed)
        for axis, side in ((1, height), (2, width)):
            images = _move(images, u[:, axis - 1], axis, int(ratio * side + 0.5), fill)
        return images

    return translate


def _move(images, u, axis, most, fill):
    """Move image b along `axis` by the whole number in [−most, most] that u[b] in [0, 1) picks."""
    picked = tf.cast(tf.floor(u * (2 * most + 1)), tf.int32) - most
    side = images.shape[axis]
    paddings = [[most, most] if i == axis else [0, 0] for i in range(4)]
    padded = tf.pad(images, paddings, constant_values=fill)
    moved = images
    # One slice for each possible move, of which every image keeps one: exact, and without the scatter that the
    # gradient of a gather would be.
    for move in range(-most, most + 1):
        begin = [most - move if i == axis else 0 for i in range(4)]
        size = [side if i == axis else -1 for i in range(4)]
        chosen = tf.reshape(picked == move, (-1, 1, 1, 1))
        moved = tf.where(chosen, tf.slice(padded, begin, size), moved)
    return moved


def cutout(ratio=1 / 2, fill=-1.0):
    """Return f(images, seed) that covers a rectangle of each image, at a place of its own, with one value.

    The rectangle's sides are `ratio` times the image's. Its centre is equally likely at every pixel, so that part of
    it may lie outside. Covered pixels have no gradient.

    Args:
        ratio: the side of the rectangle as a share of the image's, from 0 (none) to 1.
        fill: the value put there. The default is black, the background of a digit; the paper uses 0, which is
            mid-grey in [-1, 1].

    Returns:
        A function of images, float, shape (batch, height, width, channels), and a seed (an int or a pair of ints)
        to images of the same shape and range.

    Raises:
        ValueError: for a ratio outside [0, 1], and, from the function, for anything but a batch of images.

    Reference: Zhao et al. 2020, arXiv:2006.10738, section 3.2; DeVries & Taylor 2017, arXiv:1708.04552.

    >>> covered = cutout()(tf.ones((1, 8, 8, 1)), seed=0) == -1.0
    >>> 4 <= int(tf.reduce_sum(tf.cast(covered, tf.int32))) <= 16
    True
    """
    _check_share("ratio", ratio, "1/2 covers up to a quarter of the picture")

    def cut(images, seed):
        n, *sides = _sides(images)
        u = _random.uniform(tf.stack([n, 2]), seed)
        rows, columns = (_span(u[:, k], side, int(ratio * side + 0.5)) for k, side in enumerate(sides))
        inside = rows[:, :, None, None] & columns[:, None, :, None]
        return tf.where(inside, tf.cast(fill, images.dtype), images)

    return cut


def _span(u, side, length):
    """Return which of `side` places a span of `length` covers, centred where u in [0, 1) says; (batch, side)."""
    start = tf.cast(tf.floor(u * (side + 1 - length % 2)), tf.int32)[:, None] - length // 2
    places = tf.range(side)[None, :]
    return (places >= start) & (places < start + length)


def intensity(brightness=0.5, contrast=0.5, saturation=1.0):
    """Return f(images, seed) that changes the brightness, saturation and contrast of each image by its own amounts.

    With b, s, c from U[−1, 1) for each image, and in this order,
    x ← x + brightness·b; x ← m + (1 + saturation·s)·(x − m), m each pixel's mean over the channels;
    x ← M + (1 + contrast·c)·(x − M), M the image's mean over all. The defaults are the paper's. A grey image has one
    channel, so x = m, and saturation does nothing.

    Args:
        brightness: the largest shift, ≥ 0; 0.5 is a quarter of the way from black to white.
        contrast: the largest relative change, from 0 to 1.
        saturation: the same for the distance from grey, from 0 to 1.

    Returns:
        A function of images, float, shape (batch, height, width, channels), and a seed (an int or a pair of ints)
        to images of the same shape. They are not clipped and can leave [-1, 1]: a clipped pixel has no gradient.

    Raises:
        ValueError: for amounts out of range, and, from the function, for anything but a batch of images.

    Reference: Zhao et al. 2020, arXiv:2006.10738, section 3.2.

    >>> grey = intensity(brightness=0.0)(tf.fill((1, 4, 4, 1), 0.25), seed=0)  # no contrast to change
    >>> float(tf.reduce_max(abs(grey - 0.25)))
    0.0
    """
    if not brightness >= 0:
        raise ValueError(f"brightness must be at least 0, got {brightness}; the paper uses 0.5")
    _check_share("contrast", contrast, "the paper uses 0.5")
    _check_share("saturation", saturation, "the paper uses 1")

    def change(images, seed):
        n, *_ = _sides(images)
        draws = 2.0 * _random.uniform(tf.stack([3, n, 1, 1, 1]), seed) - 1.0
        b, s, c = tf.unstack(tf.cast(draws, images.dtype))
        images = images + brightness * b
        if images.shape[-1] > 1:
            mean = tf.reduce_mean(images, axis=-1, keepdims=True)
            images = images + saturation * s * (images - mean)  # = m + (1 + saturation·s)·(images − m)
        mean = tf.reduce_mean(images, axis=[1, 2, 3], keepdims=True)
        return images + contrast * c * (images - mean)

    return change


def _check_share(name, value, example):
    if not 0 <= value <= 1:
        raise ValueError(f"{name} must lie in [0, 1], got {value}; {example}")


def _sides(images):
    """Return (batch size, height, width) of a batch of images, or say what a batch of images is."""
    if len(images.shape) != 4:
        raise ValueError(
            f"augmentation takes images of shape (batch, height, width, channels), not {tuple(images.shape)}: "
            "points have no pixels to move"
        )
    return tf.shape(images)[0], int(images.shape[1]), int(images.shape[2])
