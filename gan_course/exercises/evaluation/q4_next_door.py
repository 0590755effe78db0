"""Exercise 4 of notebook 06: a judge that only asks who lives next door."""

import numpy as np
from scipy.spatial.distance import cdist

from gan_course.exercises.asking import draw, expect
from gan_course.exercises.base import Exercise

q4 = Exercise(
    "06_evaluating_gans",
    4,
    "who lives next door?",
    ["same_kind_next_door"],
    points=2,
    why="Near 1 the two kinds live apart; one half means that nobody can tell; and far below one half each sample sits "
    "on a real picture, which gives copies away (Lopez-Paz & Oquab 2017, arXiv:1610.06545).",
    hints=[
        "Put both kinds into one array and measure all distances. Who is nearest to each point? Not itself, please.",
        "Set the diagonal of the distances to infinity before `argmin`; then compare each point with its neighbour.",
        "A skeleton: `d = cdist(____, ____)`, `np.fill_diagonal(d, ____)`, `next_door = d.argmin(axis=____)`, and the "
        "mean of `kind == kind[____]`, where `kind` tells reals from fakes.",
    ],
)


def _same_kind(real, fake, metric="euclidean"):
    """Return for each point whether its neighbour is of its own kind."""
    x = np.concatenate([real, fake]).astype(np.float64)
    kind = np.arange(len(x)) < len(real)
    distances = cdist(x, x, metric)
    np.fill_diagonal(distances, np.inf)
    return kind == kind[distances.argmin(axis=1)]


def _of_the_nearest(real, fake, k):
    """Return the share of pairs of a point and one of its k nearest whose kind is the same."""
    x = np.concatenate([real, fake]).astype(np.float64)
    kind, distances = np.arange(len(x)) < len(real), cdist(x, x)
    np.fill_diagonal(distances, np.inf)
    return (kind[:, None] == kind[np.argsort(distances, axis=1)[:, :k]]).mean()


def _slips(real, fake):
    """Return what the usual mistakes give."""
    same = _same_kind(real, fake)
    of_three = _of_the_nearest(real, fake, 3)
    of_real, of_fake = same[: len(real)], same[len(real) :]
    with np.errstate(all="ignore"):
        angle = _same_kind(real, fake, "cosine").mean()
    return [
        (1.0, "Every point is its own nearest neighbour here: leave it out."),
        (1 - same.mean(), "This is the share whose neighbour is of the *other* kind."),
        (of_three, "This asks the three nearest points; ask the nearest one only."),
        (of_fake.mean(), "This asks the fakes only; every point of both kinds counts."),
        (of_real.mean(), "This asks the reals only; every point of both kinds counts."),
        ((of_real.mean() + of_fake.mean()) / 2, "This is the mean of two shares; every point counts alike."),
        (same.sum(), "This is a count: divide by the number of points."),
        (same, "This is an answer for each point; take the share."),
        (
            _same_kind(real, fake, "cityblock").mean(),
            "These are sums of absolute differences; take the Euclidean distance.",
        ),
        (angle, "These are angles; take the Euclidean distance."),
    ]


def _telling(rng, n, m, d):
    """Draw two clouds on which no usual mistake is right by chance, and no distance ties."""
    while True:
        real, fake = draw(rng, -1.0, 1.0, n, d), draw(rng, -0.5, 1.5, m, d)
        distances = cdist(np.concatenate([real, fake]), np.concatenate([real, fake]))
        gaps = np.diff(np.sort(distances, axis=1), axis=1)
        want = _same_kind(real, fake).mean()
        values = [want, *(np.mean(value) for value, _ in _slips(real, fake)[:5])]
        if gaps.min() > 1e-4 and np.diff(np.sort(values)).min() > 1e-3:
            return real, fake


@q4.check_with
def _shares(same_kind_next_door, rng):
    for n, m, d in ((3, 2, 1), (12, 7, 2), (15, 26, 3)):
        real, fake = _telling(rng, n, m, d)
        expect(
            same_kind_next_door(real, fake),
            _same_kind(real, fake).mean(),
            "For each point of both kinds: is the nearest *other* point, by Euclidean distance, of the same kind?",
            slips=lambda r=real, f=fake: _slips(r, f),
        )


@q4.check_with
def _copies(same_kind_next_door, rng):
    real = draw(rng, -1.0, 1.0, 9, 4)
    message = (
        "The fakes are exact copies of the reals, so every neighbour is of the other kind and the share is 0. Leave "
        "each point itself out by its number, not by its distance of 0."
    )
    expect(same_kind_next_door(real, real[rng.permutation(9)]), 0.0, message)
