# ruff: noqa: F811
"""Planted answers to exercise 5 of notebook 01."""

import keras
import numpy as np
import tensorflow as tf
from keras import ops
from scipy.special import expit


# %% q5 right: keras.ops
def alternating_update(theta, psi, step_size, r1_weight=0.0):
    psi = psi + step_size * (-theta * ops.sigmoid(psi * theta) - r1_weight * psi)
    theta = theta + step_size * psi * ops.sigmoid(psi * theta)
    return theta, psi


# %% q5 right: two gradients by tape, in float32
def alternating_update(theta, psi, step_size, r1_weight=0.0):
    theta, psi = tf.Variable(theta), tf.Variable(psi)
    with tf.GradientTape() as tape:
        loss = tf.math.softplus(psi * theta) + r1_weight / 2 * psi**2
    keras.optimizers.SGD(step_size).apply([tape.gradient(loss, psi)], [psi])
    with tf.GradientTape() as tape:
        loss = -tf.math.softplus(psi * theta)
    keras.optimizers.SGD(step_size).apply([tape.gradient(loss, theta)], [theta])
    return theta, psi


# %% q5 right: NumPy, arrays of shape (1,)
def alternating_update(theta, psi, step_size, r1_weight=0.0):
    theta, psi = np.array([theta]), np.array([psi])
    psi = psi - step_size * (theta / (1 + np.exp(-psi * theta)) + r1_weight * psi)
    return [theta + step_size * psi / (1 + np.exp(-psi * theta)), psi]


# %% q5 wrong: That is the simultaneous update
def alternating_update(theta, psi, step_size, r1_weight=0.0):
    sigma = expit(psi * theta)
    return theta + step_size * psi * sigma, psi + step_size * (-theta * sigma - r1_weight * psi)


# %% q5 wrong: Here G moves first
def alternating_update(theta, psi, step_size, r1_weight=0.0):
    theta = theta + step_size * psi * expit(psi * theta)
    psi = psi + step_size * (-theta * expit(psi * theta) - r1_weight * psi)
    return theta, psi


# %% q5 wrong: The two changed places
def alternating_update(theta, psi, step_size, r1_weight=0.0):
    psi = psi + step_size * (-theta * expit(psi * theta) - r1_weight * psi)
    theta = theta + step_size * psi * expit(psi * theta)
    return psi, theta


# %% q5 wrong: G's step is that of the non-saturating loss
def alternating_update(theta, psi, step_size, r1_weight=0.0):
    psi = psi + step_size * (-theta * expit(psi * theta) - r1_weight * psi)
    return theta + step_size * psi * expit(-psi * theta), psi


# %% q5 wrong: R1 is missing
def alternating_update(theta, psi, step_size, r1_weight=0.0):
    psi = psi - step_size * theta * expit(psi * theta)
    return theta + step_size * psi * expit(psi * theta), psi


# %% q5 wrong: half the squared slope, ½·ψ², has the derivative ψ
def alternating_update(theta, psi, step_size, r1_weight=0.0):
    psi = psi + step_size * (-theta * expit(psi * theta) - 2 * r1_weight * psi)
    return theta + step_size * psi * expit(psi * theta), psi


# %% q5 wrong: R1 has the wrong sign
def alternating_update(theta, psi, step_size, r1_weight=0.0):
    psi = psi + step_size * (-theta * expit(psi * theta) + r1_weight * psi)
    return theta + step_size * psi * expit(psi * theta), psi


# %% q5 wrong: G climbs V here
def alternating_update(theta, psi, step_size, r1_weight=0.0):
    psi = psi + step_size * (-theta * expit(psi * theta) - r1_weight * psi)
    return theta - step_size * psi * expit(psi * theta), psi


# %% q5 wrong: the old one inside
def alternating_update(theta, psi, step_size, r1_weight=0.0):
    new = psi + step_size * (-theta * expit(psi * theta) - r1_weight * psi)
    return theta + step_size * new * expit(psi * theta), new


# %% q5 wrong: and the old one outside
def alternating_update(theta, psi, step_size, r1_weight=0.0):
    new = psi + step_size * (-theta * expit(psi * theta) - r1_weight * psi)
    return theta + step_size * psi * expit(new * theta), new


# %% q5 wrong: These are the changes
def alternating_update(theta, psi, step_size, r1_weight=0.0):
    new = psi + step_size * (-theta * expit(psi * theta) - r1_weight * psi)
    return step_size * new * expit(new * theta), new - psi


# %% q5 wrong: The step size is missing in G's step
def alternating_update(theta, psi, step_size, r1_weight=0.0):
    new = psi + step_size * (-theta * expit(psi * theta) - r1_weight * psi)
    return theta + new * expit(new * theta), new


# %% q5 wrong: not 1 − σ(ψθ)
def alternating_update(theta, psi, step_size, r1_weight=0.0):
    new = psi + step_size * (-theta * expit(-psi * theta) - r1_weight * psi)
    return theta + step_size * new * expit(new * theta), new


# %% q5 wrong: D's slope lacks its factor
def alternating_update(theta, psi, step_size, r1_weight=0.0):
    new = psi + step_size * (-theta - r1_weight * psi)
    return theta + step_size * new * expit(new * theta), new


# %% q5 wrong: ψ is right, θ is not
def alternating_update(theta, psi, step_size, r1_weight=0.0):
    new = psi + step_size * (-theta * expit(psi * theta) - r1_weight * psi)
    return theta + step_size * new, new


# %% q5 wrong: ψ is not right
def alternating_update(theta, psi, step_size, r1_weight=0.0):
    new = psi + step_size * (-theta * expit(psi * theta) - r1_weight * np.sign(psi))
    return theta + step_size * new * expit(new * theta), new


# %% q5 wrong: `yield` where it needs `return`
def alternating_update(theta, psi, step_size, r1_weight=0.0):
    new = psi + step_size * (-theta * expit(psi * theta) - r1_weight * psi)
    yield theta + step_size * new * expit(new * theta)
    yield new


# %% q5 wrong: The result is text
def alternating_update(theta, psi, step_size, r1_weight=0.0):
    new = psi + step_size * (-theta * expit(psi * theta) - r1_weight * psi)
    return f"{theta + step_size * new * expit(new * theta)}", f"{new}"
