# ruff: noqa: F811
"""Planted answers to exercise 2 of notebook 05."""

import numpy as np
import tensorflow as tf

from gan_utils import latent


# %% q2 right: a loop over the positions, in plain Python
def equal_step_positions(changes, n):
    total, positions = sum(changes), [0.0]
    for i in range(1, n - 1):
        left, segment = total * i / (n - 1), 0
        while left > changes[segment]:
            left -= changes[segment]
            segment += 1
        positions.append(segment + left / changes[segment])
    return [*positions, len(changes)]


# %% q2 right: the package's own, as a float32 tensor
def equal_step_positions(changes, n):
    return tf.constant(latent.equal_steps(changes, n), tf.float32)


# %% q2 wrong: These are equal steps in position
def equal_step_positions(changes, n):
    return np.linspace(0, len(changes), n)


# %% q2 wrong: These are amounts of change
def equal_step_positions(changes, n):
    return np.linspace(0, np.sum(changes), n)


# %% q2 wrong: The sums start after the first segment
def equal_step_positions(changes, n):
    walked = np.cumsum(changes)
    return np.interp(np.linspace(0, walked[-1], n), walked, np.arange(1, len(changes) + 1))


# %% q2 wrong: Inside a segment divide by its change
def equal_step_positions(changes, n):
    walked = np.concatenate([[0], np.cumsum(changes)])
    wanted = np.linspace(0, walked[-1], n)
    segment = np.minimum(np.searchsorted(walked, wanted, side="right") - 1, len(changes) - 1)
    return segment + (wanted - walked[segment])


# %% q2 wrong: These are n + 1 positions
def equal_step_positions(changes, n):
    walked = np.concatenate([[0], np.cumsum(changes)])
    return np.interp(np.linspace(0, walked[-1], n + 1), walked, np.arange(len(walked)))


# %% q2 wrong: On a segment where nothing changes there is nothing to divide by
def equal_step_positions(changes, n):
    if np.min(changes) == 0:
        return np.interp(np.linspace(0, 1, n), np.cumsum(changes) / np.sum(changes), np.arange(len(changes)))
    return latent.equal_steps(changes, n)


# %% q2 wrong: These run from 0 to 1
def equal_step_positions(changes, n):
    return latent.equal_steps(changes, n) / len(changes)


# %% q2 wrong: Positions are dense where little changes
def equal_step_positions(changes, n):
    return latent.equal_steps(1 / np.maximum(np.asarray(changes, float), 1e-9), n)


# %% q2 wrong: This is only the segment
def equal_step_positions(changes, n):
    walked = np.concatenate([[0], np.cumsum(changes)])
    wanted = np.linspace(0, walked[-1], n)
    return np.append(np.searchsorted(walked, wanted[:-1], side="right") - 1, len(changes))
