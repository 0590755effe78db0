"""Exercises 3 and 5 of notebook 04: recall class by class, and how many pictures to ask for."""

import numpy as np
from scipy.stats import norm

from gan_course.exercises.asking import expect, expect_each
from gan_course.exercises.base import Exercise

_NOTEBOOK = "04_conditional_gan"

q3 = Exercise(
    _NOTEBOOK,
    3,
    "recall, class by class",
    ["per_class_recall"],
    points=2,
    why="An agreement of 95% can hide a class that always fails; ten recalls cannot.",
    hints=[
        "The recognised class is the most probable one: `probabilities.argmax(axis=1)`.",
        "For class k look only at the rows that asked for k: which share of them was recognised as k?",
        "`hit = probabilities.argmax(1) == asked`, then `hit[asked == k].mean()` for each k, and `np.nan` where no row "
        "asked for k.",
    ],
)


def _recall(probabilities, asked, n_classes):
    seen = probabilities.argmax(axis=1)
    shares = [np.mean(seen[asked == k] == k) if np.any(asked == k) else np.nan for k in range(n_classes)]
    return np.array(shares)


def _recall_slips(probabilities, asked, n_classes):
    """Return what the usual mistakes give."""
    right, seen = _recall(probabilities, asked, n_classes), probabilities.argmax(axis=1)
    counts = np.array([np.sum((seen == k) & (asked == k)) for k in range(n_classes)])
    mean = [probabilities[asked == k, k].mean() if np.any(asked == k) else np.nan for k in range(n_classes)]
    never = "A class that was never requested has no share: `nan`, and not "
    overall = np.mean(seen == asked)
    return [
        (np.nan_to_num(right, nan=0.0), never + "0, which would read as total failure."),
        (np.nan_to_num(right, nan=1.0), never + "1."),
        (right[~np.isnan(right)], never + "a missing entry: the result has one number for each class."),
        (
            counts / np.bincount(seen, minlength=n_classes),
            "This is precision, the share of what was *recognised* as k; divide by the requests for k.",
        ),
        (mean, "This is the mean probability; count a request as met when its class is the most probable."),
        (counts / len(asked), "This divides by all requests; divide by the requests for that class."),
        (counts, "These are counts; divide by the requests for each class."),
        (overall, "This is one share over all classes."),
        (
            np.full(n_classes, overall),
            "This is the share over all classes, repeated; look at each class's requests alone.",
        ),
    ]


@q3.check_with
def _shares(per_class_recall, rng):
    for n, n_classes, missing in ((5, 2, None), (60, 4, None), (40, 5, 3)):
        while True:
            asked = rng.integers(0, n_classes, n)
            asked = np.where(asked == missing, 0, asked) if missing is not None else asked
            likes_asked = 0.35 * np.eye(n_classes)[asked]  # right somewhat more often than not
            weights = rng.uniform(0.05, 1.0, (n, n_classes)) + likes_asked
            probabilities = (weights / weights.sum(1, keepdims=True)).astype(np.float32)
            right = _recall(probabilities, asked, n_classes)
            with np.errstate(all="ignore"):
                wrong = [np.asarray(value) for value, _ in _recall_slips(probabilities, asked, n_classes)[3:]]
            if len(np.unique(asked)) == n_classes - (missing is not None) and not any(
                value.shape == right.shape and np.allclose(value, right, equal_nan=True) for value in wrong
            ):
                break
        expect(
            per_class_recall(probabilities, asked.astype(np.int32), n_classes),
            right,
            "Of the rows that asked for k, which share has its largest probability at k?",
            slips=lambda p=probabilities, a=asked, n=n_classes: _recall_slips(p, a, n),
        )


q5 = Exercise(
    _NOTEBOOK,
    5,
    "how many pictures must you ask for?",
    ["requests_needed"],
    points=2,
    why="The closer the claim is to the truth, the more it costs to prove: the number grows with 1/(share − low)².",
    hints=[
        "There is no need for a formula: try n = 1, 2, 3, … until the interval starts high enough.",
        "At n there are `round(share * n)` successes; `metrics.wilson_interval(successes, n).low` is the lower end.",
        "`n = 1`, then `while metrics.wilson_interval(round(share * n), n).low < low: n += 1`.",
    ],
)

_N = np.arange(1, 6000)


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
        (
            _first(_ends(np.floor(exact)) >= low),
            "The successes are rounded down (`int`); take `round(share * n)`.",
        ),
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
