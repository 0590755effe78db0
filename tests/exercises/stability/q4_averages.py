# ruff: noqa: F811
"""Planted answers to exercise 4 of notebook 07."""

import numpy as np
import tensorflow as tf


# %% q4 right: a recursion on the corrected average
def moving_averages(weights, decay):
    found = [np.asarray(weights[0], float)]
    for t in range(2, len(weights) + 1):
        keep = decay * (1 - decay ** (t - 1)) / (1 - decay**t)
        found.append(keep * found[-1] + (1 - keep) * weights[t - 1])
    return np.array(found)


# %% q4 right: the weighted sum itself, as tensors
def moving_averages(weights, decay):
    found = []
    for t in range(1, len(weights) + 1):
        share = tf.constant([[decay ** (t - s)] for s in range(1, t + 1)])
        found.append(tf.reduce_sum(share * weights[:t], axis=0) / tf.reduce_sum(share))
    return tf.stack(found)


# %% q4 wrong: This is still biased towards the start
def moving_averages(weights, decay):
    a, found = 0.0, []
    for w in weights:
        a = decay * a + (1 - decay) * w
        found.append(a)
    return np.array(found)


# %% q4 wrong: This starts at the first weights
def moving_averages(weights, decay):
    a, found = weights[0], []
    for w in weights:
        a = decay * a + (1 - decay) * w
        found.append(a)
    return np.array(found)


# %% q4 wrong: β and 1 − β changed places
def moving_averages(weights, decay):
    a, found = 0.0, []
    for t, w in enumerate(weights, 1):
        a = (1 - decay) * a + decay * w
        found.append(a / (1 - (1 - decay) ** t))
    return np.array(found)


# %% q4 wrong: t counts from 1: here it is one too large
def moving_averages(weights, decay):
    a, found = 0.0, []
    for t, w in enumerate(weights, 2):
        a = decay * a + (1 - decay) * w
        found.append(a / (1 - decay**t))
    return np.array(found)


# %% q4 wrong: The corrected average is fed back
def moving_averages(weights, decay):
    a, found = 0.0, []
    for t, w in enumerate(weights, 1):
        a = (decay * a + (1 - decay) * w) / (1 - decay**t)
        found.append(a)
    return np.array(found)


# %% q4 wrong: the plain mean so far
def moving_averages(weights, decay):
    return np.array([np.mean(weights[: t + 1], axis=0) for t in range(len(weights))])


# %% q4 wrong: the last average only
def moving_averages(weights, decay):
    shares = (1 - decay) * decay ** np.arange(len(weights))[::-1]
    return shares @ weights / shares.sum()
