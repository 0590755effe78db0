"""Exercise 5 of notebook 11: what the heads cost, for both players."""

import numpy as np
from scipy.special import log_softmax

from gan_course.exercises.asking import Slip, draw, expect, expect_each
from gan_course.exercises.base import Exercise

q5 = Exercise(
    "11_infogan_and_interpretability",
    5,
    "what the heads miss",
    ["head_loss"],
    points=2,
    why="This one term is all that turns a GAN into an InfoGAN, and G and D both lower it: they are allies here.",
    hints=[
        "Two terms, each a mean over the pictures: −log of the probability that the one head gives to the true class, "
        "and half the squared error of the other, added up over the continuous codes.",
        "From logits a logarithm of probabilities comes by `tf.nn.log_softmax`, and a cross-entropy at once by "
        "`tf.nn.sparse_softmax_cross_entropy_with_logits`. Stay in TensorFlow, or G learns nothing.",
        "A skeleton: `missed = tf.nn.sparse_softmax_cross_entropy_with_logits(____, ____)`, "
        "`away = 0.5 * tf.reduce_sum(____, axis=____)`, `weight * tf.reduce_mean(____)`.",
    ],
    tensors=True,
)


def _formula(logits, classes, means, uniform, weight):
    rows = np.arange(len(classes))
    log_q = log_softmax(logits.astype(float), axis=1)
    missed = -log_q[rows, classes]
    squares = (means.astype(float) - uniform) ** 2
    away = 0.5 * squares.sum(axis=1)
    both = lambda one, other, w=weight: w * (one.mean() + other.mean())
    return both(missed, away), [
        (both(missed, away, 1.0), "The weight λ is missing."),
        (weight * missed.mean() + away.mean(), "λ weighs both terms."),
        (missed.mean() + weight * away.mean(), "λ weighs both terms."),
        (both(missed, 2 * away), "The ½ before the squared error is missing."),
        (both(missed, 0.5 * squares.mean(axis=1)), "This averages over the continuous codes; their errors add up."),
        (both(missed, 0.5 * np.abs(means - uniform).sum(axis=1)), "The error of a continuous code enters squared."),
        (weight * (missed + away).sum(), "This is the sum over the pictures; their mean is asked for."),
        (weight * (missed + away), "This is one number a picture: their mean is asked for."),
        (both(-missed, away), "The sign of the first term is turned: log q is below 0."),
        (-both(missed, away), "The sign is turned: what is missed is lowered, not raised."),
        (both(missed, 0 * away), "The continuous codes are missing."),
        (both(0 * missed, away), "The classes are missing."),
        (
            both(-log_softmax(np.exp(log_q), axis=1)[rows, classes], away),
            "These are logits already: a softmax before the cross-entropy takes it twice.",
        ),
        (both(-logits[rows, classes].astype(float), away), "These are logits: the log of their softmax is missing."),
    ]


@q5.check_with
def _value(head_loss, rng):
    cases = []
    for n, k, c, weight in ((1, 2, 1, 2.0), (3, 4, 2, 0.5), (5, 10, 3, 0.1)):
        logits, means = draw(rng, -3, 3, n, k), draw(rng, -1, 1, n, c)
        cases.append((logits, rng.integers(k, size=n).astype(np.int32), means, draw(rng, -1, 1, n, c), weight))
    message = "It is weight · mean over the pictures of (−log q of the true class + ½ Σ (mean − code)²)."
    expect_each(head_loss, cases, _formula, message)


@q5.check_with
def _learnable(head_loss, rng):
    import tensorflow as tf

    logits, means = tf.constant(draw(rng, -3, 3, 3, 4)), tf.constant(draw(rng, -1, 1, 3, 2))
    classes, uniform = tf.constant([0, 3, 1]), tf.constant(draw(rng, -1, 1, 3, 2))
    with tf.GradientTape() as tape:
        tape.watch([logits, means])
        answer = head_loss(logits, classes, means, uniform, 2.0)
    found = tape.gradient(answer, [logits, means]) if tf.is_tensor(answer) else [None, None]
    if any(each is None for each in found):
        raise Slip(
            "No gradient comes back to both heads: compute with TensorFlow from the tensors themselves.",
            expected="a gradient",
            got="None",
        )
    want = 2.0 * (tf.nn.softmax(logits) - tf.one_hot(classes, 4)) / 3.0
    expect(found[0], want, "The gradient should be λ·(softmax − one-hot) / n.")
    expect(found[1], 2.0 * (means - uniform) / 3.0, "The gradient should be λ·(mean − code) / n.")
