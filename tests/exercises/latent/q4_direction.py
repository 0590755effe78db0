# ruff: noqa: F811
"""Planted answers to exercise 4 of notebook 05."""

import numpy as np
import tensorflow as tf
from sklearn.linear_model import LinearRegression


# %% q4 right: scikit-learn
def direction_of(latents, values):
    w = LinearRegression().fit(latents, values).coef_
    return w / np.linalg.norm(w)


# %% q4 right: the means taken off both, TensorFlow, float32
def direction_of(latents, values):
    z = latents - tf.reduce_mean(latents, axis=0)
    w = tf.linalg.lstsq(z, tf.reshape(values - tf.reduce_mean(values), (-1, 1)))[:, 0]
    return w / tf.norm(w)


# %% q4 wrong: There is no constant c in the fit
def direction_of(latents, values):
    w = np.linalg.lstsq(latents, values, rcond=None)[0]
    return w / np.linalg.norm(w)


# %% q4 wrong: divide by the norm
def direction_of(latents, values):
    return LinearRegression().fit(latents, values).coef_


# %% q4 wrong: This is the correlation with each coordinate by itself
def direction_of(latents, values):
    w = (latents - latents.mean(0)).T @ (values - values.mean())
    return w / np.linalg.norm(w)


# %% q4 wrong: Taking the mean off the values alone is not enough
def direction_of(latents, values):
    w = np.linalg.lstsq(latents, values - values.mean(), rcond=None)[0]
    return w / np.linalg.norm(w)


# %% q4 wrong: The constant c is still in it
def direction_of(latents, values):
    w = np.linalg.lstsq(np.column_stack([latents, np.ones(len(latents))]), values, rcond=None)[0]
    return w / np.linalg.norm(w)


# %% q4 wrong: The value falls along this direction
def direction_of(latents, values):
    w = LinearRegression().fit(latents, -values).coef_
    return w / np.linalg.norm(w)


# %% q4 wrong: from the middle of the lower half of the values to that of the upper one
def direction_of(latents, values):
    high = values > np.median(values)
    w = latents[high].mean(axis=0) - latents[~high].mean(axis=0)
    return w / np.linalg.norm(w)


# %% q4 wrong: The direction should have shape (d,), one axis
def direction_of(latents, values):
    w = LinearRegression().fit(latents, values.reshape(-1, 1)).coef_.T
    return w / np.linalg.norm(w)
