# ruff: noqa: F811
"""Planted answers to exercise 1 of notebook 02."""

import keras
import numpy as np
import tensorflow as tf
from keras import ops


# %% q1 right: keras.ops, float64, in one formula
def discriminator_loss(logits, labels):
    logits, labels = ops.cast(logits, "float64"), ops.cast(labels, "float64")
    return ops.mean(ops.softplus(logits) - labels * logits)


# %% q1 right: Keras' loss from logits
def discriminator_loss(logits, labels):
    return keras.losses.BinaryCrossentropy(from_logits=True)(labels, logits)


# %% q1 right: NumPy
def discriminator_loss(logits, labels):
    logits, labels = np.asarray(logits), np.asarray(labels)
    return np.mean(np.where(labels == 1, np.logaddexp(0, -logits), np.logaddexp(0, logits)))


# %% q1 wrong: These are two means added, as the package does
def discriminator_loss(logits, labels):
    real, fake = logits[labels == 1], logits[labels == 0]
    return tf.reduce_mean(tf.nn.softplus(-real)) + tf.reduce_mean(tf.nn.softplus(fake))


# %% q1 wrong: The labels are the wrong way round
def discriminator_loss(logits, labels):
    return tf.reduce_mean(labels * tf.nn.softplus(logits) + (1 - labels) * tf.nn.softplus(-logits))


# %% q1 wrong: This is the sum over the batch
def discriminator_loss(logits, labels):
    return tf.reduce_sum(labels * tf.nn.softplus(-logits) + (1 - labels) * tf.nn.softplus(logits))


# %% q1 wrong: A sigmoid too many
def discriminator_loss(logits, labels):
    return keras.losses.BinaryCrossentropy(from_logits=True)(labels, tf.sigmoid(logits))


# %% q1 wrong: The logits are taken for probabilities
def discriminator_loss(logits, labels):
    return keras.losses.BinaryCrossentropy()(labels, logits)


# %% q1 wrong: Keras' losses take the labels first
def discriminator_loss(logits, labels):
    return keras.losses.BinaryCrossentropy(from_logits=True)(logits, labels)


# %% q1 wrong: and its logarithm infinite
def discriminator_loss(logits, labels):
    p = tf.sigmoid(logits)
    return tf.reduce_mean(-labels * tf.math.log(p) - (1 - labels) * tf.math.log(1 - p))


# %% q1 wrong: as if the probability were clipped
def discriminator_loss(logits, labels):
    return keras.losses.BinaryCrossentropy()(labels, tf.sigmoid(logits))


# %% q1 wrong: This is one number a sample
def discriminator_loss(logits, labels):
    return labels * tf.nn.softplus(-logits) + (1 - labels) * tf.nn.softplus(logits)


# %% q1 wrong: Each class has its own mean here
def discriminator_loss(logits, labels):
    each = labels * ops.softplus(-logits) + (1 - labels) * ops.softplus(logits)
    real, fake = ops.sum(each * labels) / ops.sum(labels), ops.sum(each * (1 - labels)) / ops.sum(1 - labels)
    return (real + fake) / 2


# %% q1 wrong: Only the real samples count here
def discriminator_loss(logits, labels):
    return ops.mean(labels * ops.softplus(-logits))
