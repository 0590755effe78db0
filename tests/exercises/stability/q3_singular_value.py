# ruff: noqa: F811
"""Planted answers to exercise 3 of notebook 07."""

import math

import numpy as np
import tensorflow as tf


# %% q3 right: TensorFlow
def largest_singular_value(kernel, u, rounds):
    w = tf.reshape(tf.convert_to_tensor(kernel), (-1, kernel.shape[-1]))
    u = tf.reshape(tf.convert_to_tensor(u), (-1, 1))
    for _ in range(rounds):
        v = tf.math.l2_normalize(tf.matmul(w, u))
        u = tf.math.l2_normalize(tf.matmul(w, v, transpose_a=True))
    return tf.reduce_sum(v * tf.matmul(w, u))


# %% q3 right: the length of Wᵀv, which is the same number
def largest_singular_value(kernel, u, rounds):
    w = np.asarray(kernel, float).reshape(-1, kernel.shape[-1])
    for _ in range(rounds):
        v = w @ u / np.linalg.norm(w @ u)
        u = w.T @ v
        length = math.sqrt(u @ u)
        u = u / length
    return length


# %% q3 wrong: The estimate uses the u from before
def largest_singular_value(kernel, u, rounds):
    w = np.asarray(kernel, float).reshape(-1, kernel.shape[-1])
    for _ in range(rounds):
        v, old = w @ u / np.linalg.norm(w @ u), u
        u = w.T @ v / np.linalg.norm(w.T @ v)
    return v @ w @ old


# %% q3 wrong: This is the exact value
def largest_singular_value(kernel, u, rounds):
    return np.linalg.norm(np.reshape(kernel, (-1, kernel.shape[-1])), ord=2)


# %% q3 wrong: This is the root of the sum of *all* squares
def largest_singular_value(kernel, u, rounds):
    return np.sqrt(np.sum(np.square(kernel)))


# %% q3 wrong: This is one round too many
def largest_singular_value(kernel, u, rounds):
    w = np.asarray(kernel, float).reshape(-1, kernel.shape[-1])
    for _ in range(rounds + 1):
        v = w @ u / np.linalg.norm(w @ u)
        u = w.T @ v / np.linalg.norm(w.T @ v)
    return v @ w @ u


# %% q3 wrong: This is the square of the singular value
def largest_singular_value(kernel, u, rounds):
    w = np.asarray(kernel, float).reshape(-1, kernel.shape[-1])
    for _ in range(rounds):
        v = w @ u / np.linalg.norm(w @ u)
        u = w.T @ v / np.linalg.norm(w.T @ v)
    return (v @ w @ u) ** 2


# %% q3 wrong: v is not divided by its length
def largest_singular_value(kernel, u, rounds):
    w = np.asarray(kernel, float).reshape(-1, kernel.shape[-1])
    for _ in range(rounds):
        v = w @ u
        u = w.T @ v / np.linalg.norm(w.T @ v)
    return v @ w @ u


# %% q3 wrong: u is not divided by its length
def largest_singular_value(kernel, u, rounds):
    w = np.asarray(kernel, float).reshape(-1, kernel.shape[-1])
    for _ in range(rounds):
        v = w @ u / np.linalg.norm(w @ u)
        u = w.T @ v
    return v @ w @ u


# %% q3 wrong: Neither v nor u is divided
def largest_singular_value(kernel, u, rounds):
    w = np.asarray(kernel, float).reshape(-1, kernel.shape[-1])
    for _ in range(rounds):
        v = w @ u
        u = w.T @ v
    return v @ w @ u


# %% q3 wrong: half a round further
def largest_singular_value(kernel, u, rounds):
    w = np.asarray(kernel, float).reshape(-1, kernel.shape[-1])
    for _ in range(rounds):
        v = w @ u / np.linalg.norm(w @ u)
        u = w.T @ v / np.linalg.norm(w.T @ v)
    return np.linalg.norm(w @ u)


# %% q3 wrong: take the root
def largest_singular_value(kernel, u, rounds):
    w = np.asarray(kernel, float).reshape(-1, kernel.shape[-1])
    for _ in range(rounds):
        v = w @ u / np.sum((w @ u) ** 2)
        u = w.T @ v / np.sum((w.T @ v) ** 2)
    return v @ w @ u
