# ruff: noqa: F811
"""Planted answers to exercise 1 of notebook 06."""

import math

from scipy import stats


# %% q1 right: SciPy's exact test
def guessing_probability(right, n):
    return stats.binomtest(right, n, 0.5).pvalue


# %% q1 right: twice the smaller tail, at most 1
def guessing_probability(right, n):
    fewer = min(right, n - right)
    return min(1.0, 2 * sum(math.comb(n, k) for k in range(fewer + 1)) / 2**n)


# %% q1 wrong: as few wrong ones count on the other side
def guessing_probability(right, n):
    return sum(math.comb(n, k) for k in range(right, n + 1)) / 2**n


# %% q1 wrong: Twice the upper tail goes wrong
def guessing_probability(right, n):
    return 2 * stats.binom.sf(right - 1, n, 0.5)


# %% q1 wrong: count, too: ≥ and not >
def guessing_probability(right, n):
    return sum(math.comb(n, k) for k in range(n + 1) if abs(k - n / 2) > abs(right - n / 2)) / 2**n


# %% q1 wrong: This is the probability of this one result
def guessing_probability(right, n):
    return math.comb(n, right) / 2**n


# %% q1 wrong: This is the approximation by a normal distribution
def guessing_probability(right, n):
    return 2 * stats.norm.sf(abs(right / n - 0.5) / math.sqrt(0.25 / n))


# %% q1 wrong: Shares are rounded
def guessing_probability(right, n):
    far = [k for k in range(n + 1) if abs(k / n - 0.5) >= abs(right / n - 0.5)]
    return sum(math.comb(n, k) for k in far) / 2**n


# %% q1 wrong: every k that is at least as far from n/2
def guessing_probability(right, n):
    far = [k for k in range(n) if abs(k - n / 2) >= abs(right - n / 2)]  # n itself is left out
    return sum(math.comb(n, k) for k in far) / 2**n
