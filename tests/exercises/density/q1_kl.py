# ruff: noqa: F811
"""Planted answers to exercise 1 of notebook 10."""

import numpy as np
import tensorflow as tf
from keras import ops


# %% q1 right: keras.ops
def gaussian_kl(mean, log_variance):
    return 0.5 * ops.sum(ops.square(mean) + ops.exp(log_variance) - 1.0 - log_variance, axis=-1)


# %% q1 right: one row at a time
def gaussian_kl(mean, log_variance):
    rows = []
    for means, logarithms in zip(mean, log_variance, strict=True):
        pairs = zip(means, logarithms, strict=True)
        rows.append(sum((m * m + np.exp(v) - 1 - v) / 2 for m, v in pairs))
    return rows


# %% q1 right: TensorFlow, the terms apart
def gaussian_kl(mean, log_variance):
    far = tf.reduce_sum(mean**2, 1)
    return (far + tf.reduce_sum(tf.exp(log_variance) - log_variance, 1) - mean.shape[1]) / 2


# %% q1 wrong: The factor ½ is missing
def gaussian_kl(mean, log_variance):
    return (mean**2 + np.exp(log_variance) - 1 - log_variance).sum(axis=1)


# %% q1 wrong: This averages over the coordinates
def gaussian_kl(mean, log_variance):
    return 0.5 * (mean**2 + np.exp(log_variance) - 1 - log_variance).mean(axis=1)


# %% q1 wrong: The −1 is missing
def gaussian_kl(mean, log_variance):
    return 0.5 * (mean**2 + np.exp(log_variance) - log_variance).sum(axis=1)


# %% q1 wrong: This reads the second argument as log s
def gaussian_kl(mean, log_variance):
    return 0.5 * (mean**2 + np.exp(log_variance) ** 2 - 1 - 2 * log_variance).sum(axis=1)


# %% q1 wrong: The sign is the other way round
def gaussian_kl(mean, log_variance):
    return 0.5 * (1 + log_variance - mean**2 - np.exp(log_variance)).sum(axis=1)


# %% q1 wrong: This is one number for the whole batch
def gaussian_kl(mean, log_variance):
    return 0.5 * (mean**2 + np.exp(log_variance) - 1 - log_variance).sum()


# %% q1 wrong: This is the KL the other way round
def gaussian_kl(mean, log_variance):
    return 0.5 * ((1 + mean**2) / np.exp(log_variance) - 1 + log_variance).sum(axis=1)


# %% q1 wrong: The logarithm is subtracted
def gaussian_kl(mean, log_variance):
    return 0.5 * (mean**2 + np.exp(log_variance) - 1 + log_variance).sum(axis=1)
