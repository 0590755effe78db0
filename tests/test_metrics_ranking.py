"""The area under the ROC curve: by hand, what it does not depend on, its interval, and what is refused."""

import numpy as np
import pytest
from sklearn.metrics import roc_auc_score

from gan_utils import metrics


def test_pairs_by_hand_with_a_tie():
    # 3 beats 1 and 2 and ties with 3: 2.5. 2 beats 1, ties with 2, loses to 3: 1.5. Together 4 of 6 pairs.
    found = metrics.auc([3.0, 2.0], [1.0, 2.0, 3.0])
    assert found.value == pytest.approx(4 / 6)
    assert found.value != pytest.approx(5 / 6) and found.value != pytest.approx(3 / 6)  # ties as wins, or as losses
    assert metrics.auc([1.0, 2.0, 3.0], [3.0, 2.0]).value == pytest.approx(1 - 4 / 6)


def test_only_the_order_counts_and_scikit_learn_agrees():
    rng = np.random.default_rng(0)
    one, other = np.round(rng.normal(1.0, 1.0, 40), 1), np.round(rng.normal(0.0, 1.0, 60), 1)
    found = metrics.auc(one, other)
    assert metrics.auc(np.exp(rng.permutation(one)), np.exp(other)) == pytest.approx(found)
    assert metrics.auc(-one, -other).value == pytest.approx(1 - found.value)
    truth = np.repeat([1, 0], [40, 60])
    assert found.value == pytest.approx(roc_auc_score(truth, np.concatenate([one, other])))


def test_the_interval_is_where_the_formula_says_and_has_a_width_at_one():
    found = metrics.auc([4.0, 5.0, 6.0], [1.0, 2.0, 3.0])
    m = n = 3
    for theta in (found.low,):
        spread = theta * (1 - theta) * (1 + (m + n - 2) / 2 * ((1 - theta) / (2 - theta) + theta / (1 + theta)))
        assert 1 - theta == pytest.approx(1.959964 * np.sqrt(spread / (m * n)), rel=1e-5)
    assert found.value == found.high == 1 and 0.4 < found.low < 0.6
    turned = metrics.auc([1.0, 2.0, 3.0], [4.0, 5.0, 6.0])
    assert turned.value == turned.low == 0 and turned.high == pytest.approx(1 - found.low)
    wider, narrower = (metrics.auc(np.arange(n) + n / 4, np.arange(n)) for n in (20, 200))
    assert wider.low < narrower.low < narrower.value < narrower.high < wider.high


def test_the_interval_holds_the_truth_about_as_often_as_it_says():
    rng, held = np.random.default_rng(1), 0
    for _ in range(300):
        found = metrics.auc(rng.normal(1.0, 1.0, 30), rng.normal(0.0, 1.0, 50))
        held += found.low <= 0.76025 <= found.high  # Φ(1/√2)
    assert 0.91 < held / 300 < 0.99


@pytest.mark.parametrize(
    ("do", "words"),
    [
        (lambda: metrics.auc([], [1.0]), "the positive scores must be finite numbers"),
        (lambda: metrics.auc([1.0], [[1.0]]), r"the negative scores .* got shape \(1, 1\)"),
        (lambda: metrics.auc([np.nan], [1.0]), "with values that are not finite"),
        (lambda: metrics.auc([1.0], [1.0], confidence=1.0), "confidence must lie between 0 and 1"),
    ],
)
def test_what_is_no_score_is_refused_in_words(do, words):
    with pytest.raises(ValueError, match=words):
        do()
