# ruff: noqa: F811
"""Planted answers to exercise 2 of notebook 12."""

import keras
import numpy as np
import tensorflow as tf


def softplus(logits):
    return tf.math.softplus(tf.convert_to_tensor(logits))


# %% q2 right: cross-entropy from logits
def patch_terms(discriminator, x, y, made):
    cost = keras.losses.BinaryCrossentropy(from_logits=True)
    real, fake = discriminator([x, y]), discriminator([x, made])
    return cost(tf.ones_like(real), real), cost(tf.zeros_like(fake), fake)


# %% q2 right: NumPy
def patch_terms(discriminator, x, y, made):
    real, fake = (np.asarray(discriminator([x, each], training=False)) for each in (y, made))
    return np.log1p(np.exp(-real)).mean(), np.log1p(np.exp(fake)).mean()


# %% q2 wrong: The pair is turned
def patch_terms(discriminator, x, y, made):
    real, fake = discriminator([y, x]), discriminator([made, x])
    return tf.reduce_mean(softplus(-real)), tf.reduce_mean(softplus(fake))


# %% q2 wrong: The fake pair's condition is the target
def patch_terms(discriminator, x, y, made):
    real, fake = discriminator([x, y]), discriminator([y, made])
    return tf.reduce_mean(softplus(-real)), tf.reduce_mean(softplus(fake))


# %% q2 wrong: D never sees `x`
def patch_terms(discriminator, x, y, made):
    real, fake = discriminator([y, y]), discriminator([made, made])
    return tf.reduce_mean(softplus(-real)), tf.reduce_mean(softplus(fake))


# %% q2 wrong: Real and made changed places
def patch_terms(discriminator, x, y, made):
    real, fake = discriminator([x, made]), discriminator([x, y])
    return tf.reduce_mean(softplus(-real)), tf.reduce_mean(softplus(fake))


# %% q2 wrong: Both signs are turned
def patch_terms(discriminator, x, y, made):
    real, fake = discriminator([x, y]), discriminator([x, made])
    return tf.reduce_mean(softplus(real)), tf.reduce_mean(softplus(-fake))


# %% q2 wrong: The fake term is the generator's
def patch_terms(discriminator, x, y, made):
    real, fake = discriminator([x, y]), discriminator([x, made])
    return tf.reduce_mean(softplus(-real)), tf.reduce_mean(softplus(-fake))


# %% q2 wrong: each patch is a decision of its own
def patch_terms(discriminator, x, y, made):
    real, fake = (tf.reduce_mean(discriminator([x, each])) for each in (y, made))
    return softplus(-real), softplus(fake)


# %% q2 wrong: The logits of a picture are averaged first
def patch_terms(discriminator, x, y, made):
    real, fake = (tf.reduce_mean(discriminator([x, each]), axis=(1, 2, 3)) for each in (y, made))
    return tf.reduce_mean(softplus(-real)), tf.reduce_mean(softplus(fake))


# %% q2 wrong: These are sums
def patch_terms(discriminator, x, y, made):
    real, fake = discriminator([x, y]), discriminator([x, made])
    return tf.reduce_sum(softplus(-real)), tf.reduce_sum(softplus(fake))


# %% q2 wrong: These are mean logits
def patch_terms(discriminator, x, y, made):
    return tf.reduce_mean(discriminator([x, y])), tf.reduce_mean(discriminator([x, made]))


# %% q2 wrong: The sign is turned: D minimises
def patch_terms(discriminator, x, y, made):
    real, fake = (tf.sigmoid(discriminator([x, each])) for each in (y, made))
    return tf.reduce_mean(tf.math.log(real)), tf.reduce_mean(tf.math.log(1 - fake))


# %% q2 wrong: The function should give 2 things
def patch_terms(discriminator, x, y, made):
    real, fake = discriminator([x, y]), discriminator([x, made])
    return tf.reduce_mean(softplus(-real)) + tf.reduce_mean(softplus(fake))


# %% q2 wrong: The terms are mean softplus
def patch_terms(discriminator, x, y, made):
    real, fake = (tf.sigmoid(discriminator([x, each])) for each in (y, made))
    return tf.reduce_mean((real - 1) ** 2), tf.reduce_mean(fake**2)  # least squares
