# ruff: noqa: F811
"""Planted answers to exercise 3 of notebook 06."""

import numpy as np
from scipy import stats


# %% q3 right: least squares with a matrix
def endless_distance(sizes, distances):
    columns = np.stack([np.ones(len(sizes)), 1 / np.array(sizes)], axis=1)
    return np.linalg.lstsq(columns, np.array(distances), rcond=None)[0][0]


# %% q3 right: SciPy's regression
def endless_distance(sizes, distances):
    return stats.linregress([1 / n for n in sizes], list(distances)).intercept


# %% q3 wrong: This is the slope, b
def endless_distance(sizes, distances):
    return np.polyfit(1 / np.array(sizes), distances, 1)[0]


# %% q3 wrong: This fits a line against n
def endless_distance(sizes, distances):
    return np.polyfit(sizes, distances, 1)[1]


# %% q3 wrong: This fits a line against 1/√n
def endless_distance(sizes, distances):
    return np.polyfit(1 / np.sqrt(sizes), distances, 1)[1]


# %% q3 wrong: which is still too large
def endless_distance(sizes, distances):
    return np.array(distances)[np.argmax(sizes)]


# %% q3 wrong: This uses the smallest and the largest n only
def endless_distance(sizes, distances):
    (n, a), *_, (m, b) = sorted(zip(sizes, distances, strict=True))
    return (m * b - n * a) / (m - n)


# %% q3 wrong: The sizes were sorted, and the distances were not
def endless_distance(sizes, distances):
    return np.polyfit(1 / np.sort(sizes), distances, 1)[1]


# %% q3 wrong: This fits a line against 1/n²
def endless_distance(sizes, distances):
    return np.polyfit(1 / np.asarray(sizes) ** 2, distances, 1)[1]
