# ruff: noqa: F811
"""Planted answers to exercise 4 of notebook 01."""

import numpy as np
import tensorflow as tf
from keras import ops
from scipy.special import expit


# %% q4 right: keras.ops
def generator_gradients(logit, logit_slope):
    logit, logit_slope = ops.convert_to_tensor(logit), ops.convert_to_tensor(logit_slope)
    return -ops.sigmoid(logit) * logit_slope, -ops.sigmoid(-logit) * logit_slope


# %% q4 right: TensorFlow differentiates
def generator_gradients(logit, logit_slope):
    logit = tf.convert_to_tensor(logit)
    with tf.GradientTape(persistent=True) as tape:
        tape.watch(logit)
        minimax, other = -tf.math.softplus(logit), tf.math.softplus(-logit)
    return tape.gradient(minimax, logit) * logit_slope, tape.gradient(other, logit) * logit_slope


# %% q4 right: float64, one array of both
def generator_gradients(logit, logit_slope):
    logit = np.asarray(logit, np.float64)
    real = np.exp(-np.logaddexp(0, -logit))
    return np.stack([-real, -np.exp(-np.logaddexp(0, logit))]) * logit_slope


# %% q4 wrong: The two changed places
def generator_gradients(logit, logit_slope):
    return -expit(-logit) * logit_slope, -expit(logit) * logit_slope


# %% q4 wrong: Both signs are the other way round
def generator_gradients(logit, logit_slope):
    return expit(logit) * logit_slope, expit(-logit) * logit_slope


# %% q4 wrong: The chain rule is not finished
def generator_gradients(logit, logit_slope):
    return -expit(logit), -expit(-logit)


# %% q4 wrong: This is the derivative by D, not by x
def generator_gradients(logit, logit_slope):
    d = expit(logit)
    return -1 / (1 - d) * logit_slope, -1 / d * logit_slope


# %% q4 wrong: Both are the minimax gradient
def generator_gradients(logit, logit_slope):
    gradient = -expit(logit) * logit_slope
    return gradient, gradient


# %% q4 wrong: the exponential overflows
def generator_gradients(logit, logit_slope):
    d = 1 / (1 + np.exp(-logit))
    return -d * logit_slope, -(1 - d) * logit_slope


# %% q4 wrong: one number a sample, not a mean
def generator_gradients(logit, logit_slope):
    return np.mean(-expit(logit) * logit_slope), np.mean(-expit(-logit) * logit_slope)


# %% q4 wrong: this gives 1
def generator_gradients(logit, logit_slope):
    return [-expit(logit) * logit_slope]


# %% q4 wrong: `yield` where it needs `return`
def generator_gradients(logit, logit_slope):
    yield -expit(logit) * logit_slope
    yield -expit(-logit) * logit_slope


# %% q4 wrong: The result is complex
def generator_gradients(logit, logit_slope):
    return -expit(logit) * logit_slope + 0j, -expit(-logit) * logit_slope + 0j


# %% q4 wrong: in this order; a dict has none
def generator_gradients(logit, logit_slope):
    return {"minimax": -expit(logit) * logit_slope, "non_saturating": -expit(-logit) * logit_slope}


# %% q4 wrong: These are the losses themselves
def generator_gradients(logit, logit_slope):
    return -np.logaddexp(0, logit) * logit_slope, np.logaddexp(0, -logit) * logit_slope


# %% q4 wrong: Divided by the batch size
def generator_gradients(logit, logit_slope):
    n = len(logit)
    return -expit(logit) * logit_slope / n, -expit(-logit) * logit_slope / n
