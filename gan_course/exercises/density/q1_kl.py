"""Exercise 1 of notebook 10: the KL term in closed form."""

import numpy as np

from gan_course.exercises.asking import draw, expect_each
from gan_course.exercises.base import Exercise

q1 = Exercise(
    "10_vae_and_density",
    1,
    "the KL term",
    ["gaussian_kl"],
    points=2,
    why="Half of a VAE's loss without a single random number: only the other half needs to draw z.",
    hints=[
        "What is given is log s². Which two functions of it does the formula of section 1 need?",
        "The terms of one row add up over its coordinates: a sum along one axis, so that n numbers are left. Of which "
        "distribution is the KL 0? Try mean 0 and log-variance 0.",
        "`0.5 * (mean**2 + ____ - 1 - ____).sum(axis=____)`",
    ],
)


def _formula(mean, log_variance):
    m, v = mean.astype(float), log_variance.astype(float)
    terms = m**2 + np.exp(v) - 1 - v
    right = 0.5 * terms.sum(axis=1)
    return right, [
        (terms.sum(axis=1), "The factor ½ is missing."),
        (0.5 * terms.mean(axis=1), "This averages over the coordinates; the KL of independent coordinates adds up."),
        (0.5 * terms.sum(), "This is one number for the whole batch: each row has its own KL."),
        (0.5 * terms.sum(axis=1).mean(), "This is the mean over the batch: each row has its own KL."),
        (0.5 * terms.sum(axis=0), "This sums over the rows; sum over the coordinates of each row."),
        (0.5 * (terms + 1).sum(axis=1), "The −1 is missing: for mean 0 and log-variance 0 the result must be 0."),
        (-right, "The sign is the other way round: a KL divergence is never below 0."),
        (
            0.5 * (m**2 + np.exp(2 * v) - 1 - 2 * v).sum(axis=1),
            "This reads the second argument as log s; it is log s², so exp of it is the variance.",
        ),
        (
            0.5 * (m**2 + v - 1 - np.log(np.where(v > 0, v, np.nan))).sum(axis=1),
            "This reads the second argument as the variance; it is its logarithm.",
        ),
        (
            0.5 * (m**2 + v**2 - 1 - np.log(v**2)).sum(axis=1),
            "This reads the second argument as s; it is the logarithm of the variance.",
        ),
        (
            0.5 * ((1 + m**2) / np.exp(v) - 1 + v).sum(axis=1),
            "This is the KL the other way round, of the prior from q: swap the two.",
        ),
        (0.5 * (np.abs(m) + np.exp(v) - 1 - v).sum(axis=1), "The mean enters as its square."),
        (0.5 * (m**2 + np.exp(v) - 1 + v).sum(axis=1), "The logarithm is subtracted: a narrow q costs, too."),
    ]


@q1.check_with
def _closed_form(gaussian_kl, rng):
    sizes = (1, 1), (3, 2), (2, 5)
    cases = [(draw(rng, -2, 2, *size), draw(rng, 0.2, 1.5, *size) * rng.choice([-1, 1])) for size in sizes]
    cases = [(mean, values.astype(np.float32)) for mean, values in cases]
    with np.errstate(all="ignore"):
        expect_each(
            gaussian_kl, cases, _formula, "It is ½ Σ (μ² + s² − 1 − log s²), summed over each row's coordinates."
        )
