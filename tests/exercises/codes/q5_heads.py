# ruff: noqa: F811
"""Planted answers to exercise 5 of notebook 11."""

import keras
import numpy as np
import tensorflow as tf


def missed(logits, classes):
    return tf.nn.sparse_softmax_cross_entropy_with_logits(classes, logits)


def away(means, uniform):
    return 0.5 * tf.reduce_sum((means - uniform) ** 2, axis=1)


# %% q5 right: by Keras' own losses
def head_loss(logits, classes, means, uniform, weight):
    first = keras.losses.SparseCategoricalCrossentropy(from_logits=True)(classes, logits)
    return weight * (first + tf.reduce_mean(away(means, uniform)))


# %% q5 right: by hand
def head_loss(logits, classes, means, uniform, weight):
    log_q = logits - tf.reduce_logsumexp(logits, axis=1, keepdims=True)
    hit = tf.reduce_sum(log_q * tf.one_hot(classes, logits.shape[1]), axis=1)
    return weight * (tf.reduce_mean(away(means, uniform)) - tf.reduce_mean(hit))


# %% q5 wrong: The weight λ is missing
def head_loss(logits, classes, means, uniform, weight):
    return tf.reduce_mean(missed(logits, classes) + away(means, uniform))


# %% q5 wrong: λ weighs both terms
def head_loss(logits, classes, means, uniform, weight):
    return weight * tf.reduce_mean(missed(logits, classes)) + tf.reduce_mean(away(means, uniform))


# %% q5 wrong: The ½ before the squared error
def head_loss(logits, classes, means, uniform, weight):
    return weight * tf.reduce_mean(missed(logits, classes) + 2 * away(means, uniform))


# %% q5 wrong: This averages over the continuous codes
def head_loss(logits, classes, means, uniform, weight):
    return weight * (tf.reduce_mean(missed(logits, classes)) + 0.5 * tf.reduce_mean((means - uniform) ** 2))


# %% q5 wrong: enters squared
def head_loss(logits, classes, means, uniform, weight):
    return weight * tf.reduce_mean(missed(logits, classes) + 0.5 * tf.reduce_sum(tf.abs(means - uniform), axis=1))


# %% q5 wrong: the sum over the pictures
def head_loss(logits, classes, means, uniform, weight):
    return weight * tf.reduce_sum(missed(logits, classes) + away(means, uniform))


# %% q5 wrong: This is one number a picture
def head_loss(logits, classes, means, uniform, weight):
    return weight * (missed(logits, classes) + away(means, uniform))


# %% q5 wrong: The sign of the first term
def head_loss(logits, classes, means, uniform, weight):
    return weight * tf.reduce_mean(away(means, uniform) - missed(logits, classes))


# %% q5 wrong: The sign is turned: what is missed is lowered
def head_loss(logits, classes, means, uniform, weight):
    return -weight * tf.reduce_mean(missed(logits, classes) + away(means, uniform))


# %% q5 wrong: The continuous codes are missing
def head_loss(logits, classes, means, uniform, weight):
    return weight * tf.reduce_mean(missed(logits, classes))


# %% q5 wrong: The classes are missing
def head_loss(logits, classes, means, uniform, weight):
    return weight * tf.reduce_mean(away(means, uniform))


# %% q5 wrong: takes it twice
def head_loss(logits, classes, means, uniform, weight):
    return weight * tf.reduce_mean(missed(tf.nn.softmax(logits), classes) + away(means, uniform))


# %% q5 wrong: the log of their softmax is missing
def head_loss(logits, classes, means, uniform, weight):
    hit = tf.reduce_sum(logits * tf.one_hot(classes, logits.shape[1]), axis=1)
    return weight * tf.reduce_mean(away(means, uniform) - hit)


# %% q5 wrong: No gradient comes back
def head_loss(logits, classes, means, uniform, weight):
    logits, means = logits.numpy(), means.numpy()
    return tf.constant(float(weight * tf.reduce_mean(missed(logits, classes) + away(means, uniform))))


# %% q5 wrong: It is weight
def head_loss(logits, classes, means, uniform, weight):
    return weight * np.mean(missed(logits, classes)) * np.mean(away(means, uniform))
