"""How many of a thousand kinds of picture does a generator draw? Stacked digits, read channel by channel."""

import numpy as np

from gan_utils.metrics.classes import ClassCoverage


def read_stacked(images, classifier):
    """Return the digit that a classifier sees in each channel of stacked digits.

    Args:
        images: uint8 in [0, 255] or floats in [-1, 1], shape (n, height, width, channels).
        classifier: an object whose `.predict` takes images of one channel and returns a class each, such as
            `digit_classifier()`.

    Returns:
        int, shape (n, channels).

    Raises:
        ValueError: for images of another rank.

    >>> class Brightness:
    ...     def predict(self, images):
    ...         return images[:, 0, 0, 0] // 100
    >>> read_stacked(np.array([[[[0, 100, 255]]]], "uint8"), Brightness()).tolist()
    [[0, 1, 2]]
    """
    images = np.asarray(images)
    if images.ndim != 4:
        raise ValueError(f"stacked digits have shape (n, height, width, channels), got {images.shape}")
    return np.stack([classifier.predict(images[..., c, None]) for c in range(images.shape[-1])], axis=1)


def stacked_modes(digits, n_classes=10):
    """Count the numbers that stacked digits spell, and how unevenly: Σ q·log(q/p) with p the same for all numbers.

    q is the share of each of the n_classes^channels numbers among the samples. Its divergence from even shares is 0
    where all occur equally often, and log(n_classes^channels) nats where there is only one. Even perfect samples stay
    a little above 0, by about (numbers − 1)/(2·n), and miss a number with probability e^(−n/numbers): put a real
    split's own figures beside it.

    Args:
        digits: ints from 0 to n_classes − 1, shape (n, channels), as `read_stacked` returns them.
        n_classes: how many digits there are.

    Returns:
        A `ClassCoverage`: modes, how many numbers occur at least once, and reverse_kl in nats.

    Raises:
        ValueError: when there is no row, or a digit out of range.

    Reference: Metz et al. 2017, arXiv:1611.02163, section 3.3.1; Lin et al. 2018, arXiv:1712.04086, section 4.2.

    >>> found = stacked_modes([[0, 1], [0, 1], [1, 0], [1, 1]], n_classes=2)  # of 00, 01, 10, 11 one is missing
    >>> found.modes, round(found.reverse_kl, 4)  # log 4 − 1.5·log 2 = ½ log 2
    (3, 0.3466)
    """
    digits = np.asarray(digits)
    if digits.ndim != 2 or not digits.size:
        raise ValueError(f"digits must have shape (n, channels) with a row at least, got {digits.shape}")
    if not np.issubdtype(digits.dtype, np.integer) or digits.min() < 0 or digits.max() >= n_classes:
        raise ValueError(
            f"digits must be whole numbers from 0 to {n_classes - 1}, got {digits.dtype} from {digits.min()} to "
            f"{digits.max()}"
        )
    kinds = n_classes ** digits.shape[1]
    numbers = digits @ n_classes ** np.arange(digits.shape[1])[::-1]
    q = np.bincount(numbers, minlength=kinds) / len(digits)
    found = q[q > 0]
    return ClassCoverage(len(found), max(0.0, float((found * np.log(found * kinds)).sum())))
