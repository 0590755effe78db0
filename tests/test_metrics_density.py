"""Bounds and densities: against closed forms, in any grouping, and what is refused."""

import numpy as np
import pytest

from gan_utils import metrics, toy

RNG = np.random.default_rng(0)


def test_a_constant_weight_is_the_density_for_every_k():
    weights = np.full((4, 12), -7.5)
    for k in (1, 3, 5, 12):
        found = metrics.importance_bound(weights, k)
        assert found.mean == pytest.approx(-7.5) and found.standard_error == pytest.approx(0.0, abs=1e-12)


def test_the_bound_neither_overflows_nor_vanishes():
    weights = RNG.normal(0.0, 1.0, (5, 8))
    near = metrics.importance_bound(weights, 4).mean
    assert metrics.importance_bound(weights - 2000.0, 4).mean == pytest.approx(near - 2000.0)
    assert metrics.importance_bound(weights + 2000.0, 4).mean == pytest.approx(near + 2000.0)


def test_the_bound_rises_with_k_and_comes_to_a_density_that_is_known():
    """z ∼ N(0, 1), x = 2z + noise of deviation 1, so x ∼ N(0, 5); q is the prior, which is a poor posterior."""
    x = toy.Gaussian(0.0, np.sqrt(5.0)).sample(300, seed=1)
    z = RNG.standard_normal((300, 4000))
    weights = toy.Gaussian(0.0, 1.0).log_pdf(x[:, None] - 2 * z)
    truth = toy.Gaussian(0.0, np.sqrt(5.0)).log_pdf(x).mean()
    bounds = [metrics.importance_bound(weights, k).mean for k in (1, 10, 100, 4000)]
    assert bounds == sorted(bounds) and bounds[0] < truth - 1 and abs(bounds[-1] - truth) < 0.01


def test_two_latents_on_a_grid_give_the_density_of_a_linear_decoder():
    matrix, deviation = np.array([[1.0, 0.5], [0.0, -2.0], [0.3, 0.3]]), 0.8
    points = RNG.normal(0.0, 1.5, (20, 3))
    covariance = matrix @ matrix.T + deviation**2 * np.eye(3)
    away = np.einsum("ni,ij,nj->n", points, np.linalg.inv(covariance), points)
    exact = -0.5 * away - 0.5 * np.log(np.linalg.det(2 * np.pi * covariance))
    found = metrics.decoder_log_density(lambda z: z @ matrix.T, points, deviation)
    assert np.allclose(found, exact, atol=1e-6)
    coarse = metrics.decoder_log_density(lambda z: z @ matrix.T, points, deviation, side=9)
    assert not np.allclose(coarse, exact, atol=1e-2)  # "take more places"


def test_a_parzen_window_of_many_samples_is_the_density_made_wider():
    samples, points = RNG.standard_normal((200_000, 1)), np.array([[0.0], [1.5]])
    found = metrics.parzen_log_density(points, samples, 0.5)
    assert np.allclose(found, toy.Gaussian(0.0, np.sqrt(1.25)).log_pdf(points[:, 0]), atol=0.01)


@pytest.mark.parametrize(
    ("do", "words"),
    [
        (lambda: metrics.importance_bound(np.zeros(3), 1), r"expected \(n, draws\)"),
        (lambda: metrics.importance_bound([[0.0, np.nan]], 1), "finite numbers"),
        (lambda: metrics.importance_bound(np.zeros((2, 3)), 4), "k, the draws in a group, must be .* at most 3"),
        (lambda: metrics.parzen_log_density(np.zeros((2, 3)), np.zeros((2, 4)), 1.0), r"\(2, 3\) and \(2, 4\)"),
        (lambda: metrics.parzen_log_density(np.zeros((2, 3)), np.zeros((2, 3)), 0.0), "deviation must be"),
        (lambda: metrics.decoder_log_density(lambda z: z, np.zeros((2, 3)), 1.0), r"\(2, 3\) and the decoder's"),
        (lambda: metrics.decoder_log_density(lambda z: z, np.zeros((2, 3)), 1.0, latent_dim=3), "at most 2"),
    ],
)
def test_what_cannot_be_is_said_in_a_sentence(do, words):
    with pytest.raises(ValueError, match=words):
        do()
