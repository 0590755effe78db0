"""Exercise 2 of notebook 17: a fair part of each class."""

import numpy as np

from gan_course.exercises.asking import Slip, array
from gan_course.exercises.base import Exercise

q2 = Exercise(
    "17_your_own_pictures",
    2,
    "a fair part of each class",
    ["held_out_places"],
    points=2,
    why="A rare class that lies in one part only cannot be measured, or cannot be learnt.",
    hints=[
        "Take the classes one by one: `np.unique(labels)` names them. Which rows belong to a class?",
        "Shuffle the rows of a class and take the first of them. Where does the chance come from, so that the same "
        "seed gives the same rows, and two classes not the same places?",
        "`rng = ____` once; for each class `rows = rng.permutation(np.flatnonzero(____))[: max(1, ____)]`; at last "
        "`np.sort(np.concatenate(____))`.",
    ],
)


@q2.check_with
def _of_each_class(held_out_places, rng):
    for counts, part in (([4, 2], 0.5), ([30, 7, 12], 0.25), ([50, 3, 2, 20], 0.1)):
        labels = rng.permutation(np.repeat(np.arange(len(counts)), counts))
        seed = int(rng.integers(1000))
        found = array(held_out_places(labels, part, seed))
        if found.ndim != 1:
            raise Slip("The rows should stand in one axis.", expected="shape (m,)", got=f"shape {found.shape}")
        if found.size == len(labels) and set(found.tolist()) <= {0.0, 1.0}:
            raise Slip("This is a mask, a truth value a row; return the numbers of the rows (`np.flatnonzero`).")
        if len(found) and (found.min() < 0 or found.max() >= len(labels) or (found != found.round()).any()):
            raise Slip(
                "These are no numbers of rows, which go from 0 to n − 1.", f"0 to {len(labels) - 1}", str(found[:6])
            )
        rows = found.astype(int)
        if len(set(rows.tolist())) < len(rows):
            raise Slip("A row is taken twice: draw without putting back (`permutation`, not `choice`).")
        _right_counts(labels, rows, part)
        if (np.diff(rows) < 0).any():
            raise Slip("The rows are right, but not sorted.", expected="in rising order", got=str(rows[:8].tolist()))
        _chance(held_out_places, labels, rows, part, seed)


def _right_counts(labels, rows, part):
    """Raise `Slip` unless each class has the number of rows that it should have."""
    counts = np.bincount(labels)
    want = np.maximum(1, np.round(part * counts)).astype(int)
    got = np.bincount(labels[rows], minlength=len(counts))
    if (got == want).all():
        return
    down, up = (np.maximum(1, way(part * counts)) for way in (np.floor, np.ceil))
    if (got == np.maximum(0, np.round(part * counts))).all():
        words = "A rare class gets no row at all: take at least one of each."
    elif (got == down).all():
        words = "The counts are rounded down; take `round(part * k)`."
    elif (got == up).all():
        words = "The counts are rounded up; take `round(part * k)`."
    elif (got == counts - want).all():
        words = "These are the rows that stay; return those that are held out."
    elif got.sum() == max(1, round(part * len(labels))):
        words = (
            "The part is drawn from all rows alike, so that rare classes come short by chance: draw from each class."
        )
    else:
        words = "Of a class with k images there should be `round(part * k)` rows, at least one."
    raise Slip(words, expected=f"{want.tolist()} of the classes", got=str(got.tolist()))


def _chance(held_out_places, labels, rows, part, seed):
    """Raise `Slip` unless the rows depend on the seed, on nothing else, and not on the order of the rows alone."""
    again = array(held_out_places(labels, part, seed))
    if again.shape != rows.shape or (again != rows).any():
        raise Slip("The same seed gives other rows: take all chance from `np.random.default_rng(seed)`.")
    others = [array(held_out_places(labels, part, seed + i)) for i in range(1, 9)]
    if all(other.shape == rows.shape and (other == rows).all() for other in others):
        first = np.concatenate([np.flatnonzero(labels == k)[: (labels[rows] == k).sum()] for k in np.unique(labels)])
        if (np.sort(first) == rows).all():
            raise Slip("These are the first rows of each class, whatever the seed: shuffle them first.")
        raise Slip("Every seed gives the same rows: take all chance from `np.random.default_rng(seed)`.")
