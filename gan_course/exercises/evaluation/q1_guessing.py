"""Exercise 1 of notebook 06: could it be guessing?"""

import numpy as np
from scipy.stats import binom, norm

from gan_course.exercises.asking import expect_each
from gan_course.exercises.base import Exercise

q1 = Exercise(
    "06_evaluating_gans",
    1,
    "could it be guessing?",
    ["guessing_probability"],
    points=2,
    why="This is the exact binomial test: where it falls below 0.05, one half lies outside the interval, or nearly so.",
    hints=[
        "Go through k = 0, 1, …, n right answers. A guesser gets k right with probability `math.comb(n, k) / 2**n`.",
        "Which k lie at least as far from n/2 as `right` does? Measure how far k is from n/2, and "
        "compare it with how far `right` is: results on both sides count, and `right` itself.",
        "A skeleton: `ways = sum(math.comb(____) for k in range(____) if ____ >= ____)`, and return `ways / ____`.",
    ],
)


def _guessing(right, n):
    """Return the probability, and what the usual mistakes give."""
    k = np.arange(n + 1)
    chance, far = binom.pmf(k, n, 0.5), np.abs(k - n / 2)
    as_far, upper, lower = far >= abs(right - n / 2), chance[k >= right].sum(), chance[k <= right].sum()
    z = abs(right / n - 0.5) / np.sqrt(0.25 / n)
    want = chance[as_far].sum()
    rounded = chance[np.abs(k / n - 0.5) >= abs(right / n - 0.5)].sum()
    return want, [
        (upper, "This counts only the results with at least `right` right: as few wrong ones count on the other side."),
        (lower, "This counts only the results with at most `right` right; those as far above n/2 count, too."),
        (min(upper, lower), "This is one side only; a result as far from n/2 on the other side counts, too."),
        (2 * upper, "Twice the upper tail goes wrong where `right` is below n/2: measure the distance from n/2."),
        (min(1.0, 2 * upper), "Twice the upper tail goes wrong where `right` is below n/2: measure the distance."),
        (chance[far > abs(right - n / 2)].sum(), "Results *as far* from n/2 as `right` count, too: ≥ and not >."),
        (
            rounded,
            "Shares are rounded, so that two results as far from one half do not compare as equal: compare counts.",
        ),
        (chance[right], "This is the probability of this one result; all that are at least as far off count."),
        (1 - want, "This is the probability of a result nearer to n/2: take one minus it."),
        (2 * norm.sf(z), "This is the approximation by a normal distribution; add up the exact probabilities."),
        (want * 2.0**n, "These are counts of the equally likely outcomes: divide by 2**n."),
    ]


@q1.check_with
def _exact(guessing_probability, rng):
    cases = [(2, 2), (6, 20), (int(rng.integers(1, 8)), 20), (int(rng.integers(13, 19)), 20), (12, 24)]
    cases += [(int(rng.integers(88, 95)), 201), (int(rng.integers(210, 225)), 400)]
    expect_each(
        guessing_probability,
        cases,
        _guessing,
        "Add up `comb(n, k) / 2**n` over every k that is at least as far from n/2 as `right` is.",
        atol=1e-9,
    )
