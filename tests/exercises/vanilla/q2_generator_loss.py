# ruff: noqa: F811
"""Planted answers to exercise 2 of notebook 02."""

import keras
import numpy as np
import tensorflow as tf
from keras import ops


# %% q2 right: keras.ops
def generator_loss(fake_logits, kind):
    losses = {"non_saturating": ops.softplus(-fake_logits), "minimax": -ops.softplus(fake_logits)}
    return ops.mean(losses[kind])


# %% q2 right: log_sigmoid, float64, in a graph
@tf.function
def generator_loss(fake_logits, kind):
    f = tf.cast(fake_logits, tf.float64)
    if kind == "minimax":
        return tf.reduce_sum(tf.math.log_sigmoid(-f)) / f.shape[0]
    return -tf.reduce_sum(tf.math.log_sigmoid(f)) / f.shape[0]


# %% q2 right: Keras' cross-entropy against ones and zeros
def generator_loss(fake_logits, kind):
    bce = keras.losses.BinaryCrossentropy(from_logits=True)
    if kind == "non_saturating":
        return bce(tf.ones_like(fake_logits), fake_logits)
    return -bce(tf.zeros_like(fake_logits), fake_logits)


# %% q2 wrong: This is the minimax loss; the two kinds changed places
def generator_loss(fake_logits, kind):
    if kind == "non_saturating":
        return -tf.reduce_mean(tf.nn.softplus(fake_logits))
    return tf.reduce_mean(tf.nn.softplus(-fake_logits))


# %% q2 wrong: This is the non-saturating loss; the two kinds changed places, or `kind` is not looked at
def generator_loss(fake_logits, kind):
    return tf.reduce_mean(tf.nn.softplus(-fake_logits))


# %% q2 wrong: D minimises −log(1 − σ(f)), G minimises log(1 − σ(f))
def generator_loss(fake_logits, kind):
    if kind == "minimax":
        return tf.reduce_mean(tf.nn.softplus(fake_logits))
    return tf.reduce_mean(tf.nn.softplus(-fake_logits))


# %% q2 wrong: This is −log(1 − σ(f)), what D pays for a fake
def generator_loss(fake_logits, kind):
    if kind == "minimax":
        return -tf.reduce_mean(tf.nn.softplus(fake_logits))
    return tf.reduce_mean(tf.nn.softplus(fake_logits))


# %% q2 wrong: use softplus, not log of a sigmoid
def generator_loss(fake_logits, kind):
    p = tf.sigmoid(fake_logits)
    return tf.reduce_mean(tf.math.log(1 - p)) if kind == "minimax" else -tf.reduce_mean(tf.math.log(p))


# %% q2 wrong: as if the probability were clipped
def generator_loss(fake_logits, kind):
    p = tf.clip_by_value(tf.sigmoid(fake_logits), 1e-7, 1 - 1e-7)
    return tf.reduce_mean(tf.math.log(1 - p)) if kind == "minimax" else -tf.reduce_mean(tf.math.log(p))


# %% q2 wrong: no gradient reaches the logits
def generator_loss(fake_logits, kind):
    f = np.asarray(fake_logits)
    return -np.mean(np.logaddexp(0, f)) if kind == "minimax" else np.mean(np.logaddexp(0, -f))


# %% q2 wrong: This is the sum over the batch
def generator_loss(fake_logits, kind):
    if kind == "minimax":
        return -tf.reduce_sum(tf.nn.softplus(fake_logits))
    return tf.reduce_sum(tf.nn.softplus(-fake_logits))


# %% q2 wrong: use softplus, not log of a sigmoid
def generator_loss(fake_logits, kind):
    p = ops.sigmoid(fake_logits)
    return ops.mean(ops.log(1 - p)) if kind == "minimax" else -ops.mean(ops.log(p))


# %% q2 wrong: D minimises −log(1 − σ(f)), G minimises log(1 − σ(f))
def generator_loss(fake_logits, kind):
    sign = 1.0 if kind == "minimax" else -1.0
    return ops.mean(ops.softplus(sign * fake_logits))
