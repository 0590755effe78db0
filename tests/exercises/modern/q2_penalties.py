# ruff: noqa: F811
"""Planted answers to exercise 2 of notebook 13."""

import tensorflow as tf

from gan_utils import losses


def slopes(critic, x):
    """Return the critic's gradient at each picture, flattened."""
    with tf.GradientTape() as tape:
        tape.watch(x)
        total = tf.reduce_sum(critic(x))
    return tf.reshape(tape.gradient(total, x), (len(x), -1))


def squared(critic, x):
    return tf.reduce_mean(tf.reduce_sum(slopes(critic, x) ** 2, axis=1))


# %% q2 right: the package's penalties
def both_penalties(critic, real, fake, gamma):
    return gamma * losses.get_penalty(["r1", "r2"])(critic, real, fake)


# %% q2 right: one batch of both
def both_penalties(critic, real, fake, gamma):
    return gamma * squared(critic, tf.concat([real, fake], axis=0))


# %% q2 wrong: This is R1 alone
def both_penalties(critic, real, fake, gamma):
    return gamma / 2 * squared(critic, real)


# %% q2 wrong: This is R2 alone
def both_penalties(critic, real, fake, gamma):
    return gamma / 2 * squared(critic, fake)


# %% q2 wrong: The factor ½ is missing
def both_penalties(critic, real, fake, gamma):
    return gamma * (squared(critic, real) + squared(critic, fake))


# %% q2 wrong: γ is missing
def both_penalties(critic, real, fake, gamma):
    return 0.5 * (squared(critic, real) + squared(critic, fake))


# %% q2 wrong: This is the mean of the two penalties
def both_penalties(critic, real, fake, gamma):
    return gamma / 2 * squared(critic, tf.concat([real, fake], axis=0))


# %% q2 wrong: counts twice here
def both_penalties(critic, real, fake, gamma):
    return gamma / 2 * (squared(critic, real) + squared(critic, real))


# %% q2 wrong: This is the sum over the batch
def both_penalties(critic, real, fake, gamma):
    return gamma / 2 * sum(tf.reduce_sum(slopes(critic, x) ** 2) for x in (real, fake))


# %% q2 wrong: Differentiate the *sum* of the logits
def both_penalties(critic, real, fake, gamma):
    average = lambda x: tf.reduce_mean(critic(x))
    return gamma / 2 * (squared(average, real) + squared(average, fake))


# %% q2 wrong: This averages over pixels
def both_penalties(critic, real, fake, gamma):
    return gamma / 2 * sum(tf.reduce_mean(slopes(critic, x) ** 2) for x in (real, fake))


# %% q2 wrong: This takes the length of the slope
def both_penalties(critic, real, fake, gamma):
    return gamma / 2 * sum(tf.reduce_mean(tf.norm(slopes(critic, x), axis=1)) for x in (real, fake))


# %% q2 wrong: This pulls the slope to 1
def both_penalties(critic, real, fake, gamma):
    return gamma / 2 * sum(tf.reduce_mean((tf.norm(slopes(critic, x), axis=1) - 1) ** 2) for x in (real, fake))


# %% q2 wrong: The second penalty is subtracted
def both_penalties(critic, real, fake, gamma):
    return gamma / 2 * (squared(critic, real) - squared(critic, fake))


# %% q2 wrong: No gradient of the penalty reaches D's weights
def both_penalties(critic, real, fake, gamma):
    return tf.stop_gradient(gamma / 2 * (squared(critic, real) + squared(critic, fake)))


# %% q2 wrong: γ/2 times the mean squared length
def both_penalties(critic, real, fake, gamma):
    return gamma / 2 * squared(critic, 0.5 * (real + fake))
