"""What files and hands do to a picture: JPEG, blur and shift; and the frequencies that are left."""

import numpy as np
import pytest

from gan_utils import data, metrics

DIGITS = data.load("mnist5k", "test").images[:6]


def test_jpeg_loses_more_at_lower_quality_and_keeps_size_and_colour():
    away = [np.abs(data.compressed(DIGITS, quality).astype(int) - DIGITS).mean() for quality in (95, 50, 10)]
    assert 0 < away[0] < away[1] < away[2]
    colour = np.repeat(DIGITS, 3, axis=-1)
    assert data.compressed(colour, 50).shape == colour.shape and data.compressed(DIGITS, 50).dtype == np.uint8


def test_a_blur_spreads_and_loses_nothing_inside():
    dot = np.zeros((1, 15, 15, 1), "uint8")
    dot[0, 7, 7] = 200
    soft = data.blurred(dot, 1.0)[0, :, :, 0].astype(int)
    assert soft[7, 7] < 40 and soft[7, 8] == soft[8, 7] == soft[6, 7] and abs(soft.sum() - 200) < 15
    assert np.array_equal(data.blurred(DIGITS, 0.0), DIGITS)
    two = np.concatenate([DIGITS[:1], DIGITS[1:2]])
    assert np.array_equal(data.blurred(two, 1.0)[1:], data.blurred(DIGITS[1:2], 1.0))  # each picture by itself


def test_a_shift_by_hand_and_back():
    image = np.arange(1, 7, dtype=np.uint8).reshape(1, 2, 3, 1)
    assert data.shifted(image, 0, 1)[0, :, :, 0].tolist() == [[0, 1, 2], [0, 4, 5]]
    assert data.shifted(image, -1, -2, fill=9)[0, :, :, 0].tolist() == [[6, 9, 9], [9, 9, 9]]
    assert np.array_equal(data.shifted(image, 0, 0), image)
    framed = np.pad(DIGITS, ((0, 0), (3, 3), (3, 3), (0, 0)))
    assert np.array_equal(data.shifted(data.shifted(framed, 3, -2), -3, 2), framed)


@pytest.mark.parametrize(
    ("do", "words"),
    [
        (lambda: data.compressed(DIGITS, 0), "quality must be a whole number of at least 1 and at most 95"),
        (lambda: data.compressed(DIGITS / 255.0), "damages take uint8"),
        (lambda: data.blurred(DIGITS, -1.0), "sigma must be a number of at least 0"),
        (lambda: data.shifted(DIGITS, 28, 0), "down must be a whole number of at least -27 and at most 27"),
        (lambda: data.shifted(DIGITS, 0, 0.5), "right must be a whole number"),
    ],
)
def test_what_does_not_fit_is_said_in_a_sentence(do, words):
    with pytest.raises(ValueError, match=words):
        do()


def test_frequencies_by_hand():
    # stripes of 1 and −1 down one column each: mostly the fastest wave, none that varies downwards
    stripes = np.tile(np.where(np.arange(8) % 2, -1.0, 1.0), (1, 8, 1))[..., None].astype(np.float32)
    found = metrics.spectrum().features(stripes).reshape(8, 8)
    assert found[0].argmax() == 7 and np.allclose(found[1:], -3.0, atol=0.01)
    # a grey picture of value ½ has the mean alone: 8 · ½ = 4 in the orthonormal transform
    grey = metrics.spectrum().features(np.full((1, 8, 8, 1), -0.5, np.float32)).reshape(8, 8)
    assert grey[0, 0] == pytest.approx(np.log10(4.001), abs=1e-4) and np.allclose(grey.ravel()[1:], -3.0, atol=0.01)


def test_grey_levels_by_hand_and_wherever_they_are():
    image = np.array([0, 7, 8, 255], "uint8").reshape(1, 2, 2, 1)  # two in the first step, one in the second and last
    found = metrics.grey_levels().features(image)[0]
    assert found[[0, 1, 31]] == pytest.approx(np.log([3.0, 2.0, 2.0])) and found.sum() == pytest.approx(np.log(12.0))
    shuffled = DIGITS.reshape(6, -1)[:, np.random.default_rng(0).permutation(784)].reshape(DIGITS.shape)
    assert np.array_equal(metrics.grey_levels().features(shuffled), metrics.grey_levels().features(DIGITS))
    assert np.allclose(metrics.grey_levels().features(data.to_model(DIGITS)), metrics.grey_levels().features(DIGITS))


def test_frequencies_of_a_turned_and_of_a_negative_picture():
    found = metrics.spectrum().features(DIGITS).reshape(-1, 28, 28)
    turned = metrics.spectrum().features(DIGITS.transpose(0, 2, 1, 3)).reshape(-1, 28, 28)
    assert np.allclose(found, turned.transpose(0, 2, 1), atol=1e-3)
    assert np.allclose(found, metrics.spectrum().features(-data.to_model(DIGITS)).reshape(-1, 28, 28), atol=1e-3)
    fine = lambda images: metrics.spectrum().features(images).reshape(-1, 28, 28)[:, 14:, 14:].mean()
    assert fine(data.blurred(DIGITS, 1.0)) < fine(DIGITS)
