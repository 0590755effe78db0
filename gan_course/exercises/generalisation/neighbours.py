"""Exercises 1 and 2 of notebook 08: who is nearest, and on which side the neighbours lie."""

import numpy as np

from gan_course.exercises.asking import draw, expect, expect_each, parts
from gan_course.exercises.base import Exercise

_NOTEBOOK = "08_generalisation"

q1 = Exercise(
    _NOTEBOOK,
    1,
    "who is nearest?",
    ["nearest"],
    points=2,
    why="Every claim about copying starts with the closest training image, and how far away it is.",
    hints=[
        "You need the distance from every query to every point: a table with a row for each query.",
        "`queries[:, None] - points[None]` has shape (n, m, d); square it and sum over the last axis.",
        "`table = np.sqrt(((queries[:, None] - points[None]) ** 2).sum(-1))`, then `table.min(axis=1)` and "
        "`table.argmin(axis=1)`.",
    ],
)


def distances(queries, points):
    """Return the Euclidean distance from every query (row) to every point (column)."""
    return np.sqrt(((queries[:, None].astype(float) - points[None]) ** 2).sum(-1))


def _nearest_slips(queries, points):
    """Return what the usual mistakes give for the distances."""
    table = distances(queries, points)
    return [
        (table.min(axis=1) ** 2, "These are squared distances; take the root."),
        (
            table.min(axis=0),
            "This is the nearest query of each point: take the minimum along the other axis.",
        ),
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


@q1.check_with
def _nearest(nearest, rng):
    for n, m, d in ((1, 2, 1), (3, 5, 2), (6, 4, 7), (20, 30, 5)):
        queries, points = draw(rng, -2, 2, n, d), draw(rng, -2, 2, m, d)
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
        )


q2 = Exercise(
    _NOTEBOOK,
    2,
    "on which side do they lie?",
    ["share_nearer"],
    points=2,
    why="Half is what a generator gets that does not know which images it was trained on; the excess is copying.",
    hints=[
        "Cut both sets to the same length first; then each sample has two distances, one to either set.",
        "Count 1 where the distance to the training set is smaller, and ½ where both are equal.",
        "`m = min(len(train), len(held_out))`, then `a = nearest(samples, train[:m])[0]`, `b` likewise for "
        "held_out, and `np.mean((a < b) + 0.5 * (a == b))`.",
    ],
)


def _share(samples, train, held_out):
    """Return the share, and what the usual mistakes give."""
    size = min(len(train), len(held_out))
    a, b = (distances(samples, cloud[:size]).min(axis=1) for cloud in (train, held_out))
    a_all, b_all = (distances(samples, cloud).min(axis=1) for cloud in (train, held_out))
    share = lambda a, b, tie=0.5: float(np.mean((a < b) + tie * (a == b)))
    return share(a, b), [
        (
            share(a_all, b_all),
            "The sets have different sizes here. In a larger set something lies near more often, copying or not: "
            "cut both to the first `min(len(train), len(held_out))` rows.",
        ),
        (share(b, a), "This is the share nearer to the held-out images."),
        (share(a, b, 0.0), "A tie counts for one half, here it counts for nothing."),
        (share(a, b, 1.0), "A tie counts for one half, here it counts as nearer to the training images."),
        (share(a, b) * len(samples), "This is a count; divide by the number of samples."),
        (float(np.mean(a - b)), "This is a mean difference of distances; count the samples that lie nearer."),
    ]


def _case(rng, n, m, h, d):
    """Return samples, train and held-out images on a coarse grid with a tie, for which no known mistake is right."""
    while True:
        samples, train, held_out = (rng.integers(-3, 4, (k, d)).astype(np.float32) for k in (n, m, h))
        held_out[0] = train[0] = samples[0]
        want, slips = _share(samples, train, held_out)
        meant = slips if m != h else slips[1:]
        if 0 < want < 1 and all(abs(wrong - want) > 1e-6 for wrong, _ in meant):
            return samples, train, held_out


@q2.check_with
def _which_side(share_nearer, rng):
    small = (np.array([[0.0], [1.0], [2.0]]), np.array([[0.0], [9.0]]), np.array([[2.0], [7.0]]))
    cases = [tuple(cloud.astype(np.float32) for cloud in small)]
    cases += [_case(rng, *sizes) for sizes in ((7, 5, 5, 2), (12, 30, 6, 2), (12, 6, 30, 2))]
    expect_each(
        share_nearer,
        cases,
        _share,
        "Of the samples, which share has its nearest neighbour among the training images? Ties count for one half.",
    )
