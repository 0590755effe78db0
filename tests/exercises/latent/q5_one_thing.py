# ruff: noqa: F811
"""Planted answers to exercise 5 of notebook 05."""

import numpy as np
import tensorflow as tf


# %% q5 right: QR
def without_all(direction, others):
    q = np.linalg.qr(np.asarray(others).T)[0]
    rest = direction - q @ (q.T @ direction)
    return rest / np.linalg.norm(rest)


# %% q5 right: Gram and Schmidt by hand, TensorFlow
def without_all(direction, others):
    base = []
    for a in others:
        for b in base:
            a = a - tf.reduce_sum(a * b) * b
        base.append(a / tf.norm(a))
    for b in base:
        direction = direction - tf.reduce_sum(direction * b) * b
    return direction / tf.norm(direction)


# %% q5 right: the pseudo-inverse, twice for accuracy
def without_all(direction, others):
    a = np.asarray(others, float)
    for _ in range(2):
        direction = direction - np.linalg.pinv(a) @ (a @ direction)
    return direction / np.linalg.norm(direction)


# %% q5 wrong: One projection after the other is not enough
def without_all(direction, others):
    for a in others:
        direction = direction - (direction @ a) / (a @ a) * a
    return direction / np.linalg.norm(direction)


# %% q5 wrong: A projection on a is (v·a)/(a·a)·a
def without_all(direction, others):
    for a in others:
        direction = direction - (direction @ a) * a
    return direction / np.linalg.norm(direction)


# %% q5 wrong: but no unit vector
def without_all(direction, others):
    return direction - np.linalg.lstsq(others.T, direction, rcond=None)[0] @ others


# %% q5 wrong: This is the part that has to go
def without_all(direction, others):
    part = np.linalg.lstsq(others.T, direction, rcond=None)[0] @ others
    return part / np.linalg.norm(part)


# %% q5 wrong: Only the first of the others was removed
def without_all(direction, others):
    a = others[0]
    rest = direction - (direction @ a) / (a @ a) * a
    return rest / np.linalg.norm(rest)


# %% q5 wrong: Nothing was removed
def without_all(direction, others):
    return direction / np.linalg.norm(direction)


# %% q5 wrong: A projection on a is (v·a)/(a·a)·a
def without_all(direction, others):
    rest = direction - sum((direction @ a) * a for a in others)
    return rest / np.linalg.norm(rest)


# %% q5 wrong: The sign is the other way round
def without_all(direction, others):
    rest = np.linalg.lstsq(others.T, direction, rcond=None)[0] @ others - direction
    return rest / np.linalg.norm(rest)
