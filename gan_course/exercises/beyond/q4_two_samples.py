"""Exercise 4 of notebook 15: a test of two tables, over all ways to deal their rows out."""

import itertools

import numpy as np

from gan_course.exercises import wording
from gan_course.exercises.asking import Slip, array, draw, expect
from gan_course.exercises.base import Exercise

q4 = Exercise(
    "15_beyond_images",
    4,
    "two tables, or one dealt in two",
    ["p_value"],
    points=2,
    why="It assumes nothing of the table, and any distance will do: if all rows are of one kind, it does not matter "
    "how they are dealt.",
    hints=[
        "Put all rows into one table. Deal them out in every way into a first table, as long as the first one was, and "
        "a second with what is left; ask for the distance each time.",
        "`itertools.combinations(range(n + m), n)` names the rows of the first table in every way. The true deal is "
        "one of them, so the answer can never be 0. Rows stay whole.",
        "A skeleton: `rows = np.concatenate([____])`; for each `chosen`, `first = np.isin(np.arange(len(rows)), ____)` "
        "and `distance(rows[first], rows[____])`; return the share of those that are `____` the true distance.",
    ],
)


def _deals(real, made):
    rows, n = np.concatenate([real, made]), len(real)
    for chosen in itertools.combinations(range(len(rows)), n):
        first = np.isin(np.arange(len(rows)), chosen)
        yield rows[first], rows[~first]


def _formula(real, made, distance):
    true = distance(real, made)
    found = np.array([distance(*deal) for deal in _deals(real, made)])
    far = found >= true - 1e-9
    n, m = len(real), len(made)
    pairs = [distance(real[list(first)], made[list(second)]) for first, second in _halves(n, m)]
    return far.mean(), [
        (
            (found > true + 1e-9).mean(),
            "The true deal counts too: at least as far apart, not farther.",
        ),
        ((found < true - 1e-9).mean(), "This is the share of deals that are nearer; the others are asked for."),
        ((found <= true + 1e-9).mean(), "This is the share of deals that are as near or nearer: turn the comparison."),
        (far.sum(), "This is how many deals are as far apart; which share of all of them is that?"),
        (far.sum() / (n + m), "Divide by the number of deals, not by the number of rows."),
        ((1 + far.sum()) / (1 + len(found)), "All deals are tried here, and the true one is among them: add nothing."),
        (true, "This is the distance; how often would dealing the rows out come to as much?"),
        (
            np.mean(np.array(pairs) >= true - 1e-9),
            "Rows have to change tables; these stay in the one they came from.",
        ),
        (1 - far.mean(), "This is 1 less the share: a small p is to speak against one kind."),
    ]


def _halves(n, m):
    """Return ways to leave one row of each table out, each row staying where it was."""
    firsts = itertools.combinations(range(n), n - 1)
    return list(itertools.product(firsts, list(itertools.combinations(range(m), m - 1))))


def _apart(one, other):
    return float(np.abs(np.asarray(one, float).mean(axis=0) - np.asarray(other, float).mean(axis=0)).sum())


def _wider(one, other):
    return float(abs(np.asarray(one, float).std() - np.asarray(other, float).std()))


@q4.check_with
def _share_of_deals(p_value, rng):
    cases = [(3, 2, _apart), (3, 4, _apart), (4, 3, _wider)]
    tables = []
    for n, m, distance in cases:
        while True:
            real, made = draw(rng, 0, 9, n, 2), draw(rng, 2, 9, m, 2)
            found = np.array([distance(*deal) for deal in _deals(real, made)])
            gaps = np.sort(np.abs(found - distance(real, made)))
            p = (found >= distance(real, made) - 1e-9).mean()
            if 0.05 < p < 0.95 and abs(p - 0.5) > 0.05 and gaps[1] > 1e-3:  # no rounding decides
                break
        tables.append((real, made, distance))
    answers = [array(p_value(*table)) for table in tables]
    rows = [_formula(*table) for table in tables]
    for given, got, (want, slips) in zip(tables, answers, rows, strict=True):
        p_value.calls.append(wording.call(p_value.name, given, {}))
        if got.size == 1 and not 0 <= float(got) <= 1 and not any(np.allclose(got, wrong) for wrong, _ in slips):
            raise Slip("A p-value is a share, from 0 to 1.", expected=f"{want:.3f}", got=f"{float(got):.3f}")
        explaining = [
            slip
            for number, slip in enumerate(slips)
            if all(np.allclose(a, row[1][number][0]) for a, row in zip(answers, rows, strict=True))
        ]
        message = "It is the share of all deals of the rows whose distance is at least that of the two tables."
        expect(got, want, message, explaining)
