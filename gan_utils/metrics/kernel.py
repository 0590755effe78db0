"""Kernel distance between two clouds of features: the squared maximum mean discrepancy of a cubic kernel."""

from typing import NamedTuple

import numpy as np

from gan_utils.metrics.clouds import checked_pair
from gan_utils.metrics.progress import progress

ESTIMATORS = ("u_statistic", "unbiased", "biased")
BLOCK = 2**22  # kernel values held at once: 32 MiB of float64


class KernelDistance(NamedTuple):
    """A distance and its standard error."""

    distance: float
    standard_error: float


def polynomial_kernel_distance(real, fake, estimator="u_statistic", degree=3, gamma=None, coef0=1.0):
    """Squared maximum mean discrepancy of all rows at once, with the kernel k(x, y) = (γ·x·y + c)^degree.

    "unbiased" is Σ_{i≠j} k(x_i, x_j)/(n(n−1)) + Σ_{i≠j} k(y_i, y_j)/(m(m−1)) − 2·Σ_{ij} k(x_i, y_j)/(nm), what most
    programs report as KID. "u_statistic" leaves i = j out of the mixed term too, so n = m is needed; it is unbiased as
    well, and exactly 0 on itself up to rounding. "biased" keeps i = j everywhere: never negative, 0 on itself, but too
    large by about (mean k(x, x))/n. The unbiased two fall below 0 by chance where the clouds are alike.

    Args:
        real, fake: float arrays, shape (n, d) and (m, d), n and m at least 2.
        estimator: one of `ESTIMATORS`.
        degree, gamma, coef0: of the kernel; γ = None is 1/d, as published.

    Returns:
        A float, the same for (real, fake) and (fake, real).

    Raises:
        ValueError: for an unknown estimator, shapes that do not fit it, or values that are not finite.

    Reference: Gretton et al. 2012, jmlr.org/papers/v13/gretton12a.html, lemma 6; Bińkowski et al. 2018,
    arXiv:1801.01401, section 4.

    >>> polynomial_kernel_distance([[0.0], [1.0]], [[1.0], [2.0]], "biased")  # (1+1+1+8)/4 + (8+27+27+125)/4 − 2·37/4
    31.0
    """
    real, fake = checked_pair(real, fake)
    if estimator not in ESTIMATORS:
        raise ValueError(f"unknown estimator {estimator!r}: choose one of {', '.join(ESTIMATORS)}")
    n, m = len(real), len(fake)
    if estimator == "u_statistic" and n != m:
        raise ValueError(
            f"the u_statistic needs equally many rows on both sides, got {n} and {m}; use estimator='unbiased'"
        )
    gamma = 1.0 / real.shape[1] if gamma is None else gamma
    total = lambda x, y: _kernel_sum(x, y, degree, gamma, coef0)
    diagonal = lambda x, y: float(((gamma * (x * y).sum(axis=1) + coef0) ** degree).sum())
    within = [total(real, real), total(fake, fake)]
    # Both orders, so that rounding does not depend on which cloud is named first.
    between = 0.5 * (total(real, fake) + total(fake, real))
    if estimator == "biased":
        return (within[0] / n**2 + within[1] / m**2) - 2 * between / (n * m)
    within = [within[0] - diagonal(real, real), within[1] - diagonal(fake, fake)]
    if estimator == "unbiased":
        return (within[0] / (n * (n - 1)) + within[1] / (m * (m - 1))) - 2 * between / (n * m)
    return ((within[0] + within[1]) - 2 * (between - diagonal(real, fake))) / (n * (n - 1))


def kernel_distance(real, fake, subsets=50, subset_size=None, seed=0, estimator="u_statistic"):
    """Kernel distance (KID in Inception's features): the mean over random subsets, and its standard error.

    Each subset takes `subset_size` rows of either cloud without replacement, and gives one value of
    `polynomial_kernel_distance` with the published kernel, (x·y/d + 1)³. Unlike the Fréchet distance, its expectation
    does not depend on n.

    The subsets overlap, so their standard deviation s is not the error of their mean. With b rows of n in a subset the
    error for fresh images is s·√(b/(n − b)), the delete-d jackknife; n is the smaller cloud's, which errs towards
    caution. Papers that quote "KID ± std" mean s itself.

    Args:
        real, fake: float arrays, shape (n, d) and (m, d), at least 4 rows each.
        subsets: how many, at least 2.
        subset_size: rows in each, from 2 to one less than the smaller cloud has; by default half of it, at most 1,000.
        seed: of the subsets. Clouds of equal size get the same row numbers, so a cloud is at distance 0 from itself.
        estimator: "u_statistic" (unbiased and 0 on itself), "unbiased" (as most programs) or "biased".

    Returns:
        A `KernelDistance`; both numbers are the same for (real, fake) and (fake, real).

    Raises:
        ValueError: for shapes that do not fit, values that are not finite, or subsets out of range.

    Reference: Bińkowski et al. 2018, arXiv:1801.01401, section 4; Shao & Wu 1989, doi:10.1214/aos/1176347263.

    >>> a = np.random.default_rng(0).standard_normal((100, 4))
    >>> near, far = kernel_distance(a, a + 0.1), kernel_distance(a, a + 1.0)
    >>> near.distance < far.distance
    True
    """
    real, fake = checked_pair(real, fake, least=4)
    n = min(len(real), len(fake))
    size = min(1000, n // 2) if subset_size is None else subset_size
    if not 2 <= size < n:
        raise ValueError(
            f"subset_size must lie between 2 and {n - 1}, one less than the smaller cloud has rows, got {size}; "
            "polynomial_kernel_distance takes all rows"
        )
    if subsets < 2:
        raise ValueError(f"subsets must be at least 2, so that they can differ, got {subsets}")
    values = []
    for i in progress(range(subsets), "kernel distance"):
        rows = [np.random.default_rng([seed, i]).permutation(len(cloud))[:size] for cloud in (real, fake)]
        values.append(polynomial_kernel_distance(real[rows[0]], fake[rows[1]], estimator))
    scale = max(map(abs, values)) or 1.0  # the squares of very large values would overflow
    spread = scale * float(np.std(np.array(values) / scale, ddof=1))
    return KernelDistance(float(np.mean(values)), spread * float(np.sqrt(size / (n - size))))


def _kernel_sum(x, y, degree, gamma, coef0):
    rows = max(1, BLOCK // len(y))
    parts = (x[start : start + rows] @ y.T for start in range(0, len(x), rows))
    return float(sum(((gamma * part + coef0) ** degree).sum() for part in parts))
