"""Exercise 2 of notebook 08: on which side the neighbours lie."""

import numpy as np

from gan_course.exercises.asking import expect_each
from gan_course.exercises.base import Exercise
from gan_course.exercises.generalisation.distances import distances

q2 = Exercise(
    "08_generalisation",
    2,
    "on which side do they lie?",
    ["share_nearer"],
    points=2,
    why="Half is what a generator gets that does not know which images it was trained on; the excess is copying.",
    hints=[
        "Cut both sets to the same length first; then each sample has two distances, one to either set.",
        "Count 1 where the distance to the training set is smaller, and ½ where both are equal.",
        "A skeleton: `m = min(____)`, `a = nearest(samples, train[:m])[0]` and `b` in the same way, and the mean of "
        "`(a < b) + ____`.",
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
