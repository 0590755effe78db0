# ruff: noqa: F811
"""Planted answers to exercise 2 of notebook 16."""

from math import comb

from scipy.stats import binom


# %% q2 right: SciPy's tail
def false_positive_rate(threshold, n_bits):
    return binom.sf(threshold - 1, n_bits, 0.5)


# %% q2 right: what is left of the other tail
def false_positive_rate(threshold, n_bits):
    return 1 - sum(comb(n_bits, k) for k in range(threshold)) / 2**n_bits


# %% q2 wrong: This starts one bit too late
def false_positive_rate(threshold, n_bits):
    return binom.sf(threshold, n_bits, 0.5)


# %% q2 wrong: the chance of exactly
def false_positive_rate(threshold, n_bits):
    return comb(n_bits, threshold) / 2**n_bits


# %% q2 wrong: This is the other tail
def false_positive_rate(threshold, n_bits):
    return binom.cdf(threshold, n_bits, 0.5)


# %% q2 wrong: how often chance does *not* reach
def false_positive_rate(threshold, n_bits):
    return binom.cdf(threshold - 1, n_bits, 0.5)


# %% q2 wrong: These are ways
def false_positive_rate(threshold, n_bits):
    return sum(comb(n_bits, k) for k in range(threshold, n_bits + 1))


# %% q2 wrong: the first `threshold` bits
def false_positive_rate(threshold, n_bits):
    return 0.5**threshold


# %% q2 wrong: one particular outcome
def false_positive_rate(threshold, n_bits):
    return 2.0**-n_bits


# %% q2 wrong: This is the share of the bits
def false_positive_rate(threshold, n_bits):
    return threshold / n_bits


# %% q2 wrong: The last way is missing
def false_positive_rate(threshold, n_bits):
    return sum(comb(n_bits, k) for k in range(threshold, n_bits)) / 2**n_bits


# %% q2 wrong: This counts both tails
def false_positive_rate(threshold, n_bits):
    return min(1.0, 2 * binom.sf(threshold - 1, n_bits, 0.5))


# %% q2 wrong: Add up C(n, k)
def false_positive_rate(threshold, n_bits):
    return 0.0
