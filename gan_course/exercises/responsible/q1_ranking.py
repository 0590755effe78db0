"""Exercise 1 of notebook 16: how often a member scores higher."""

import numpy as np

from gan_course.exercises.asking import draw, expect_each
from gan_course.exercises.base import Exercise

q1 = Exercise(
    "16_responsible_use",
    1,
    "how well does a score rank?",
    ["auc"],
    points=2,
    why="No threshold had to be chosen, and no scale: any score that ranks alike has the same AUC.",
    hints=[
        "Compare every member with every other picture: how many pairs are there, and how many does the member win?",
        "`members[:, None]` beside `others[None]` makes all pairs at once. A draw is worth half a win.",
        "A skeleton: `wins = members[:, None] > others[None]`, `draws = ____`, then the mean of `wins + ____ * draws`.",
    ],
)


def _formula(members, others):
    one, other = members.astype(float)[:, None], others.astype(float)[None]
    wins, draws = one > other, one == other
    right = (wins + 0.5 * draws).mean()
    middle = np.median(np.concatenate([members, others]))
    return right, [
        (wins.mean(), "A draw counts as a loss here; it is worth one half."),
        ((wins + draws).mean(), "A draw counts as a win here; it is worth one half."),
        (1 - right, "The sides are exchanged: a member that scores higher is a win."),
        ((wins + 0.5 * draws).sum(), "This is how many pairs are won; divide by how many there are, m·n."),
        ((wins + 0.5 * draws).mean(axis=1), "This is one number a member: their mean is asked for."),
        ((wins + 0.5 * draws).mean(axis=0), "This is one number for each of the others: their mean is asked for."),
        (
            members.mean() - others.mean(),
            "This is how far the means are apart; it changes with the scale of the score.",
        ),
        (float(members.mean() > others.mean()), "This compares the means; every pair counts by itself."),
        (
            0.5 * ((members > middle).mean() + (others <= middle).mean()),
            "This is how many are right at one threshold; the AUC looks at pairs and needs none.",
        ),
        (
            (np.sign(one - other)).mean(),
            "This is wins minus losses, from −1 to 1; the AUC is half of it plus one half.",
        ),
    ]


@q1.check_with
def _pairs(auc, rng):
    cases = []
    for m, n in ((2, 3), (5, 4), (8, 30)):
        members, others = draw(rng, 0, 2, m), draw(rng, -1, 1, n)
        members[0] = others[0]  # a draw
        others[1] = members.max() + 0.25  # and no perfect ranking
        cases.append((members, others))
    expect_each(auc, cases, _formula, "It is the share of the m·n pairs in which the member scores higher, draws half.")
