"""Codes matched with classes, and what a factor explains: by hand, at chance, and what is refused."""

import numpy as np
import pytest

from gan_utils import metrics


def test_counts_and_matching_by_hand():
    counts = metrics.count_pairs([0, 0, 0, 1, 2, 2], [1, 1, 2, 2, 0, 0], n=3)
    assert counts.tolist() == [[0, 2, 1], [0, 0, 1], [2, 0, 0]]
    assert metrics.best_matching(counts).tolist() == [1, 2, 0]


def test_no_class_is_taken_twice_though_two_codes_would_like_it():
    counts = [[10, 9, 0], [10, 1, 0], [0, 0, 3]]
    assert np.argmax(counts, axis=1).tolist() == [0, 0, 2]  # each code's favourite
    assert metrics.best_matching(counts).tolist() == [1, 0, 2]  # 9 + 10 + 3 is more than 10 + 1 + 3


def test_a_renamed_code_is_found_and_the_order_of_codes_does_not_matter():
    rng = np.random.default_rng(0)
    codes, names = rng.integers(10, size=400), rng.permutation(10)
    classes = np.where(rng.random(400) < 0.9, names[codes], rng.integers(10, size=400))
    found, again = (metrics.code_agreement(each, classes) for each in (codes, rng.permutation(10)[codes]))
    assert found.stands_for.tolist() == names.tolist() and found[:3] == again[:3]
    assert found.low < 0.91 < found.high and found.share == pytest.approx(0.91, abs=0.05)


def test_pure_chance_scores_like_chance_and_not_like_its_own_best_matching():
    rng = np.random.default_rng(1)
    shares, own = [], []
    for _ in range(40):
        codes, classes = rng.integers(10, size=(2, 200))
        shares.append(metrics.code_agreement(codes, classes).share)
        counts = metrics.count_pairs(codes, classes, 10)
        own.append(counts[np.arange(10), metrics.best_matching(counts)].sum() / 200)
    assert np.mean(shares) == pytest.approx(0.1, abs=0.015) and np.mean(own) > 0.16


def test_what_a_line_and_what_groups_explain():
    factor = np.array([0, 1, 2, 0, 1, 2])
    bent = np.array([1.0, 0.0, 1.0, 1.0, 0.0, 1.0])
    assert metrics.explained(bent, factor) == pytest.approx(0)
    assert metrics.explained(bent, factor, named=True) == pytest.approx(1)
    # values 0, 1, 4 over 0, 1, 2: slope 2, so 2 · 2² = 8 of 26/3 around the mean
    assert metrics.explained([0, 1, 4], [0, 1, 2]) == pytest.approx(8 / (26 / 3))
    assert metrics.explained([0, 1, 4], [7, 5, 3]) == metrics.explained([0, 1, 4], [0, 1, 2])
    assert metrics.explained([2.0, 2.0], [0, 1]) == metrics.explained([0, 1], [3, 3]) == 0


@pytest.mark.parametrize(
    ("do", "words"),
    [
        (lambda: metrics.count_pairs([0, 1], [0], 2), "a class a code"),
        (lambda: metrics.count_pairs([0, 10], [0, 1], 10), "codes must be whole numbers from 0 to 9"),
        (lambda: metrics.count_pairs([0, 1], [0, -1], 10), "classes must be whole numbers"),
        (lambda: metrics.count_pairs([0, 0.5], [0, 1], 10), "codes must be whole numbers"),
        (lambda: metrics.best_matching([[1, 2, 3]]), "a square"),
        (lambda: metrics.code_agreement([1], [1]), "at least 2 samples"),
        (lambda: metrics.explained([1.0], [1]), "at least 2"),
        (lambda: metrics.explained([1.0, 2.0], [1]), r"\(2,\) and factor \(1,\)"),
    ],
)
def test_what_does_not_fit_is_said_in_a_sentence(do, words):
    with pytest.raises(ValueError, match=words):
        do()
