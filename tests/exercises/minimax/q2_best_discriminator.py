# ruff: noqa: F811
"""Planted answers to exercise 2 of notebook 01."""

import numpy as np
import tensorflow as tf
from keras import ops
from scipy.special import expit


# %% q2 right: keras.ops
def best_discriminator(log_p, log_q):
    return ops.sigmoid(ops.subtract(log_p, log_q))


# %% q2 right: float64, by logaddexp
def best_discriminator(log_p, log_q):
    log_p, log_q = np.asarray(log_p, np.float64), np.asarray(log_q, np.float64)
    return np.exp(log_p - np.logaddexp(log_p, log_q))


# %% q2 right: TensorFlow, softmax of the two
def best_discriminator(log_p, log_q):
    return tf.nn.softmax(tf.stack([log_p, log_q], axis=-1))[..., 0]


# %% q2 wrong: Take log p − log q before any exponential
def best_discriminator(log_p, log_q):
    p, q = np.exp(log_p), np.exp(log_q)
    return p / (p + q)


# %% q2 wrong: Far out this gives 0
def best_discriminator(log_p, log_q):
    p, q = np.exp(log_p), np.exp(log_q)
    return p / (p + q + 1e-12)


# %% q2 wrong: Far out this gives ½
def best_discriminator(log_p, log_q):
    p, q = np.exp(log_p) + 1e-12, np.exp(log_q) + 1e-12
    return p / (p + q)


# %% q2 wrong: This is q/(p + q)
def best_discriminator(log_p, log_q):
    return expit(np.subtract(log_q, log_p))


# %% q2 wrong: This is the logit of D*
def best_discriminator(log_p, log_q):
    return np.subtract(log_p, log_q)


# %% q2 wrong: This is the ratio p/q
def best_discriminator(log_p, log_q):
    return np.exp(np.subtract(log_p, log_q))


# %% q2 wrong: The arguments are log densities
def best_discriminator(p, q):
    return p / (p + q)


# %% q2 wrong: exp overflows
def best_discriminator(log_p, log_q):
    ratio = np.exp(np.subtract(log_p, log_q))
    return ratio / (1 + ratio)
