"""Exercise 3 of notebook 01: the Jensen–Shannon divergence."""

import numpy as np
from scipy.special import rel_entr

from gan_course.exercises.asking import expect, parts
from gan_course.exercises.base import Exercise

q3 = Exercise(
    "01_minimax_game",
    3,
    "the Jensen–Shannon divergence and its bounds",
    ["jensen_shannon", "jsd_bounds"],
    points=3,
    why="JSD is 0 for p = q only, and log 2 for any p and q that never overlap: a flat top, on which no gradient tells "
    "G where to go.",
    hints=[
        "Section 3 compares both p and q with a third density. Which one, and how are the two divergences joined?",
        "`scipy.special.rel_entr(a, b)` is a·log(a/b) at each entry, and 0 where a is 0. For the bounds, think of the "
        "two extremes: p and q alike, and p and q without overlap.",
        "`m = …`, then `… * rel_entr(p, m).sum() + … * rel_entr(q, m).sum()`. For the bounds, call your own function "
        "with p = q, and with two vectors of which each is 0 where the other is not.",
    ],
)


def _jsd(p, q):
    m = (p + q) / 2
    return (rel_entr(p, m).sum() + rel_entr(q, m).sum()) / 2


def _probabilities(rng, n, zeros=()):
    weights = rng.integers(1, 9, n).astype(float)
    weights[list(zeros)] = 0.0
    return (weights / weights.sum()).astype(np.float32)


def _divergence_slips(p, q):
    """Return what the usual mistakes give for two vectors without zeros."""
    jsd, kl, lk = _jsd(p, q), rel_entr(p, q).sum(), rel_entr(q, p).sum()
    unhalved = rel_entr(p, p + q).sum() + rel_entr(q, p + q).sum()
    return [
        (jsd / np.log(2), "This is in bits: take the natural logarithm, for nats."),
        (np.sqrt(jsd), "This is the square root, the Jensen–Shannon *distance* that SciPy gives: square it."),
        (2 * jsd, "This is twice too large: each of the two divergences from m counts one half."),
        (kl, "This is KL(p ‖ q). JSD compares p and q with their average m, not with each other."),
        (lk, "This is KL(q ‖ p). JSD compares p and q with their average m, not with each other."),
        (kl + lk, "This is KL(p ‖ q) + KL(q ‖ p). JSD compares both with their average m."),
        ((kl + lk) / 2, "This is the mean of KL(p ‖ q) and KL(q ‖ p). JSD compares both with their average m."),
        (unhalved, "m is the average (p + q)/2; here it is the sum p + q, which is no distribution."),
        (unhalved / 2, "m is the average (p + q)/2; here it is the sum p + q, which is no distribution."),
        (rel_entr(p, (p + q) / 2).sum(), "This is KL(p ‖ m) alone; q's half is missing, so it is not symmetric."),
        (jsd / len(p), "This is a mean over the entries: the probabilities are the weights already, so sum."),
        (-jsd, "The sign is the other way round: a divergence is never negative."),
    ]


@q3.check_with
def _value(jensen_shannon, jsd_bounds, rng):
    for n in (2, 3, 6):
        p, q = _probabilities(rng, n), _probabilities(rng, n)
        # Far enough apart to tell mistakes apart; mirrored, KL is the same in both directions.
        while np.abs(p - q).max() < 0.15 or np.allclose(np.sort(p), np.sort(q), atol=0.02):
            q = _probabilities(rng, n)
        p64, q64 = p.astype(float), q.astype(float)
        message = "JSD is ½·KL(p ‖ m) + ½·KL(q ‖ m) with m = (p + q)/2."
        expect(jensen_shannon(p, q), _jsd(p64, q64), message, slips=_divergence_slips(p64, q64))


@q3.check_with
def _zeros(jensen_shannon, jsd_bounds, rng):
    for zeros in (([0], [1]), ([0, 2], [2])):  # the last entry 2 is zero in both
        p, q = (_probabilities(rng, 4, where) for where in zeros)
        p64, q64 = p.astype(float), q.astype(float)
        both = (p64 > 0) & (q64 > 0)
        expect(
            jensen_shannon(p, q),
            _jsd(p64, q64),
            "An entry of 0 should contribute 0·log 0 = 0: leave zeros out of the sum, or use `scipy.special.rel_entr`.",
            slips=[
                (
                    _jsd(p64[both], q64[both]),
                    "Entries where only one of the two is 0 are left out here; the other still counts there: leave out "
                    "zeros of p in p's sum, and zeros of q in q's.",
                )
            ],
        )


@q3.check_with
def _bounds(jensen_shannon, jsd_bounds, rng):
    low, high = parts(jsd_bounds(), "smallest", "largest")
    expect(
        [low, high],
        [0.0, np.log(2)],
        "JSD is smallest for p = q and largest when p and q never overlap: put both into your own function.",
        slips=[
            ([0.0, 1.0], "The largest is 1 in *bits*; in nats it is another number."),
            ([0.0, np.inf], "KL can be infinite, JSD cannot: m is positive wherever p or q is."),
            ([-np.log(4), 0.0], "These are the bounds of V(D*, G) = −log 4 + 2·JSD; solve for JSD."),
            ([0.0, np.log(4)], "Log 4 bounds 2·JSD, what V(D*, G) adds to −log 4; halve it."),
            ([0.0, 0.5], "Your own function says what the largest is: give it two vectors that never overlap."),
            ([np.log(2), 0.0], "The smallest comes first."),
        ],
    )
