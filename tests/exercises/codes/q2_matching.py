# ruff: noqa: F811
"""Planted answers to exercise 2 of notebook 11."""

import itertools

import numpy as np
from scipy.optimize import linear_sum_assignment


# %% q2 right: every order tried
def stands_for(counts):
    n = len(counts)
    return list(max(itertools.permutations(range(n)), key=lambda way: sum(counts[i][way[i]] for i in range(n))))


# %% q2 right: the smallest cost
def stands_for(counts):
    return linear_sum_assignment(-np.array(counts))[1]


# %% q2 wrong: each code's favourite class
def stands_for(counts):
    return counts.argmax(axis=1)


# %% q2 wrong: each class's favourite code
def stands_for(counts):
    return counts.argmax(axis=0)


# %% q2 wrong: which code belongs to each class
def stands_for(counts):
    return linear_sum_assignment(counts.T, maximize=True)[1]


# %% q2 wrong: This is the smallest total
def stands_for(counts):
    return linear_sum_assignment(counts)[1]


# %% q2 wrong: The largest number first is greedy
def stands_for(counts):
    left, found = counts.astype(float), np.zeros(len(counts), int)
    for _ in range(len(counts)):
        row, column = np.unravel_index(left.argmax(), left.shape)
        found[row] = column
        left[row], left[:, column] = -1, -1
    return found


# %% q2 wrong: These are the codes themselves
def stands_for(counts):
    return linear_sum_assignment(counts, maximize=True)[0]


# %% q2 wrong: This is how many samples agree
def stands_for(counts):
    return counts[linear_sum_assignment(counts, maximize=True)].sum()


# %% q2 wrong: These are counts
def stands_for(counts):
    return counts[linear_sum_assignment(counts, maximize=True)]


# %% q2 wrong: a table of zeros and ones
def stands_for(counts):
    return np.eye(len(counts))[linear_sum_assignment(counts, maximize=True)[1]]


# %% q2 wrong: For each code a class, none twice
def stands_for(counts):
    return (linear_sum_assignment(counts, maximize=True)[1] + 1) % len(counts)
