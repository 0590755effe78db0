"""Exercise 2 of notebook 05: positions at equal steps in the picture."""

import numpy as np

from gan_course.exercises.asking import draw, expect
from gan_course.exercises.base import Exercise
from gan_utils import latent

q2 = Exercise(
    "05_latent_space",
    2,
    "equal steps",
    ["equal_step_positions"],
    points=2,
    why="A film with equal steps in the picture looks even; one with equal steps in t can stand still and then jump.",
    hints=[
        "How much has the picture changed in all by the end of each segment? And at the very start, before the first?",
        "You know the change at each whole position, and want the position at given changes: the same table, read "
        "the other way round. Which amounts of change do you want?",
        "`walked = np.concatenate([[0], ____])`, then `np.interp(____, ____, np.arange(len(walked)))`: first what "
        "is wanted, then what is known. Where nothing changes, several positions share one amount, and any of them "
        "will do.",
    ],
)


def _step_slips(changes, n):
    """Return what the usual mistakes give."""
    c, k = changes.astype(np.float64), len(changes)
    walked = np.concatenate([[0.0], np.cumsum(c)])
    wanted = np.linspace(0, walked[-1], n)
    right = latent.equal_steps(c, n)
    segment = np.minimum(np.searchsorted(walked, wanted, side="right") - 1, k - 1)
    return [
        (np.linspace(0, k, n), "These are equal steps in position, whatever the picture does there."),
        (wanted, "These are amounts of change; translate each into the position where it is reached."),
        (right / k, "These run from 0 to 1; positions count segments, from 0 to k."),
        (
            segment + wanted - walked[segment],
            "Inside a segment divide by its change: half of the change is half of the way along it.",
        ),
        (np.append(segment[:-1], k), "This is only the segment; how far along it is missing."),
        (np.append(segment[:-1], k - 1), "This is only the segment; how far along it is missing."),
        (np.interp(wanted, walked[1:], np.arange(1, k + 1)), "The sums start after the first segment: put a 0 before."),
        (np.interp(wanted, walked[1:], np.arange(k)), "The sums start after the first segment: put a 0 before."),
        (
            latent.equal_steps(1 / np.maximum(c, 1e-9), n),
            "Positions are dense where little changes; it is the other way.",
        ),
        (latent.equal_steps(c, n + 1), "These are n + 1 positions: n positions leave n − 1 steps."),
    ]


@q2.check_with
def _even_film(equal_step_positions, rng):
    for k, n in ((2, 4), (3, 6), (6, 5), (1, 3)):
        changes = rng.permutation(np.arange(1, 2 * k + 1, 2)).astype(np.float32) + draw(rng, 0.0, 0.9, k)
        expect(
            equal_step_positions(changes, n),
            latent.equal_steps(changes, n),
            "Between any two neighbours the picture should change by total/(n − 1).",
            slips=lambda changes=changes, n=n: _step_slips(changes, n),
            rtol=1e-3,
            atol=1e-4,
        )


@q2.check_with
def _nothing_changes(equal_step_positions, rng):
    a, b = draw(rng, 1.1, 1.4, 1), draw(rng, 1.5, 1.9, 1)  # no step ends just where nothing changes
    changes = np.concatenate([a, [0.0], 2 * b]).astype(np.float32)
    expect(
        equal_step_positions(changes, 4),
        latent.equal_steps(changes, 4),
        "On a segment where nothing changes there is nothing to divide by: step over it at once.",
        rtol=1e-3,
        atol=1e-4,
    )
