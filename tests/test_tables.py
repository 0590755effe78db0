"""Tables: scikit-learn's, what is refused of one's own, and whether two are of one kind."""

import numpy as np
import pytest

from gan_utils import data, metrics

REAL = data.load_table("breast_cancer")


def test_splits_share_no_row_and_keep_the_shares_of_the_classes():
    test = data.load_table("breast_cancer", "test")
    assert REAL.values.shape[1] == test.values.shape[1] == 30 and len(REAL.values) + len(test.values) == 569
    assert not {row.tobytes() for row in REAL.values} & {row.tobytes() for row in test.values}
    assert REAL.labels.mean() == pytest.approx(test.labels.mean(), abs=0.01)
    assert REAL.classes == ("malignant", "benign") and REAL.columns[0] == "mean radius"
    assert {name: len(data.load_table(name).classes) for name in data.TABLES} == {
        "breast_cancer": 2,
        "iris": 3,
        "wine": 3,
    }


def test_a_table_is_scaled_and_comes_back():
    units = data.scaling(REAL.values)
    scaled = units.to_model(REAL.values)
    assert scaled.dtype == np.float32
    np.testing.assert_allclose(scaled.mean(axis=0), 0, atol=1e-4)
    np.testing.assert_allclose(scaled.std(axis=0), 1, atol=1e-4)
    np.testing.assert_allclose(units.to_table(scaled), REAL.values, rtol=1e-4, atol=1e-4)
    assert data.scaling([[2.0], [2.0]]).to_model([[3.0]]).tolist() == [[1.0]]


def test_marginals_and_correlations_by_hand():
    # shares up to 2: all of 1, 2 against one of 2, 3, 4, so 1 − 1/3
    found = metrics.marginal_distances([[1, 0], [2, 5]], [[2, 5], [3, 0], [4, 9]])
    np.testing.assert_allclose(found, [2 / 3, 1 / 3])
    assert metrics.marginal_distances(REAL.values, REAL.values).tolist() == [0] * 30
    one, other = REAL.values[::2], REAL.values[1::2]
    moved = other * 3.0 + 7.0  # correlations have no units
    assert metrics.correlation_distance(one, moved) == pytest.approx(metrics.correlation_distance(one, other))
    rng = np.random.default_rng(0)
    alone = rng.permuted(other, axis=0)  # each column by itself: the marginals stay, the correlations go
    assert metrics.marginal_distances(other, alone).tolist() == [0] * 30
    assert metrics.correlation_distance(one, alone) > 5 * metrics.correlation_distance(one, other)


def test_the_test_of_two_samples_by_hand_and_by_chance():
    # 0, 2 against 1, 5 in deviations of 1: between (1 + 5 + 1 + 3)/4 = 2.5; within 1 and 2: 2·2.5 − 1 − 2
    assert metrics.two_sample_test([[0.0], [2.0]], [[1.0], [5.0]], permutations=1).distance == pytest.approx(2.0)
    rng, ps = np.random.default_rng(1), []
    for seed in range(60):
        a, b = rng.normal(size=(2, 25, 3))
        ps.append(metrics.two_sample_test(a, b, permutations=39, seed=seed).p)
    assert np.mean(ps) == pytest.approx(0.5, abs=0.13) and np.mean(np.array(ps) <= 0.05) < 0.17
    assert min(ps) >= 1 / 40  # never 0: the tables themselves are one of the shufflings
    a, b = rng.normal(size=(2, 40, 3))
    assert metrics.two_sample_test(a, b + 1.0, permutations=99).p == 0.01
    units = np.array([1.0, 100.0, 0.01])
    one, other = (metrics.two_sample_test(a * s, (b + 0.3) * s, 50) for s in (1.0, units))
    assert one.distance == pytest.approx(other.distance, rel=1e-4) and one.p == other.p


def test_what_a_table_is_worth_for_learning():
    test = data.load_table("breast_cancer", "test")
    right = metrics.trained_accuracy(REAL.values, REAL.labels, test.values, test.labels)
    turned = metrics.trained_accuracy(REAL.values, 1 - REAL.labels, test.values, test.labels)
    assert (
        right.low < right.share < right.high and right.share > 0.93 and turned.share == pytest.approx(1 - right.share)
    )
    units = metrics.trained_accuracy(REAL.values * 10, REAL.labels, test.values * 10, test.labels)
    assert units.share == right.share


@pytest.mark.parametrize(
    ("do", "words"),
    [
        (lambda: data.load_table("titanic"), "unknown table 'titanic': choose one of breast_cancer"),
        (lambda: data.load_table("iris", "all"), "unknown split"),
        (lambda: data.checked_table([[1, "red"], [2, "blue"]]), "holds text in column 1: a network takes numbers"),
        (lambda: data.checked_table(np.array([[1.0, "a"], [2.0, "b"]], object)), "text in column 1"),
        (lambda: data.checked_table([[1.0, np.nan], [2.0, 3.0]]), "missing or infinite in column 1: leave those rows"),
        (lambda: data.checked_table([1.0, 2.0]), r"shape \(2,\), expected \(n, columns\)"),
        (lambda: data.scaling([[1.0, 2.0]]).to_model([[1.0]]), r"expected \(n, 2\)"),
        (lambda: metrics.marginal_distances([[1.0]], [[1.0, 2.0]]), r"the made table has shape \(1, 2\)"),
        (lambda: metrics.two_sample_test([[np.nan]], [[1.0]]), "the real table has values that are missing"),
        (lambda: metrics.two_sample_test([["x"]], [[1.0]]), "the real table holds text"),
        (lambda: metrics.correlation_distance([[1, 2], [1, 3]], [[1, 2], [2, 3]]), "column 0 is always the same"),
        (lambda: metrics.trained_accuracy([[1.0], [2.0]], [1, 1], [[1.0]], [1]), "holds one class"),
        (lambda: metrics.trained_accuracy([[1.0], [2.0]], [1], [[1.0]], [1]), "one label for each row"),
    ],
)
def test_bad_input_is_one_sentence(do, words):
    with pytest.raises(ValueError, match=words):
        do()
