# ruff: noqa: F811
"""Planted answers to exercise 2 of notebook 08."""

import numpy as np
from scipy.spatial.distance import cdist


# %% q2 right: SciPy, and a sign
def share_nearer(samples, train, held_out):
    size = min(len(train), len(held_out))
    a, b = cdist(samples, train[:size]).min(1), cdist(samples, held_out[:size]).min(1)
    return (0.5 + 0.5 * np.sign(b - a)).mean()


# %% q2 right: one sample at a time
def share_nearer(samples, train, held_out):
    size, points = min(len(train), len(held_out)), 0.0
    for sample in samples:
        a = min(np.linalg.norm(sample - x) for x in train[:size])
        b = min(np.linalg.norm(sample - x) for x in held_out[:size])
        points += 1.0 if a < b else 0.5 if a == b else 0.0
    return points / len(samples)


# %% q2 wrong: The sets have different sizes here
def share_nearer(samples, train, held_out):
    a, b = cdist(samples, train).min(1), cdist(samples, held_out).min(1)
    return np.mean((a < b) + 0.5 * (a == b))


# %% q2 wrong: This is the share nearer to the held-out images
def share_nearer(samples, train, held_out):
    size = min(len(train), len(held_out))
    a, b = cdist(samples, train[:size]).min(1), cdist(samples, held_out[:size]).min(1)
    return np.mean((a > b) + 0.5 * (a == b))


# %% q2 wrong: A tie counts for one half, here it counts for nothing
def share_nearer(samples, train, held_out):
    size = min(len(train), len(held_out))
    return np.mean(cdist(samples, train[:size]).min(1) < cdist(samples, held_out[:size]).min(1))


# %% q2 wrong: here it counts as nearer to the training images
def share_nearer(samples, train, held_out):
    size = min(len(train), len(held_out))
    return np.mean(cdist(samples, train[:size]).min(1) <= cdist(samples, held_out[:size]).min(1))


# %% q2 wrong: This is a count
def share_nearer(samples, train, held_out):
    size = min(len(train), len(held_out))
    a, b = cdist(samples, train[:size]).min(1), cdist(samples, held_out[:size]).min(1)
    return np.sum((a < b) + 0.5 * (a == b))


# %% q2 wrong: This is a mean difference of distances
def share_nearer(samples, train, held_out):
    m = min(len(train), len(held_out))
    a, b = (cdist(samples, cloud[:m]).min(axis=1) for cloud in (train, held_out))
    return np.mean(a - b)


# %% q2 wrong: which share has its nearest neighbour among the training images
def share_nearer(samples, train, held_out):
    m = min(len(train), len(held_out))
    a, b = (cdist(samples, cloud[:m]).mean(axis=1) for cloud in (train, held_out))  # of all, not of the nearest
    return np.mean((a < b) + 0.5 * (a == b))
