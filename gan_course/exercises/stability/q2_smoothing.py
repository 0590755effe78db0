"""Exercise 2 of notebook 07: D's loss with one-sided label smoothing."""

import numpy as np
from scipy.special import expit

from gan_course.exercises.asking import Slip, draw, expect, parts
from gan_course.exercises.base import Exercise
from gan_course.exercises.logits import softplus

q2 = Exercise(
    "07_training_stability",
    2,
    "one-sided label smoothing",
    ["smoothed_terms"],
    points=2,
    why="Only real samples are smoothed. Smoothed fakes would give D a reason to keep calling bad samples real.",
    hints=[
        "A cross-entropy weighs −log σ(s) and −log(1 − σ(s)) by the target and by what is left to 1. At target 1 the "
        "second part is gone, at target 0 the first.",
        "Of the logits, −log σ(s) = softplus(−s) and −log(1 − σ(s)) = softplus(s). The fakes keep the target 0.",
        "`tf.reduce_mean(target * tf.nn.softplus(…) + (…) * tf.nn.softplus(…))` for the real ones; for the fakes, "
        "think what is left of that at target 0.",
    ],
    tensors=True,
)


def _smoothed(real, fake, target):
    """Return the right pair, and pairs that the usual mistakes give."""

    def aim(s, t):
        return (t * softplus(-s) + (1 - t) * softplus(s)).mean()

    right = (aim(real, target), aim(fake, 0.0))
    return right, [
        (
            (aim(real, target), aim(fake, 1 - target)),
            "The fakes are smoothed too; one-sided means that their target stays 0.",
        ),
        (
            (aim(real, 1.0), aim(fake, 1 - target)),
            "The fakes are smoothed instead of the real ones; it is the other way round.",
        ),
        (
            (target * aim(real, 1.0), right[1]),
            "The part (1 − target)·softplus(r) is missing: this only makes the real term count less.",
        ),
        ((aim(real, 1.0), right[1]), "Nothing is smoothed: the real target should be `target`, not 1."),
        ((right[1], right[0]), "The two terms changed places: real first, then fake."),
        (
            (aim(real, target), aim(fake, 1.0)),
            "The fakes are given the target 1: that is what the generator wants. For D their target is 0.",
        ),
        ((sum(right), right[1]), "The real term holds both terms: return the two apart."),
        ((aim(real, 1 - target), right[1]), "The target of the real samples is `target`, here it is 1 − target."),
        (
            (np.mean(softplus(-target * real)), right[1]),
            "The *logit* is multiplied by the target here; it is the label that is smoothed.",
        ),
        ((right[0] * real.size, right[1] * fake.size), "These are sums over the batch; the means are asked for."),
        ((aim(expit(real), target), aim(expit(fake), 0.0)), "A sigmoid too many: the function takes logits."),
    ]


@q2.check_with
def _terms(smoothed_terms, rng):
    for n, target in ((2, 0.9), (5, 0.75), (3, 1.0)):
        real, fake = draw(rng, -2.0, 3.0, n, 1), draw(rng, -3.0, 2.0, n + 1, 1)
        right, slips = _smoothed(real.astype(float), fake.astype(float), target)
        got = np.array(parts(smoothed_terms(real, fake, target), "real_term", "fake_term"), dtype=object)
        got = np.array([_scalar(one) for one in got])
        expect(
            got,
            np.array(right),
            "The real term is target·softplus(−r) + (1 − target)·softplus(r), the fake term softplus(f), each a mean.",
            slips=[(np.array(pair), message) for pair, message in slips],
        )


@q2.check_with
def _far_off(smoothed_terms, rng):
    real = rng.integers(150, 250, (2, 1)).astype(np.float32) * np.array([[1], [-1]], np.float32)
    right, _ = _smoothed(real.astype(float), real.astype(float), 0.9)
    got = np.array([_scalar(one) for one in parts(smoothed_terms(real, real, 0.9), "real_term", "fake_term")])
    expect(
        got,
        np.array(right),
        "For logits of ±200 the sigmoid is exactly 0 or 1, and its logarithm is lost: use softplus.",
    )


def _scalar(one):
    """Return a term as a number."""
    if np.size(one) != 1:
        raise Slip(f"A term has shape {np.shape(one)}; take the mean, which is one number.")
    return float(np.reshape(one, ()))
