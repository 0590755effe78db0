"""Exercises 1 and 5 of notebook 06: could it be guessing, and which failure is it?"""

import numpy as np
from scipy.stats import binom, norm

from gan_course.exercises.asking import Slip, expect_each
from gan_course.exercises.base import Exercise

_NOTEBOOK = "06_evaluating_gans"

q1 = Exercise(
    _NOTEBOOK,
    1,
    "could it be guessing?",
    ["guessing_probability"],
    points=2,
    why="This is the exact binomial test: where it falls below 0.05, one half lies outside the interval, or nearly so.",
    hints=[
        "Go through k = 0, 1, …, n right answers. A guesser gets k right with probability `math.comb(n, k) / 2**n`.",
        "Which k lie at least as far from n/2 as `right` does? Those with `abs(k - n / 2) >= abs(right - n / 2)`, on "
        "both sides, `right` itself among them.",
        "`sum(math.comb(n, k) for k in range(n + 1) if abs(k - n / 2) >= abs(right - n / 2)) / 2**n`.",
    ],
)


def _guessing(right, n):
    """Return the probability, and what the usual mistakes give."""
    k = np.arange(n + 1)
    chance, far = binom.pmf(k, n, 0.5), np.abs(k - n / 2)
    as_far, upper, lower = far >= abs(right - n / 2), chance[k >= right].sum(), chance[k <= right].sum()
    z = abs(right / n - 0.5) / np.sqrt(0.25 / n)
    want = chance[as_far].sum()
    return want, [
        (
            upper,
            "This counts only the results with at least `right` right: as few wrong ones count on the other side.",
        ),
        (
            lower,
            "This counts only the results with at most `right` right; those as far above n/2 count, too.",
        ),
        (min(upper, lower), "This is one side only; a result as far from n/2 on the other side counts, too."),
        (
            2 * upper,
            "Twice the upper tail goes wrong where `right` is below n/2: measure the distance from n/2.",
        ),
        (
            min(1.0, 2 * upper),
            "Twice the upper tail goes wrong where `right` is below n/2: measure the distance.",
        ),
        (
            chance[far > abs(right - n / 2)].sum(),
            "Results *as far* from n/2 as `right` count, too: ≥ and not >.",
        ),
        (
            chance[right],
            "This is the probability of this one result; all that are at least as far off count.",
        ),
        (1 - want, "This is the probability of a result nearer to n/2: take one minus it."),
        (
            2 * norm.sf(z),
            "This is the approximation by a normal distribution; add up the exact probabilities.",
        ),
        (want * 2.0**n, "These are counts of the equally likely outcomes: divide by 2**n."),
    ]


@q1.check_with
def _exact(guessing_probability, rng):
    cases = [(2, 2), (int(rng.integers(1, 8)), 20), (int(rng.integers(13, 19)), 20), (12, 24)]
    cases += [(int(rng.integers(88, 95)), 201), (int(rng.integers(210, 225)), 400)]
    expect_each(
        guessing_probability,
        cases,
        _guessing,
        "Add up `comb(n, k) / 2**n` over every k that is at least as far from n/2 as `right` is.",
        atol=1e-9,
    )


q5 = Exercise(
    _NOTEBOOK,
    5,
    "name the failure",
    ["name_failure"],
    points=2,
    why="No single number tells these apart; read together they do, and the order in which you read them matters.",
    hints=[
        "Which number is near 0.5 whenever a generator does not copy? Ask it first: copies look perfect in all others.",
        "Then ask precision: do the samples look real? Only if they do, recall and coverage tell whether all is there.",
        "`if row['nearer'] > 0.7: return 'copying'`, then precision below 0.6 is 'unrealistic', then recall or "
        "coverage below 0.5 is 'collapsed', and what is left is 'healthy'.",
    ],
)

# verdict → the range of each number; the clear cases only
_ROWS = {
    "healthy": {
        "precision": (0.8, 0.95),
        "recall": (0.75, 0.95),
        "coverage": (0.85, 0.99),
        "nearer": (0.45, 0.55),
    },
    "collapsed": {
        "precision": (0.8, 1.0),
        "recall": (0.0, 0.3),
        "coverage": (0.02, 0.35),
        "nearer": (0.45, 0.55),
    },
    "unrealistic": {
        "precision": (0.0, 0.4),
        "recall": (0.6, 0.95),
        "coverage": (0.1, 0.4),
        "nearer": (0.45, 0.55),
    },
    "copying": {
        "precision": (0.8, 0.95),
        "recall": (0.8, 0.95),
        "coverage": (0.9, 0.99),
        "nearer": (0.85, 1.0),
    },
}
_MORE = [
    ("unrealistic", {"precision": 0.0, "recall": 0.0, "coverage": 0.0, "nearer": 0.43}),  # noise
    ("copying", {"precision": 0.9, "recall": 0.0, "coverage": 0.12, "nearer": 1.0}),  # a few pictures, copied
    (
        "collapsed",
        {"precision": 0.9, "recall": 0.64, "coverage": 0.3, "nearer": 0.46},
    ),  # recall alone says little
    (
        "collapsed",
        {"precision": 0.88, "recall": 0.05, "coverage": 0.62, "nearer": 0.5},
    ),  # and so does coverage
]
_TOLD = {
    "copying": "Nearly all samples lie nearer to the training digits than to held-out ones; by chance half would. "
    "This copies, however good the other numbers look.",
    "unrealistic": "Few samples look like any real digit (precision): this is unrealistic, whatever recall says. "
    "Recall can be high all the same, since scattered samples have large balls.",
    "collapsed": "The samples look real, but they reach only part of the real digits (low recall or coverage): this "
    "has collapsed.",
    "healthy": "The samples look real, reach nearly all real digits, and half lie nearer to training: this is healthy.",
}


@q5.check_with
def _clear_cases(name_failure, rng):
    drawn = [
        (want, {name: round(float(rng.uniform(*ends)), 2) for name, ends in ranges.items()})
        for want, ranges in _ROWS.items()
        for _ in range(3)
    ]
    cases = drawn[::3] + _MORE + [case for i, case in enumerate(drawn) if i % 3]
    for want, row in cases:
        got = name_failure(dict(row))
        if got == want:
            continue
        shown = ", ".join(f"{name} {value:.2f}" for name, value in row.items())
        if not isinstance(got, str) or got not in _ROWS:
            message = f"The answer should be one of the words {', '.join(map(repr, _ROWS))}."
        else:
            message = f"With {shown}: {_TOLD[want]}"
        raise Slip(message, expected=repr(want), got=repr(got))
