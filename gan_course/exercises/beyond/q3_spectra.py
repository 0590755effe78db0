"""Exercise 3 of notebook 15: how far apart two spectrograms are."""

import numpy as np

from gan_course.exercises.asking import draw, expect_each
from gan_course.exercises.base import Exercise

q3 = Exercise(
    "15_beyond_images",
    3,
    "decibels between two sounds",
    ["spectral_distance"],
    points=2,
    why="It says in decibels how different two sounds are, and a wave moved by half a period is not different at all.",
    hints=[
        "First both tables in decibels: 20 · log₁₀(magnitude + floor). Then how far apart they are, window by window, "
        "and at last the mean over the windows.",
        "Of a window: the root of the mean of the squared differences, over its frequencies, which are the last axis. "
        "One such number a window; their mean is the answer.",
        "A skeleton: `d = 20 * (np.log10(____) - np.log10(____))`, then `np.sqrt((____).mean(axis=____)).____`.",
    ],
)


def _formula(real, made, floor):
    real, made = real.astype(float), made.astype(float)
    logs = [20 * np.log10(each + floor) for each in (real, made)]
    d = logs[0] - logs[1]
    windows = np.sqrt((d**2).mean(axis=1))
    right = windows.mean()
    with np.errstate(all="ignore"):
        bare = 20 * np.log10(real / made)
    return right, [
        (right / 2, "These are magnitudes, not powers: 20 · log₁₀, not 10."),
        (right * np.log(10) / 20, "This is the natural logarithm; decibels take 20 · log₁₀."),
        (right / 20, "The factor 20 is missing: decibels are 20 · log₁₀."),
        (np.sqrt((d**2).mean()), "The root is taken once, over all windows; take it window by window, then the mean."),
        (
            np.sqrt((d**2).mean(axis=0)).mean(),
            "This goes along the windows first; a window's frequencies are its last axis.",
        ),
        (np.abs(d).mean(), "The differences enter squared, with a root of each window's mean."),
        ((d**2).mean(), "The root is missing."),
        (np.sqrt((d**2).sum(axis=1)).mean(), "This adds up the squares of a window; their mean is asked for."),
        (windows.sum(), "This adds up the windows; their mean is asked for."),
        (windows, "This is one number a window: their mean is asked for."),
        (d.mean(), "Differences of both signs cancel here: square them first."),
        (
            np.sqrt((bare**2).mean(axis=1)).mean(),
            "The floor is missing: what nobody hears would count as much as the tone.",
        ),
        (np.sqrt(((real - made) ** 2).mean(axis=1)).mean(), "The logarithm is missing: the ear hears ratios."),
    ]


@q3.check_with
def _distance(spectral_distance, rng):
    cases = []
    for windows, bins, floor in ((1, 2, 0.5), (2, 4, 0.1), (3, 5, 1.0)):
        cases.append((draw(rng, 0.1, 9, windows, bins), draw(rng, 0.1, 9, windows, bins), floor))
    message = "In each window √(mean of the squared differences in decibels); then the mean over the windows."
    expect_each(spectral_distance, cases, _formula, message)
