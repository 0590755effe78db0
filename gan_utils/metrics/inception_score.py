"""Inception score: are single samples recognisable, and are all of them together varied?"""

from typing import NamedTuple

import numpy as np

from gan_utils.metrics.clouds import checked_probabilities


class InceptionScore(NamedTuple):
    """The mean score of the splits, and their standard deviation over the number of splits (ddof = 0)."""

    mean: float
    std: float


def inception_score(probabilities):
    """exp of the mean KL divergence between p(y|x) and its average p(y), with the natural logarithm.

    Args:
        probabilities: shape (n, classes), rows that sum to 1, from any classifier. With the course's own it is a
            score of digits, and not comparable with one that Inception gave.

    Returns:
        A float between 1 (every sample looks alike, or like nothing) and the number of classes.

    Raises:
        ValueError: when the shape is wrong, values are negative, or rows do not sum to 1.

    Reference: Salimans et al. 2016, arXiv:1606.03498, section 4.

    >>> round(inception_score(np.eye(10)), 6)  # ten samples, each surely another class
    10.0
    """
    p = checked_probabilities(probabilities)
    marginal = p.mean(axis=0, keepdims=True)
    ratio = np.divide(p, marginal, out=np.ones_like(p), where=p > 0)  # 0·log 0 = 0
    return float(np.exp((p * np.log(ratio)).sum(axis=1).mean()))


def inception_score_over_splits(probabilities, splits=10, seed=None):
    """The published form of the score: its mean and standard deviation over `splits` parts of the samples.

    Split i holds rows i·n/splits to (i + 1)·n/splits, both rounded down. The score of a part is lower than that of the
    whole, since fewer samples look less varied; compare scores only at equal n and splits.

    Args:
        probabilities: shape (n, classes), rows that sum to 1.
        splits: from 1 to n; 10 as published, on 50,000 samples.
        seed: None keeps the order of the rows, as the published program does. Give a number to shuffle them first,
            which samples made class by class need: else a split holds one class, and its score is 1.

    Returns:
        An `InceptionScore`.

    Raises:
        ValueError: when the probabilities are none, or there are more splits than rows.

    Reference: Salimans et al. 2016, arXiv:1606.03498, section 4 and its program.

    >>> inception_score_over_splits(np.tile(np.eye(2), (4, 1)), splits=4)  # each split holds one of each
    InceptionScore(mean=2.0, std=0.0)
    """
    p = checked_probabilities(probabilities)
    n = len(p)
    if isinstance(splits, bool) or not isinstance(splits, (int, np.integer)) or not 1 <= splits <= n:
        raise ValueError(f"splits must be a whole number from 1 to {n}, the number of rows, got {splits}")
    if seed is not None:
        p = p[np.random.default_rng(seed).permutation(n)]
    scores = [inception_score(p[i * n // splits : (i + 1) * n // splits]) for i in range(splits)]
    return InceptionScore(float(np.mean(scores)), float(np.std(scores)))
