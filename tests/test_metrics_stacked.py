"""Stacked digits: what the data holds, what is read off it, and how modes and their evenness are counted."""

import numpy as np
import pytest

from gan_utils import data, metrics


def test_a_stack_holds_three_digits_and_its_label_spells_them():
    stacked, digits = data.stacked_digits(50, seed=1), data.load("mnist5k")
    kinds = {image.tobytes(): label for image, label in zip(digits.images, digits.labels, strict=True)}
    for image, label in zip(stacked.images, stacked.labels, strict=True):
        red, green, blue = (kinds[np.ascontiguousarray(image[..., c, None]).tobytes()] for c in range(3))
        assert label == 100 * red + 10 * green + blue
    assert stacked.card.class_names[int(stacked.labels[0])] == f"{stacked.labels[0]:03d}"


def test_the_seed_fixes_the_stack_and_splits_differ():
    one, same, other = (data.stacked_digits(20, seed=seed).images for seed in (1, 1, 2))
    assert np.array_equal(one, same) and not np.array_equal(one, other)
    assert not np.array_equal(one, data.stacked_digits(20, seed=1, split="test").images)
    with pytest.raises(ValueError, match="n must be"):
        data.stacked_digits(0, seed=1)


def test_channels_are_read_in_their_order():
    stacked = data.stacked_digits(60, seed=3, split="test")
    read = metrics.read_stacked(stacked.images, metrics.digit_classifier())
    true = np.stack([stacked.labels // 100, stacked.labels // 10 % 10, stacked.labels % 10], axis=1)
    assert (read == true).mean() > 0.9 > (read[:, ::-1] == true).mean()
    with pytest.raises(ValueError, match=r"\(n, height, width, channels\)"):
        metrics.read_stacked(stacked.images[0], metrics.digit_classifier())


def test_modes_and_kl_by_hand():
    # of nine numbers 00 … 22: 01 twice, 10 and 22 once. q = ½, ¼, ¼: ½·log 4.5 + ½·log 2.25 = 1.1575
    found = metrics.stacked_modes([[0, 1], [1, 0], [0, 1], [2, 2]], n_classes=3)
    assert found.modes == 3 and found.reverse_kl == pytest.approx(1.1575, abs=1e-4)
    even = np.stack(np.unravel_index(np.arange(1000), (10, 10, 10)), axis=1)
    assert metrics.stacked_modes(even) == (1000, 0.0)
    assert metrics.stacked_modes(np.zeros((7, 3), int)) == (1, pytest.approx(np.log(1000)))


def test_the_order_of_samples_and_the_names_of_digits_do_not_matter():
    rng = np.random.default_rng(0)
    digits = rng.integers(10, size=(500, 3)) // rng.integers(1, 4, size=(500, 1))
    found = metrics.stacked_modes(digits)
    for other in (digits[::-1], digits[:, [2, 0, 1]], 9 - digits):
        assert metrics.stacked_modes(other) == pytest.approx(found)
    assert metrics.stacked_modes(digits[:, :2]).modes < found.modes


def test_what_is_no_digit_is_refused():
    for digits, words in (
        ([[0, 10]], "from 0 to 9"),
        ([[0.5, 1.0]], "whole numbers"),
        ([1, 2], r"shape \(n, channels\)"),
    ):
        with pytest.raises(ValueError, match=words):
            metrics.stacked_modes(digits)
