"""Exercises of notebook 01: the value, the best discriminator, the divergence, both gradients, one update."""

import numpy as np
from scipy.special import expit, rel_entr

from gan_utils import game, toy
from gan_utils.exercises.asking import Slip, array, draw, expect, parts
from gan_utils.exercises.base import Exercise

_NOTEBOOK = "01_minimax_game"

q1 = Exercise(
    _NOTEBOOK,
    1,
    "the value, from samples",
    ["estimate_value"],
    points=1,
    why="This average is all that training ever sees of V: the densities are unknown, the samples are there.",
    hints=[
        "V has two expectations. Each is estimated by the mean over its own batch.",
        "The first is the mean of log D over the real batch, the second the mean of log(1 − D) over the generated one.",
        "`np.mean(np.log(d_real)) + np.mean(np.log(1 - d_fake))`: two means, since the batches may differ in size.",
    ],
)


@q1.check_with
def _two_means(estimate_value, rng):
    for n, m in ((2, 1), (1, 1), (4, 7)):
        real, fake = draw(rng, 0.55, 0.95, n), draw(rng, 0.05, 0.45, m)
        a, b = np.log(real.astype(float)), np.log1p(-fake.astype(float))
        want, swapped = a.mean() + b.mean(), np.log1p(-real).mean() + np.log(fake).mean()
        expect(
            estimate_value(real, fake),
            want,
            "V is the mean of log D on the real batch plus the mean of log(1 − D) on the generated one.",
            slips=[
                (
                    -want,
                    "The sign is the other way round: this is the loss that D minimises, V is what it maximises.",
                ),
                (a.mean() + np.log(fake).mean(), "On generated samples the term is log(1 − D), not log D."),
                (swapped, "The two batches changed places: log D belongs to the real one."),
                (
                    a.sum() + b.sum(),
                    "These are sums. An expectation is estimated by a mean, whatever the batch size.",
                ),
                (
                    np.concatenate([a, b]).mean(),
                    "This is one mean over both batches; each expectation needs the mean over its own batch.",
                ),
                (want / 2, "V is the sum of the two means, not their average."),
                (want / np.log(10), "Use the natural logarithm: this is log₁₀."),
                (want / np.log(2), "Use the natural logarithm: this is log₂."),
                (
                    np.log(real.mean()) + np.log1p(-fake.mean()),
                    "Take the logarithm first and the mean after: the logarithm of a mean is larger.",
                ),
            ],
        )


q2 = Exercise(
    _NOTEBOOK,
    2,
    "the best discriminator, also in the tails",
    ["best_discriminator"],
    points=2,
    why="A discriminator that outputs the logit log p − log q never divides 0 by 0: that is why networks give logits.",
    hints=[
        "Divide p/(p + q) above and below by p: only the ratio q/p is left.",
        "D* = 1/(1 + exp(log q − log p)) = σ(log p − log q): a difference of logs is safe where both densities are 0.",
        "`scipy.special.expit` and `keras.ops.sigmoid` are σ, and neither overflows.",
    ],
)


@q2.check_with
def _ratio_in_the_middle(best_discriminator, rng):
    for n in (2, 5):
        p, q = draw(rng, 0.2, 0.9, n).astype(float), draw(rng, 0.05, 0.8, n).astype(float)
        log_p, log_q = np.log(p).astype(np.float32), np.log(q).astype(np.float32)
        want = p / (p + q)
        expect(
            best_discriminator(log_p, log_q),
            want,
            "D* is p/(p + q), at each point by itself.",
            slips=[
                (1 - want, "This is q/(p + q): D gives the probability of *real*, so p goes on top."),
                (log_p - log_q, "This is the logit of D*; one step is missing, σ of it."),
                (
                    p / q,
                    "This is the ratio p/q; D* compares p with the sum p + q, and stays between 0 and 1.",
                ),
                (
                    log_p / (log_p + log_q),
                    "The arguments are log densities: log p/(log p + log q) is not p/(p + q).",
                ),
            ],
        )


@q2.check_with
def _both_densities_underflow(best_discriminator, rng):
    log_q = -rng.integers(9_000, 11_000, 4).astype(np.float32)
    log_p = log_q + draw(rng, -2.0, 2.0, 4).round(0)
    got = array(best_discriminator(log_p, log_q))
    tail = (
        "Far out both densities are 0 in floating point, and p/(p + q) becomes 0/0. "
        "Take log p − log q before any exponential."
    )
    crutch = "so a small constant in the fraction hides 0/0 but is still wrong: take log p − log q first."
    expect(
        got,
        expit(log_p.astype(float) - log_q),
        tail,
        slips=[
            (np.full(4, np.nan), tail),
            (np.zeros(4), f"Far out this gives 0: both densities are 0 in floating point there, {crutch}"),
            (
                np.full(4, 0.5),
                f"Far out this gives ½: both densities are 0 in floating point there, {crutch}",
            ),
        ],
    )


@q2.check_with
def _one_density_wins(best_discriminator, rng):
    gap = rng.integers(1_000, 2_000, 2).astype(np.float32) * np.array([1, -1], np.float32)
    expect(
        best_discriminator(gap, np.zeros(2, np.float32)),
        [1.0, 0.0],
        "When one density is larger by a factor e¹⁰⁰⁰, exp overflows: use a σ that does not, such as "
        "`scipy.special.expit` or `keras.ops.sigmoid`.",
    )


q3 = Exercise(
    _NOTEBOOK,
    3,
    "the Jensen–Shannon divergence and its bounds",
    ["jensen_shannon", "jsd_bounds"],
    points=3,
    why="JSD is capped at log 2, reached by any p and q that never overlap: a flat top, on which no gradient tells G "
    "where to go.",
    hints=[
        "Compare both p and q with their average m = (p + q)/2, and average the two divergences KL(p ‖ m), KL(q ‖ m).",
        "0·log 0 counts as 0: `scipy.special.rel_entr(p, m)` is p·log(p/m) and knows it; or sum over p > 0 only.",
        "For the bounds, put p = q, and then p and q that never overlap, as [1, 0] and [0, 1].",
    ],
)


def _jsd(p, q):
    m = (p + q) / 2
    return (rel_entr(p, m).sum() + rel_entr(q, m).sum()) / 2


def _probabilities(rng, n, zeros=()):
    weights = rng.integers(1, 9, n).astype(float)
    weights[list(zeros)] = 0.0
    return (weights / weights.sum()).astype(np.float32)


def _divergence_slips(p, q):
    """Return what the usual mistakes give for two vectors without zeros."""
    jsd, kl, lk = _jsd(p, q), rel_entr(p, q).sum(), rel_entr(q, p).sum()
    unhalved = rel_entr(p, p + q).sum() + rel_entr(q, p + q).sum()
    return [
        (jsd / np.log(2), "This is in bits: take the natural logarithm, for nats."),
        (np.sqrt(jsd), "This is the square root, the Jensen–Shannon *distance* that SciPy gives: square it."),
        (2 * jsd, "This is twice too large: each of the two divergences from m counts one half."),
        (kl, "This is KL(p ‖ q). JSD compares p and q with their average m, not with each other."),
        (lk, "This is KL(q ‖ p). JSD compares p and q with their average m, not with each other."),
        (kl + lk, "This is KL(p ‖ q) + KL(q ‖ p). JSD compares both with their average m."),
        (
            (kl + lk) / 2,
            "This is the mean of KL(p ‖ q) and KL(q ‖ p). JSD compares both with their average m.",
        ),
        (unhalved, "m is the average (p + q)/2; here it is the sum p + q, which is no distribution."),
        (unhalved / 2, "m is the average (p + q)/2; here it is the sum p + q, which is no distribution."),
        (
            rel_entr(p, (p + q) / 2).sum(),
            "This is KL(p ‖ m) alone; q's half is missing, so it is not symmetric.",
        ),
        (-jsd, "The sign is the other way round: a divergence is never negative."),
    ]


@q3.check_with
def _value(jensen_shannon, jsd_bounds, rng):
    for n in (2, 3, 6):
        p, q = _probabilities(rng, n), _probabilities(rng, n)
        if np.allclose(p, q):
            q = _probabilities(rng, n, zeros=[]) * 0.5 + np.eye(n, dtype=np.float32)[0] * 0.5
        p64, q64 = p.astype(float), q.astype(float)
        message = "JSD is ½·KL(p ‖ m) + ½·KL(q ‖ m) with m = (p + q)/2."
        expect(jensen_shannon(p, q), _jsd(p64, q64), message, slips=_divergence_slips(p64, q64))


@q3.check_with
def _zeros(jensen_shannon, jsd_bounds, rng):
    for zeros in (([0], [1]), ([0, 2], [2])):  # the last entry 2 is zero in both
        p, q = (_probabilities(rng, 4, where) for where in zeros)
        expect(
            jensen_shannon(p, q),
            _jsd(p.astype(float), q.astype(float)),
            "An entry of 0 should contribute 0·log 0 = 0: leave zeros out of the sum, or use `scipy.special.rel_entr`.",
        )


@q3.check_with
def _bounds(jensen_shannon, jsd_bounds, rng):
    low, high = parts(jsd_bounds(), "smallest", "largest")
    expect(
        [low, high],
        [0.0, np.log(2)],
        "JSD is smallest for p = q and largest when p and q never overlap: put both into your own function.",
        slips=[
            ([0.0, 1.0], "The largest is 1 in *bits*; in nats it is another number."),
            ([0.0, np.inf], "KL can be infinite, JSD cannot: m is positive wherever p or q is."),
            ([-np.log(4), 0.0], "These are the bounds of V(D*, G) = −log 4 + 2·JSD; solve for JSD."),
            ([0.0, np.log(4)], "Log 4 bounds 2·JSD, what V(D*, G) adds to −log 4; halve it."),
            ([np.log(2), 0.0], "The smallest comes first."),
        ],
    )


q4 = Exercise(
    _NOTEBOOK,
    4,
    "both gradients",
    ["generator_gradients"],
    points=2,
    why="The factor σ(s) dies where D recognises fakes, 1 − σ(s) is largest there: so everybody uses the second.",
    hints=[
        "Chain rule: dℓ/dx = dℓ/ds · s′(x). What is the derivative of log(1 − σ(s)) by s, and that of −log σ(s)?",
        "log(1 − σ(s)) has slope −σ(s), and −log σ(s) has slope −(1 − σ(s)) = −σ(−s). Multiply each by s′.",
        "For s = −1000 an exponential overflows; `scipy.special.expit` and `keras.ops.sigmoid` are a σ that does not.",
    ],
)


@q4.check_with
def _chain_rule(generator_gradients, rng):
    for n in (1, 4):
        s, slope = -draw(rng, 0.5, 4.0, n), draw(rng, 0.5, 3.0, n) * rng.choice([-1, 1], n).astype(np.float32)
        minimax, other = (game.sample_slope(s, loss) * slope for loss in game.LOSSES)
        sigma = expit(s.astype(float))
        got = parts(generator_gradients(s, slope), "minimax", "non_saturating")
        both = np.array([minimax, other])
        chain = "This is the derivative by D, not by x: D = σ(s) depends on s, with slope σ(s)·(1 − σ(s))."
        expect(
            _stacked(got, both),
            both,
            "The gradients are −σ(s)·s′ under the minimax loss and −(1 − σ(s))·s′ under the non-saturating one.",
            slips=[
                (
                    both[::-1],
                    "The two changed places: minimax first, whose gradient is the small one at s < 0.",
                ),
                (-both, "Both signs are the other way round: the losses *fall* when the logit rises."),
                (both / slope, "The chain rule is not finished: this is dℓ/ds, times s′(x) it is dℓ/dx."),
                (np.array([-slope / (1 - sigma), -slope / sigma]), chain),
                (np.array([-1 / (1 - sigma), -1 / sigma]), chain),
                (
                    np.array([minimax, -other]),
                    "The second sign is wrong: both losses push the samples the same way, only not as hard.",
                ),
                (
                    np.array([minimax, minimax]),
                    "Both are the minimax gradient; −log σ(s) has the slope −(1 − σ(s)).",
                ),
            ],
        )


def _stacked(got, like):
    """Return a pair of arrays as one, when the shapes allow it."""
    if any(item.shape != like[0].shape for item in got):
        raise Slip(
            f"Each gradient should have the shape of the logits, {like[0].shape}: one number a sample, not a mean.",
            expected=f"shape {like[0].shape}, twice",
            got=", ".join(f"shape {item.shape}" for item in got),
        )
    return np.array(got)


@q4.check_with
def _huge_logits(generator_gradients, rng):
    s = rng.integers(1_000, 2_000, 2).astype(np.float32) * np.array([-1, 1], np.float32)
    slope = draw(rng, 0.5, 3.0, 2)
    got = parts(generator_gradients(s, slope), "minimax", "non_saturating")
    want = np.array([game.sample_slope(s, loss) * slope for loss in game.LOSSES])
    overflow = (
        "For a huge logit the exponential overflows: use a σ that does not (`scipy.special.expit`, "
        "`keras.ops.sigmoid`), and σ(−s) for 1 − σ(s)."
    )
    expect(_stacked(got, want), want, overflow)
    if any("overflow" in words or "invalid" in words for words in generator_gradients.warned):
        raise Slip(overflow, expected="no warning", got=generator_gradients.warned[0])


q5 = Exercise(
    _NOTEBOOK,
    5,
    "one alternating update",
    ["alternating_update"],
    points=2,
    why="The order matters: D first and then G is what `fit` does in every later notebook, and it circles where the "
    "simultaneous update spirals out.",
    hints=[
        "D climbs V − (r1_weight/2)·ψ², whose slope by ψ is −θ·σ(ψθ) − r1_weight·ψ. Take that step first.",
        "Then G descends V. Its slope by θ is −ψ·σ(ψθ), in which ψ is now the new one and θ still the old one.",
        "`psi = psi + step_size * (-theta * sigma(psi * theta) - r1_weight * psi)`, then "
        "`theta = theta + step_size * psi * sigma(psi * theta)`.",
    ],
)


def _update_slips(theta, psi, step, r1):
    """Return what the usual mistakes give, as ([theta, psi], message)."""

    def sigma(a, b):
        return float(expit(a * b))

    right = toy.dirac_step(theta, psi, step, alternating=True, r1_weight=r1)
    new = right[1]

    def d_step(t, weight):
        return psi + step * (-t * sigma(psi, t) - weight * psi)

    def g_step(p):
        return theta + step * p * sigma(p, theta)

    first = g_step(psi)
    no_r1, flipped, double = (d_step(theta, weight) for weight in (0.0, -r1, 2 * r1))
    unscaled, half = d_step(theta, 0.0) - r1 * psi, d_step(theta, r1 / 2)
    away = psi - step * (-theta * sigma(psi, theta) - r1 * psi)
    factor = "R1's term is −r1_weight·ψ: half the squared slope, ½·ψ², has the derivative ψ."
    return [
        ([g_step(psi), new], "That is the simultaneous update: G must answer the *new* ψ."),
        ([first, d_step(first, r1)], "Here G moves first; in a GAN's step the discriminator does."),
        ([new, right[0]], "The two changed places: return (theta, psi)."),
        (
            [theta + step * new * sigma(-new, theta), new],
            "G's step is that of the non-saturating loss; here it descends V, with the factor σ(ψθ).",
        ),
        ([theta - step * new * sigma(new, theta), new], "G climbs V here; it should descend it."),
        ([g_step(away), away], "D descends V here; it should climb it."),
        ([g_step(no_r1), no_r1], "R1 is missing: with r1_weight > 0, ψ is pulled towards 0 by r1_weight·ψ."),
        ([g_step(flipped), flipped], "R1 has the wrong sign: it pulls ψ towards 0."),
        ([g_step(double), double], factor),
        ([g_step(half), half], factor),
        ([g_step(unscaled), unscaled], "R1 is part of D's gradient: the step size multiplies it too."),
        ([theta, new], "Only D moved: G's step is missing."),
        (
            [theta + step * new / 2, psi - step * theta / 2 - step * r1 * psi],
            "σ(ψθ) is ½ only where ψθ = 0: compute it at the position.",
        ),
    ]


@q5.check_with
def _from_a_point(alternating_update, rng):
    signs = rng.choice([-1.0, 1.0], (3, 2))
    for (a, b), r1 in zip(signs, (0.0, 0.7, 1.3), strict=True):
        theta, psi = (float(s * round(rng.uniform(0.6, 1.4), 2)) for s in (a, b))
        step = round(rng.uniform(0.15, 0.35), 2)
        more = (r1,) if r1 else ()
        theta_new, psi_new = parts(alternating_update(theta, psi, step, *more), "theta", "psi")
        expect(
            [array(theta_new).reshape(()), array(psi_new).reshape(())],
            toy.dirac_step(theta, psi, step, alternating=True, r1_weight=r1),
            "First ψ + h·(−θ·σ(ψθ) − r1_weight·ψ), then θ + h·ψ·σ(ψθ) with the new ψ and the old θ.",
            slips=_update_slips(theta, psi, step, r1),
        )
