"""Exercise 3 of notebook 06: a distance for endless samples."""

import numpy as np

from gan_course.exercises.asking import expect_each
from gan_course.exercises.base import Exercise

q3 = Exercise(
    "06_evaluating_gans",
    3,
    "a distance for endless samples",
    ["endless_distance"],
    points=2,
    why="Most of the bias falls like 1/n, so a line in 1/n leads to where it would end (Chong & Forsyth 2020, "
    "arXiv:1911.07023, build FID∞ on this).",
    hints=[
        "If distance = a + b/n, what is it for endless n? And against which x is that a straight line?",
        "Fit a straight line to the distances against `1 / n` by least squares, and return its height at 1/n = 0.",
        "A skeleton: `b, a = np.polyfit(____, ____, ____)`, which fits b·x + a. What is x here, and which of the two "
        "do you return?",
    ],
)


def _endless(sizes, distances):
    """Return the height of the line at 1/n = 0, and what the usual mistakes give."""
    n, y = np.asarray(sizes, np.float64), np.asarray(distances, np.float64)
    slope, height = np.polyfit(1 / n, y, 1)
    first, last = np.argmin(n), np.argmax(n)
    two = (y[last] * n[last] - y[first] * n[first]) / (n[last] - n[first])
    return height, [
        (slope, "This is the slope, b; the height at 1/n = 0 is a (`np.polyfit` gives the slope first)."),
        (np.polyfit(n, y, 1)[1], "This fits a line against n, and goes to n = 0; fit against 1/n."),
        (np.polyfit(n, y, 1)[0], "This is the slope of a line against n; fit against 1/n, and take the height at 0."),
        (np.polyfit(1 / np.sqrt(n), y, 1)[1], "This fits a line against 1/√n; the model has 1/n."),
        (np.polyfit(np.log(n), y, 1)[1], "This fits a line against log n; the model has 1/n."),
        (np.polyfit(1 / np.sort(n), y, 1)[1], "The sizes were sorted, and the distances were not: keep them together."),
        (np.polyfit(1 / n**2, y, 1)[1], "This fits a line against 1/n²; the model has 1/n."),
        (y[last], "This is the distance at the largest n, which is still too large: go on to 1/n = 0."),
        (y.min(), "This is the smallest distance measured: the fit goes on to 1/n = 0."),
        (y.mean(), "This is the mean of the distances."),
        (two, "This uses the smallest and the largest n only; fit all of them by least squares."),
    ]


@q3.check_with
def _height_at_zero(endless_distance, rng):
    cases = [(np.array([1, 2]), np.array([5.0, 3.0]))]  # 5 = a + b, 3 = a + b/2: a = 1
    for sizes in ([50, 100, 400], [4000, 100, 200, 500, 1000, 2000]):
        a, b = rng.uniform(0.5, 6.0), rng.uniform(500.0, 3000.0)
        noise = rng.uniform(-0.8, 0.8, len(sizes))
        cases.append((np.array(sizes), np.round(a + b / np.array(sizes) + noise, 3)))
    expect_each(
        endless_distance, cases, _endless, "Fit distance = a + b/n to all points by least squares, and return a."
    )
