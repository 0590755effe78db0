"""Exercise 4 of notebook 11: which share of a code's variance a factor explains."""

import numpy as np

from gan_course.exercises.asking import draw, expect, expect_each
from gan_course.exercises.base import Exercise

q4 = Exercise(
    "11_infogan_and_interpretability",
    4,
    "what a code turns",
    ["explained"],
    points=2,
    why="A code has no name until something that has one explains it; this is how sure such a name is.",
    hints=[
        "How well does a straight line over the factor give the code? If the line leaves nothing over, the share is 1.",
        "For one factor that share is the squared correlation, which `np.corrcoef` gives in a table of 2×2. Which "
        "of its four numbers is it?",
        "A skeleton: `np.corrcoef(code, factor)[____] ** ____`; a code that never varies has no correlation: there "
        "the answer is ____.",
    ],
)


def _formula(code, factor):
    code, factor = code.astype(float), factor.astype(float)
    r = np.corrcoef(code, factor)[0, 1]
    slope = np.cov(code, factor)[0, 1] / factor.var(ddof=1)
    return r**2, [
        (r, "This is the correlation; the share of the variance is its square."),
        (abs(r), "This is the size of the correlation; the share of the variance is its square."),
        (1 - r**2, "This is the share that the line leaves over; the rest is explained."),
        (slope, "This is the slope of the line: it changes with the units of the factor, and the share may not."),
        (slope**2, "This is the square of the slope; that of the correlation is asked for."),
        (np.cov(code, factor)[0, 1], "This is the covariance: it changes with the units."),
        (np.corrcoef(code, factor) ** 2, "This is the whole table; one number of it is asked for."),
        (1.0, "This is the code with itself: take the number off the diagonal."),
    ]


@q4.check_with
def _share(explained, rng):
    cases = []
    for n in (4, 6, 12):
        factor = draw(rng, 0, 20, n)
        cases.append(((draw(rng, -1, 1, n) - 0.05 * factor).astype(np.float32), factor))
    expect_each(explained, cases, _formula, "It is the squared correlation of code and factor, from 0 to 1.")


@q4.check_with
def _still(explained, rng):
    expect(
        explained(np.full(5, 0.25, np.float32), draw(rng, 0, 9, 5)),
        0.0,
        "This code never varies, so there is nothing to explain: return 0 there, and not nan.",
    )
