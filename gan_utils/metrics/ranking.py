"""How well a score ranks one kind above another: the area under the ROC curve, and its interval."""

from typing import NamedTuple

import numpy as np
from scipy.optimize import brentq
from scipy.stats import mannwhitneyu, norm


class Auc(NamedTuple):
    """An area under the ROC curve with its interval, each between 0 and 1; 0.5 is chance."""

    value: float
    low: float
    high: float


def auc(positive, negative, confidence=0.95):
    """How often a positive scores higher than a negative, of all pairs, ties counted half; with Newcombe's interval.

    AUC = (#{p > n} + ½ #{p = n}) / (m·n), which is Mann and Whitney's U over the number of pairs, and the area under
    the curve of true against false positive rates over all thresholds.

    The interval holds every θ with |AUC − θ| ≤ z·√V(θ), where
    V(θ) = θ(1 − θ)·(1 + N·((1 − θ)/(2 − θ) + θ/(1 + θ)))/(m·n) and N = (m + n)/2 − 1. As Wilson's for a share, it
    stays inside [0, 1] and has a width at 0 and at 1, too.

    Args:
        positive: scores of those that should rank high, shape (m,).
        negative: scores of the others, shape (n,).
        confidence: of the interval, between 0 and 1.

    Returns:
        An `Auc`.

    Raises:
        ValueError: for scores that are no list of numbers or not finite, none at all, or a confidence out of range.

    Reference: Mann & Whitney 1947, doi:10.1214/aoms/1177730491; Newcombe 2006, doi:10.1002/sim.2324, method 5.

    >>> auc([3.0, 1.0], [2.0, 0.0]).value  # 3 > 2, 3 > 0, 1 < 2, 1 > 0
    0.75
    >>> [round(x, 2) for x in auc([5.0, 6.0, 7.0], [1.0, 2.0, 3.0])]
    [1.0, 0.5, 1.0]
    """
    if not 0 < confidence < 1:
        raise ValueError(f"confidence must lie between 0 and 1, got {confidence}")
    positive, negative = _scores(positive, "positive"), _scores(negative, "negative")
    m, n = len(positive), len(negative)
    value = float(mannwhitneyu(positive, negative, method="asymptotic").statistic) / (m * n)
    z = norm.ppf(0.5 + confidence / 2)
    return Auc(value, _low(value, m, n, z), 1.0 - _low(1.0 - value, m, n, z))


def _low(value, m, n, z):
    """Return the smallest θ of the interval."""

    def away(theta):
        mean = (m + n) / 2 - 1
        pairs = 1 + mean * ((1 - theta) / (2 - theta) + theta / (1 + theta))
        return value - theta - z * np.sqrt(theta * (1 - theta) * pairs / (m * n))

    below = min(value, 1 - 1e-12)
    return float(brentq(away, 0.0, below)) if below > 0 and away(below) < 0 else 0.0


def _scores(values, name):
    values = np.asarray(values, float)
    if values.ndim != 1 or not len(values) or not np.isfinite(values).all():
        raise ValueError(
            f"the {name} scores must be finite numbers of shape (n,) with n of at least 1, got shape {values.shape}"
            + ("" if np.isfinite(values).all() else " with values that are not finite")
        )
    return values
