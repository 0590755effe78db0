"""What a network looks at: maps of the pixels that move its answer, by its gradient and by covering them."""

import numpy as np

from gan_utils._checked import real, whole


def gradient_map(score, images):
    """Return |∂ score / ∂ pixel|: how much each pixel, by itself and ever so little, moves the score of its image.

    Args:
        score: a network or function from images, a float tensor of shape (n, height, width, channels), to one number an
            image, shape (n,) or (n, 1), by TensorFlow or `keras.ops`; call a network with `training=False` in it.
        images: floats in [-1, 1], shape (n, height, width, channels).

    Returns:
        float32, shape (n, height, width), ≥ 0; of several channels the largest counts.

    Raises:
        ValueError: for images of another shape, or a score that is not one number an image or has no gradient.

    Reference: Simonyan et al. 2014, arXiv:1312.6034, section 3.

    >>> import tensorflow as tf
    >>> left = lambda x: tf.reduce_sum(3.0 * x[:, :, 0], axis=(1, 2))
    >>> gradient_map(left, np.zeros((1, 2, 2, 1)))[0].tolist()
    [[3.0, 0.0], [3.0, 0.0]]
    """
    import tensorflow as tf

    x = tf.constant(_checked_images(images))
    with tf.GradientTape() as tape:
        tape.watch(x)
        answers = score(x)
        _check_scores(answers, len(x))
        total = tf.reduce_sum(answers)
    slope = tape.gradient(total, x)
    if slope is None:
        raise ValueError("the score has no gradient: compute it with TensorFlow from the images it is given, not NumPy")
    return np.abs(slope.numpy()).max(axis=-1)


def occlusion_map(score, images, side=5, fill=-1.0, stride=1, batch_size=512):
    """Return how far the score falls where a square covers the image: at each pixel the mean over squares that hide it.

    Positive means that what is there speaks for a high score.

    Args:
        score: a network or function from images to one number an image, shape (n,) or (n, 1).
        images: floats in [-1, 1], shape (n, height, width, channels).
        side: of the square, in pixels, at most the image's.
        fill: what the square is made of; −1 is black.
        stride: how many pixels further the next square begins, at most `side`; the last ones lie at the edge anyway.
        batch_size: how many covered images are scored at once.

    Returns:
        float32, shape (n, height, width).

    Raises:
        ValueError: for images of another shape, a square that does not fit, or a score that is not one number an image.

    Reference: Zeiler & Fergus 2014, arXiv:1311.2901, section 4.2.

    >>> first = lambda x: x[:, 0, 0, 0]
    >>> occlusion_map(first, np.ones((1, 2, 2, 1)), side=1)[0].tolist()
    [[2.0, 0.0], [0.0, 0.0]]
    """
    images = _checked_images(images)
    n, height, width = images.shape[:3]
    side = whole(side, "side", 1, min(height, width))
    stride = whole(stride, "stride, which may leave no pixel between two squares,", 1, side)
    fill = np.float32(real(fill, "fill", "in [-1, 1], a level of grey", lambda level: -1 <= level <= 1))
    places = [(row, column) for row in _starts(height, side, stride) for column in _starts(width, side, stride)]
    before, total, times = _scores(score, images), np.zeros((n, height, width)), np.zeros((height, width))
    several = max(1, batch_size // max(n, 1))
    for start in range(0, len(places), several):
        some = places[start : start + several]
        covered = np.repeat(images[None], len(some), axis=0)
        for copy, (row, column) in zip(covered, some, strict=True):
            copy[:, row : row + side, column : column + side] = fill
        after = _scores(score, covered.reshape(-1, *images.shape[1:])).reshape(len(some), n)
        for fall, (row, column) in zip(before - after, some, strict=True):
            total[:, row : row + side, column : column + side] += fall[:, None, None]
            times[row : row + side, column : column + side] += 1
    return (total / times).astype(np.float32)


def share_inside(maps, mask):
    """Return which share of a map's absolute values lies inside a mask; that of an even map is the mask's area.

    Args:
        maps: floats, shape (n, height, width), as `gradient_map` and `occlusion_map` return them.
        mask: bool, shape (height, width), or one for each map.

    Returns:
        float array, shape (n,), from 0 to 1; 0 where a map is 0 everywhere.

    Raises:
        ValueError: when the shapes do not fit.

    >>> share_inside(np.array([[[3.0, -1.0]]]), np.array([[True, False]])).tolist()
    [0.75]
    """
    maps, mask = np.abs(np.asarray(maps, np.float64)), np.asarray(mask, bool)
    if maps.ndim != 3 or mask.shape not in (maps.shape, maps.shape[1:]):
        raise ValueError(f"maps has shape {maps.shape} and mask {mask.shape}, expected (n, height, width) and the same")
    total = maps.sum(axis=(1, 2))
    return (maps * mask).sum(axis=(1, 2)) / np.where(total > 0, total, 1.0)


def _checked_images(images):
    images = np.array(images, np.float32)
    if images.ndim != 4:
        raise ValueError(
            f"images must have shape (n, height, width, channels), got {images.shape}: one by itself is image[None]"
        )
    return images


def _starts(length, side, stride):
    """Return where squares begin along one side, the last at the very edge."""
    return sorted({*range(0, length - side + 1, stride), length - side})


def _check_scores(answers, n):
    if tuple(answers.shape) not in ((n,), (n, 1)):
        raise ValueError(
            f"the score has shape {tuple(answers.shape)} for {n} images, expected ({n},): one number an image, such as "
            "one class's logit"
        )


def _scores(score, images):
    answers = np.asarray(score(images))
    _check_scores(answers, len(images))
    return answers.reshape(len(images)).astype(np.float64)
