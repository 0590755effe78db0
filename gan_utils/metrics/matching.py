"""Codes that nobody named: which class each stands for, and how often it does."""

from typing import NamedTuple

import numpy as np
from scipy.optimize import linear_sum_assignment

from gan_utils._checked import whole
from gan_utils.metrics.agreement import wilson_interval


class CodeAgreement(NamedTuple):
    """How often a code shows the class that it stands for: a share with its interval, and which class each stands for.

    Attributes:
        share, low, high: between 0 and 1.
        stands_for: ints, shape (n_codes,): the class of each code, no class twice.
    """

    share: float
    low: float
    high: float
    stands_for: np.ndarray


def count_pairs(codes, classes, n):
    """Return how often each code came with each class, ints, shape (n, n), a row for each code.

    Args:
        codes, classes: ints from 0 to n − 1, shape (samples,).
        n: how many codes there are, and as many classes.

    Raises:
        ValueError: when there is not one class for each code, or one is out of range.

    >>> count_pairs([0, 0, 1], [1, 1, 0], n=2).tolist()
    [[0, 2], [1, 0]]
    """
    n, (codes, classes) = whole(n, "n", 1), (np.asarray(each) for each in (codes, classes))
    if codes.ndim != 1 or codes.shape != classes.shape:
        raise ValueError(
            f"codes has shape {codes.shape} and classes {classes.shape}, expected (n,) each: a class a code"
        )
    for what, values in (("codes", codes), ("classes", classes)):
        if values.size and (values.dtype.kind not in "iu" or values.min() < 0 or values.max() >= n):
            raise ValueError(f"{what} must be whole numbers from 0 to {n - 1}, got {sorted(set(values.tolist()))[:3]}…")
    counts = np.zeros((n, n), np.int64)
    np.add.at(counts, (codes.astype(int), classes.astype(int)), 1)
    return counts


def best_matching(counts):
    """Return which class each code stands for, so that as many samples as possible show the class of their code.

    No class is taken twice. It is an assignment problem, solved exactly by SciPy's `linear_sum_assignment`.

    Args:
        counts: how often each code came with each class, shape (n, n).

    Returns:
        ints, shape (n,).

    Raises:
        ValueError: when the counts are no square.

    Reference: Kuhn 1955, doi:10.1002/nav.3800020109 (the Hungarian method).

    >>> best_matching([[8, 9], [1, 9]]).tolist()  # 8 + 9, though code 0 came with class 1 more often
    [0, 1]
    """
    counts = np.asarray(counts)
    if counts.ndim != 2 or counts.shape[0] != counts.shape[1]:
        raise ValueError(
            f"counts must be a square, a row for each code and a column for each class, got {counts.shape}"
        )
    return linear_sum_assignment(counts, maximize=True)[1]


def code_agreement(codes, classes, n=10, confidence=0.95):
    """Return how often a code shows the class that it stands for, with Wilson's interval.

    The matching is made on every second sample and the share counted on the others: a matching that is scored on the
    samples that chose it would find some agreement in pure chance.

    Args:
        codes: which code each sample was made from, ints from 0 to n − 1, shape (samples,).
        classes: which class a classifier sees in it, likewise.
        n: how many codes there are, and as many classes.
        confidence: of the interval.

    Returns:
        A `CodeAgreement`.

    Raises:
        ValueError: as `count_pairs`, and for fewer than two samples.

    Reference: Chen et al. 2016, arXiv:1606.03657, section 7.2 (matching code with class).

    >>> found = code_agreement([0, 0, 1, 1] * 50, [1, 1, 0, 0] * 50, n=2)
    >>> found.share, found.stands_for.tolist()
    (1.0, [1, 0])
    """
    codes, classes = np.asarray(codes), np.asarray(classes)
    if len(codes) < 2:
        raise ValueError(f"expected at least 2 samples, one to match by and one to count, got {len(codes)}")
    stands_for = best_matching(count_pairs(codes[::2], classes[::2], n))
    count_pairs(codes, classes, n)  # the others are checked alike
    right = stands_for[codes[1::2]] == classes[1::2]
    return CodeAgreement(*wilson_interval(int(right.sum()), len(right), confidence), stands_for)


def explained(values, factor, named=False):
    """Return R², the share of the variance of `values` that a factor explains, between 0 and 1.

    A factor that is a number explains what lies on a straight line over it: the squared correlation. One that is a
    name explains what the means of its groups differ by (η²).

    Args:
        values: floats, shape (n,), such as one code read off n pictures.
        factor: what the pictures were drawn from, shape (n,).
        named: whether the factor's numbers are names, whose order says nothing.

    Returns:
        A float; 0 where values or factor do not vary.

    Raises:
        ValueError: when there is not one number of each for a sample, or fewer than two.

    Reference: Fisher 1925, *Statistical Methods for Research Workers*, chapter 7.

    >>> explained([0.0, 1.0, 2.0], [5.0, 3.0, 1.0]), explained([1.0, 1.0, 4.0, 4.0], [0, 0, 1, 1], named=True)
    (1.0, 1.0)
    """
    values, factor = np.asarray(values, np.float64), np.asarray(factor)
    if values.ndim != 1 or values.shape != factor.shape or len(values) < 2:
        raise ValueError(
            f"values has shape {values.shape} and factor {factor.shape}, expected (n,) each with n of at least 2"
        )
    if values.std() == 0 or np.ptp(factor) == 0:
        return 0.0
    if not named:
        return float(np.corrcoef(values, factor.astype(np.float64))[0, 1] ** 2)
    _, groups = np.unique(factor, return_inverse=True)
    means = np.bincount(groups, values) / np.bincount(groups)
    return float(np.var(means[groups]) / np.var(values))
