"""Exercise 4 of notebook 07: an exponential moving average, and the bias of its start."""

import numpy as np

from gan_course.exercises.asking import draw, expect
from gan_course.exercises.base import Exercise

q4 = Exercise(
    "07_training_stability",
    4,
    "an average without a bias",
    ["moving_averages"],
    points=2,
    why="Uncorrected, the average of a run of 500 steps at decay 0.999 would still be 61% made of where it started.",
    hints=[
        "Two things are kept apart: a, which goes on from step to step, and the corrected average, which is noted.",
        "After t steps the shares of all w in a add up to less than 1, by βᵗ. Divide by what they add up to, and mind "
        "from which number t counts.",
        "`for t, w in enumerate(weights, …):` then `a = … * a + … * w` and `averages.append(a / …)`.",
    ],
)


def _averages(weights, decay, start=None, correct=True, first=1, swap=False):
    a = np.zeros_like(weights[0]) if start is None else start
    keep = 1 - decay if swap else decay
    found = []
    for t, w in enumerate(weights, first):
        a = keep * a + (1 - keep) * w
        found.append(a / (1 - keep**t) if correct else a)
    return np.array(found)


def _slips(weights, decay):
    """Return what the usual mistakes give."""
    right = _averages(weights, decay)
    compounded, a = [], np.zeros_like(weights[0])
    for t, w in enumerate(weights, 1):
        a = (decay * a + (1 - decay) * w) / (1 - decay**t)
        compounded.append(a)
    return [
        (_averages(weights, decay, correct=False), "This is still biased towards the start: divide by 1 − βᵗ."),
        (
            _averages(weights, decay, start=weights[0], correct=False),
            "This starts at the first weights, so they count far too much; start at zeros and correct.",
        ),
        (_averages(weights, decay, swap=True), "β and 1 − β changed places: this average runs along with w."),
        (
            _averages(weights, decay, correct=False, swap=True),
            "β and 1 − β changed places, and the bias is not corrected.",
        ),
        (_averages(weights, decay, first=0), "t counts from 1: here the first step divides by 0."),
        (_averages(weights, decay, first=2), "t counts from 1: here it is one too large."),
        (
            np.array(compounded),
            "The corrected average is fed back into the next step: keep a as it is, and divide only for the result.",
        ),
        (
            np.cumsum(weights, axis=0) / np.arange(1, len(weights) + 1)[:, None],
            "This is the plain mean so far; here recent weights count more.",
        ),
        (right[-1], "This is the last average only; one a step is asked for."),
    ]


@q4.check_with
def _each_step(moving_averages, rng):
    for steps, n, decay in ((2, 1, 0.5), (4, 2, 0.9), (12, 3, 0.99)):
        weights = draw(rng, -2.0, 2.0, steps, n)
        exact = weights.astype(float)
        expect(
            moving_averages(weights, decay),
            _averages(exact, decay),
            "a ← β·a + (1 − β)·w from a = 0; the average after step t is a/(1 − βᵗ).",
            slips=lambda w=exact, d=decay: _slips(w, d),
            rtol=1e-3,
        )


@q4.check_with
def _constant_stays(moving_averages, rng):
    weights = np.repeat(draw(rng, 1.0, 3.0, 1, 2), 5, axis=0)
    expect(
        moving_averages(weights, 0.9),
        weights,
        "The average of weights that never change should be those weights, from the first step on.",
        rtol=1e-3,
    )
