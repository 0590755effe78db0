# ruff: noqa: F811
"""Planted answers to exercise 5 of notebook 12."""

import numpy as np
import tensorflow as tf
from keras import ops


def mean(x):
    return tf.reduce_mean(tf.abs(x))


# %% q5 right: keras.ops
def cycle_loss(to_b, to_a, a, b):
    return ops.mean(ops.abs(a - to_a(to_b(a)))) + ops.mean(ops.abs(b - to_b(to_a(b))))


# %% q5 right: Keras' loss
def cycle_loss(to_b, to_a, a, b):
    import keras

    away = keras.losses.MeanAbsoluteError()
    return away(a, to_a(to_b(a))) + away(b, to_b(to_a(b)))


# %% q5 wrong: Only the way a → b → a is there
def cycle_loss(to_b, to_a, a, b):
    return mean(to_a(to_b(a)) - a)


# %% q5 wrong: Only the way b → a → b is there
def cycle_loss(to_b, to_a, a, b):
    return mean(to_b(to_a(b)) - b)


# %% q5 wrong: This is the mean of both ways
def cycle_loss(to_b, to_a, a, b):
    return (mean(to_a(to_b(a)) - a) + mean(to_b(to_a(b)) - b)) / 2


# %% q5 wrong: These are squared differences
def cycle_loss(to_b, to_a, a, b):
    return tf.reduce_mean((to_a(to_b(a)) - a) ** 2) + tf.reduce_mean((to_b(to_a(b)) - b) ** 2)


# %% q5 wrong: The order is turned
def cycle_loss(to_b, to_a, a, b):
    return mean(to_b(to_a(a)) - a) + mean(to_a(to_b(b)) - b)


# %% q5 wrong: a picture against one of the other kind
def cycle_loss(to_b, to_a, a, b):
    return mean(to_b(a) - b) + mean(to_a(b) - a)


# %% q5 wrong: This is the identity loss
def cycle_loss(to_b, to_a, a, b):
    return mean(to_b(b) - b) + mean(to_a(a) - a)


# %% q5 wrong: Signs cancel here
def cycle_loss(to_b, to_a, a, b):
    return tf.reduce_mean(to_a(to_b(a)) - a) + tf.reduce_mean(to_b(to_a(b)) - b)


# %% q5 wrong: These are sums
def cycle_loss(to_b, to_a, a, b):
    return tf.reduce_sum(tf.abs(to_a(to_b(a)) - a)) + tf.reduce_sum(tf.abs(to_b(to_a(b)) - b))


# %% q5 wrong: `to_b` gets no gradient
def cycle_loss(to_b, to_a, a, b):
    one, other = (np.asarray(x) for x in (to_a(to_b(a)), to_b(to_a(b))))
    return np.mean(np.abs(one - np.asarray(a))) + np.mean(np.abs(other - np.asarray(b)))


# %% q5 wrong: `to_a` gets no gradient
def cycle_loss(to_b, to_a, a, b):
    stopped = lambda x: tf.stop_gradient(to_a(x))
    straight = lambda x: x + tf.stop_gradient(to_a(x) - x)
    return mean(straight(to_b(a)) - a) + mean(to_b(stopped(b)) - b)


# %% q5 wrong: The loss is mean
def cycle_loss(to_b, to_a, a, b):
    return mean(to_a(to_b(a)) - a) + mean(to_b(to_a(b)) - b) + 0.5 * (mean(to_b(b) - b) + mean(to_a(a) - a))
