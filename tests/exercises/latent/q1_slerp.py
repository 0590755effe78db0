# ruff: noqa: F811
"""Planted answers to exercise 1 of notebook 05."""

import numpy as np
import tensorflow as tf

from gan_utils import latent


# %% q1 right: the package's own
def slerp(z0, z1, t):
    return latent.slerp(z0, z1, t)


# %% q1 right: TensorFlow, float32, the textbook formula on unit vectors, with its exceptions
def slerp(z0, z1, t):
    n0, n1 = tf.norm(z0), tf.norm(z1)
    u0 = z0 / n0 if n0 > 0 else z1 / n1 if n1 > 0 else tf.zeros_like(z0)
    u1 = z1 / n1 if n1 > 0 else u0
    length = (1 - t) * n0 + t * n1
    cosine = tf.reduce_sum(u0 * u1)
    if cosine > 0.9999:
        return length * u0
    if cosine < -0.9999:
        roll = tf.roll(u0, 1, 0) * tf.cast([1.0] + [-1.0] * (len(z0) - 1), tf.float32)
        w = roll - tf.reduce_sum(roll * u0) * u0
        w = w / tf.norm(w)
        return length * (tf.cos(t * np.pi) * u0 + tf.sin(t * np.pi) * w)
    angle = tf.acos(cosine)
    return length * (tf.sin((1 - t) * angle) * u0 + tf.sin(t * angle) * u1) / tf.sin(angle)


# %% q1 wrong: This is lerp, the straight line
def slerp(z0, z1, t):
    return (1 - t) * z0 + t * z1


# %% q1 wrong: it turns slowly at the ends and fast in the middle
def slerp(z0, z1, t):
    z = (1 - t) * z0 + t * z1
    return z / np.linalg.norm(z) * ((1 - t) * np.linalg.norm(z0) + t * np.linalg.norm(z1))


# %% q1 wrong: This is the textbook formula on latents of different lengths
def slerp(z0, z1, t):
    angle = np.arccos(np.dot(z0, z1) / (np.linalg.norm(z0) * np.linalg.norm(z1)))
    return (np.sin((1 - t) * angle) * z0 + np.sin(t * angle) * z1) / np.sin(angle)


# %% q1 wrong: Parallel latents: sin Ω is 0
def slerp(z0, z1, t):
    n0, n1 = np.linalg.norm(z0), np.linalg.norm(z1)
    angle = np.arccos(np.dot(z0, z1) / (n0 * n1))
    turned = (np.sin((1 - t) * angle) * z0 / n0 + np.sin(t * angle) * z1 / n1) / np.sin(angle)
    return ((1 - t) * n0 + t * n1) * turned


# %% q1 wrong: Opposite latents
def slerp(z0, z1, t):
    n0, n1 = np.linalg.norm(z0), np.linalg.norm(z1)
    cosine = np.clip(np.dot(z0, z1) / (n0 * n1), -1, 1)
    if abs(cosine) > 0.9999:
        return (1 - t) * z0 + t * z1
    angle = np.arccos(cosine)
    turned = (np.sin((1 - t) * angle) * z0 / n0 + np.sin(t * angle) * z1 / n1) / np.sin(angle)
    return ((1 - t) * n0 + t * n1) * turned


# %% q1 wrong: The circle must be the same one at every t
def slerp(z0, z1, t):
    n0, n1 = np.linalg.norm(z0), np.linalg.norm(z1)
    cosine = np.dot(z0, z1) / (n0 * n1)
    if cosine > 0.9999:
        return (1 - t) * z0 + t * z1
    u0, u1 = z0 / n0, z1 / n1
    if cosine < -0.9999:
        u1 = np.random.default_rng(int(1000 * t)).standard_normal(len(z0))
    w = u1 - (u1 @ u0) * u0
    w = w / np.linalg.norm(w)
    angle = np.arccos(max(cosine, -1.0))
    return ((1 - t) * n0 + t * n1) * (np.cos(t * angle) * u0 + np.sin(t * angle) * w)


# %% q1 wrong: A zero latent has no direction
def slerp(z0, z1, t):
    n0, n1 = np.linalg.norm(z0), np.linalg.norm(z1)
    return latent.slerp(z0, z1, t) if n0 * n1 > 0 else (z0 / n0 + z1 / n1) / 2


# %% q1 wrong: The length stays that of z0
def slerp(z0, z1, t):
    n0, n1 = np.linalg.norm(z0), np.linalg.norm(z1)
    u1 = z1 / n1 if n1 > 0 else z1
    return latent.slerp(z0, n0 * u1, t)


# %% q1 wrong: The ends changed places
def slerp(z0, z1, t):
    return latent.slerp(z0, z1, 1 - t)
