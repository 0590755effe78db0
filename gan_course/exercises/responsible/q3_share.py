"""Exercise 3 of notebook 16: a share in the samples against the share in the data."""

import numpy as np

from gan_course.exercises.asking import expect_each
from gan_course.exercises.base import Exercise
from gan_utils.metrics import wilson_interval

q3 = Exercise(
    "16_responsible_use",
    3,
    "how much of a minority is left?",
    ["representation"],
    points=2,
    why="Below 1 with its whole interval means lost, beyond what drawing by chance explains; 1 inside means not shown.",
    hints=[
        "Two shares: one of the samples, one of the training data. Which of them is known exactly, and which only from "
        "some draws?",
        "`metrics.wilson_interval(count, n)` has a share, a low and a high end. All three are to be compared with the "
        "same number.",
        "A skeleton: `in_data = ____ / ____`, `share, low, high = metrics.wilson_interval(____, ____)`, then each of "
        "the three over ____.",
    ],
)


def _formula(drawn, n_drawn, trained, n_trained):
    in_data, found = trained / n_trained, np.array(wilson_interval(drawn, n_drawn))
    right, p = found / in_data, drawn / n_drawn
    half = 1.959964 * np.sqrt(p * (1 - p) / n_drawn)
    of_data = np.array(wilson_interval(trained, n_trained))
    return right, [
        (found, "These are the share in the samples and its interval; divide them by the share in the data."),
        (found - in_data, "This is the difference; the share in the samples over that in the data is asked for."),
        (np.array([in_data / found[0], in_data / found[2], in_data / found[1]]), "The ratio is turned upside down."),
        (in_data / found, "The ratio is turned upside down."),
        (np.array([p, p - half, p + half]) / in_data, "This is the familiar interval; Wilson's is asked for."),
        (np.array([p / in_data, *found[1:]]), "Only the share is divided; its interval has to be as well."),
        (right[[0, 2, 1]], "The ends are exchanged: low comes before high."),
        (p / of_data[[0, 2, 1]], "This gives the data an interval; they are all there are, and the samples are drawn."),
        (
            np.array(wilson_interval(drawn, n_trained)) / in_data,
            "The interval takes the samples' number, not that of the training pictures.",
        ),
        (found / trained, "This divides by a count; divide by the share in the data, trained / n_trained."),
        (
            np.array(wilson_interval(drawn, n_drawn, 0.9)) / in_data,
            "This is the 90% interval; the 95% one is asked for.",
        ),
        (right[0], "This is the ratio alone; return it with its two ends."),
        (right[1:], "These are the ends alone; return (ratio, low, high)."),
    ]


@q3.check_with
def _ratio(representation, rng):
    cases = []
    for n_drawn, n_trained in ((50, 400), (200, 1000), (2000, 3700)):
        trained = int(rng.integers(n_trained // 50, n_trained // 12))
        cases.append((int(rng.integers(1, n_drawn // 10)), n_drawn, trained, n_trained))
    expect_each(
        representation,
        cases,
        _formula,
        "It is the share in the samples, and both ends of Wilson's interval, each over the share in the data.",
    )
