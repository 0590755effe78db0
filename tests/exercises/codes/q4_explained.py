# ruff: noqa: F811
"""Planted answers to exercise 4 of notebook 11."""

import numpy as np


def line(code, factor):
    slope, height = np.polyfit(factor, code, 1)
    return slope * factor + height


# %% q4 right: by what the line leaves over
def explained(code, factor):
    code = np.array(code, float)
    total = ((code - code.mean()) ** 2).sum()
    return 1 - ((code - line(code, factor)) ** 2).sum() / total if total > 0 else 0


# %% q4 right: nan put right
def explained(code, factor):
    with np.errstate(all="ignore"):
        return np.nan_to_num(np.corrcoef(code, factor)[1, 0] ** 2)


# %% q4 wrong: This is the correlation; the share
def explained(code, factor):
    return np.corrcoef(code, factor)[0, 1]


# %% q4 wrong: the size of the correlation
def explained(code, factor):
    return abs(np.corrcoef(code, factor)[0, 1])


# %% q4 wrong: the share that the line leaves over
def explained(code, factor):
    return 1 - np.corrcoef(code, factor)[0, 1] ** 2


# %% q4 wrong: This is the slope of the line
def explained(code, factor):
    return np.polyfit(factor, code, 1)[0]


# %% q4 wrong: the square of the slope
def explained(code, factor):
    return np.polyfit(factor, code, 1)[0] ** 2


# %% q4 wrong: This is the covariance
def explained(code, factor):
    return np.cov(code, factor)[0, 1]


# %% q4 wrong: This is the whole table
def explained(code, factor):
    return np.corrcoef(code, factor) ** 2


# %% q4 wrong: This is the code with itself
def explained(code, factor):
    return np.corrcoef(code, factor)[0, 0] ** 2


# %% q4 wrong: return 0 there, and not nan
def explained(code, factor):
    with np.errstate(all="ignore"):
        return np.corrcoef(code, factor)[0, 1] ** 2


# %% q4 wrong: It is the squared correlation
def explained(code, factor):
    return np.mean(np.sign(code - code.mean()) == np.sign(factor - factor.mean()))
