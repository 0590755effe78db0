"""Metrics of nearest neighbours: precision and recall, density and coverage."""

from typing import NamedTuple

import numpy as np
from scipy.spatial.distance import cdist

from gan_utils.metrics.clouds import checked_pair
from gan_utils.metrics.progress import progress

BLOCK = 2**22  # distances held at once: 32 MiB of float64


class PrecisionRecall(NamedTuple):
    """Share of fakes that look real, and share of reals that the fakes reach."""

    precision: float
    recall: float


class DensityCoverage(NamedTuple):
    """How deep the fakes lie among the reals (not bounded by 1), and the share of reals with a fake beside them."""

    density: float
    coverage: float


class Neighbours(NamedTuple):
    """Distances to the nearest points and their row numbers, each of shape (n, k), the nearest first."""

    distances: np.ndarray
    indices: np.ndarray


def nearest_neighbours(queries, points, k=1):
    """Find the k nearest of `points` for each of `queries`, by Euclidean distance.

    Args:
        queries, points: float arrays, shape (n, d) and (m, d).
        k: how many, from 1 to m.

    Returns:
        A `Neighbours`; among equally near points the one with the lower row number comes first.

    Raises:
        ValueError: for shapes that do not fit, values that are not finite, or a k out of range.

    >>> nearest_neighbours([[0.0], [9.0]], [[1.0], [7.0]]).distances.ravel().tolist()
    [1.0, 2.0]
    """
    queries, points = checked_pair(queries, points, least=1)
    _check_k(k, len(points), "points")
    rows = [
        (np.take_along_axis(block, order, axis=1), order)
        for block in _blocks(queries, points, "nearest neighbours")
        for order in [_nearest_columns(block, k)]
    ]
    return Neighbours(*(np.concatenate(column) for column in zip(*rows, strict=True)))


def precision_recall(real, fake, k=3):
    """Improved precision and recall: each cloud as a union of balls, and how much of the other lies inside.

    Around each point of a cloud lies a closed ball that reaches to its k-th nearest neighbour in the same cloud, the
    point itself not counted. Precision is the share of fakes inside at least one ball of the reals; recall is the
    share of reals inside at least one ball of the fakes. The authors' k is 3, on Inception or VGG features of 50,000
    images; both numbers grow with k and depend on n, so compare only at equal k and n.

    Args:
        real, fake: float arrays, shape (n, d) and (m, d), each with more than k rows.
        k: from 1.

    Returns:
        A `PrecisionRecall`, both between 0 and 1; exchanging the clouds exchanges the two.

    Raises:
        ValueError: for shapes that do not fit, too few rows for k, or values that are not finite.

    Reference: Kynkäänniemi et al. 2019, arXiv:1904.06991, section 2, equations 1 and 2.

    >>> real, fake = [[0.0], [1.0], [10.0], [11.0]], [[0.4], [0.5], [0.6], [0.7]]
    >>> precision_recall(real, fake, k=1)  # all fakes look real, but no ball of theirs reaches 10 and 11
    PrecisionRecall(precision=1.0, recall=0.0)
    """
    real, fake = checked_pair(real, fake)
    _check_k(k, len(real) - 1, "other real rows")
    _check_k(k, len(fake) - 1, "other fake rows")
    return PrecisionRecall(_share_inside(fake, real, k), _share_inside(real, fake, k))


def density_coverage(real, fake, k=5, closed=True):
    """Density and coverage: how many balls of the reals hold a fake, and how many reals have a fake in their ball.

    With N reals, M fakes and the ball B_i of real i, which reaches to its k-th nearest other real,
    density = (number of pairs with fake j in B_i) / (k·M), coverage = (number of B_i with a fake inside) / N.
    Density is near 1 for fresh samples of the same distribution, more where fakes crowd into dense regions. Unlike
    precision, one outlier among the reals, whose ball is huge, cannot make every fake look real.

    Args:
        real, fake: float arrays, shape (n, d) and (m, d), n more than k.
        k: from 1; 5 is the authors' choice.
        closed: whether a fake exactly on the sphere counts as inside. With True, a cloud of exact copies covers itself;
            the authors' own program uses open balls, which False gives. Without ties both give the same.

    Returns:
        A `DensityCoverage`: density ≥ 0, coverage between 0 and 1.

    Raises:
        ValueError: for shapes that do not fit, too few rows for k, or values that are not finite.

    Reference: Naeem et al. 2020, arXiv:2002.09797, section 3, equations 2 and 3.

    >>> density_coverage([[0.0], [1.0], [10.0], [11.0]], [[0.5], [0.5]], k=1)  # each fake in 2 balls of 4
    DensityCoverage(density=2.0, coverage=0.5)
    """
    real, fake = checked_pair(real, fake, least=1)
    _check_k(k, len(real) - 1, "other real rows")
    radii = _radii(real, k)
    inside = np.less_equal if closed else np.less
    pairs, covered = 0, np.zeros(len(real), bool)
    for block in _blocks(fake, real, "density and coverage"):
        hit = inside(block, radii)
        pairs += int(hit.sum())
        covered |= hit.any(axis=0)
    return DensityCoverage(pairs / (k * len(fake)), float(covered.mean()))


def _nearest_columns(block, k):
    if k == 1:
        return block.argmin(axis=1)[:, None]  # the first of equals, as the stable sort gives, in a tenth of the time
    return np.argsort(block, axis=1, kind="stable")[:, :k]


def _share_inside(points, cloud, k):
    """Share of `points` within the union of the cloud's balls."""
    radii = _radii(cloud, k)
    inside = [(block <= radii).any(axis=1) for block in _blocks(points, cloud, "precision and recall")]
    return float(np.concatenate(inside).mean())


def _radii(cloud, k):
    """Distance of each point to its k-th nearest other point, shape (n,)."""
    # Place k of a row sorted from 0, where the point itself, at distance 0, takes place 0.
    return np.concatenate([np.partition(block, k, axis=1)[:, k] for block in _blocks(cloud, cloud, "radii")])


def _blocks(points, cloud, label):
    """Yield the distances of a few points at a time to the whole cloud, so that memory does not grow as n·m.

    `cdist` subtracts before it squares: equal rows are at distance exactly 0, and d(x, y) = d(y, x) to the last bit,
    which the faster ‖x‖² + ‖y‖² − 2·x·y does not give.
    """
    rows = max(1, BLOCK // len(cloud))
    for start in progress(range(0, len(points), rows), label):
        yield cdist(points[start : start + rows], cloud)


def _check_k(k, most, what):
    if isinstance(k, bool) or not isinstance(k, (int, np.integer)) or not 1 <= k <= most:
        raise ValueError(f"k must be a whole number from 1 to {most}, the number of {what}, got {k}")
