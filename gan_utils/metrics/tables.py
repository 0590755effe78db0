"""Are two tables of one kind? Columns, correlations, a test of two samples, and what a table is worth for learning."""

from typing import NamedTuple

import numpy as np
from scipy.spatial.distance import cdist

from gan_utils._checked import whole
from gan_utils.data.tables import checked_table, scaling
from gan_utils.metrics.agreement import wilson_interval


def marginal_distances(real, made):
    """Return for each column the largest gap between the two shares of values up to x (Kolmogorov and Smirnov's).

    Args:
        real, made: numbers, shapes (n, columns) and (m, columns).

    Returns:
        float64, shape (columns,), from 0 to 1.

    Raises:
        ValueError: for text, missing values, or columns that differ in number.

    >>> marginal_distances([[0.0, 1.0], [1.0, 1.0]], [[1.0, 1.0], [2.0, 1.0]]).tolist()
    [0.5, 0.0]
    """
    real, made = _both(real, made)
    found = []
    for one, other in zip(np.sort(real, axis=0).T, np.sort(made, axis=0).T, strict=True):
        everywhere = np.concatenate([one, other])
        up_to = [np.searchsorted(column, everywhere, side="right") / len(column) for column in (one, other)]
        found.append(np.abs(up_to[0] - up_to[1]).max())
    return np.array(found)


def correlation_distance(real, made):
    """Return the mean of |r_ij − r′_ij| over the pairs of different columns.

    Args:
        real, made: numbers, shapes (n, columns) and (m, columns), of two columns or more that vary.

    Returns:
        A float from 0 to 2.

    Raises:
        ValueError: for text, missing values, columns that differ in number, or a column that never varies.

    >>> round(correlation_distance([[0, 0], [1, 1], [2, 2]], [[0, 2], [1, 1], [2, 0]]), 6)
    2.0
    """
    real, made = _both(real, made)
    for name, table in (("real", real), ("made", made)):
        still = np.flatnonzero(table.std(axis=0) == 0).tolist()
        if still or table.shape[1] < 2:
            raise ValueError(
                f"the {name} table has no correlations: two columns that vary are needed"
                + (f", and column {still[0]} is always the same" if still else "")
            )
    gap = np.abs(np.corrcoef(real.T) - np.corrcoef(made.T))
    return float(gap[~np.eye(len(gap), dtype=bool)].mean())


class TwoSamples(NamedTuple):
    """What `two_sample_test` finds: the distance, and the share of shufflings that are as far apart or farther."""

    distance: float
    p: float


def two_sample_test(real, made, permutations=200, seed=0):
    """Ask whether two tables could be draws of one distribution, by energy distance and permutations.

    E = 2·mean‖x − y‖ − mean‖x − x′‖ − mean‖y − y′‖, columns in units of the real ones' deviation. Then rows change
    tables at random, again and again: p = (1 + how often the distance was as large) / (1 + permutations).

    Args:
        real, made: numbers, shapes (n, columns) and (m, columns).
        permutations: how often the rows are shuffled.
        seed: fixes the shufflings.

    Returns:
        A `TwoSamples`; where the tables are alike p is as likely anywhere in (0, 1].

    Raises:
        ValueError: for text, missing values, or columns that differ in number.

    Reference: Székely & Rizzo 2013, doi:10.1016/j.jspi.2013.03.018.

    >>> found = two_sample_test([[0.0], [1.0]], [[10.0], [11.0]], permutations=9)
    >>> 0 < found.p <= 1, round(found.distance, 6)  # 2·10 − 0.5 − 0.5, in deviations of ½
    (True, 38.0)
    """
    real, made = _both(real, made)
    units = scaling(real)
    rows = np.concatenate([units.to_model(each).astype(float) for each in (real, made)])
    apart, n = cdist(rows, rows), len(real)
    draws = np.random.default_rng(seed)
    found = _energy(apart, np.arange(len(rows)) < n)
    shuffled = [_energy(apart, draws.permutation(len(rows)) < n) for _ in range(whole(permutations, "permutations", 1))]
    return TwoSamples(found, (1 + sum(other >= found - 1e-12 for other in shuffled)) / (1 + permutations))


def trained_accuracy(table, labels, real, real_labels):
    """Return which share of real rows a classifier names right that learnt from another table, with its interval.

    The classifier is a logistic regression on columns in units of the table that it learns from.

    Args:
        table, labels: what it learns from: shapes (n, columns) and (n,).
        real, real_labels: what it is asked about.

    Returns:
        A `metrics.Agreement`: the share and Wilson's interval of it.

    Raises:
        ValueError: for text, missing values, columns that differ in number, or a table of one class.

    Reference: Esteban et al. 2017, arXiv:1706.02633, section 4.3 (train on synthetic, test on real).

    >>> trained_accuracy([[0.0], [1.0]], [0, 1], [[-5.0], [7.0]], [0, 1]).share
    1.0
    """
    from sklearn.linear_model import LogisticRegression

    real, table = _both(real, table, ("real", "learnt"))
    labels, real_labels = np.asarray(labels), np.asarray(real_labels)
    if labels.shape != (len(table),) or real_labels.shape != (len(real),):
        raise ValueError(
            f"tables of {len(table)} and {len(real)} rows come with labels of shape {labels.shape} and "
            f"{real_labels.shape}, expected one label for each row"
        )
    if len(np.unique(labels)) < 2:
        raise ValueError("the table to learn from holds one class, and a classifier needs two or more")
    units = scaling(table)
    fitted = LogisticRegression(max_iter=2000).fit(units.to_model(table), labels)
    right = fitted.predict(units.to_model(real)) == real_labels
    return wilson_interval(int(right.sum()), len(right))


def _energy(apart, first):
    """Return the energy distance of two sets of rows from the table of all distances; the diagonals count as 0."""
    between = apart[np.ix_(first, ~first)].mean()
    return float(2 * between - apart[np.ix_(first, first)].mean() - apart[np.ix_(~first, ~first)].mean())


def _both(real, made, names=("real", "made")):
    real = checked_table(real, f"{names[0]} table")
    return real, checked_table(made, f"{names[1]} table", columns=real.shape[1])
