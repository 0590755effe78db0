"""Exercise 3 of notebook 17: when to stop."""

import math

import numpy as np

from gan_course.exercises.asking import expect_each
from gan_course.exercises.base import Exercise

q3 = Exercise(
    "17_your_own_pictures",
    3,
    "when to stop",
    ["stop_at"],
    points=2,
    why="Patience is a bet: too little stops at the first bump, too much costs time. The best is kept either way.",
    hints=[
        "Go through the scores as they come, and keep two things: the best so far, and how many came since.",
        "What happens to the count when a score is better, and what when it is not? When do you stop?",
        "`for i, score in enumerate(scores):` if ____ then `best, since = i, 0`, else `since += ____`; "
        "`if since == ____: return best, ____`. What is returned after the loop?",
    ],
)


def _stop(scores, patience, better=lambda a, b: a < b, last=False):
    """Return (index of the best, how many were taken); `last` counts the one at which it stops as not taken."""
    best, since = None, 0
    for i, score in enumerate(scores):
        if math.isfinite(score) and (best is None or better(score, scores[best])):
            best, since = i, 0
        else:
            since += 1
        if since == patience:
            return [best, i + (0 if last else 1)]
    return [best, len(scores)]


def _rises(scores, patience):
    """Return what stopping after `patience` rises in a row gives."""
    rises = 0
    for i in range(1, len(scores)):
        rises = rises + 1 if scores[i] > scores[i - 1] else 0
        if rises == patience:
            return [int(np.nanargmin(scores[: i + 1])), i + 1]
    return [int(np.nanargmin(scores)), len(scores)]


def _formula(scores, patience):
    """Return the answer, and what the usual mistakes give."""
    best, taken = want = _stop(scores, patience)
    finite = [score if math.isfinite(score) else math.inf for score in scores]
    return want, [
        ([int(np.argmin(finite)), len(scores)], "This looks at all scores; you stop before you have seen them."),
        ([int(np.argmin(finite)), taken], "The best is looked for among all scores; only those taken count."),
        (_stop(scores, patience, better=lambda a, b: a > b), "This keeps the largest score; lower is better here."),
        (_stop(scores, patience + 1), "One too patient: stop as soon as `patience` scores have not been better."),
        ([best, taken - 1], "The score at which you stop has been taken, too: count it."),
        ([best + 1, taken], "The index counts from 1; it counts from 0."),
        (_rises(scores, patience), "This counts rises from score to score; compare each with the best so far."),
        (_stop(scores, patience, better=lambda a, b: a <= b), "A score that equals the best is no better."),
    ]


@q3.check_with
def _patience(stop_at, rng):
    cases = [([5.0, 3.0, 4.0, 3.5, 1.0], 2), ([3.0, 2.0, 1.0], 2), ([4.0, 2.0, 3.0, 2.5, 2.2, 1.0], 3)]
    cases += [([4.0, 2.0, 2.0, 2.0, 1.0], 2), ([9.0, 5.0, float("nan"), 4.0, 6.0, 5.0, 1.0], 2)]
    for _ in range(6):
        walk = 10 + np.cumsum(rng.normal(0, 1, 14))
        cases.append(([round(float(score), 2) for score in walk], int(rng.integers(2, 5))))
    expect_each(
        stop_at,
        cases,
        _formula,
        "Stop as soon as `patience` scores in a row were not below the best so far; NaN is never the best.",
        atol=0.1,
        rtol=0,
    )
