"""Exercise 1 of notebook 11: the bound of the mutual information."""

import numpy as np

from gan_course.exercises.asking import expect_each
from gan_course.exercises.base import Exercise

q1 = Exercise(
    "11_infogan_and_interpretability",
    1,
    "a bound for what a picture tells",
    ["information_bound"],
    points=2,
    why="One number in nats says how much of its code a picture shows, and needs nothing but a head that guesses.",
    hints=[
        "Two parts: how much there is to know of a code that is one of k, each as likely; and what the head misses.",
        "Of each row only one entry counts, that of the code which the picture was really made from. Its logarithm is "
        "never above 0.",
        "A skeleton: `n, k = q.shape`, then `np.log(____) + np.log(q[np.arange(n), ____]).____`.",
    ],
)


def _formula(q, codes):
    n, k = q.shape
    q = q.astype(float)
    hit = q[np.arange(n), codes]
    right = np.log(k) + np.log(hit).mean()
    return right, [
        (np.log(hit).mean(), "H(c) is missing: without it a perfect head would reach 0, and not log k."),
        (-right, "The sign is turned: a better head has a higher bound."),
        (np.log(k) - np.log(hit).mean(), "The logarithm of a probability is below 0 already: add it."),
        (np.log(k) + np.log(hit).sum(), "This adds up what is missed; E is the mean over the pictures."),
        (
            np.log(k) + np.log(hit.mean()),
            "The logarithm is taken of the mean; the mean of the logarithms is asked for.",
        ),
        (np.log2(k) + np.log2(hit).mean(), "This is in bits; nats take the natural logarithm."),
        (np.log(n) + np.log(hit).mean(), "H(c) is log k, of the number of codes, not of pictures."),
        (
            np.log(k) + np.log(q.max(axis=1)).mean(),
            "This takes the code that the head likes best; what counts is the one the picture was made from.",
        ),
        (
            np.log(k) + (q * np.log(q)).sum(axis=1).mean(),
            "This is how sure the head is, right or wrong: only the true code's probability counts.",
        ),
        (np.log(k) + np.log(hit), "This is one number a picture: their mean is asked for."),
        (hit.mean(), "This is the mean probability of the true code; where are the logarithm and H(c)?"),
        (np.log(k) + np.log(q).mean(), "This averages over all codes; only that of each picture counts."),
    ]


@q1.check_with
def _value(information_bound, rng):
    cases = []
    for n, k in ((2, 2), (4, 3), (7, 10)):
        q = rng.uniform(0.1, 1.0, (n, k))
        q = np.round(q / q.sum(axis=1, keepdims=True), 3)
        cases.append((q.astype(np.float32), rng.integers(k, size=n)))
    expect_each(information_bound, cases, _formula, "It is log k plus the mean of log q of the true codes.")
