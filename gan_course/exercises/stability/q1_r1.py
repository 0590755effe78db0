"""Exercise 1 of notebook 07: the penalty R1."""

import numpy as np
from scipy.special import expit

from gan_course.exercises.asking import draw, expect
from gan_course.exercises.base import Exercise

q1 = Exercise(
    "07_training_stability",
    1,
    "R1 by hand",
    ["r1"],
    points=2,
    why="Half of the mean squared length of D's slope at the real samples: where it is small, G is pushed gently.",
    hints=[
        "A tape differentiates one number. Which number made of all logits of the batch has, at each sample, that "
        "sample's own slope as its gradient? And does a tape follow a tensor that is no variable?",
        "Watch the samples; the sum of the logits does it. An image's gradient has three axes, and its squared length "
        "takes all of them, so make one row a sample first.",
        "`tape.watch(…)`, `total = …`, `slope = tape.gradient(…, …)`, `rows = tf.reshape(slope, (…, -1))`, and then "
        "`… * tf.reduce_mean(tf.reduce_sum(…, axis=…))`.",
    ],
    tensors=True,
)


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
            0.5 * np.sqrt((gradient.sum(axis=0) ** 2).sum()) ** 2 / n,
            "The gradients of different samples are added up before they are squared: each sample has its own length.",
        ),
        (0.5 * np.abs(flat).sum(axis=1).mean(), "This adds up absolute values; the squared length adds up squares."),
        (0.5 * through_sigmoid.mean(), "A sigmoid too many: differentiate the logit, not the probability."),
    ]


@q1.check_with
def _value(r1, rng):
    from gan_course.exercises import networks

    for shape in ((3, 2), (4, 2, 3, 2)):
        slope, bend = draw(rng, -1.5, 1.5, *shape[1:]), np.float32(0.4)
        real = draw(rng, -1.0, 1.0, *shape)
        gradient = (slope + 2 * bend * real).astype(float)
        logits = (slope * real + bend * real**2).reshape(len(real), -1).sum(axis=1).astype(float)
        expect(
            r1(networks.curved(slope, bend), real),
            0.5 * (gradient.reshape(len(real), -1) ** 2).sum(axis=1).mean(),
            "Half the mean, over the real samples, of the squared length of D's gradient at each.",
            slips=lambda g=gradient, s=logits: _r1_slips(g, s),
        )


@q1.check_with
def _can_be_minimised(r1, rng):
    import tensorflow as tf

    from gan_course.exercises import networks

    weights = tf.Variable(draw(rng, 0.5, 1.5, 3, 1))
    real = draw(rng, -1.0, 1.0, 4, 3)
    discriminator = lambda x, training=None: tf.matmul(tf.convert_to_tensor(x, tf.float32), weights)
    with tf.GradientTape() as tape:
        penalty = r1(discriminator, real)
    missing = (
        "The value is right, but no gradient of the penalty reaches D's weights, so D cannot lower it: stay with "
        "`tf` functions, without `.numpy()`, `float` or `stop_gradient`."
    )
    got = networks.gradient(tape, penalty, weights, missing)
    expect(got, weights.numpy(), "The penalty of a linear D has its weights as gradient; this one does not.")
