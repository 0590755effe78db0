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


# %% q2 wrong: The result is text
def best_discriminator(log_p, log_q):
    return [f"{d:.6f}" for d in expit(np.subtract(log_p, log_q))]


# %% q2 wrong: The result is complex
def best_discriminator(log_p, log_q):
    p, q = (np.exp(log.astype(complex)) for log in (log_p, log_q))
    return p / (p + q)


# %% q2 wrong: `yield` where it needs `return`
def best_discriminator(log_p, log_q):
    for one, other in zip(log_p, log_q, strict=True):
        yield expit(one - other)


# %% q2 wrong: The result is masked
def best_discriminator(log_p, log_q):
    return np.ma.masked_less(expit(np.subtract(log_p, log_q)), 2.0)


# %% q2 wrong: This is log D*
def best_discriminator(log_p, log_q):
    return -np.logaddexp(0, np.subtract(log_q, log_p))


# %% q2 wrong: This is a verdict
def best_discriminator(log_p, log_q):
    return np.where(np.greater(log_p, log_q), 1.0, 0.0)


# %% q2 wrong: Far out this gives 0
def best_discriminator(log_p, log_q):
    p, q = np.exp(log_p), np.exp(log_q)
    return np.nan_to_num(p / (p + q))


# %% q2 wrong: Far out this gives ½
def best_discriminator(log_p, log_q):
    p, q = (np.exp(np.maximum(log, -600.0).astype("float64")) for log in (log_p, log_q))
    return p / (p + q)
