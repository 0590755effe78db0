"""Exercise 2 of notebook 13: R1 and R2 at once."""

import numpy as np

from gan_course.exercises.asking import draw, expect
from gan_course.exercises.base import Exercise

q2 = Exercise(
    "13_todays_gan",
    2,
    "flat at both ends",
    ["both_penalties"],
    points=2,
    why="With the slope at real and at fake pictures held down alike, the relativistic game has an end to run to.",
    hints=[
        "Write the penalty at one batch as a function of its own, and call it for the real pictures and for the fakes.",
        "One gradient of the *sum* of all logits holds the gradient at every picture. A tape follows a tensor that is "
        "no variable only if you say `tape.watch`. Square, add up over all axes of a picture, which are "
        "`list(range(1, len(x.shape)))`, then average over the pictures.",
        "A skeleton: `def at(x): … tape.watch(x) … slope = tape.gradient(____, x); return "
        "tf.reduce_mean(tf.reduce_sum(____, axis=____))`, and then `____ * (at(real) + at(fake))`.",
    ],
    tensors=True,
)


def _slips(of_real, of_fake, gamma):
    """Return what the usual mistakes give for gradients at both batches, shape (n, …)."""
    squared = lambda gradient: (gradient.reshape(len(gradient), -1) ** 2).sum(axis=1)
    r1, r2, n = squared(of_real).mean(), squared(of_fake).mean(), len(of_real)
    return [
        (gamma / 2 * r1, "This is R1 alone: the slope at the fakes is missing."),
        (gamma / 2 * r2, "This is R2 alone: the slope at the real pictures is missing."),
        (gamma * (r1 + r2), "The factor ½ is missing."),
        (0.5 * (r1 + r2), "γ is missing."),
        (gamma / 4 * (r1 + r2), "This is the mean of the two penalties; their sum is asked for."),
        (gamma * r1, "The slope at the real pictures counts twice here; where is that at the fakes?"),
        (gamma / 2 * n * (r1 + r2), "This is the sum over the batch; its mean is asked for."),
        (
            gamma / 2 * (r1 + r2) / n**2,
            "Differentiate the *sum* of the logits: their mean makes each slope n times less.",
        ),
        (
            gamma / 2 * ((of_real**2).mean() + (of_fake**2).mean()),
            "This averages over pixels; their squares add up.",
        ),
        (
            gamma / 2 * (np.sqrt(squared(of_real)).mean() + np.sqrt(squared(of_fake)).mean()),
            "This takes the length of the slope; its square is asked for.",
        ),
        (
            gamma / 2 * (((np.sqrt(squared(of_real)) - 1) ** 2).mean() + ((np.sqrt(squared(of_fake)) - 1) ** 2).mean()),
            "This pulls the slope to 1, as in Wasserstein GANs; R1 and R2 pull it to 0.",
        ),
        (gamma / 2 * (r1 - r2), "The second penalty is subtracted: both are to be held down."),
    ]


@q2.check_with
def _value(both_penalties, rng):
    from gan_course.exercises import networks

    for shape, gamma in (((3, 3), 0.7), ((4, 2, 3, 2), 3.0)):
        slope, bend = draw(rng, -1.5, 1.5, *shape[1:]), np.float32(0.4)
        real, fake = draw(rng, -1, 1, *shape), draw(rng, -1, 1, *shape)
        of_real, of_fake = ((slope + 2 * bend * x).astype(float) for x in (real, fake))
        squares = [(g.reshape(len(g), -1) ** 2).sum(axis=1).mean() for g in (of_real, of_fake)]
        expect(
            both_penalties(networks.curved(slope, bend), real, fake, gamma),
            gamma / 2 * sum(squares),
            "γ/2 times the mean squared length of the critic's slope at the real pictures, plus that at the fakes.",
            slips=lambda a=of_real, b=of_fake, g=gamma: _slips(a, b, g),
        )


@q2.check_with
def _can_be_minimised(both_penalties, rng):
    import tensorflow as tf

    from gan_course.exercises import networks

    weights = tf.Variable(draw(rng, 0.5, 1.5, 3, 1))
    real, fake = draw(rng, -1, 1, 4, 3), draw(rng, -1, 1, 4, 3)
    critic = lambda x, training=None: tf.matmul(tf.convert_to_tensor(x, tf.float32), weights)
    with tf.GradientTape() as tape:
        penalty = both_penalties(critic, real, fake, 1.0)
    missing = "No gradient of the penalty reaches D's weights: stay with `tf`, without `.numpy()` or `float`."
    got = networks.gradient(tape, penalty, weights, missing)
    expect(got, 2.0 * weights.numpy(), "The penalty of a linear D has γ·2·weights as gradient; this one does not.")
