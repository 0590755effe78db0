# ruff: noqa: F811
"""Planted answers to exercise 1 of notebook 07."""

import tensorflow as tf
from keras import ops

from gan_utils import losses


def _gradient(discriminator, x):
    """Return D's gradient at each sample, with the samples' shape."""
    with tf.GradientTape() as tape:
        tape.watch(x)
        total = tf.reduce_sum(discriminator(x))
    return tape.gradient(total, x)


# %% q1 right: the package's penalty
def r1(discriminator, real):
    return losses.r1_penalty(discriminator, real)


# %% q1 right: keras.ops, the length and then its square
def r1(discriminator, real):
    gradient = ops.reshape(_gradient(discriminator, real), (real.shape[0], -1))
    return 0.5 * ops.mean(ops.norm(gradient, axis=1) ** 2)


# %% q1 right: squares summed over all axes at once
def r1(discriminator, real):
    return tf.nn.l2_loss(_gradient(discriminator, real)) / len(real)


# %% q1 wrong: The factor ½ is missing
def r1(discriminator, real):
    return 2 * losses.r1_penalty(discriminator, real)


# %% q1 wrong: differentiate the *sum* of the logits
def r1(discriminator, real):
    with tf.GradientTape() as tape:
        tape.watch(real)
        mean = tf.reduce_mean(discriminator(real))
    flat = tf.reshape(tape.gradient(mean, real), (len(real), -1))
    return 0.5 * tf.reduce_mean(tf.reduce_sum(flat**2, axis=1))


# %% q1 wrong: The gradient is not flattened
def r1(discriminator, real):
    return 0.5 * tf.reduce_mean(tf.reduce_sum(_gradient(discriminator, real) ** 2, axis=-1))


# %% q1 wrong: This averages over the pixels too
def r1(discriminator, real):
    return 0.5 * tf.reduce_mean(_gradient(discriminator, real) ** 2)


# %% q1 wrong: which pulls the length to 1
def r1(discriminator, real):
    return losses.gradient_penalty(discriminator, real, real, seed=0)


# %% q1 wrong: This takes the length
def r1(discriminator, real):
    flat = tf.reshape(_gradient(discriminator, real), (len(real), -1))
    return 0.5 * tf.reduce_mean(tf.norm(flat, axis=1))


# %% q1 wrong: A sigmoid too many
def r1(discriminator, real):
    return losses.r1_penalty(lambda x: tf.sigmoid(discriminator(x)), real)


# %% q1 wrong: no gradient of the penalty reaches D's weights
def r1(discriminator, real):
    return tf.stop_gradient(losses.r1_penalty(discriminator, real))


# %% q1 wrong: added up before they are squared
def r1(discriminator, real):
    real = tf.convert_to_tensor(real)
    with tf.GradientTape() as tape:
        tape.watch(real)
        total = tf.reduce_sum(discriminator(real))
    gradient = tf.reduce_sum(tape.gradient(total, real), axis=0)
    return 0.5 * tf.reduce_sum(gradient**2) / len(real)


# %% q1 wrong: This adds up absolute values
def r1(discriminator, real):
    real = tf.convert_to_tensor(real)
    with tf.GradientTape() as tape:
        tape.watch(real)
        total = tf.reduce_sum(discriminator(real))
    gradient = tf.reshape(tape.gradient(total, real), (len(real), -1))
    return 0.5 * tf.reduce_mean(tf.reduce_sum(tf.abs(gradient), axis=1))
