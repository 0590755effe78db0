# ruff: noqa: F811
"""Planted answers to exercise 1 of notebook 11."""

import numpy as np


# %% q1 right: one row after another
def information_bound(q, codes):
    total = sum(float(np.log(row[code])) for row, code in zip(q, codes, strict=True))
    return np.log(len(q[0])) + total / len(q)


# %% q1 right: by one-hot vectors
def information_bound(q, codes):
    k = q.shape[1]
    return np.log(k) + (np.eye(k)[codes] * np.log(q)).sum(axis=1).mean()


# %% q1 wrong: H(c) is missing
def information_bound(q, codes):
    return np.log(q[np.arange(len(q)), codes]).mean()


# %% q1 wrong: The sign is turned
def information_bound(q, codes):
    return -np.log(q.shape[1]) - np.log(q[np.arange(len(q)), codes]).mean()


# %% q1 wrong: below 0 already: add it
def information_bound(q, codes):
    return np.log(q.shape[1]) - np.log(q[np.arange(len(q)), codes]).mean()


# %% q1 wrong: E is the mean over the pictures
def information_bound(q, codes):
    return np.log(q.shape[1]) + np.log(q[np.arange(len(q)), codes]).sum()


# %% q1 wrong: The logarithm is taken of the mean
def information_bound(q, codes):
    return np.log(q.shape[1]) + np.log(q[np.arange(len(q)), codes].mean())


# %% q1 wrong: This is in bits
def information_bound(q, codes):
    return np.log2(q.shape[1]) + np.log2(q[np.arange(len(q)), codes]).mean()


# %% q1 wrong: not of pictures
def information_bound(q, codes):
    return np.log(len(q)) + np.log(q[np.arange(len(q)), codes]).mean()


# %% q1 wrong: This takes the code that the head likes best
def information_bound(q, codes):
    return np.log(q.shape[1]) + np.log(q.max(axis=1)).mean()


# %% q1 wrong: This is how sure the head is, right or wrong
def information_bound(q, codes):
    return np.log(q.shape[1]) + (q * np.log(q)).sum(axis=1).mean()


# %% q1 wrong: This is one number a picture
def information_bound(q, codes):
    return np.log(q.shape[1]) + np.log(q[np.arange(len(q)), codes])


# %% q1 wrong: where are the logarithm and H(c)
def information_bound(q, codes):
    return q[np.arange(len(q)), codes].mean()


# %% q1 wrong: This averages over all codes
def information_bound(q, codes):
    return np.log(q.shape[1]) + np.log(q).mean()


# %% q1 wrong: It is log k plus the mean of log q
def information_bound(q, codes):
    return np.log(q.shape[1]) * np.mean(q.argmax(axis=1) == codes) - 0.1
