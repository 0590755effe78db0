"""Exercise 4 of notebook 10: the importance-weighted bound."""

import numpy as np
from scipy.special import logsumexp

from gan_course.exercises.asking import draw, expect, expect_each
from gan_course.exercises.base import Exercise

q4 = Exercise(
    "10_vae_and_density",
    4,
    "the bound for K draws",
    ["bound_of"],
    points=2,
    why="With K = 1 it is the ELBO, and with many draws the log-likelihood: one formula for everything between.",
    hints=[
        "Two means: one inside of the logarithm, over the draws of one x, and one outside of it. Which is which?",
        "exp(−2000) is 0 in floating point. Take each row's largest number out of the sum before exp, and add it again "
        "after the logarithm: log Σ exp(aₖ) = m + log Σ exp(aₖ − m).",
        "`top = log_weights.max(axis=____, keepdims=True)`, then `top + np.log(np.exp(____).____)` for each row, and "
        "their mean.",
    ],
)


def _slips(w):
    n, k = w.shape
    each = logsumexp(w, axis=1)
    return [
        (w.mean(), "This is the ELBO: the mean over the draws belongs inside of the logarithm."),
        (each.mean(), "The 1/K is missing: a mean of the weights, not their sum."),
        (logsumexp(w) - np.log(n * k), "The logarithm is taken of the mean over everything; each x has its own."),
        (each - np.log(k), "This is one number a row: their mean is asked for."),
        ((each - np.log(k)).sum(), "This is the sum over the rows; their mean is asked for."),
        ((logsumexp(w, axis=0) - np.log(n)).mean(), "The axes are swapped: a row holds the draws of one x."),
        (w.max(axis=1).mean(), "This takes the largest weight alone."),
        (each.mean() - k, "What is subtracted is log K."),
        (np.exp(each - np.log(k)).mean(), "The logarithm of each row's mean is missing."),
    ]


@q4.check_with
def _value(bound_of, rng):
    cases = [(draw(rng, -2, 2, *size).astype(float),) for size in ((1, 2), (3, 4), (2, 1))]
    formula = lambda w: ((logsumexp(w, axis=1) - np.log(w.shape[1])).mean(), _slips(w))
    message = "It is the mean over the rows of log of the mean over the draws of exp(log_weights)."
    expect_each(bound_of, cases, formula, message)


@q4.check_with
def _small_weights(bound_of, rng):
    w = draw(rng, -3, 3, 3, 5).astype(float) - 2000.0
    expect(
        bound_of(w),
        (logsumexp(w, axis=1) - np.log(5)).mean(),
        "Weights as small as exp(−2000) are 0 in floating point: take each row's largest out of the sum first.",
        slips=lambda: [(w.mean(), "This is the ELBO, also for small weights.")],
    )
