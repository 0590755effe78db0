"""Exercise 5 of notebook 01: one update of both players."""

from scipy.special import expit

from gan_course.exercises.asking import array, expect, parts
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
