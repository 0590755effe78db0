"""Exercises 1 and 2 of notebook 07: the penalty R1, and D's loss with one-sided label smoothing."""

import numpy as np
from scipy.special import expit, log_expit

from gan_course.exercises.asking import Slip, draw, expect, parts
from gan_course.exercises.base import Exercise

_NOTEBOOK = "07_training_stability"

q1 = Exercise(
    _NOTEBOOK,
    1,
    "R1 by hand",
    ["r1"],
    points=2,
    why="Half of the mean squared length of D's slope at the real samples: where it is small, G is pushed gently.",
    hints=[
        "Watch the real samples with a tape, *sum* D's logits over the batch, and ask for the gradient at the samples.",
        "Flatten each sample's gradient before its squared length: `tf.reshape(gradient, (len(real), -1))`.",
        "`0.5 * tf.reduce_mean(tf.reduce_sum(tf.reshape(gradient, (len(real), -1)) ** 2, axis=1))`, computed from "
        "`tape.gradient(tf.reduce_sum(discriminator(real)), real)` after `tape.watch(real)`.",
    ],
    tensors=True,
)


def curved(slope, bend):
    """Return a discriminator with logits Σ slope·x + bend·x², whose gradient at x is slope + 2·bend·x."""
    import tensorflow as tf

    def discriminator(x, training=None):
        x = tf.convert_to_tensor(x, tf.float32)
        flat = tf.reshape(x * slope + bend * x * x, (tf.shape(x)[0], -1))
        return tf.reduce_sum(flat, axis=1, keepdims=True)

    return discriminator


def _r1_slips(gradient, logits):
    """Return what the usual mistakes give for gradients of shape (n, …)."""
    n = len(gradient)
    flat = gradient.reshape(n, -1)
    squared = (flat**2).sum(axis=1)
    through_sigmoid = squared * (expit(logits) * expit(-logits)) ** 2
    return [
        (squared.mean(), "The factor ½ is missing."),
        (0.5 * squared.sum(), "This is the sum over the batch; its mean is asked for."),
        (
            0.5 * squared.mean() / n**2,
            "Each gradient is too small by the batch's size: differentiate the *sum* of the logits, not their mean.",
        ),
        (0.5 * np.sqrt(squared).mean(), "This takes the length; R1 takes its square."),
        (
            0.5 * (gradient**2).mean(),
            "This averages over the pixels too: flatten, then *sum* the squares of each sample.",
        ),
        (
            0.5 * (gradient**2).sum(axis=-1).mean(),
            "The gradient is not flattened before its length: an image has three axes, and all belong to one sample.",
        ),
        (
            0.5 * ((np.sqrt(squared) - 1) ** 2).mean(),
            "This pulls the length towards 1, as the gradient penalty of Wasserstein GANs; R1 pulls it to 0.",
        ),
        (
            ((np.sqrt(squared) - 1) ** 2).mean(),
            "This is the gradient penalty of Wasserstein GANs, which pulls the length to 1; R1 pulls it to 0.",
        ),
        (
            0.5 * through_sigmoid.mean(),
            "A sigmoid too many: differentiate the logit, not the probability.",
        ),
    ]


@q1.check_with
def _value(r1, rng):
    for shape in ((3, 2), (4, 2, 3, 2)):
        slope, bend = draw(rng, -1.5, 1.5, *shape[1:]), np.float32(0.4)
        real = draw(rng, -1.0, 1.0, *shape)
        gradient = (slope + 2 * bend * real).astype(float)
        logits = (slope * real + bend * real**2).reshape(len(real), -1).sum(axis=1).astype(float)
        expect(
            r1(curved(slope, bend), real),
            0.5 * (gradient.reshape(len(real), -1) ** 2).sum(axis=1).mean(),
            "Half the mean, over the real samples, of the squared length of D's gradient at each.",
            slips=lambda g=gradient, s=logits: _r1_slips(g, s),
        )


@q1.check_with
def _can_be_minimised(r1, rng):
    import tensorflow as tf

    weights = tf.Variable(draw(rng, 0.5, 1.5, 3, 1))
    real = draw(rng, -1.0, 1.0, 4, 3)
    discriminator = lambda x, training=None: tf.matmul(tf.convert_to_tensor(x, tf.float32), weights)
    with tf.GradientTape() as tape:
        penalty = r1(discriminator, real)
    got = tape.gradient(penalty, weights) if tf.is_tensor(penalty) else None
    if got is None:
        raise Slip(
            "The value is right, but no gradient of the penalty reaches D's weights, so D cannot lower it: stay with "
            "`tf` functions, without `.numpy()`, `float` or `stop_gradient`.",
            expected="a gradient",
            got="None",
        )
    expect(got, weights.numpy(), "The penalty of a linear D has its weights as gradient; this one does not.")


q2 = Exercise(
    _NOTEBOOK,
    2,
    "one-sided label smoothing",
    ["smoothed_terms"],
    points=2,
    why="Only real samples are smoothed. Smoothed fakes would give D a reason to keep calling bad samples real.",
    hints=[
        "A cross-entropy with target t is t·(−log σ(s)) + (1 − t)·(−log(1 − σ(s))). At t = 1 the second part is gone.",
        "−log σ(s) = softplus(−s) and −log(1 − σ(s)) = softplus(s). The fakes keep the target 0.",
        "`tf.reduce_mean(target * tf.nn.softplus(-real_logits) + (1 - target) * tf.nn.softplus(real_logits))` and "
        "`tf.reduce_mean(tf.nn.softplus(fake_logits))`.",
    ],
    tensors=True,
)


def _softplus(x):
    return -log_expit(-np.asarray(x, np.float64))


def _smoothed(real, fake, target):
    """Return the right pair, and pairs that the usual mistakes give."""

    def aim(s, t):
        return (t * _softplus(-s) + (1 - t) * _softplus(s)).mean()

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
            (aim(real, 1 - target), right[1]),
            "The target of the real samples is `target`, here it is 1 − target.",
        ),
        (
            (np.mean(_softplus(-target * real)), right[1]),
            "The *logit* is multiplied by the target here; it is the label that is smoothed.",
        ),
        (
            (right[0] * real.size, right[1] * fake.size),
            "These are sums over the batch; the means are asked for.",
        ),
        (
            (aim(expit(real), target), aim(expit(fake), 0.0)),
            "A sigmoid too many: the function takes logits.",
        ),
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
