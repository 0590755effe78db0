"""Does a sample show the class that was asked for? Shares and their intervals."""

from typing import NamedTuple

import numpy as np
from scipy.stats import norm


class Agreement(NamedTuple):
    """A share with its interval, each between 0 and 1."""

    share: float
    low: float
    high: float


def wilson_interval(successes, n, confidence=0.95):
    """Wilson's score interval for a binomial share; it stays inside [0, 1] even at 0 or n successes.

    Args:
        successes, n: counts, 0 ≤ successes ≤ n, n ≥ 1.
        confidence: between 0 and 1.

    Returns:
        An `Agreement`.

    Raises:
        ValueError: for counts or a confidence out of range.

    Reference: Wilson 1927, doi:10.1080/01621459.1927.10502953.

    >>> [round(x, 3) for x in wilson_interval(95, 100)]
    [0.95, 0.888, 0.978]
    """
    if not 0 <= successes <= n or n < 1:
        raise ValueError(f"successes must lie between 0 and n ≥ 1, got {successes} of {n}")
    if not 0 < confidence < 1:
        raise ValueError(f"confidence must lie between 0 and 1, got {confidence}")
    z = norm.ppf(0.5 + confidence / 2)
    share = successes / n
    centre = (share + z**2 / (2 * n)) / (1 + z**2 / n)
    half = z / (1 + z**2 / n) * np.sqrt(share * (1 - share) / n + z**2 / (4 * n**2))
    return Agreement(share, float(max(0.0, centre - half)), float(min(1.0, centre + half)))


def label_agreement(probabilities, labels, confidence=0.95):
    """Share of samples whose most probable class is the one that was asked for, with Wilson's interval.

    Args:
        probabilities: shape (n, classes).
        labels: ints, shape (n,), what was asked for.
        confidence: of the interval.

    Returns:
        An `Agreement`.

    Raises:
        ValueError: when there is not one label for each row.

    >>> label_agreement([[0.9, 0.1], [0.2, 0.8]], [0, 0]).share
    0.5
    """
    probabilities, labels = np.asarray(probabilities), np.asarray(labels)
    if probabilities.ndim != 2 or labels.shape != probabilities.shape[:1]:
        raise ValueError(
            f"expected probabilities (n, classes) and labels (n,), got {probabilities.shape} and {labels.shape}"
        )
    return wilson_interval(int((probabilities.argmax(axis=1) == labels).sum()), len(labels), confidence)


def class_shares(probabilities):
    """Share of samples recognised as each class, shape (classes,), summing to 1.

    >>> class_shares([[0.9, 0.1], [0.2, 0.8], [0.3, 0.7], [0.0, 1.0]]).tolist()
    [0.25, 0.75]
    """
    probabilities = np.asarray(probabilities)
    return np.bincount(probabilities.argmax(axis=1), minlength=probabilities.shape[1]) / len(probabilities)
