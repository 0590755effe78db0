"""Exercise 5 of notebook 04: how many pictures to ask for."""

import numpy as np
from scipy.stats import norm

from gan_course.exercises.asking import expect_each
from gan_course.exercises.base import Exercise

q5 = Exercise(
    "04_conditional_gan",
    5,
    "how many pictures must you ask for?",
    ["requests_needed"],
    points=2,
    why="The closer the claim is to the truth, the more it costs to prove: the number grows with 1/(share − low)².",
    hints=[
        "There is no need for a formula: what happens if you just try n = 1, 2, 3, …?",
        "How many successes are there at n, and which of the interval's two ends makes the claim? The loop goes on "
        "while the claim cannot be made yet.",
        "`n = 1`, then `while metrics.wilson_interval(____, ____).____ < ____: n += 1`. Returned is the first n at "
        "which the loop stops.",
    ],
)

_N = np.arange(1, 6000)  # more requests than any case needs


def _ends(successes, confidence=0.95):
    """Return the lower end of Wilson's interval for every n of `_N`."""
    z, share = norm.ppf(0.5 + confidence / 2), successes / _N
    centre = (share + z**2 / (2 * _N)) / (1 + z**2 / _N)
    half = z / (1 + z**2 / _N) * np.sqrt(share * (1 - share) / _N + z**2 / (4 * _N**2))
    return centre - half


def _first(reached):
    """Return the smallest n at which a condition holds."""
    return int(_N[np.argmax(reached)])


def _needed(share, low):
    """Return the smallest n, and what the usual mistakes give."""
    exact = share * _N
    successes = np.round(exact)
    lower = _ends(successes)
    want = _first(lower >= low)
    return want, [
        (
            1,
            "One success out of one would do here, which proves nothing: take the *lower* end of *Wilson's* interval "
            "(the share has no width at all, and the familiar interval none at p = 1).",
        ),
        (_first(_ends(np.floor(exact)) >= low), "The successes are rounded down (`int`); take `round(share * n)`."),
        (_first(_ends(np.ceil(exact)) >= low), "The successes are rounded up (`ceil`); take `round(share * n)`."),
        (_first(_ends(exact) >= low), "Successes come in whole numbers: take `round(share * n)`."),
        (_first(_ends(successes, 0.9) >= low), "This is the 90% interval; the 95% one is asked for."),
        (want - 1, "This is one too few: at this n the lower end is still below `low`."),
        (want + 1, "This is one too many: the n before it reaches `low` already."),
        (_first((lower >= low) & (_N % 10 == 0)), "This goes in steps of 10; the smallest n is asked for."),
        (
            int(_N[np.flatnonzero(lower < low)[-1]]) + 1,
            "From this n on it always holds, but a smaller one does already: rounding makes the end go up and down.",
        ),
    ]


@q5.check_with
def _smallest(requests_needed, rng):
    cases = [(1.0, round(float(rng.uniform(0.85, 0.97)), 3))]
    while len(cases) < 4:
        low = round(float(rng.uniform(0.75, 0.9)), 2)
        share = round(low + float(rng.uniform(0.04, 0.08)), 3)
        want, slips = _needed(share, low)
        if want not in [wrong for wrong, _ in slips]:
            cases.append((share, low))
    expect_each(
        requests_needed,
        cases,
        _needed,
        "Try n = 1, 2, 3, … and stop at the first whose interval starts at `low` or above.",
        atol=0.1,
        rtol=0,
    )
