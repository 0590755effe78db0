"""Bits read and bits guessed: by hand, by drawing coins, and what is refused."""

import numpy as np
import pytest

from gan_utils import metrics


def test_bits_by_hand_for_one_key_and_for_a_key_a_row():
    logits = np.array([[2.0, -0.5, 1.0], [-2.0, -0.5, 1.0]])  # read as 101 and 001
    assert metrics.matching_bits(logits, [1, 1, 1]).tolist() == [2, 1]
    assert metrics.matching_bits(logits, [[1, 0, 1], [1, 1, 0]]).tolist() == [3, 0]
    assert metrics.matching_bits(100 * logits, [1, 1, 1]).tolist() == [2, 1]  # only the sign counts
    assert metrics.matching_bits(-logits, [0, 0, 0]).tolist() == [2, 1]


def test_chance_by_hand_and_by_coins():
    # of 16 coins 15 or 16 fall right: (16 + 1) / 65,536
    assert metrics.false_positive_rate(15, 16) == pytest.approx(17 / 65536)
    assert metrics.false_positive_rate(15, 16) != pytest.approx(1 / 65536)  # "more than" in place of "or more"
    coins = np.random.default_rng(0).integers(2, size=(200_000, 16)).sum(axis=1)
    assert (coins >= 12).mean() == pytest.approx(metrics.false_positive_rate(12, 16), rel=0.05)
    rates = [metrics.false_positive_rate(k, 16) for k in range(17)]
    assert rates[0] == 1 and rates[16] == 2**-16 and all(np.diff(rates) < 0)


def test_the_threshold_is_the_first_that_keeps_the_rate():
    for rate in (0.2, 0.01, 1e-4, 2**-16):
        found = metrics.bit_threshold(rate, 16)
        assert metrics.false_positive_rate(found, 16) <= rate < metrics.false_positive_rate(found - 1, 16)


@pytest.mark.parametrize(
    ("do", "words"),
    [
        (lambda: metrics.matching_bits([1.0, 2.0], [1, 0]), r"expected logits \(n, bits\)"),
        (lambda: metrics.matching_bits([[1.0, 2.0]], [1, 0, 1]), r"got \(1, 2\) and \(3,\)"),
        (lambda: metrics.matching_bits([[1.0, 2.0]], [1, -1]), "a key holds zeros and ones"),
        (lambda: metrics.false_positive_rate(17, 16), "threshold must be a whole number of at least 0 and at most 16"),
        (lambda: metrics.bit_threshold(1e-6, 16), "take more bits"),
        (lambda: metrics.bit_threshold(0, 16), "above 0 and at most 1"),
    ],
)
def test_what_does_not_fit_is_said_in_a_sentence(do, words):
    with pytest.raises(ValueError, match=words):
        do()
