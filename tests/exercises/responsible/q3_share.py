# ruff: noqa: F811
"""Planted answers to exercise 3 of notebook 16."""

import numpy as np

from gan_utils import metrics


# %% q3 right: one after the other
def representation(drawn, n_drawn, trained, n_trained):
    share, low, high = metrics.wilson_interval(drawn, n_drawn)
    return share * n_trained / trained, low * n_trained / trained, high * n_trained / trained


# %% q3 right: by the formula
def representation(drawn, n_drawn, trained, n_trained):
    z, p, n = 1.959963985, drawn / n_drawn, n_drawn
    centre = (p + z**2 / (2 * n)) / (1 + z**2 / n)
    half = z / (1 + z**2 / n) * np.sqrt(p * (1 - p) / n + z**2 / (4 * n**2))
    return np.array([p, centre - half, centre + half]) / (trained / n_trained)


# %% q3 wrong: the share in the samples and its interval; divide
def representation(drawn, n_drawn, trained, n_trained):
    return metrics.wilson_interval(drawn, n_drawn)


# %% q3 wrong: This is the difference
def representation(drawn, n_drawn, trained, n_trained):
    return [each - trained / n_trained for each in metrics.wilson_interval(drawn, n_drawn)]


# %% q3 wrong: turned upside down
def representation(drawn, n_drawn, trained, n_trained):
    share, low, high = metrics.wilson_interval(drawn, n_drawn)
    in_data = trained / n_trained
    return in_data / share, in_data / high, in_data / low


# %% q3 wrong: turned upside down
def representation(drawn, n_drawn, trained, n_trained):
    return [trained / n_trained / each for each in metrics.wilson_interval(drawn, n_drawn)]


# %% q3 wrong: This is the familiar interval
def representation(drawn, n_drawn, trained, n_trained):
    p = drawn / n_drawn
    half = 1.959964 * np.sqrt(p * (1 - p) / n_drawn)
    return np.array([p, p - half, p + half]) * n_trained / trained


# %% q3 wrong: Only the share is divided
def representation(drawn, n_drawn, trained, n_trained):
    share, low, high = metrics.wilson_interval(drawn, n_drawn)
    return share / (trained / n_trained), low, high


# %% q3 wrong: The ends are exchanged
def representation(drawn, n_drawn, trained, n_trained):
    share, low, high = (each * n_trained / trained for each in metrics.wilson_interval(drawn, n_drawn))
    return share, high, low


# %% q3 wrong: This gives the data an interval
def representation(drawn, n_drawn, trained, n_trained):
    share, low, high = metrics.wilson_interval(trained, n_trained)
    return [drawn / n_drawn / each for each in (share, high, low)]


# %% q3 wrong: The interval takes the samples' number
def representation(drawn, n_drawn, trained, n_trained):
    return [each / (trained / n_trained) for each in metrics.wilson_interval(drawn, n_trained)]


# %% q3 wrong: This divides by a count
def representation(drawn, n_drawn, trained, n_trained):
    return [each / trained for each in metrics.wilson_interval(drawn, n_drawn)]


# %% q3 wrong: This is the 90% interval
def representation(drawn, n_drawn, trained, n_trained):
    return [each / (trained / n_trained) for each in metrics.wilson_interval(drawn, n_drawn, confidence=0.9)]


# %% q3 wrong: This is the ratio alone
def representation(drawn, n_drawn, trained, n_trained):
    return drawn / n_drawn / (trained / n_trained)


# %% q3 wrong: These are the ends alone
def representation(drawn, n_drawn, trained, n_trained):
    return [each * n_trained / trained for each in metrics.wilson_interval(drawn, n_drawn)[1:]]


# %% q3 wrong: It is the share in the samples, and both ends
def representation(drawn, n_drawn, trained, n_trained):
    return 1.0, 0.5, 1.5
