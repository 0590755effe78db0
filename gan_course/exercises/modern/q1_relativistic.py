"""Exercise 1 of notebook 13: the relativistic pair of losses."""

import numpy as np

from gan_course.exercises.asking import draw, expect, expect_each, parts
from gan_course.exercises.base import Exercise

q1 = Exercise(
    "13_todays_gan",
    1,
    "which of the two is more real",
    ["relativistic"],
    points=2,
    why="Each real picture stands beside one fake, and only the difference of their logits counts, for both players.",
    hints=[
        "Take one pair first: D wants r − f to be large, G wants f − r to be large. softplus(−t) is the price of a t "
        "that should be large.",
        "Subtract the logits pair by pair, before the softplus, and take the mean over the pairs last.",
        "A skeleton: `of_d = tf.reduce_mean(tf.math.softplus(____))`, `of_g = ____`, `return of_d, of_g`.",
    ],
    tensors=True,
)


def _softplus(t):
    return np.logaddexp(0.0, t)


def _formula(r, f):
    r, f = r.astype(float), f.astype(float)
    d, g = _softplus(f - r).mean(), _softplus(r - f).mean()
    averages = r.mean() - f.mean()
    plain = _softplus(-r).mean() + _softplus(f).mean()
    sigmoid = lambda t: 1 / (1 + np.exp(-t))
    wrong = {
        "The two are exchanged: D wants r above f, G wants f above r. Return D's loss first.": (g, d),
        "G's loss is D's here, so both would pull the same way: turn the difference round.": (d, d),
        "G's loss is minus D's here: that is the minimax pair, flat where D is sure.": (d, -d),
        "This is the non-saturating pair, which asks of each picture by itself.": (plain, _softplus(-f).mean()),
        "This compares the averages; subtract pair by pair.": (_softplus(-averages), _softplus(averages)),
        "This is the sum over the pairs; their mean is asked for.": (_softplus(f - r).sum(), _softplus(r - f).sum()),
        "This is a probability; its price is −log of it.": (sigmoid(f - r).mean(), sigmoid(r - f).mean()),
        "The softplus is missing: the difference would grow without end.": ((f - r).mean(), (r - f).mean()),
        "D's loss is right; G's still looks at its fakes alone: compare them with r.": (d, _softplus(-f).mean()),
    }
    return np.array([d, g]), [(np.array(pair), message) for message, pair in wrong.items()]


@q1.check_with
def _values(relativistic, rng):
    cases = [(draw(rng, -2, 2, n, 1), draw(rng, -2, 2, n, 1)) for n in (1, 3, 6)]
    parts(relativistic(*cases[0]), "of_d", "of_g")
    message = "D pays the mean of softplus(−(r − f)), G the mean of softplus(−(f − r))."
    expect_each(relativistic, cases, _formula, message)


@q1.check_with
def _learnable(relativistic, rng):
    import tensorflow as tf

    from gan_course.exercises import networks

    r, f = (tf.constant(draw(rng, -2, 2, 4, 1)) for _ in range(2))
    with tf.GradientTape() as tape:
        tape.watch(f)
        of_g = relativistic(r, f)[1]
    missing = "No gradient comes back to the fakes' logits: compute with TensorFlow from the tensors themselves."
    got = networks.gradient(tape, of_g, f, missing)
    expect(got, -tf.sigmoid(r - f) / 4.0, "The gradient should be −σ(r − f)/n.")
