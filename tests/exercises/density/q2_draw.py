# ruff: noqa: F811
"""Planted answers to exercise 2 of notebook 10."""

import numpy as np
import tensorflow as tf
from keras import ops


# %% q2 right: keras.ops, the root of the variance
def draw_latent(mean, log_variance, noise):
    return mean + ops.sqrt(ops.exp(log_variance)) * noise


# %% q2 right: the noise first
def draw_latent(mean, log_variance, noise):
    return tf.add(tf.multiply(noise, tf.exp(log_variance / 2)), mean)


# %% q2 wrong: This multiplies by the variance
def draw_latent(mean, log_variance, noise):
    return mean + tf.exp(log_variance) * noise


# %% q2 wrong: This multiplies by the log-variance itself
def draw_latent(mean, log_variance, noise):
    return mean + log_variance * noise


# %% q2 wrong: The noise is missing
def draw_latent(mean, log_variance, noise):
    return mean + tf.exp(0.5 * log_variance)


# %% q2 wrong: This is the mean
def draw_latent(mean, log_variance, noise):
    return mean


# %% q2 wrong: `mean` gets no gradient
def draw_latent(mean, log_variance, noise):
    return mean.numpy() + np.exp(log_variance.numpy() / 2) * noise.numpy()


# %% q2 wrong: `log_variance` gets no gradient
def draw_latent(mean, log_variance, noise):
    return mean + tf.stop_gradient(tf.exp(0.5 * log_variance)) * noise


# %% q2 wrong: The deviation is missing
def draw_latent(mean, log_variance, noise):
    return mean + noise
