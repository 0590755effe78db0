"""Exercise 5 of notebook 13: γ for another resolution."""

import numpy as np

from gan_course.exercises.asking import expect_each
from gan_course.exercises.base import Exercise

q5 = Exercise(
    "13_todays_gan",
    5,
    "γ for another resolution",
    ["gamma_at"],
    points=1,
    why="A rule of thumb with a reason: the same D on the same picture in more pixels has a smaller slope at each.",
    hints=[
        "The toy in the notebook: each pixel became 2×2. What did the squared slope become, and what must γ be so "
        "that their product stays?",
        "It goes with the number of pixels. How many times as many are there at twice the side?",
        "A skeleton: `return gamma * (____ / ____) ** ____`.",
    ],
)


def _formula(gamma, side, other):
    ratio = other / side
    return gamma * ratio**2, [
        (gamma * ratio, "This goes with the side; the number of pixels goes with its square."),
        (gamma / ratio**2, "This is the other way round: more pixels have smaller slopes, so γ grows."),
        (gamma / ratio, "This goes with the side, and the other way round."),
        (gamma * ratio**4, "This is the pixels squared; once will do."),
        (gamma, "γ does not change here; compare the two sides."),
        (ratio**2, "This is the factor; multiply γ by it."),
        (gamma * other**2, "This is not divided by the pixels that γ was good for."),
        (gamma + ratio**2, "The factor multiplies γ."),
        (gamma * np.sqrt(ratio), "The root goes the wrong way: square the ratio of the sides."),
    ]


@q5.check_with
def _values(gamma_at, rng):
    cases = [(1.0, 28, 56), (0.5, 32, 16), (float(rng.integers(2, 9)), 20, 50)]
    expect_each(gamma_at, cases, _formula, "γ times the ratio of the numbers of pixels.")
