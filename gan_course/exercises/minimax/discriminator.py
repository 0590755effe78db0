"""Exercises 1 and 2 of notebook 01: the value, and the discriminator that maximises it."""

import numpy as np
from scipy.special import expit

from gan_course.exercises.asking import array, draw, expect
from gan_course.exercises.base import Exercise

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
