"""Inception score over splits, class coverage, and metrics a class at a time."""

import math

import numpy as np
import pytest
from independent_metrics import cloud

from gan_utils.metrics import (
    by_class,
    class_coverage,
    class_shares,
    frechet_distance,
    inception_score,
    inception_score_over_splits,
    precision_recall,
)


def test_splits_by_hand():
    # Parts of two rows: two sure classes (score 2), one class twice (1), two (2), one (1): mean 1.5, spread 0.5.
    p = np.eye(4)[[0, 1, 2, 2, 1, 3, 0, 0]]
    assert inception_score_over_splits(p, splits=4) == (pytest.approx(1.5), pytest.approx(0.5))
    assert inception_score_over_splits(p, splits=1) == (pytest.approx(inception_score(p)), 0.0)


def test_splits_are_uneven_where_they_must_be():
    # 5 rows in 2 splits: rows 0–1 and 2–4, one class twice (score 1) and three classes (score 3)
    assert inception_score_over_splits(np.eye(3)[[0, 0, 0, 1, 2]], 2) == (
        pytest.approx(2.0),
        pytest.approx(1.0),
    )


def test_rows_made_class_by_class_need_shuffling():
    p = np.repeat(np.eye(5), 100, axis=0)
    assert inception_score_over_splits(p, 5).mean == pytest.approx(1.0)
    assert inception_score_over_splits(p, 5, seed=0).mean > 4.5
    assert inception_score_over_splits(p, 5, seed=0) == inception_score_over_splits(p, 5, seed=0)


@pytest.mark.parametrize("splits", [0, 9, 2.0, True])
def test_splits_out_of_range(splits):
    with pytest.raises(ValueError, match="splits must be a whole number from 1 to 8"):
        inception_score_over_splits(np.eye(8), splits)


def test_class_coverage_by_hand():
    # shares of the samples (3/4, 1/4, 0) against (1/2, 1/4, 1/4): 3/4·log(3/2) + 1/4·log 1 = 0.304099
    modes, divergence = class_coverage(np.eye(3)[[0, 0, 1, 0]], [0.5, 0.25, 0.25])
    assert modes == 2 and divergence == pytest.approx(0.304099, rel=1e-5)
    forward = 0.5 * math.log(0.5 / 0.75)  # the other direction, which would be infinite here, starts otherwise
    assert divergence != pytest.approx(forward, rel=1e-2)
    assert class_coverage(np.eye(3)[[0, 0, 1, 0]], [0.5, 0.25, 0.25], least=2).modes == 1


def test_class_coverage_is_zero_on_itself_and_log_k_when_collapsed():
    p = np.random.default_rng(0).dirichlet(np.ones(10), size=500)
    assert class_coverage(p, class_shares(p)) == (10, 0.0)
    assert class_coverage(p[::-1], class_shares(p)).reverse_kl == 0.0
    collapsed = class_coverage(np.tile(np.eye(10)[3], (50, 1)), np.full(10, 0.1))
    assert collapsed == (1, pytest.approx(math.log(10)))


@pytest.mark.parametrize(
    ("shares", "message"),
    [
        ([0.5, 0.5], "must be 3 shares"),
        ([0.5, 0.6, 0.1], "sum to 1"),
        ([1.2, -0.3, 0.1], "≥ 0"),
        ([0.0, 0.5, 0.5], r"nothing to the classes \[0\], which the samples show"),
    ],
)
def test_reference_shares_must_fit(shares, message):
    with pytest.raises(ValueError, match=message):
        class_coverage(np.eye(3), shares)


def test_least_must_be_a_sample():
    with pytest.raises(ValueError, match="at least 1 sample, got 0"):
        class_coverage(np.eye(3), [0.2, 0.3, 0.5], least=0)


def test_by_class_takes_each_class_alone():
    # class 0: reals at 0 and 2 (mean 1, variance 2), fakes at 2 and 6 (mean 4, variance 8): 9 + 10 − 8 = 11.
    # class 1: the same cloud, 3 higher: 9.
    real, fake = np.array([[0.0], [1.0], [2.0], [5.0]]), np.array([[4.0], [6.0], [8.0], [2.0]])
    got = by_class(frechet_distance, real, [0, 1, 0, 1], fake, [1, 0, 1, 0])
    assert got == {0: pytest.approx(11.0), 1: pytest.approx(9.0)} and list(got) == [0, 1]


def test_by_class_sees_what_the_whole_hides():
    # classes exchanged: the two clouds as wholes are alike, and no class is where it should be
    real = np.concatenate([cloud(60, 2, 1), cloud(60, 2, 2, shift=20.0)])
    fake = np.concatenate([cloud(60, 2, 3), cloud(60, 2, 4, shift=20.0)])
    labels = np.repeat([0, 1], 60)
    whole = frechet_distance(real, fake)
    each = by_class(frechet_distance, real, labels, fake, 1 - labels)
    assert min(each.values()) > 10 * whole
    assert by_class(precision_recall, real, labels, fake, labels)[0].precision > 0.3


def test_by_class_says_what_does_not_fit():
    x = np.zeros((4, 2))
    with pytest.raises(ValueError, match=r"one fake label a row, got rows \(4, 2\) and labels \(3,\)"):
        by_class(frechet_distance, x, [0, 0, 1, 1], x, [0, 1, 1])
    with pytest.raises(ValueError, match=r"classes \[2\] are on one side only"):
        by_class(frechet_distance, x, [0, 0, 1, 1], x, [0, 0, 1, 2])
    with pytest.raises(ValueError, match=r"class 1: .* n ≥ 2, got \(1, 2\)"):
        by_class(frechet_distance, x + np.eye(4, 2), [0, 0, 0, 1], x + np.eye(4, 2), [0, 0, 0, 1])
