"""Metrics against values worked by hand and independent NumPy."""

import numpy as np
import pytest
import scipy.linalg

from gan_utils import data, metrics
from gan_utils.metrics import (
    class_shares,
    frechet_distance,
    inception_score,
    label_agreement,
    wilson_interval,
)


def cloud(n, d, seed, shift=0.0, scale=1.0):
    draw = np.random.default_rng(seed)
    return draw.standard_normal((n, d)) @ draw.standard_normal((d, d)) * scale + shift


def test_frechet_by_hand():
    # a: mean 1, variance 2; b: mean 4, variance 8. (1 − 4)² + 2 + 8 − 2·√16 = 11
    assert frechet_distance([[0.0], [2.0]], [[2.0], [6.0]]) == pytest.approx(11.0)


def frechet_with_sqrtm(a, b):
    """The formula as it is written, with the root of the product that is not symmetric."""
    product = scipy.linalg.sqrtm(np.cov(a, rowvar=False) @ np.cov(b, rowvar=False)).real
    difference = a.mean(0) - b.mean(0)
    return difference @ difference + np.trace(np.cov(a, rowvar=False) + np.cov(b, rowvar=False) - 2 * product)


@pytest.mark.parametrize("seed", range(3))
def test_frechet_equals_an_independent_derivation(seed):
    a, b = cloud(200, 6, seed), cloud(150, 6, seed + 10, shift=0.5, scale=1.5)
    assert frechet_distance(a, b) == pytest.approx(frechet_with_sqrtm(a, b), rel=1e-6)
    wrong = frechet_with_sqrtm(a, b) + np.trace(np.cov(a, rowvar=False))  # a trace counted twice must not pass
    assert frechet_distance(a, b) != pytest.approx(wrong, rel=1e-2)


def test_frechet_is_symmetric_zero_on_itself_and_blind_to_order():
    a, b = cloud(100, 5, 1), cloud(80, 5, 2, shift=1.0)
    assert frechet_distance(a, b) == frechet_distance(b, a) > 1.0
    assert frechet_distance(a, a) < 1e-9
    assert frechet_distance(a[::-1], b) == pytest.approx(frechet_distance(a, b), rel=1e-9)


def test_frechet_bears_fewer_rows_than_features():
    few = cloud(5, 20, 3)
    with pytest.warns(UserWarning, match=r"5 rows with 20 features .* take more than 20 rows"):
        distance = frechet_distance(few, cloud(50, 20, 4))
    assert np.isfinite(distance) and distance > 0
    with pytest.warns(UserWarning, match="without full rank"):
        assert frechet_distance(few, few) < 1e-9


def test_frechet_refuses_what_it_cannot_measure():
    with pytest.raises(ValueError, match=r"\(n, d\) with n ≥ 2, got \(1, 3\)"):
        frechet_distance(np.zeros((1, 3)), np.zeros((5, 3)))
    with pytest.raises(ValueError, match="same number of features"):
        frechet_distance(np.zeros((4, 3)), np.zeros((4, 2)))
    with pytest.raises(ValueError, match="not finite"):
        frechet_distance(np.full((4, 3), np.nan), np.zeros((4, 3)))


EXTREMES = {
    "all zero": np.zeros((12, 3)),
    "one point": np.full((12, 3), 7.5),
    "huge": 1e38 * cloud(12, 3, 1) / 20,
    "tiny": 1e-300 * cloud(12, 3, 2),
    "on a line": np.outer(np.arange(12.0), [1.0, 2.0, 0.0]),
    "a pair of places": np.repeat(cloud(2, 3, 3), 6, axis=0),
    "usual": cloud(12, 3, 4),
}


@pytest.mark.parametrize("a", EXTREMES)
@pytest.mark.parametrize("b", EXTREMES)
def test_no_cloud_gives_nan(a, b):
    a, b = EXTREMES[a], EXTREMES[b]
    numbers = [
        frechet_distance(a, b),
        *metrics.kernel_distance(a, b, subsets=3),
        *metrics.precision_recall(a, b),
        *metrics.density_coverage(a, b),
        *metrics.memorisation(a, b, EXTREMES["usual"]),
    ]
    assert np.isfinite(numbers).all()
    assert metrics.precision_recall(a, a) == (1.0, 1.0)
    scale = max(1.0, float(np.abs(a).max()) ** 2)
    assert frechet_distance(a, a) / scale < 1e-9


def test_features_that_would_overflow_are_refused():
    with pytest.raises(ValueError, match=r"real features hold values beyond 1e\+40, whose cubes overflow"):
        metrics.kernel_distance(np.full((9, 2), 1e60), np.ones((9, 2)))


def test_inception_score_by_hand():
    assert inception_score(np.full((4, 10), 0.1)) == pytest.approx(1.0)  # says nothing
    assert inception_score(np.tile(np.eye(10)[3], (4, 1))) == pytest.approx(1.0)  # always the same
    assert inception_score(np.repeat(np.eye(10)[:5], 3, axis=0)) == pytest.approx(5.0)  # five classes, surely
    # two rows (0.9, 0.1) and (0.1, 0.9): KL to (½, ½) is 0.9·log 1.8 + 0.1·log 0.2 = 0.36806, e^… = 1.44494
    assert inception_score([[0.9, 0.1], [0.1, 0.9]]) == pytest.approx(1.44494, rel=1e-5)


def test_inception_score_equals_entropy_form():
    p = np.random.default_rng(0).dirichlet(np.ones(7), size=50)
    entropy = lambda q: -np.sum(q * np.log(q), axis=-1)
    assert inception_score(p) == pytest.approx(np.exp(entropy(p.mean(0)) - entropy(p).mean()), rel=1e-9)
    assert inception_score(p) == pytest.approx(inception_score(p[::-1]), rel=1e-12)
    mutant = np.exp(entropy(p).mean())  # the conditional entropy alone
    assert inception_score(p) != pytest.approx(mutant, rel=1e-2)


def test_inception_score_wants_probabilities():
    with pytest.raises(ValueError, match="apply softmax"):
        inception_score([[3.0, -1.0]])
    with pytest.raises(ValueError, match=r"\(n, classes\)"):
        inception_score([0.5, 0.5])


def test_label_agreement_and_wilson_interval():
    # Wilson at 8 of 10, z = 1.959964: centre (0.8 + 0.192073)/1.384146, half 1.415995·√(0.016 + 0.009604)
    interval = wilson_interval(8, 10)
    assert interval.share == 0.8
    assert (interval.low, interval.high) == (
        pytest.approx(0.490162, abs=1e-5),
        pytest.approx(0.943318, abs=1e-5),
    )
    probabilities = np.eye(3)[[0, 1, 2, 2]]
    assert label_agreement(probabilities, [0, 1, 2, 0]).share == 0.75
    assert label_agreement(probabilities, [1, 2, 0, 0]).share == 0.0
    assert label_agreement(probabilities, [1, 2, 0, 0]).low == pytest.approx(0.0, abs=1e-12)
    with pytest.raises(ValueError, match=r"got \(4, 3\) and \(2,\)"):
        label_agreement(probabilities, [0, 1])
    with pytest.raises(ValueError, match="got 3 of 2"):
        wilson_interval(3, 2)


def test_wilson_interval_covers_as_often_as_it_says():
    draws = np.random.default_rng(0).binomial(50, 0.9, size=2000)
    covered = np.mean([low <= 0.9 <= high for _, low, high in map(lambda k: wilson_interval(int(k), 50), draws)])
    assert 0.92 < covered < 0.98


def test_class_shares():
    assert class_shares(np.eye(4)[[0, 0, 1, 3]]).tolist() == [0.5, 0.25, 0.0, 0.25]


# -- the pretrained classifier ---------------------------------------------------------------------------------


@pytest.fixture(scope="module")
def held_out():
    return data.load("mnist5k", "test")


def test_the_classifier_reads_held_out_digits(held_out):
    classifier = metrics.digit_classifier()
    outputs = classifier.outputs(held_out.images)
    assert outputs["features"].shape == (1000, 64) and outputs["probabilities"].shape == (1000, 10)
    assert np.mean(outputs["probabilities"].argmax(1) == held_out.labels) > 0.97
    assert inception_score(outputs["probabilities"]) > 9.3
    np.testing.assert_array_equal(classifier.predict(held_out.images[:20]), outputs["probabilities"][:20].argmax(1))


def test_features_do_not_depend_on_batch_or_range(held_out):
    classifier = metrics.digit_classifier()
    images = held_out.images[:30]
    whole = classifier.features(images)
    np.testing.assert_allclose(classifier.outputs(images, batch_size=7)["features"], whole, atol=1e-4)
    np.testing.assert_allclose(classifier.features(data.to_model(images)), whole, atol=1e-4)


def test_distance_orders_real_noisy_and_blank(held_out):
    classifier = metrics.digit_classifier()
    real = classifier.features(data.load("mnist5k").images)
    noise = np.random.default_rng(0).normal(0, 0.3, held_out.images.shape)
    noisy = np.clip(data.to_model(held_out.images) + noise, -1, 1)
    distances = [
        frechet_distance(real, classifier.features(images))
        for images in (held_out.images, noisy, np.zeros_like(held_out.images))
    ]
    assert distances[0] < 3 < distances[1] < distances[2]


def test_the_classifier_refuses_other_shapes_and_ranges():
    classifier = metrics.digit_classifier()
    with pytest.raises(ValueError, match=r"\(n, 28, 28, 1\), got \(2, 8, 8, 1\)"):
        classifier.features(np.zeros((2, 8, 8, 1), np.uint8))
    with pytest.raises(ValueError, match=r"floats in \[-1, 1\], got"):
        classifier.features(np.full((2, 28, 28, 1), 255.0))
    assert classifier.features(np.zeros((0, 28, 28, 1), np.uint8)).shape == (0, 64)
