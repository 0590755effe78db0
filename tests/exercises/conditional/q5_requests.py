# ruff: noqa: F811
"""Planted answers to exercise 5 of notebook 04."""

import numpy as np
from scipy.stats import norm

from gan_utils import metrics


# %% q5 right: a generator expression
def requests_needed(share, low):
    enough = (n for n in range(1, 10_000) if metrics.wilson_interval(round(share * n), n).low >= low)
    return next(enough)


# %% q5 right: the formula on an array, as a float
def requests_needed(share, low):
    n = np.arange(1, 5000, dtype=float)
    p, z = np.round(share * n) / n, norm.ppf(0.975)
    ends = (p + z**2 / (2 * n) - z * np.sqrt(p * (1 - p) / n + z**2 / (4 * n**2))) / (1 + z**2 / n)
    return n[ends >= low][0]


# %% q5 wrong: and the familiar interval none at p = 1
def requests_needed(share, low):
    n = 1
    while True:
        p = round(share * n) / n
        if p - norm.ppf(0.975) * np.sqrt(p * (1 - p) / n) >= low:
            return n
        n += 1


# %% q5 wrong: One success out of one would do here
def requests_needed(share, low):
    n = 1
    while metrics.wilson_interval(round(share * n), n).high < low:
        n += 1
    return n


# %% q5 wrong: The successes are rounded down
def requests_needed(share, low):
    n = 1
    while metrics.wilson_interval(int(share * n), n).low < low:
        n += 1
    return n


# %% q5 wrong: Successes come in whole numbers
def requests_needed(share, low):
    n = 1
    while metrics.wilson_interval(share * n, n).low < low:
        n += 1
    return n


# %% q5 wrong: This is the 90% interval
def requests_needed(share, low):
    n = 1
    while metrics.wilson_interval(round(share * n), n, confidence=0.9).low < low:
        n += 1
    return n


# %% q5 wrong: This is one too few
def requests_needed(share, low):
    n = 1
    while metrics.wilson_interval(round(share * (n + 1)), n + 1).low < low:
        n += 1
    return n


# %% q5 wrong: This goes in steps of 10
def requests_needed(share, low):
    n = 10
    while metrics.wilson_interval(round(share * n), n).low < low:
        n += 10
    return n


# %% q5 wrong: This is one too many
def requests_needed(share, low):
    n = 1
    while metrics.wilson_interval(round(share * n), n).low < low:
        n += 1
    return n + 1


# %% q5 wrong: a smaller one does already
def requests_needed(share, low):
    n = 5999
    while metrics.wilson_interval(round(share * n), n).low >= low:
        n -= 1
    return n + 1


# %% q5 wrong: The successes are rounded up
def requests_needed(share, low):
    n = 1
    while metrics.wilson_interval(int(np.ceil(share * n)), n).low < low:
        n += 1
    return n
