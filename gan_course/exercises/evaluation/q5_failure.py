"""Exercise 5 of notebook 06: which failure is it?"""

from gan_course.exercises.asking import Slip
from gan_course.exercises.base import Exercise

q5 = Exercise(
    "06_evaluating_gans",
    5,
    "name the failure",
    ["name_failure"],
    points=2,
    why="No single number tells these apart; read together they do, and the order in which you read them matters.",
    hints=[
        "Which number is near 0.5 whenever a generator does not copy? Ask it first: copies look perfect in all others.",
        "Then ask precision: do the samples look real? Only if they do, recall and coverage tell whether all is there.",
        "A skeleton: `if row['nearer'] > ____: return ____`, then a threshold for precision, then one for recall and "
        "one for coverage, either of which is enough, and what is left is healthy.",
    ],
)

# verdict → the range of each number; the clear cases only
_ROWS = {
    "healthy": {"precision": (0.8, 0.95), "recall": (0.75, 0.95), "coverage": (0.85, 0.99), "nearer": (0.45, 0.55)},
    "collapsed": {"precision": (0.8, 1.0), "recall": (0.0, 0.3), "coverage": (0.02, 0.35), "nearer": (0.45, 0.55)},
    "unrealistic": {"precision": (0.0, 0.4), "recall": (0.6, 0.95), "coverage": (0.1, 0.4), "nearer": (0.45, 0.55)},
    "copying": {"precision": (0.8, 0.95), "recall": (0.8, 0.95), "coverage": (0.9, 0.99), "nearer": (0.85, 1.0)},
}

# and what a drawn case would hardly show
_MORE = [
    # Noise.
    ("unrealistic", {"precision": 0.0, "recall": 0.0, "coverage": 0.0, "nearer": 0.43}),
    # A few pictures, copied.
    ("copying", {"precision": 0.9, "recall": 0.0, "coverage": 0.12, "nearer": 1.0}),
    # Recall alone says little, and so does coverage.
    ("collapsed", {"precision": 0.9, "recall": 0.64, "coverage": 0.3, "nearer": 0.46}),
    ("collapsed", {"precision": 0.88, "recall": 0.05, "coverage": 0.62, "nearer": 0.5}),
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
