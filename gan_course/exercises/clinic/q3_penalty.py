"""Exercise 3 of notebook 09: the gradient penalty, with a norm for each picture."""

import numpy as np

from gan_course.exercises.asking import draw, expect
from gan_course.exercises.base import Exercise

q3 = Exercise(
    "09_debugging_clinic",
    3,
    "a norm for each picture",
    ["slope_penalty"],
    points=2,
    why="A critic of known slope tests a penalty in one line; a training run would only have looked a little worse.",
    hints=[
        "α is one number a picture. Which shape lets it multiply pictures of shape (n, height, width, channels)?",
        "The slope of one picture is the norm over *all* numbers of its gradient: make each picture's gradient a row "
        "first. And the norm has a steep edge at 0, so stay a hair above it.",
        "A skeleton: `between = real + tf.reshape(alpha, ____) * ____`, in the tape `tape.watch(____)`, then "
        "`rows = tf.reshape(____, (len(real), ____))` and `tf.reduce_mean((____ - 1.0) ** 2)`.",
    ],
    tensors=True,
)


def _slips(slope, bend, real, fake, alpha):
    """Return (the penalty, what the usual mistakes give)."""
    n, wide = len(real), alpha.reshape(-1, 1, 1, 1)
    of = lambda x: slope + 2 * bend * x
    between = real + wide * (fake - real)
    length = lambda g: np.sqrt((g.reshape(n, -1) ** 2).sum(axis=1))
    charge = lambda norm: ((norm - 1.0) ** 2).mean()
    g = of(between)
    right = charge(length(g))
    named = [
        (charge(np.sqrt((g**2).sum(axis=axis))), "The norm is taken along one axis only, the patient as it came: a "
         "picture's gradient has three, and all belong to one norm.")
        for axis in (1, 2, 3)
    ]  # fmt: skip
    named += [
        (charge(length(of(fake + wide * (real - fake)))), "α starts at the wrong end: x̂ = real + α·(fake − real)."),
        (charge(length(of(real))), "The slope is taken at the real pictures; it belongs between real and fake."),
        (charge(length(of(fake))), "The slope is taken at the fakes; it belongs between real and fake."),
        (charge(length(of((real + fake) / 2))), "The slope is taken half-way; α says where."),
        (charge(length(g) / n), "Each gradient is too small by the batch's size: sum the scores, do not average them."),
        ((length(g) ** 2).mean(), "This pulls the slope to 0; WGAN-GP pulls it to 1."),
        (charge(length(g) ** 2), "This compares the squared norm with 1: take its root."),
        ((length(g).mean() - 1) ** 2, "The norm is averaged before it is compared with 1: each picture has its own."),
        (charge(length(g)) * n, "This is the sum over the batch; its mean is asked for."),
        ((np.maximum(length(g) - 1, 0) ** 2).mean(), "This charges slopes above 1 only; those below 1 count, too."),
        (charge(np.sqrt((g**2).sum())), "All pictures share one norm; each has its own."),
    ]
    return right, named


@q3.check_with
def _value(slope_penalty, rng):
    from gan_course.exercises import networks

    for n, side in ((2, 2), (3, 4)):
        slope, bend = draw(rng, -1.5, 1.5, side, side, 2), np.float32(0.4)
        real, fake = draw(rng, -1, 1, n, side, side, 2), draw(rng, -1, 1, n, side, side, 2)
        alpha = draw(rng, 0.1, 0.4, n)
        want, slips = _slips(*(each.astype(float) for each in (slope, bend, real, fake, alpha)))
        got = slope_penalty(networks.curved(slope, bend), real, fake, alpha)
        expect(got, want, "It is the mean of (‖∇critic(x̂)‖ − 1)², x̂ = real + α·(fake − real).", slips)


@q3.check_with
def _can_be_minimised(slope_penalty, rng):
    import tensorflow as tf

    from gan_course.exercises import networks

    weights = tf.Variable(draw(rng, 0.5, 1.5, 4, 1))
    real, fake = draw(rng, -1, 1, 3, 2, 2, 1), draw(rng, -1, 1, 3, 2, 2, 1)
    critic = lambda x, training=None: tf.matmul(tf.reshape(x, (-1, 4)), weights)
    with tf.GradientTape() as tape:
        penalty = slope_penalty(critic, real, fake, draw(rng, 0, 1, 3))
    missing = "The value is right, but no gradient of it reaches the critic's weights: stay with TensorFlow."
    got = networks.gradient(tape, penalty, weights, missing)
    length = np.linalg.norm(weights.numpy())
    expect(got, 2 * (length - 1) / length * weights.numpy(), "The penalty's gradient does not point where it should.")
