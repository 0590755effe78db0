"""Exercise 5 of notebook 01: one update of both players."""

from scipy.special import expit

from gan_course.exercises.asking import Slip, expect, parts, same
from gan_course.exercises.base import Exercise
from gan_utils import toy

q5 = Exercise(
    "01_minimax_game",
    5,
    "one alternating update",
    ["alternating_update"],
    points=2,
    why="The order matters: D first and then G is what `fit` does in every later notebook, and it circles where the "
    "simultaneous update spirals out.",
    hints=[
        "D climbs V − (r1_weight/2)·ψ². Section 8 has the slope of V by ψ; what is that of the penalty?",
        "Then G descends V, whose slope by θ stands beside the other. Two positions are at hand by now: which ψ goes "
        "into it, and which θ?",
        "`new = psi + step_size * (… - …)`, then `theta + step_size * …`, where each ψ is `new`.",
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
    bold = psi - theta * sigma(psi, theta) - r1 * psi
    sure = psi + step * (-theta * sigma(-psi, theta) - r1 * psi)
    bare = psi + step * (-theta - r1 * psi)
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
        (
            [theta + step * new * sigma(psi, theta), new],
            "G meets the new ψ outside σ and the old one inside: it should be the new one in both.",
        ),
        (
            [theta + step * psi * sigma(new, theta), new],
            "G meets the new ψ inside σ and the old one outside: it should be the new one in both.",
        ),
        ([right[0] - theta, new - psi], "These are the changes: add them to θ and ψ."),
        ([theta + new * sigma(new, theta), new], "The step size is missing in G's step."),
        ([g_step(bold), bold], "The step size is missing in D's step."),
        ([g_step(sure), sure], "D's slope has the factor σ(ψθ), not 1 − σ(ψθ): it climbs log(1 − σ(ψθ))."),
        ([g_step(bare), bare], "D's slope lacks its factor σ(ψθ)."),
        ([right[0] - step * r1 * theta, new], "R1 is D's penalty: G's step knows nothing of it."),
        ([theta, new], "Only D moved: G's step is missing."),
        (
            [theta + step * new / 2, psi - step * theta / 2 - step * r1 * psi],
            "σ(ψθ) is ½ only where ψθ = 0: compute it at the position.",
        ),
    ]


def _where_to_look(psi_new, right):
    """Return in words which of the two steps is wrong, and not what it should be."""
    if same(psi_new, right, rtol=1e-5, atol=2e-6):
        return "ψ is right, θ is not: G descends V, from the old θ. What is the slope of V by θ, seen at the new ψ?"
    return "ψ is not right, and θ depends on it: D climbs V less R1's charge, from the old θ and ψ. What is that slope?"


@q5.check_with
def _from_a_point(alternating_update, rng):
    signs = rng.choice([-1.0, 1.0], (3, 2))
    for (a, b), r1 in zip(signs, (0.0, 0.7, 1.3), strict=True):
        theta, psi = (float(s * round(rng.uniform(0.6, 1.4), 2)) for s in (a, b))
        step = round(rng.uniform(0.15, 0.35), 2)
        more = (r1,) if r1 else ()
        theta_new, psi_new = parts(alternating_update(theta, psi, step, *more), "theta", "psi")
        if theta_new.size != 1 or psi_new.size != 1:
            raise Slip("θ and ψ are one number each.", got=f"shapes {theta_new.shape} and {psi_new.shape}")
        right = toy.dirac_step(theta, psi, step, alternating=True, r1_weight=r1)
        expect(
            [theta_new.reshape(()), psi_new.reshape(())],
            right,
            _where_to_look(psi_new, right[1]),
            slips=_update_slips(theta, psi, step, r1),
            rtol=1e-5,
            atol=2e-6,
        )
