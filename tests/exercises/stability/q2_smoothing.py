# ruff: noqa: F811
"""Planted answers to exercise 2 of notebook 07."""

import numpy as np
import tensorflow as tf
from keras import ops

from gan_utils import losses


# %% q2 right: the package's loss
def smoothed_terms(real_logits, fake_logits, target):
    return losses.smoothed("non_saturating", target).discriminator(real_logits, fake_logits)


# %% q2 right: NumPy, softplus(r) = softplus(−r) + r
def smoothed_terms(real_logits, fake_logits, target):
    real, fake = np.asarray(real_logits, float), np.asarray(fake_logits, float)
    real_term = np.logaddexp(0, -real) + (1 - target) * real
    return real_term.mean(), np.logaddexp(0, fake).mean()


# %% q2 right: Keras' cross-entropy from logits, as a list
def smoothed_terms(real_logits, fake_logits, target):
    of = lambda s, t: ops.mean(ops.binary_crossentropy(t * ops.ones_like(s), s, from_logits=True))
    return [of(real_logits, target), of(fake_logits, 0.0)]


# %% q2 wrong: The fakes are smoothed too
def smoothed_terms(real_logits, fake_logits, target):
    of = lambda s, t: tf.reduce_mean(t * tf.nn.softplus(-s) + (1 - t) * tf.nn.softplus(s))
    return of(real_logits, target), of(fake_logits, 1 - target)


# %% q2 wrong: The part (1 − target)·softplus(r) is missing
def smoothed_terms(real_logits, fake_logits, target):
    real_term = target * tf.reduce_mean(tf.nn.softplus(-real_logits))
    return real_term, tf.reduce_mean(tf.nn.softplus(fake_logits))


# %% q2 wrong: The fakes are smoothed instead
def smoothed_terms(real_logits, fake_logits, target):
    of = lambda s, t: tf.reduce_mean(t * tf.nn.softplus(-s) + (1 - t) * tf.nn.softplus(s))
    return of(real_logits, 1.0), of(fake_logits, 1 - target)


# %% q2 wrong: Nothing is smoothed
def smoothed_terms(real_logits, fake_logits, target):
    return losses.minimax_discriminator(real_logits, fake_logits)


# %% q2 wrong: The two terms changed places
def smoothed_terms(real_logits, fake_logits, target):
    return losses.smoothed("non_saturating", target).discriminator(real_logits, fake_logits)[::-1]


# %% q2 wrong: The function should give 2 things
def smoothed_terms(real_logits, fake_logits, target):
    return sum(losses.smoothed("non_saturating", target).discriminator(real_logits, fake_logits))


# %% q2 wrong: For logits of ±200
def smoothed_terms(real_logits, fake_logits, target):
    p, q = tf.sigmoid(real_logits), tf.sigmoid(fake_logits)
    clipped = lambda x: tf.math.log(tf.clip_by_value(x, 1e-7, 1.0))
    real = -target * clipped(p) - (1 - target) * clipped(1 - p)
    return tf.reduce_mean(real), -tf.reduce_mean(clipped(1 - q))


# %% q2 wrong: that is what the generator wants
def smoothed_terms(real_logits, fake_logits, target):
    real = target * tf.nn.softplus(-real_logits) + (1 - target) * tf.nn.softplus(real_logits)
    return tf.reduce_mean(real), tf.reduce_mean(tf.nn.softplus(-fake_logits))


# %% q2 wrong: return the two apart
def smoothed_terms(real_logits, fake_logits, target):
    real = tf.reduce_mean(target * tf.nn.softplus(-real_logits) + (1 - target) * tf.nn.softplus(real_logits))
    fake = tf.reduce_mean(tf.nn.softplus(fake_logits))
    return real + fake, fake
