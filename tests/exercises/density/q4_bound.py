# ruff: noqa: F811
"""Planted answers to exercise 4 of notebook 10."""

import numpy as np
import tensorflow as tf
from scipy.special import logsumexp


# %% q4 right: SciPy
def bound_of(log_weights):
    return float(np.mean(logsumexp(log_weights, axis=1, b=1 / log_weights.shape[1])))


# %% q4 right: TensorFlow
def bound_of(log_weights):
    k = tf.cast(tf.shape(log_weights)[1], tf.float64)
    return tf.reduce_mean(tf.reduce_logsumexp(log_weights, axis=1) - tf.math.log(k))


# %% q4 wrong: This is the ELBO
def bound_of(log_weights):
    return log_weights.mean()


# %% q4 wrong: The 1/K is missing
def bound_of(log_weights):
    return logsumexp(log_weights, axis=1).mean()


# %% q4 wrong: take each row's largest out of the sum first
def bound_of(log_weights):
    return np.log(np.exp(log_weights).mean(axis=1)).mean()


# %% q4 wrong: The logarithm is taken of the mean over everything
def bound_of(log_weights):
    return logsumexp(log_weights) - np.log(log_weights.size)


# %% q4 wrong: The axes are swapped
def bound_of(log_weights):
    return (logsumexp(log_weights, axis=0) - np.log(len(log_weights))).mean()


# %% q4 wrong: This is one number a row
def bound_of(log_weights):
    return logsumexp(log_weights, axis=1) - np.log(log_weights.shape[1])


# %% q4 wrong: This is the sum over the rows
def bound_of(log_weights):
    return (logsumexp(log_weights, axis=1) - np.log(log_weights.shape[1])).sum()
