# ruff: noqa: F811
"""Planted answers to exercise 4 of notebook 14."""

import numpy as np


def away(critic, x, noise, sigma):
    return critic(x + sigma * noise) - critic(x)


# %% q4 right: the slope first
def approximate_r1(critic, x, noise, sigma):
    slope = away(critic, x, noise, sigma) / sigma
    return np.mean(slope**2) / 2


# %% q4 right: one sample after another
def approximate_r1(critic, x, noise, sigma):
    total = 0.0
    for one, other in zip(critic(x), critic(x + sigma * noise), strict=True):
        total += float(other[0] - one[0]) ** 2
    return total / len(x) / 2 / sigma**2


# %% q4 wrong: The ½ before the mean is missing
def approximate_r1(critic, x, noise, sigma):
    return np.mean(away(critic, x, noise, sigma) ** 2) / sigma**2


# %% q4 wrong: The σ is still in it
def approximate_r1(critic, x, noise, sigma):
    return 0.5 * np.mean(away(critic, x, noise, sigma) ** 2)


# %% q4 wrong: The difference is squared, and so is the σ
def approximate_r1(critic, x, noise, sigma):
    return 0.5 * np.mean(away(critic, x, noise, sigma) ** 2) / sigma


# %% q4 wrong: Square first, then take the mean
def approximate_r1(critic, x, noise, sigma):
    return 0.5 * np.mean(away(critic, x, noise, sigma)) ** 2 / sigma**2


# %% q4 wrong: the square of the slope, not its size
def approximate_r1(critic, x, noise, sigma):
    return 0.5 * np.mean(np.abs(away(critic, x, noise, sigma))) / sigma


# %% q4 wrong: This is the sum over the samples
def approximate_r1(critic, x, noise, sigma):
    return 0.5 * np.sum(away(critic, x, noise, sigma) ** 2) / sigma**2


# %% q4 wrong: This is one number a sample
def approximate_r1(critic, x, noise, sigma):
    return 0.5 * away(critic, x, noise, sigma)[:, 0] ** 2 / sigma**2


# %% q4 wrong: The noise goes in without its σ
def approximate_r1(critic, x, noise, sigma):
    return 0.5 * np.mean((critic(x + noise) - critic(x)) ** 2) / sigma**2


# %% q4 wrong: what counts is the change
def approximate_r1(critic, x, noise, sigma):
    return 0.5 * np.mean(critic(x + sigma * noise) ** 2) / sigma**2


# %% q4 wrong: not by the noise that was drawn
def approximate_r1(critic, x, noise, sigma):
    return 0.5 * np.mean(away(critic, x, noise, sigma) ** 2) / np.mean((sigma * noise) ** 2)


# %% q4 wrong: that of the noise comes out in the mean
def approximate_r1(critic, x, noise, sigma):
    return 0.5 * np.mean(away(critic, x, noise, sigma) ** 2) / sigma**2 / np.mean(np.sum(noise**2, axis=1))


# %% q4 wrong: It is ½ · mean
def approximate_r1(critic, x, noise, sigma):
    return np.mean(critic(x)) + 1.7
