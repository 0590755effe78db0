"""Exercise 2 of notebook 01: the discriminator that maximises the value, also in the tails."""

import numpy as np
from scipy.special import expit

from gan_course.exercises.asking import array, draw, expect
from gan_course.exercises.base import Exercise

q2 = Exercise(
    "01_minimax_game",
    2,
    "the best discriminator, also in the tails",
    ["best_discriminator"],
    points=2,
    why="A discriminator that outputs the logit log p − log q never divides 0 by 0: that is why networks give logits.",
    hints=[
        "Divide p/(p + q) above and below by p: only the ratio q/p is left.",
        "That ratio is e to some power. Write the power with log p and log q, which are finite where p and q "
        "underflow, and D* has the form 1/(1 + e⁻ˢ).",
        "`expit(…)`: SciPy's σ, which does not overflow. The blank takes log_p and log_q, and no exponential.",
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
                (np.log(want), "This is log D*; the probability itself is asked for."),
                (
                    (p > q).astype(float),
                    "This is a verdict, 0 or 1; D* is the probability of *real*, and may lie between.",
                ),
                (p / q, "This is the ratio p/q; D* compares p with the sum p + q, and stays between 0 and 1."),
                (log_p / (log_p + log_q), "The arguments are log densities: log p/(log p + log q) is not p/(p + q)."),
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
            (np.full(4, 0.5), f"Far out this gives ½: both densities are 0 in floating point there, {crutch}"),
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
