"""Memorisation: by hand, half for fresh samples, all for copies."""

import numpy as np
import pytest

from gan_utils.metrics import copying_test, memorisation, normalised_gap

TRAIN, HELD_OUT = np.array([[0.0], [10.0]]), np.array([[4.0], [20.0]])


def fresh(n, seed, d=6):
    return np.random.default_rng(seed).standard_normal((n, d))


def test_by_hand():
    # To train / held-out: 1 → 1, 3. 2 → 2, 2: a tie, one half. 6 → 4, 2. 11 → 1, 7. So 2.5 of 4.
    # Less than half as far from train: 1 (1 < 1.5) and 11 (1 < 3.5): 2 of 4. Medians of 1, 2, 4, 1 and 3, 2, 2, 7.
    got = memorisation([[1.0], [2.0], [6.0], [11.0]], TRAIN, HELD_OUT)
    assert (got.share, got.copies) == (0.625, 0.5)
    assert (got.train_distance, got.held_out_distance) == (1.5, 2.5)
    assert got.low < 0.625 < got.high
    assert memorisation([[1.0], [2.0], [6.0], [11.0]], TRAIN, HELD_OUT, copy_ratio=0.2).copies == 0.25


def test_exchanging_the_sets_turns_the_share_round():
    samples, train, held_out = fresh(50, 1), fresh(40, 2), fresh(40, 3)
    there, back = memorisation(samples, train, held_out), memorisation(samples, held_out, train)
    assert there.share == pytest.approx(1 - back.share) and there.share != 0.5
    assert (there.train_distance, there.held_out_distance) == (back.held_out_distance, back.train_distance)


def test_fresh_samples_are_as_near_to_either():
    shares = [memorisation(fresh(200, i), fresh(200, i + 100), fresh(200, i + 200)) for i in range(40)]
    assert abs(np.mean([m.share for m in shares]) - 0.5) < 0.02
    assert np.mean([m.copies for m in shares]) < 0.02


@pytest.mark.parametrize(("n", "images"), [(300, 300), (400, 40), (100, 800)])
def test_the_interval_covers_one_half_for_other_samples_and_other_images(n, images):
    """Also where few images decide about many samples; an interval for the samples alone covers too seldom there."""
    repeats = 200
    found = [memorisation(fresh(n, i), fresh(images, i + 1000), fresh(images, i + 2000)) for i in range(repeats)]
    covered = np.mean([m.low <= 0.5 <= m.high for m in found])
    assert 0.9 <= covered <= 0.99  # 0.95 with a standard deviation of 0.015
    spread = np.std([m.share for m in found])
    told = np.mean([m.high - m.low for m in found]) / (2 * 1.96)
    assert told == pytest.approx(spread, rel=0.2)
    alone = 0.5 / np.sqrt(n)
    assert images != 40 or spread > 1.3 * alone


def test_more_samples_of_the_same_few_images_are_not_more_news():
    samples, train, held_out = fresh(50, 1), fresh(20, 2), fresh(20, 3)
    once, again = memorisation(samples, train, held_out), memorisation(np.repeat(samples, 40, axis=0), train, held_out)
    assert again.share == once.share and again.high - again.low > 0.8 * (once.high - once.low)


def test_the_copying_test_by_hand():
    # To train 0 and 10: the samples 1, 4 and 11 lie 1, 4 and 1 away, the held-out 2 and 14 lie 2 and 4 away.
    # Of six pairs the sample lies farther in (4, 2), one half for (4, 4): 1.5/6. U = 1.5; z = (1.5 − 3)/√(3·2·6/12).
    found = copying_test([[1.0], [4.0], [11.0]], TRAIN, [[2.0], [14.0]])
    assert found.above == pytest.approx(0.25) and found.z == pytest.approx(-1.5 / np.sqrt(3.0))


def test_the_copying_test_tells_copiers_from_honest_and_from_poor():
    train, held_out = fresh(300, 1), fresh(300, 2)
    honest = copying_test(fresh(300, 3), train, held_out)
    copier = copying_test(train + 0.01 * fresh(300, 4), train, held_out)
    poor = copying_test(4.0 + fresh(300, 5), train, held_out)
    assert abs(honest.z) < 3 and copier.z < -10 and copier.above < 0.01 and poor.z > 10
    zs = [copying_test(fresh(100, i), fresh(100, i + 100), fresh(100, i + 200)).z for i in range(60)]
    assert abs(np.mean(zs)) < 0.5 and 0.6 < np.std(zs) < 1.6
    assert copying_test(held_out, train, held_out).z == 0.0


def test_a_gap_that_shrinks_with_all_logits_stays_what_it_is():
    assert normalised_gap(3.0, 2.0, -1.0) == 0.25 and normalised_gap(0.03, 0.02, -0.01) == pytest.approx(0.25)
    assert normalised_gap(1.0, -1.0, -1.0) == 1.0 and normalised_gap(1.0, 1.0, 0.0) == 0.0
    np.testing.assert_allclose(normalised_gap([2.0, 1.0], [1.0, 0.0], [0.0, 1.0]), [0.5, np.nan])


def test_a_larger_training_set_does_not_count_as_memorising():
    got = [memorisation(fresh(200, i), fresh(1000, i + 100), fresh(100, i + 200)).share for i in range(10)]
    assert abs(np.mean(got) - 0.5) < 0.05  # without the cut nearly nine in ten lie nearer to the larger set


def test_copies_are_seen_also_of_images_outside_the_cut():
    train, held_out = fresh(500, 1), fresh(100, 2)
    got = memorisation(train[:300] + 0.01 * fresh(300, 3), train, held_out)
    assert got.copies == 1.0 and got.share > 0.5
    equal = memorisation(train[:100] + 0.01 * fresh(100, 3), train[:100], held_out)
    assert equal.share == 1.0 and equal.low > 0.95 and equal.train_distance < 0.1 * equal.held_out_distance


def test_a_collapsed_generator_is_not_called_a_copier():
    got = memorisation(0.05 * fresh(300, 1), fresh(300, 2), fresh(300, 3))
    assert got.copies == 0.0


def test_half_copies_move_the_share_half_way():
    train, held_out = fresh(400, 1), fresh(400, 2)
    half = memorisation(np.concatenate([train[:200] + 1e-3, fresh(200, 3)]), train, held_out)
    assert 0.68 < half.share < 0.82 and 0.45 < half.copies < 0.55


def test_seed_fixes_the_cut():
    sets = fresh(50, 1), fresh(300, 2), fresh(60, 3)
    assert memorisation(*sets, seed=1) == memorisation(*sets, seed=1) != memorisation(*sets, seed=2)


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        ((np.zeros(3), TRAIN, HELD_OUT), r"samples must have shape \(n, d\) with n ≥ 1, got \(3,\)"),
        ((TRAIN, TRAIN, np.zeros((2, 2))), r"same number of features, got \(2, 1\), \(2, 1\) and \(2, 2\)"),
        ((TRAIN, np.full((2, 1), np.nan), HELD_OUT), "training features hold values that are not finite"),
    ],
)
def test_errors_say_what_was_wrong(arguments, message):
    with pytest.raises(ValueError, match=message):
        memorisation(*arguments)
    with pytest.raises(ValueError, match=message):
        copying_test(*arguments)
    with pytest.raises(ValueError, match="copy_ratio must lie between 0 and 1, got 2"):
        memorisation(TRAIN, TRAIN, HELD_OUT, copy_ratio=2)
