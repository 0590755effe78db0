"""The game by quadrature, against closed forms, SciPy's adaptive quadrature and finite differences."""

from itertools import pairwise

import numpy as np
import pytest
from scipy import integrate

from gan_utils import game, toy

LOG2 = np.log(2.0)
PAIRS = {
    "overlapping": (toy.Gaussian(0.0, 1.0), toy.Gaussian(1.5, 0.7)),
    "far apart": (toy.Gaussian(0.0, 1.0), toy.Gaussian(9.0, 1.0)),
    "two peaks": (toy.Mixture((toy.Gaussian(-2, 0.5), toy.Gaussian(2, 0.5))), toy.Gaussian(0.5, 1.2)),
    "kink": (toy.Laplace(0.0, 1.0), toy.Gaussian(0.3, 1.5)),
    "edges": (toy.Uniform(-1.0, 1.0), toy.Gaussian(0.0, 0.8)),
    "narrow": (toy.Gaussian(0.0, 1.0), toy.Gaussian(0.2, 0.01)),
}
pair = pytest.mark.parametrize(("p", "q"), PAIRS.values(), ids=PAIRS)
smooth = pytest.mark.parametrize(
    ("p", "q"), [v for k, v in PAIRS.items() if k != "edges"], ids=[k for k in PAIRS if k != "edges"]
)


def adaptive(f, p, q):
    """∫ f by SciPy, piece by piece between all knots."""
    edges = np.unique(np.concatenate([p.knots, q.knots]))
    return sum(integrate.quad(f, a, b, limit=100)[0] for a, b in pairwise(edges))


def test_uniform_pair_by_hand():
    # p = 1 on [0, 1], q = 1 on [½, 3/2]. D* is 1 on [0, ½), ½ on [½, 1], 0 on (1, 3/2].
    # V = ½·log 1 + ½·log ½ + ½·log ½ + ½·log 1 = −log 2. m = ½, 1, ½, so both KLs and JSD are ½·log 2;
    # and indeed −log 4 + 2·½·log 2 = −log 2.
    p, q = toy.Uniform(0.0, 1.0), toy.Uniform(0.5, 1.5)
    assert game.optimal_discriminator([0.2, 0.7, 1.2, 5.0], p, q).tolist() == [1.0, 0.5, 0.0, 0.5]
    assert game.value_function(p, q) == pytest.approx(-LOG2, abs=1e-12)
    assert game.jensen_shannon(p, q) == pytest.approx(LOG2 / 2, abs=1e-12)
    # A discriminator that always says ¾: log ¾ + log ¼ = log 3 − 2·log 4.
    always = lambda x: np.full_like(x, np.log(3.0))
    assert game.value_function(p, q, always) == pytest.approx(np.log(3) - 2 * np.log(4), abs=1e-12)


@pair
def test_value_and_divergence_agree_with_adaptive_quadrature(p, q):
    def value(x):
        a, b = p.pdf(x), q.pdf(x)
        return (a * np.log(a / (a + b)) if a > 0 else 0.0) + (b * np.log(b / (a + b)) if b > 0 else 0.0)

    assert game.value_function(p, q) == pytest.approx(adaptive(value, p, q), abs=1e-8)


@pair
def test_value_of_the_best_discriminator_is_two_jsd_minus_log_four(p, q):
    gap = game.value_function(p, q) - (2 * game.jensen_shannon(p, q) - np.log(4))
    assert abs(gap) < 1e-10
    # One JSD instead of two, a common slip, is caught for every pair but identical ones.
    assert abs(game.value_function(p, q) - (game.jensen_shannon(p, q) - np.log(4))) > 1e-3


def test_jsd_against_entropies_in_closed_form():
    """JSD = H(m) − ½·H(p) − ½·H(q), with H of a Gaussian ½·log(2πe·std²)."""
    p, q = toy.Gaussian(0.0, 1.0), toy.Gaussian(1.5, 0.7)
    m = toy.Mixture((p, q))
    entropy = lambda std: 0.5 * np.log(2 * np.pi * np.e * std**2)
    expected = adaptive(lambda x: -m.pdf(x) * m.log_pdf(x), p, q) - 0.5 * entropy(1.0) - 0.5 * entropy(0.7)
    assert game.jensen_shannon(p, q) == pytest.approx(expected, abs=1e-9)


@pair
def test_jsd_is_symmetric_bounded_and_blind_to_shifts(p, q):
    divergence = game.jensen_shannon(p, q)
    assert divergence == pytest.approx(game.jensen_shannon(q, p), abs=1e-12)
    assert 0 < divergence < LOG2 + 1e-12
    assert game.jensen_shannon(p, p) == pytest.approx(0.0, abs=1e-12)
    shifted = [toy.Gaussian(7 + d.mean, d.std) for d in (p, q) if isinstance(d, toy.Gaussian)]
    if len(shifted) == 2:
        assert divergence == pytest.approx(game.jensen_shannon(*shifted), abs=1e-12)


@pair
def test_no_other_discriminator_does_better(p, q):
    best = game.value_function(p, q)
    for wrong in (lambda x: 0 * x, lambda x: np.tanh(x), lambda x: game.optimal_logit(x, q, p)):
        assert game.value_function(p, q, wrong) < best - 1e-3 or best < -np.log(4) + 1e-3


def test_kl_of_gaussians_in_closed_form():
    # KL(N(1, 2²) ‖ N(0, 1)) = log(1/2) + (4 + 1)/2 − ½ = 2 − log 2; the other way round it is
    # log 2 + (1 + 1)/8 − ½ = log 2 − ¼.
    wide, unit = toy.Gaussian(1.0, 2.0), toy.Gaussian(0.0, 1.0)
    assert game.kl_divergence(wide, unit) == pytest.approx(2 - LOG2, abs=1e-9)
    assert game.kl_divergence(unit, wide) == pytest.approx(LOG2 - 0.25, abs=1e-9)
    assert game.kl_divergence(unit, toy.Uniform(-1, 1)) == np.inf


@pair
def test_wasserstein_agrees_with_sorted_samples_and_is_symmetric(p, q):
    n = 200_000
    moved = np.mean(np.abs(np.sort(p.sample(n, 0)) - np.sort(q.sample(n, 1))))  # quantile by quantile
    assert game.wasserstein(p, q) == pytest.approx(moved, abs=0.02)
    assert game.wasserstein(q, p) == pytest.approx(game.wasserstein(p, q), abs=1e-9)


def test_wasserstein_by_hand_against_its_likely_slips():
    # ½ of U(0, 1) and ½ of U(2, 3), against U(0, 2): quantiles 2u against 2u below u = ½; above, 2 + 2(u − ½)
    # against 2u, that is 1 more. The mean is ½·0 + ½·1 = ½.
    p, q = toy.Mixture((toy.Uniform(0.0, 1.0), toy.Uniform(2.0, 3.0))), toy.Uniform(0.0, 2.0)
    assert game.wasserstein(p, q) == pytest.approx(0.5, abs=1e-4)
    # The difference of the means is a lower bound only: wide against narrow at one place is not 0, but
    # E|1·z − 2·z| = √(2/π).
    assert game.wasserstein(toy.Gaussian(0.0, 1.0), toy.Gaussian(0.0, 2.0)) == pytest.approx(
        np.sqrt(2 / np.pi), abs=1e-4
    )


def test_wasserstein_grows_where_jsd_and_total_variation_are_full():
    near, far = (toy.Uniform(start, start + 1.0) for start in (2.0, 20.0))
    p = toy.Uniform(0.0, 1.0)
    assert game.total_variation(p, near) == pytest.approx(1.0) == game.total_variation(p, far)
    assert game.jensen_shannon(p, near) == pytest.approx(LOG2) == game.jensen_shannon(p, far)
    assert game.wasserstein(p, near) == pytest.approx(2.0) and game.wasserstein(p, far) == pytest.approx(20.0)


def test_total_variation_by_hand():
    # N(0, 1) against N(2, 1): the densities cross at 1, so it is Φ(1) − Φ(−1) = erf(1/√2).
    assert game.total_variation(toy.Gaussian(0.0, 1.0), toy.Gaussian(2.0, 1.0)) == pytest.approx(0.682689, abs=1e-4)


def test_no_critic_of_slope_one_does_better_than_wasserstein():
    p, q = PAIRS["two peaks"]
    x, w = game.quadrature(p, q)
    gains = {name: np.sum(w * (p.pdf(x) - q.pdf(x)) * f) for name, f in
             {"x": x, "-x": -x, "|x|": np.abs(x), "sin x": np.sin(x)}.items()}  # fmt: skip
    slope = np.where(q.cdf(x) > p.cdf(x), 1.0, -1.0)  # Kantorovich and Rubinstein: uphill from q to p
    best = np.concatenate([[0.0], np.cumsum(slope[:-1] * np.diff(x))])
    assert max(gains.values()) < game.wasserstein(p, q)
    assert np.sum(w * (p.pdf(x) - q.pdf(x)) * best) == pytest.approx(game.wasserstein(p, q), abs=2e-3)


def test_the_closest_generator_depends_on_the_divergence():
    two = PAIRS["two peaks"][0]
    covering = game.closest_generator(two, game.kl_divergence)
    # KL(p‖q) matches the moments: the variance is 0.5² + 2².
    assert (covering.mean, covering.std) == pytest.approx((0.0, np.sqrt(4.25)), abs=1e-3)
    seeking = game.closest_generator(two, game.DIVERGENCES["KL(q‖p)"])
    assert (abs(seeking.mean), seeking.std) == pytest.approx((2.0, 0.5), abs=1e-2)


def test_tails_do_not_break_anything():
    p, q = toy.Gaussian(0.0, 1.0), toy.Gaussian(1.0, 1.0)
    x = np.array([-1e3, 60.0, 1e3])
    assert np.all(p.pdf(x) + q.pdf(x) == 0)  # the textbook formula is 0/0 here
    np.testing.assert_allclose(game.optimal_logit(x, p, q), 0.5 - x)  # (x−1)²/2 − x²/2
    assert np.all(np.isfinite(game.optimal_discriminator(x, p, q)))
    apart = toy.Gaussian(200.0, 1.0)
    assert game.value_function(p, apart) == pytest.approx(0.0, abs=1e-12)
    assert game.jensen_shannon(p, apart) == pytest.approx(LOG2, abs=1e-12)
    assert game.generator_gradient(p, apart, "minimax") == pytest.approx((0.0, 0.0), abs=1e-12)
    # log q/p = 200·x − 20,000 to first order: its slope by the mean under q is 200.
    assert game.generator_gradient(p, apart, "non_saturating").mean == pytest.approx(200.0, rel=1e-9)


@smooth
@pytest.mark.parametrize("loss", game.LOSSES)
def test_gradients_are_those_of_the_loss_with_the_discriminator_held_still(p, q, loss):
    frozen = lambda x: game.optimal_logit(x, p, q)
    gradient, h = game.generator_gradient(p, q, loss), 1e-4 * q.std
    at = lambda mean, std: game.generator_loss(p, toy.Gaussian(mean, std), loss, logit=frozen)
    by_mean = (at(q.mean + h, q.std) - at(q.mean - h, q.std)) / (2 * h)
    by_std = (at(q.mean, q.std + h) - at(q.mean, q.std - h)) / (2 * h)
    assert gradient == pytest.approx((by_mean, by_std), rel=1e-5, abs=1e-7)


@pytest.mark.parametrize("loss", game.LOSSES)
def test_gradients_agree_with_backpropagation_through_samples(loss):
    """E_z[ℓ'(s)·s'(x)·(1, z)] on a fine grid of z, with s' written out for two Gaussians."""
    p, q = toy.Gaussian(0.0, 1.0), toy.Gaussian(1.5, 0.7)
    z = np.linspace(-9, 9, 20_001)
    x = q.mean + q.std * z
    slope = -(x - p.mean) / p.std**2 + (x - q.mean) / q.std**2
    push = game.sample_slope(game.optimal_logit(x, p, q), loss) * slope * np.exp(-(z**2) / 2) / np.sqrt(2 * np.pi)
    expected = np.trapezoid(push, z), np.trapezoid(push * z, z)
    assert game.generator_gradient(p, q, loss) == pytest.approx(expected, abs=1e-10)


@smooth
def test_minimax_descends_the_divergence_and_non_saturating_something_else(p, q):
    """Minimax: gradient of 2·JSD. Non-saturating: of KL(q ‖ p) − 2·JSD, Arjovsky and Bottou's theorem 2.5."""
    h = 1e-4 * q.std
    slope = lambda f: (f(toy.Gaussian(q.mean + h, q.std)) - f(toy.Gaussian(q.mean - h, q.std))) / (2 * h)
    two_jsd = slope(lambda q: 2 * game.jensen_shannon(p, q))
    kl = slope(lambda q: game.kl_divergence(q, p))
    minimax, other = (game.generator_gradient(p, q, loss).mean for loss in game.LOSSES)
    assert minimax == pytest.approx(two_jsd, rel=1e-5, abs=1e-7)
    assert other == pytest.approx(kl - two_jsd, rel=1e-5, abs=1e-6)


def test_minimax_dies_where_the_discriminator_wins_and_non_saturating_does_not():
    p = toy.Gaussian(0.0, 1.0)
    sizes = {
        loss: [game.generator_gradient(p, toy.Gaussian(d, 1.0), loss).mean for d in (2, 6, 10)] for loss in game.LOSSES
    }
    assert np.all(np.diff(sizes["minimax"]) < 0) and sizes["minimax"][-1] < 1e-4
    assert np.all(np.diff(sizes["non_saturating"]) > 0) and sizes["non_saturating"][-1] > 9


def test_sample_losses_by_hand():
    # σ(log 3) = ¾: minimax log ¼, slope −¾; non-saturating −log ¾, slope −¼.
    s = np.log(3.0)
    assert game.sample_loss(s) == pytest.approx(np.log(1 / 4))
    assert game.sample_loss(s, "non_saturating") == pytest.approx(-np.log(3 / 4))
    assert game.sample_slope(s) == pytest.approx(-3 / 4)
    assert game.sample_slope(s, "non_saturating") == pytest.approx(-1 / 4)
    extreme = np.array([-1e4, 1e4])
    assert all(np.all(np.isfinite(game.sample_loss(extreme, loss))) for loss in game.LOSSES)


def test_sample_losses_agree_with_the_training_losses():
    """On the same logits, different on both sides of 0, as `losses` on a batch."""
    from gan_utils.losses import LOSSES

    logits = np.array([[-3.0], [0.5], [2.0]], "float32")
    for loss in game.LOSSES:
        assert float(LOSSES[loss].generator(logits)) == pytest.approx(game.sample_loss(logits, loss).mean(), abs=1e-6)


@pytest.mark.parametrize("loss", ["hinge", "", None])
def test_unknown_losses_list_the_valid_ones(loss):
    for ask in (
        lambda: game.sample_loss(0.0, loss),
        lambda: game.sample_slope(0.0, loss),
        lambda: game.generator_gradient(toy.Gaussian(), toy.Gaussian(), loss),
    ):
        with pytest.raises(ValueError, match="minimax, non_saturating"):
            ask()


def test_what_has_no_answer_says_so():
    with pytest.raises(ValueError, match="infinite"):
        game.generator_gradient(toy.Uniform(), toy.Gaussian(), "non_saturating")
    assert np.isfinite(game.generator_gradient(toy.Uniform(), toy.Gaussian(), "minimax").mean)
    with pytest.raises(ValueError, match=r"expected a toy\.Gaussian"):
        game.generator_gradient(toy.Gaussian(), toy.Laplace())
    with pytest.raises(ValueError, match="at least one"):
        game.quadrature()


@pair
def test_quadrature_has_converged(p, q):
    """Twice the panels and half as many nodes again change nothing that anybody could see."""
    x, w = game.quadrature(p, q, panels=400, order=24)
    finer = np.sum(
        w * np.where(p.pdf(x) > 0, p.pdf(x) * np.log(np.maximum(game.optimal_discriminator(x, p, q), 1e-300)), 0)
    )
    x, w = game.quadrature(p, q)
    ours = np.sum(
        w * np.where(p.pdf(x) > 0, p.pdf(x) * np.log(np.maximum(game.optimal_discriminator(x, p, q), 1e-300)), 0)
    )
    assert np.all(np.diff(x) > 0) and ours == pytest.approx(finer, abs=1e-10)
