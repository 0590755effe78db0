"""Exercise 1 of notebook 01: the value, from samples."""

import numpy as np

from gan_course.exercises.asking import draw, expect
from gan_course.exercises.base import Exercise

q1 = Exercise(
    "01_minimax_game",
    1,
    "the value, from samples",
    ["estimate_value"],
    points=1,
    why="This average is all that training ever sees of V: the densities are unknown, the samples are there.",
    hints=[
        "V has two expectations, and each batch is there for one of them. What estimates an expectation from samples?",
        "The mean of a batch does. Which function of D stands inside the first expectation, which inside the second? "
        "And what comes first, the logarithm or the mean?",
        "`np.mean(…) + np.mean(…)`: in the first blank a function of d_real, in the second another one of d_fake.",
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
                (-want, "The sign is the other way round: this is the loss that D minimises, V is what it maximises."),
                (a.mean() + np.log(fake).mean(), "On generated samples the term is log(1 − D), not log D."),
                (swapped, "The two batches changed places: log D belongs to the real one."),
                (a.sum() + b.sum(), "These are sums. An expectation is estimated by a mean, whatever the batch size."),
                (
                    np.concatenate([a, b]).mean(),
                    "This is one mean over both batches; each expectation needs the mean over its own batch.",
                ),
                (a.mean() - b.mean(), "The second sign is wrong: V *adds* the two expectations."),
                (np.concatenate([a, b]), "This is one number a sample; V is the mean of each batch, and their sum."),
                (want / 2, "V is the sum of the two means, not their average."),
                (want / np.log(10), "Use the natural logarithm: this is log₁₀."),
                (want / np.log(2), "Use the natural logarithm: this is log₂."),
                (
                    np.log(real.mean()) + np.log1p(-fake.mean()),
                    "Take the logarithm first and the mean after: the logarithm of a mean is larger.",
                ),
            ],
        )
