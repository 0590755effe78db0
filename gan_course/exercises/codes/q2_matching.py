"""Exercise 2 of notebook 11: which class each code stands for."""

import itertools

import numpy as np

from gan_course.exercises.asking import expect_each
from gan_course.exercises.base import Exercise

q2 = Exercise(
    "11_infogan_and_interpretability",
    2,
    "what a code stands for",
    ["stands_for"],
    points=2,
    why="Nobody named the codes. Letting two of them stand for one digit would flatter a network that never draws a 5.",
    hints=[
        "Each code's favourite class will not do where two have the same favourite. What counts is the total over all "
        "codes, with every class taken once.",
        "SciPy knows this problem as the assignment problem: `scipy.optimize.linear_sum_assignment`. Does it look for "
        "the largest total, or the smallest? Trying all orders from `itertools.permutations` works for few codes, too.",
        "A skeleton: `rows, columns = linear_sum_assignment(counts, ____)`; then return the one that says which "
        "____ belongs to code 0, 1, 2, …",
    ],
)


def _greedy(counts):
    """Take the largest entry, strike out its row and its column, and go on."""
    left, found = counts.astype(float).copy(), np.zeros(len(counts), int)
    for _ in counts:
        row, column = np.unravel_index(left.argmax(), left.shape)
        found[row] = column
        left[row], left[:, column] = -1, -1
    return found


def _best(counts, sign=1):
    n = len(counts)
    return np.array(max(itertools.permutations(range(n)), key=lambda way: sign * counts[np.arange(n), way].sum()))


def _formula(counts):
    best = _best(counts)
    n = len(counts)
    return best, [
        (counts.argmax(axis=1), "This takes each code's favourite class, so that one class can be taken twice."),
        (counts.argmax(axis=0), "This takes each class's favourite code; say which class each code stands for."),
        (np.argsort(best), "This says which code belongs to each class; the other way round is asked for."),
        (_best(counts, -1), "This is the smallest total, the worst matching: ask for the largest."),
        (_greedy(counts), "The largest number first is greedy: it may leave little for the codes that come later."),
        (np.arange(n), "These are the codes themselves, 0, 1, 2, …; the classes matched to them are asked for."),
        (counts[np.arange(n), best].sum(), "This is how many samples agree; say which class each code stands for."),
        (counts[np.arange(n), best], "These are counts; say which class each code stands for."),
        (np.eye(n)[best], "This is a table of zeros and ones; say for each code the number of its class."),
    ]


def _counts(rng, n):
    """Return counts whose best matching is the only one, no favourites, not greedy, and not its own reverse."""
    while True:
        counts = rng.integers(0, 30, (n, n))
        totals = sorted(counts[np.arange(n), way].sum() for way in map(list, itertools.permutations(range(n))))
        best = _best(counts)
        others = [counts.argmax(axis=1), counts.argmax(axis=0), np.argsort(best), _greedy(counts), np.arange(n)]
        if totals[-1] > totals[-2] and not any(np.array_equal(best, other) for other in others):
            return counts


@q2.check_with
def _each_class_once(stands_for, rng):
    cases = [(_counts(rng, n),) for n in (3, 4, 6)]
    expect_each(
        stands_for, cases, _formula, "For each code a class, none twice, so that the counts add up to the most."
    )
