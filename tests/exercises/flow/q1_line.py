# ruff: noqa: F811
"""Planted answers to exercise 1 of notebook 14."""

import numpy as np


def times(noise, t):
    return np.reshape(t, (-1, *[1] * (np.ndim(noise) - 1)))


# %% q1 right: from the noise on
def line(noise, real, t):
    way = real - noise
    return noise + times(noise, t) * way, way


# %% q1 right: one sample after another
def line(noise, real, t):
    x = np.stack([(1 - at) * a + at * b for a, b, at in zip(noise, real, t, strict=True)])
    return x, np.subtract(real, noise)


# %% q1 wrong: The ends changed places
def line(noise, real, t):
    t = times(noise, t)
    return t * noise + (1 - t) * real, real - noise


# %% q1 wrong: The noise does not fade
def line(noise, real, t):
    return noise + times(noise, t) * real, real - noise


# %% q1 wrong: without a root
def line(noise, real, t):
    t = times(noise, t)
    return np.sqrt(1 - t) * noise + np.sqrt(t) * real, real - noise


# %% q1 wrong: This is the velocity; first comes the point
def line(noise, real, t):
    t = times(noise, t)
    return real - noise, (1 - t) * noise + t * real


# %% q1 wrong: The sign is turned
def line(noise, real, t):
    t = times(noise, t)
    return (1 - t) * noise + t * real, noise - real


# %% q1 wrong: it gets shorter on the way
def line(noise, real, t):
    t = times(noise, t)
    x = (1 - t) * noise + t * real
    return x, real - x


# %% q1 wrong: This is how far the line has come
def line(noise, real, t):
    t = times(noise, t)
    return (1 - t) * noise + t * real, t * (real - noise)


# %% q1 wrong: take away where it began
def line(noise, real, t):
    t = times(noise, t)
    return (1 - t) * noise + t * real, real


# %% q1 wrong: The point is a mean of noise and sample
def line(noise, real, t):
    t = times(noise, t.mean() * np.ones_like(t)) + 0.01
    return (1 - t) * noise + t * real, real - noise


# %% q1 wrong: The velocity leads from the noise to the sample
def line(noise, real, t):
    t = times(noise, t)
    return (1 - t) * noise + t * real, 2 * (real - noise)
