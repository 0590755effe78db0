"""Exercises 4 and 5 of notebook 01: what the generator feels, and one update of both players."""

import numpy as np
from scipy.special import expit

from gan_course.exercises.asking import Slip, array, draw, expect, parts
from gan_course.exercises.base import Exercise
from gan_utils import game, toy

_NOTEBOOK = "01_minimax_game"


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
            rtol=1e-5,
            atol=2e-6,
        )
