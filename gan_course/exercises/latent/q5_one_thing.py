"""Exercise 5 of notebook 05: a direction that changes one thing at a time."""

import numpy as np

from gan_course.exercises.asking import draw, expect
from gan_course.exercises.base import Exercise
from gan_course.exercises.latent.least_squares import fit, unit

q5 = Exercise(
    "05_latent_space",
    5,
    "one thing at a time",
    ["without_all"],
    points=2,
    why="Attributes overlap: what makes a digit wider mostly makes it thicker too, until you take that out.",
    hints=[
        "What has to go is the part of the direction in the *span* of the others: the best copy of it that they can "
        "make.",
        "The best copy in the sense of least squares: which weights of the others come nearest to the direction? "
        "Then the rest is at right angles to all of them. Or make the others perpendicular to each other first.",
        "`weights = np.linalg.lstsq(____, ____, rcond=None)[0]`, in which every *column* is one of the others; "
        "`rest = direction - weights @ ____`, and its length is still to be mended.",
    ],
)


def _without_slips(v, others):
    """Return what the usual mistakes give."""
    v, others = v.astype(np.float64), others.astype(np.float64)
    one_by_one, unscaled = v.copy(), v.copy()
    for a in others:
        one_by_one = one_by_one - (one_by_one @ a) / (a @ a) * a
        unscaled = unscaled - (unscaled @ a) * a
    at_once = v - sum((v @ a) / (a @ a) * a for a in others)
    span = fit(others.T, v) @ others
    sequence = (
        "One projection after the other is not enough when the others overlap: the second brings back a part along the "
        "first. Fit all of them at once."
    )
    return [
        (v - span, "The direction is right, but no unit vector: divide by the norm at the end."),
        (unit(span), "This is the part that has to go; take it from the direction."),
        (unit(v), "Nothing was removed."),
        (unit(unscaled), "A projection on a is (v·a)/(a·a)·a: the others need not be unit vectors."),
        (unit(v - sum((v @ a) * a for a in others)), "A projection on a is (v·a)/(a·a)·a: divide by a·a."),
        (unit(one_by_one), sequence),
        (unit(at_once), sequence),
        (unit(v - (v @ others[0]) / (others[0] @ others[0]) * others[0]), "Only the first of the others was removed."),
        (unit(span - v), "The sign is the other way round: take the span's part from the direction."),
    ]


@q5.check_with
def _at_right_angles_to_all(without_all, rng):
    for k, d in ((1, 3), (2, 3), (3, 8)):
        v, others = draw(rng, 0.5, 2.0, d), draw(rng, -1.0, 2.0, k, d) + np.float32(0.5)
        v64, o64 = v.astype(np.float64), others.astype(np.float64)
        expect(
            without_all(v, others),
            unit(v64 - fit(o64.T, v64) @ o64),
            "The result should be a unit vector at right angles to all others, and otherwise the direction.",
            slips=lambda v=v, others=others: _without_slips(v, others),
            rtol=1e-3,
            atol=1e-3,
        )
