"""Exercise 2 of notebook 16: how often chance reads enough bits."""

import numpy as np
from scipy.stats import binom

from gan_course.exercises.asking import expect_each
from gan_course.exercises.base import Exercise

q2 = Exercise(
    "16_responsible_use",
    2,
    "marked by chance",
    ["false_positive_rate"],
    points=2,
    why="Whoever accuses a picture by a mark owes this number; more bits make it smaller by half each.",
    hints=[
        "Each bit of a picture without a mark agrees with the key as a fair coin would. How many of all 2ⁿ ways to "
        "fall have `threshold` agreeing bits or more?",
        "`math.comb(n, k)` ways have exactly k. Or ask SciPy for the tail of a binomial; mind whether its tail "
        "includes the number that you give.",
        "A skeleton: `sum(comb(n_bits, k) for k in range(____, ____)) / 2 ** ____`.",
    ],
)


def _formula(threshold, n_bits):
    tail = lambda k: float(binom.sf(k - 1, n_bits, 0.5))
    right = tail(threshold)
    return right, [
        (tail(threshold + 1), "This starts one bit too late: `threshold` agreeing bits are enough."),
        (
            float(binom.pmf(threshold, n_bits, 0.5)),
            "This is the chance of exactly `threshold` bits; more count, too.",
        ),
        (
            float(binom.cdf(threshold, n_bits, 0.5)),
            "This is the other tail; only agreement accuses.",
        ),
        (1 - right, "This is how often chance does *not* reach the threshold."),
        (right * 2.0**n_bits, "These are ways; divide by how many there are in all, 2ⁿ."),
        (0.5**threshold, "This is the chance that the first `threshold` bits agree; it may be any of them."),
        (0.5**n_bits, "This is the chance of one particular outcome; count all that reach the threshold."),
        (threshold / n_bits, "This is the share of the bits; how often do coins reach it?"),
        (tail(threshold) - 0.5**n_bits, "The last way is missing: all bits may agree, too (`range` ends one before)."),
        (min(1.0, 2 * right), "This counts both tails; few agreeing bits accuse nobody."),
    ]


@q2.check_with
def _tail(false_positive_rate, rng):
    cases = [(2, 3)]
    while len(cases) < 4:
        n_bits = int(rng.integers(6, 20))
        threshold = int(np.ceil(n_bits * rng.uniform(0.6, 0.9)))
        if (threshold, n_bits) not in cases and threshold < n_bits:
            cases.append((threshold, n_bits))
    expect_each(
        false_positive_rate,
        cases,
        _formula,
        "Add up C(n, k) from k = threshold to n, and divide by 2ⁿ.",
        rtol=1e-4,
        atol=1e-7,
    )
