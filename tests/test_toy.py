"""Densities integrate, samplers follow them, modes are counted, the Dirac-GAN turns as the theory says."""

import subprocess
import sys
from itertools import pairwise

import numpy as np
import pytest
from scipy import integrate, stats

from gan_utils import toy

DENSITIES = [
    toy.Gaussian(1.0, 0.5),
    toy.Laplace(-1.0, 2.0),
    toy.Uniform(-3.0, 1.0),
    toy.Mixture((toy.Gaussian(-2, 0.5), toy.Laplace(3, 0.3)), weights=(3, 1)),
]
NAMES = [type(density).__name__ for density in DENSITIES]
SCIPY = [stats.norm(1.0, 0.5), stats.laplace(-1.0, 2.0), stats.uniform(-3.0, 4.0)]


@pytest.mark.parametrize(("ours", "theirs"), list(zip(DENSITIES[:3], SCIPY, strict=True)), ids=NAMES[:3])
def test_log_densities_agree_with_scipy(ours, theirs):
    x = np.array([-3.5, -1.0, 0.2, 0.9, 30.0])
    np.testing.assert_allclose(ours.log_pdf(x), theirs.logpdf(x), rtol=1e-12)


@pytest.mark.parametrize(("ours", "theirs"), list(zip(DENSITIES[:3], SCIPY, strict=True)), ids=NAMES[:3])
def test_cumulative_distributions_agree_with_scipy(ours, theirs):
    x = np.array([-30.0, -3.5, -1.0, 0.2, 0.9, 30.0])
    np.testing.assert_allclose(ours.cdf(x), theirs.cdf(x), rtol=1e-12, atol=1e-15)


def test_a_mixture_accumulates_its_parts():
    # ¾ on [0, 1], ¼ on [0, 2]: at ½ it is ¾·½ + ¼·¼ = 7/16.
    mixture = toy.Mixture((toy.Uniform(0, 1), toy.Uniform(0, 2)), weights=(3, 1))
    np.testing.assert_allclose(mixture.cdf([-1.0, 0.5, 1.5, 2.5]), [0.0, 7 / 16, 15 / 16, 1.0], atol=1e-15)


def test_mixture_by_hand():
    # ¾ on [0, 1], ¼ on [0, 2]: density 3/4 + 1/8 = 7/8 on [0, 1], 1/8 on (1, 2], 0 beyond.
    mixture = toy.Mixture((toy.Uniform(0, 1), toy.Uniform(0, 2)), weights=(3, 1))
    np.testing.assert_allclose(mixture.pdf([0.5, 1.5, 2.5]), [7 / 8, 1 / 8, 0.0], atol=1e-15)


@pytest.mark.parametrize("density", DENSITIES, ids=NAMES)
def test_densities_integrate_to_one_between_their_knots(density):
    knots = density.knots
    assert np.all(np.diff(knots) > 0)
    pieces = [integrate.quad(density.pdf, a, b)[0] for a, b in pairwise(knots)]
    assert sum(pieces) == pytest.approx(1.0, abs=1e-12)


@pytest.mark.parametrize("density", DENSITIES, ids=NAMES)
def test_samples_follow_their_density(density):
    """The share below a point, against quadrature; four standard errors of a share at n = 40,000 are 0.01."""
    samples = density.sample(40_000, seed=0)
    assert samples.shape == (40_000,)
    for cut in (-2.0, 0.0, 1.2, 3.0):
        edges = np.unique(np.append(density.knots[density.knots < cut], cut))
        pieces = [integrate.quad(density.pdf, a, b)[0] for a, b in pairwise(edges)]
        assert np.mean(samples < cut) == pytest.approx(sum(pieces), abs=0.01)


@pytest.mark.parametrize("density", DENSITIES, ids=NAMES)
def test_the_seed_decides_the_samples(density):
    first, same, other = (density.sample(20, seed=seed) for seed in (1, 1, 2))
    assert np.array_equal(first, same) and not np.array_equal(first, other)


@pytest.mark.parametrize(
    "make",
    [
        lambda: toy.Gaussian(0.0, 0.0),
        lambda: toy.Gaussian(float("nan"), 1.0),
        lambda: toy.Laplace(0.0, -1.0),
        lambda: toy.Uniform(1.0, 1.0),
        lambda: toy.Mixture(()),
        lambda: toy.Mixture((toy.Gaussian(),), weights=(1, 2)),
        lambda: toy.Mixture((toy.Gaussian(), toy.Gaussian()), weights=(1, -1)),
        lambda: toy.ring(0),
        lambda: toy.grid(2, spacing=0.0),
        lambda: toy.modes_covered(np.zeros((0, 2)), toy.ring()),
        lambda: toy.modes_covered(np.zeros((4, 3)), toy.ring()),
        lambda: toy.dirac_field(1.0, 1.0, loss="hinge"),
    ],
)
def test_nonsense_is_refused_with_a_sentence(make):
    with pytest.raises(ValueError, match=r"got|expected|choose"):
        make()


def test_ring_and_grid_are_where_they_should_be():
    centres = toy.ring(8, radius=2.0)
    np.testing.assert_allclose(np.hypot(*centres.T), 2.0)
    gaps = np.linalg.norm(centres - np.roll(centres, 1, axis=0), axis=1)
    np.testing.assert_allclose(gaps, 2 * 2.0 * np.sin(np.pi / 8))  # chord of an eighth of a turn
    square = toy.grid(5, spacing=0.5)
    assert square.shape == (25, 2) and np.ptp(square[:, 0]) == 2.0  # four gaps of 0.5
    np.testing.assert_allclose(square.mean(axis=0), 0.0, atol=1e-15)


def test_mode_samples_have_the_spread_asked_for():
    centres = toy.ring(8)
    samples = toy.sample_modes(centres, 20_000, std=0.1, seed=0)
    assert samples.dtype == np.float32 and samples.shape == (20_000, 2)
    nearest = centres[np.argmin(((samples[:, None] - centres) ** 2).sum(-1), axis=1)]
    np.testing.assert_allclose((samples - nearest).std(axis=0), 0.1, rtol=0.03)
    # In the plane, P(within 3 std) = 1 − exp(−9/2) = 0.98889.
    share = toy.mode_counts(samples, centres, std=0.1).sum() / len(samples)
    assert share == pytest.approx(1 - np.exp(-4.5), abs=0.003)


def test_the_log_density_of_modes_integrates_to_one_and_is_theirs():
    centres, line = toy.ring(3, radius=1.0), np.linspace(-3, 3, 301)
    grid = np.stack(np.meshgrid(line, line), axis=-1).reshape(-1, 2)
    assert np.exp(toy.mode_log_pdf(grid, centres, std=0.2)).sum() * 0.02**2 == pytest.approx(1.0, abs=1e-6)
    # at a centre far from the others: log (1/3) − log 2π·0.01
    assert toy.mode_log_pdf(centres[:1], centres, std=0.1)[0] == pytest.approx(np.log(1 / 3) - np.log(2 * np.pi * 0.01))
    with pytest.raises(ValueError, match="std must be a number above 0"):
        toy.mode_log_pdf(grid, centres, std=0.0)


def test_modes_by_hand():
    # Centres at (±1, 0), std 0.1: 3 std = 0.3. Distances to the nearest: 0.3 and 0.2 (in), 0.31 and 1 (out).
    centres = np.array([[-1.0, 0.0], [1.0, 0.0]])
    samples = np.array([[0.7, 0.0], [0.69, 0.0], [1.0, 0.2], [0.0, 0.0]])
    assert toy.mode_counts(samples, centres, std=0.1, k=3.0 + 1e-9).tolist() == [0, 2]
    assert toy.modes_covered(samples, centres, std=0.1, k=3.0 + 1e-9) == 1
    assert toy.modes_covered(samples, centres, std=0.1, k=3.0 + 1e-9, minimum=3) == 0
    assert toy.modes_covered(samples, centres, std=0.1, k=11.0) == 2  # then even the middle counts


def test_covered_modes_do_not_depend_on_order_but_do_on_quality():
    centres = toy.grid(3)
    samples = toy.sample_modes(centres[:5], 2_000, seed=3)
    shuffled = np.random.default_rng(0).permutation(samples)
    assert toy.modes_covered(samples, centres) == toy.modes_covered(shuffled, centres[::-1]) == 5
    # A count that took every sample for its nearest mode, near or not, would give all 9 here.
    everywhere = np.random.default_rng(0).uniform(-1.5, 1.5, (2_000, 2))
    anywhere = np.bincount(((everywhere[:, None] - centres) ** 2).sum(-1).argmin(1), minlength=9)
    assert np.all(anywhere > 0) and toy.modes_covered(everywhere, centres, std=0.001) < 9


def test_dirac_step_by_hand():
    # θ = 1, ψ = 0: σ(0) = ½, so dψ = −½ and dθ = 0. With step 0.2: ψ = −0.1; alternating, θ then moves by
    # 0.2·(−0.1)·σ(−0.1) = −0.02·0.475021 = −0.00950042. R1 of weight 1 adds −ψ = 0 here.
    assert toy.dirac_step(1.0, 0.0, 0.2) == pytest.approx((1.0, -0.1))
    assert toy.dirac_step(1.0, 0.0, 0.2, alternating=True) == pytest.approx((0.99049958, -0.1), abs=1e-8)
    # θ = 0, ψ = 1: dθ = ½ and dψ = −r1_weight.
    assert toy.dirac_step(0.0, 1.0, 0.2, r1_weight=0.5) == pytest.approx((0.1, 0.9))


@pytest.mark.parametrize(("loss", "sign"), [("minimax", 1), ("non_saturating", -1)])
def test_dirac_field_is_the_gradient_of_the_game(loss, sign):
    """Against central differences of V − γ/2·ψ² for D and of −V or −log σ(ψθ) for G."""

    def value(theta, psi):
        return np.log(0.5) + np.log(1 - 1 / (1 + np.exp(-psi * theta)))

    def gain(theta, psi):  # what the generator climbs
        return -np.log(1 - 1 / (1 + np.exp(-psi * theta))) if sign > 0 else np.log(1 / (1 + np.exp(-psi * theta)))

    theta, psi, gamma, h = 0.7, -1.3, 0.4, 1e-6
    dtheta, dpsi = toy.dirac_field(theta, psi, loss, gamma)
    assert dtheta == pytest.approx((gain(theta + h, psi) - gain(theta - h, psi)) / (2 * h), abs=1e-8)
    slope = (value(theta, psi + h) - value(theta, psi - h)) / (2 * h) - gamma * psi
    assert dpsi == pytest.approx(slope, abs=1e-8)


def test_dirac_field_conserves_the_radius_of_the_minimax_game_only():
    theta, psi = np.random.default_rng(0).normal(size=(2, 100))
    outward = lambda velocity: theta * velocity[0] + psi * velocity[1]
    np.testing.assert_allclose(outward(toy.dirac_field(theta, psi)), 0.0, atol=1e-15)
    leaking = outward(toy.dirac_field(theta, psi, r1_weight=0.1))
    assert np.all(leaking < 0)  # a field without R1's minus sign fails here
    np.testing.assert_allclose(leaking, -0.1 * psi**2)


def test_simultaneous_leaves_alternating_stays_r1_returns():
    radius = lambda **options: np.hypot(*toy.dirac_path((1.0, 0.0), 500, 0.2, **options).T)
    leaves, stays, returns = radius(), radius(alternating=True), radius(r1_weight=0.3)
    assert leaves[-1] > 2.0 and np.all(np.diff(leaves) > -1e-12)
    assert stays.min() > 0.95 and stays.max() < 1.05
    assert returns[-1] < 1e-4


def test_near_the_equilibrium_each_update_multiplies_the_radius_as_its_eigenvalues_say():
    # Linearised with f' = ½ and h = 0.2: simultaneous eigenvalues 1 ± 0.1i, |·| = √1.01; alternating |·| = 1.
    tiny = 1e-6
    path = toy.dirac_path((tiny, 0.0), 200, 0.2)
    assert np.hypot(*path[-1]) / tiny == pytest.approx(1.01**100, rel=1e-6)
    orbit = np.hypot(*toy.dirac_path((tiny, 0.0), 20_000, 0.2, alternating=True).T) / tiny
    assert orbit.min() > 0.9 and orbit.max() < 1.1


def test_toy_and_game_need_no_tensorflow():
    code = "import sys; from gan_utils import toy, game; raise SystemExit('tensorflow' in sys.modules)"
    assert subprocess.run([sys.executable, "-c", code], check=False).returncode == 0
