"""Kernel distance: values by hand, unbiasedness, symmetry, and an error bar that covers."""

import numpy as np
import pytest
from independent_metrics import cloud

from gan_utils.metrics import kernel, kernel_distance, polynomial_kernel_distance

A, B = np.array([[0.0], [1.0]]), np.array([[1.0], [2.0]])


def test_by_hand():
    # k(x, y) = (xy + 1)³. Among A: k(0,0) = 1, k(0,1) = 1, k(1,1) = 8. Among B: k(1,1) = 8, k(1,2) = 27, k(2,2) = 125.
    # Between: k(0,1) = 1, k(0,2) = 1, k(1,1) = 8, k(1,2) = 27, together 37.
    assert polynomial_kernel_distance(A, B, "biased") == pytest.approx(11 / 4 + 187 / 4 - 2 * 37 / 4)
    assert polynomial_kernel_distance(A, B, "unbiased") == pytest.approx(1 + 27 - 2 * 37 / 4)
    # The u-statistic leaves k(0,1) = 1 and k(1,2) = 27 of the equal row numbers out: 9 stay, over n(n − 1) = 2.
    assert polynomial_kernel_distance(A, B) == pytest.approx(1 + 27 - 2 * 9 / 2)


def test_the_kernel_divides_by_the_number_of_features():
    # two features, each a copy: x·y/2 is what it was with one
    twice = lambda x: np.repeat(x, 2, axis=1)
    assert polynomial_kernel_distance(twice(A), twice(B), "biased") == pytest.approx(31.0)
    assert polynomial_kernel_distance(twice(A), twice(B), "biased", gamma=1.0) > 100


@pytest.mark.parametrize("estimator", kernel.ESTIMATORS)
def test_symmetric_to_the_last_bit(estimator):
    a, b = cloud(50, 5, 1), cloud(50, 5, 2, shift=0.3)
    assert polynomial_kernel_distance(a, b, estimator) == polynomial_kernel_distance(b, a, estimator)
    assert kernel_distance(a, b, estimator=estimator) == kernel_distance(b, a, estimator=estimator)
    wider = cloud(70, 5, 3)
    assert kernel_distance(a, wider, estimator=estimator) == kernel_distance(wider, a, estimator=estimator)


def test_zero_on_itself():
    a = cloud(60, 5, 1)
    scale = polynomial_kernel_distance(a, a + 1.0)
    assert abs(polynomial_kernel_distance(a, a.copy())) < 1e-12 * scale
    distance, error = kernel_distance(a, a.copy())
    assert abs(distance) < 1e-12 * scale and error < 1e-12 * scale


def test_order_of_rows_and_turning_the_features_change_nothing():
    a, b = cloud(40, 4, 1), cloud(30, 4, 2)
    turn = np.linalg.qr(np.random.default_rng(3).standard_normal((4, 4)))[0]
    got = polynomial_kernel_distance(a[::-1] @ turn, b @ turn, "unbiased")
    assert got == pytest.approx(polynomial_kernel_distance(a, b, "unbiased"), rel=1e-9)


@pytest.fixture(scope="module")
def repeated():
    """(distance, standard error) of 300 fresh pairs of clouds whose means differ by 0.6 in each of 3 features."""
    draw = np.random.default_rng(0)
    pairs = [(draw.standard_normal((80, 3)), draw.standard_normal((80, 3)) + 0.6) for _ in range(300)]
    return np.array([kernel_distance(a, b, subsets=20) for a, b in pairs]), pairs


def test_unbiased_while_the_biased_estimate_is_not(repeated):
    large = np.random.default_rng(9).standard_normal((2, 3000, 3))
    truth = polynomial_kernel_distance(large[0], large[1] + 0.6)
    values, pairs = repeated
    error = values[:, 0].std() / np.sqrt(len(values))
    assert abs(values[:, 0].mean() - truth) < 4 * error + 0.05 * truth
    biased = np.mean([polynomial_kernel_distance(*pair, "biased") for pair in pairs[:50]])
    assert biased > truth + 8 * error


def test_the_standard_error_is_that_of_fresh_images(repeated):
    values, _ = repeated
    spread, claimed = values[:, 0].std(), values[:, 1].mean()
    assert 0.75 < claimed / spread < 1.35  # without √(b/(n − b)) for b = n/4, say, it would be 1.7 times as large
    a, b = repeated[1][0]
    quarter = kernel_distance(a, b, subsets=400, subset_size=20).standard_error
    assert quarter == pytest.approx(kernel_distance(a, b, subsets=400).standard_error, rel=0.35)


def test_grows_with_the_gap():
    a = cloud(100, 6, 1)
    near, far = kernel_distance(a, cloud(100, 6, 1) + 0.1), kernel_distance(a, a + 0.5)
    assert near.distance < far.distance


def test_blocks_change_nothing(monkeypatch):
    a, b = cloud(50, 5, 1), cloud(40, 5, 2)
    whole = polynomial_kernel_distance(a, b, "unbiased")
    monkeypatch.setattr(kernel, "BLOCK", 200)
    assert polynomial_kernel_distance(a, b, "unbiased") == pytest.approx(whole, rel=1e-12)


def test_seed_fixes_the_subsets():
    a, b = cloud(50, 5, 1), cloud(40, 5, 2)
    assert kernel_distance(a, b, seed=1) == kernel_distance(a, b, seed=1) != kernel_distance(a, b, seed=2)


@pytest.mark.parametrize(
    ("call", "message"),
    [
        (lambda: polynomial_kernel_distance(A, B, "median"), "choose one of u_statistic, unbiased, biased"),
        (lambda: polynomial_kernel_distance(A, np.zeros((3, 1))), "equally many rows .* got 2 and 3"),
        (lambda: kernel_distance(A, B), "n ≥ 4"),
        (lambda: kernel_distance(cloud(9, 2, 1), cloud(8, 2, 2), subset_size=8), "between 2 and 7"),
        (lambda: kernel_distance(cloud(9, 2, 1), cloud(8, 2, 2), subsets=1), "subsets must be at least 2"),
        (lambda: kernel_distance(cloud(9, 2, 1), cloud(9, 3, 2)), "same number of features"),
        (
            lambda: kernel_distance(cloud(9, 2, 1), np.full((9, 2), np.nan)),
            "fake features hold .* not finite",
        ),
    ],
)
def test_errors_say_what_was_wrong(call, message):
    with pytest.raises(ValueError, match=message):
        call()
