"""Precision, recall, density and coverage: values by hand, invariances, and which failure each of them sees."""

import numpy as np
import pytest
from independent_metrics import cloud

from gan_utils import metrics
from gan_utils.metrics import density_coverage, nearest_neighbours, neighbours, precision_recall

LINE = np.array([[0.0], [1.0], [3.0], [7.0]])  # nearest others at 1, 1, 2, 4; second nearest at 3, 2, 3, 6


def test_precision_and_recall_by_hand():
    # Balls of the reals, k = 1: [−1, 1], [0, 2], [1, 5], [3, 11]. They hold 0.5 and 4 of the fakes, not −2 and 12.
    # Balls of the fakes, radii 2.5, 2.5, 3.5, 8: [−4.5, .5], [−2, 3], [.5, 7.5], [4, 20] hold all four reals.
    fake = np.array([[-2.0], [0.5], [4.0], [12.0]])
    assert precision_recall(LINE, fake, k=1) == (0.5, 1.0)
    # k = 2: balls of the reals [−3, 3], [−1, 3], [0, 6], [1, 13] hold all fakes.
    assert precision_recall(LINE, fake, k=2).precision == 1.0


def test_the_balls_are_closed():
    fake = np.array([[-1.0], [-1.5]])  # −1 lies on the sphere of the real 0, −1.5 outside; no real in [−1.5, −0.5]
    assert precision_recall(LINE, fake, k=1) == (0.5, 0.0)


def test_density_and_coverage_by_hand():
    # Balls [−1, 1], [0, 2], [1, 5], [3, 11]: 0.5 is in two of them, 4 in two, 12 in none; all four are reached.
    assert density_coverage(LINE, [[0.5], [4.0], [12.0]], k=1) == (4 / 3, 1.0)
    # With k = 2 they are [−3, 3], [−1, 3], [0, 6], [1, 13]: 10 is in the last only, one pair of k·M = 2.
    assert density_coverage(LINE, [[10.0]], k=2) == (0.5, 0.25)


def test_open_balls_leave_the_sphere_out():
    on_the_sphere = [[-1.0]]
    assert density_coverage(LINE, on_the_sphere, k=1) == (1.0, 0.25)
    assert density_coverage(LINE, on_the_sphere, k=1, closed=False) == (0.0, 0.0)


def test_exchanging_the_clouds_exchanges_precision_and_recall():
    a, b = cloud(70, 4, 1), cloud(50, 4, 2, shift=0.5)
    there, back = precision_recall(a, b), precision_recall(b, a)
    assert there == (back.recall, back.precision) and there.precision != there.recall


@pytest.mark.parametrize("metric", [precision_recall, density_coverage])
def test_moving_turning_scaling_and_reordering_both_changes_nothing(metric):
    a, b = cloud(70, 4, 1), cloud(50, 4, 2, shift=0.5)
    turn = np.linalg.qr(np.random.default_rng(3).standard_normal((4, 4)))[0]
    moved = [x[::-1] @ turn * 7.0 + 2.0 for x in (a, b)]
    np.testing.assert_allclose(metric(*moved), metric(a, b), rtol=1e-12)


def test_a_cloud_lies_wholly_within_itself():
    a = cloud(40, 3, 5)
    assert precision_recall(a, a) == (1.0, 1.0)
    # Each closed ball holds the point itself, on top of its k neighbours: (k + 1)/k; an open one holds k.
    assert density_coverage(a, a, k=4) == (1.25, 1.0)
    assert density_coverage(a, a, k=4, closed=False) == (1.0, 1.0)


def test_duplicates_do_not_break_the_balls():
    copies = np.repeat(cloud(5, 3, 6), 4, axis=0)  # balls of radius 0 for k = 3
    assert precision_recall(copies, copies) == (1.0, 1.0)
    assert precision_recall(copies, copies + 1e-6) == (0.0, 0.0)


def test_blocks_change_nothing(monkeypatch):
    a, b = cloud(40, 3, 7), cloud(33, 3, 8, shift=0.3)
    whole = precision_recall(a, b), density_coverage(a, b), nearest_neighbours(a, b, 2)
    monkeypatch.setattr(neighbours, "BLOCK", 100)
    assert (precision_recall(a, b), density_coverage(a, b)) == whole[:2]
    np.testing.assert_array_equal(nearest_neighbours(a, b, 2).indices, whole[2].indices)


def test_nearest_neighbours_by_hand():
    found = nearest_neighbours([[2.0], [6.0]], LINE, k=2)
    assert found.indices.tolist() == [[1, 2], [3, 2]]  # 2 is as near to 1 as to 3: the lower row number first
    assert found.distances.tolist() == [[1.0, 1.0], [1.0, 3.0]]


# -- which failure is seen by which metric ---------------------------------------------------------------------

REAL = np.random.default_rng(0).standard_normal((300, 4))


def test_a_fresh_sample_scores_high_on_all():
    fake = np.random.default_rng(1).standard_normal((300, 4))
    assert min(*precision_recall(REAL, fake), *density_coverage(REAL, fake)) > 0.8


def test_a_collapsed_cloud_is_precise_but_reaches_little():
    collapsed = 0.1 * np.random.default_rng(1).standard_normal((300, 4))
    precision, recall = precision_recall(REAL, collapsed)
    assert precision > 0.99 and recall < 0.05
    density, coverage = density_coverage(REAL, collapsed)
    assert density > 1.05 and coverage < 0.2


def test_a_cloud_too_wide_is_imprecise_but_reaches_all():
    precision, recall = precision_recall(REAL, 4 * np.random.default_rng(1).standard_normal((300, 4)))
    assert precision < 0.3 and recall > 0.8


def test_noise_elsewhere_scores_nothing():
    elsewhere = 40 + np.random.default_rng(1).standard_normal((300, 4))
    assert precision_recall(REAL, elsewhere) == (0.0, 0.0)
    assert density_coverage(REAL, elsewhere) == (0.0, 0.0)


def test_one_outlier_fools_precision_but_not_coverage():
    real = np.vstack([REAL, np.full((1, 4), 30.0)])  # its third nearest neighbour is a world away
    fake = 22 + np.random.default_rng(1).standard_normal((300, 4))
    assert precision_recall(real, fake).precision == 1.0
    # in one ball of 301: 300 pairs of k·M = 5·300
    assert density_coverage(real, fake) == (0.2, 1 / 301)


def test_duplicated_samples_lose_recall():
    few = np.repeat(np.random.default_rng(1).standard_normal((10, 4)), 30, axis=0)
    precision, recall = precision_recall(REAL, few)
    assert precision > 0.7 and recall == 0.0


@pytest.mark.parametrize(
    ("call", "message"),
    [
        (lambda: precision_recall(LINE, LINE, k=4), "k must be a whole number from 1 to 3"),
        (lambda: precision_recall(LINE, LINE, k=0), "got 0"),
        (lambda: precision_recall(LINE, LINE, k=1.5), "got 1.5"),
        (lambda: density_coverage(LINE, LINE), "number of other real rows, got 5"),
        (lambda: precision_recall(LINE, np.zeros((4, 2))), "same number of features"),
        (lambda: density_coverage(LINE[:, 0], LINE, k=1), r"real features must have shape \(n, d\)"),
        (
            lambda: precision_recall(LINE, np.full((4, 1), np.inf)),
            "fake features hold values that are not fin",
        ),
        (lambda: nearest_neighbours(LINE, LINE, k=5), "from 1 to 4, the number of points, got 5"),
    ],
)
def test_errors_say_what_was_wrong(call, message):
    with pytest.raises(ValueError, match=message):
        call()


def test_names_are_exported():
    assert all(callable(getattr(metrics, name)) for name in metrics.__all__)
