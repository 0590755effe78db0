"""Exercise 1 of notebook 08: who is nearest?"""

import numpy as np

from gan_course.exercises.asking import draw, expect, parts
from gan_course.exercises.base import Exercise
from gan_course.exercises.generalisation.distances import distances

q1 = Exercise(
    "08_generalisation",
    1,
    "who is nearest?",
    ["nearest"],
    points=2,
    why="Every claim about copying starts with the closest training image, and how far away it is.",
    hints=[
        "You need the distance from every query to every point: a table with a row for each query.",
        "`queries[:, None] - points[None]` has shape (n, m, d). Which axis does the distance add up, and over which "
        "do you then look for the smallest?",
        "A skeleton: `table = np.sqrt(((queries[:, None] - points[None]) ** 2).____)`, then its smallest values along "
        "`axis=____`, and `argmin` along the same.",
    ],
)


def _nearest_slips(queries, points):
    """Return what the usual mistakes give for the distances."""
    table = distances(queries, points)
    return [
        (table.min(axis=1) ** 2, "These are squared distances; take the root."),
        (table.min(axis=0), "This is the nearest query of each point: take the minimum along the other axis."),
        (table.max(axis=1), "This is the farthest point."),
        (table.mean(axis=1), "This is the mean distance to all points; only the nearest counts."),
        (table.min(), "This is the smallest distance of all; each query has its own."),
        (
            np.abs(queries[:, None] - points[None]).sum(-1).min(axis=1),
            "This adds up absolute differences; the Euclidean distance adds up squares and takes the root.",
        ),
        (
            np.sqrt(((queries[:, None].astype(float) - points[None]) ** 2).mean(-1)).min(axis=1),
            "This takes the mean over the features; the Euclidean distance takes the sum.",
        ),
    ]


def _telling(rng, n, m, d):
    """Return queries and points without ties, for which the farthest points do not come right after the nearest."""
    while True:
        queries, points = draw(rng, -2, 2, n, d), draw(rng, -2, 2, m, d)
        table = distances(queries, points)
        two = np.sort(table, axis=1)[:, :2]
        if (two[:, 1] - two[:, 0]).min() > 1e-3 and (table.argmax(axis=1) != table.argmin(axis=1) + 1).any():
            return queries, points


@q1.check_with
def _nearest(nearest, rng):
    for n, m, d in ((1, 3, 1), (3, 5, 2), (6, 4, 7), (20, 30, 5)):
        queries, points = _telling(rng, n, m, d)
        found, which = parts(nearest(queries, points), "distances", "indices")
        table = distances(queries, points)
        expect(
            found,
            table.min(axis=1),
            "The distances should be the Euclidean ones from each query to its nearest point.",
            slips=lambda q=queries, p=points: _nearest_slips(q, p),
        )
        expect(
            which,
            table.argmin(axis=1),
            "The distances are right; the indices should say which row of `points`, from 0, is that near.",
            slips=lambda t=table: [
                (t.argmin(axis=1) + 1, "The indices count from 1; the rows of `points` count from 0."),
                (t.argmax(axis=1), "These are the rows of the farthest points."),
            ],
        )
