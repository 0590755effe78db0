# ruff: noqa: F811
"""Planted answers to exercise 3 of notebook 17."""

import math

import numpy as np


# %% q3 right: the distance from the best, in plain Python
def stop_at(scores, patience):
    best, where = math.inf, None
    for i, score in enumerate(scores):
        if score < best:
            best, where = score, i
        elif i - (where if where is not None else -1) >= patience:
            return where, i + 1
    return where, len(scores)


# %% q3 right: running minima, as an array
def stop_at(scores, patience):
    values = np.where(np.isfinite(scores), scores, np.inf)
    for i in range(len(values)):
        best = int(values[: i + 1].argmin())
        if i - best >= patience:
            return np.array([best, i + 1])
    return np.array([int(values.argmin()), len(values)])


# %% q3 wrong: This looks at all scores
def stop_at(scores, patience):
    return int(np.nanargmin(scores)), len(scores)


# %% q3 wrong: The best is looked for among all scores
def stop_at(scores, patience):
    best, since = math.inf, 0
    for i, score in enumerate(scores):
        best, since = (score, 0) if score < best else (best, since + 1)
        if since == patience:
            return int(np.nanargmin(scores)), i + 1
    return int(np.nanargmin(scores)), len(scores)


# %% q3 wrong: This keeps the largest score
def stop_at(scores, patience):
    best, since = None, 0
    for i, score in enumerate(scores):
        if np.isfinite(score) and (best is None or score > scores[best]):
            best, since = i, 0
        else:
            since += 1
        if since == patience:
            return best, i + 1
    return best, len(scores)


# %% q3 wrong: One too patient
def stop_at(scores, patience):
    best, since = None, 0
    for i, score in enumerate(scores):
        if np.isfinite(score) and (best is None or score < scores[best]):
            best, since = i, 0
        else:
            since += 1
        if since > patience:
            return best, i + 1
    return best, len(scores)


# %% q3 wrong: This counts rises from score to score
def stop_at(scores, patience):
    rises = 0
    for i in range(1, len(scores)):
        rises = rises + 1 if scores[i] > scores[i - 1] else 0
        if rises == patience:
            return int(np.nanargmin(scores[: i + 1])), i + 1
    return int(np.nanargmin(scores)), len(scores)


# %% q3 wrong: A score that equals the best is no better
def stop_at(scores, patience):
    best, since = None, 0
    for i, score in enumerate(scores):
        if np.isfinite(score) and (best is None or score <= scores[best]):
            best, since = i, 0
        else:
            since += 1
        if since == patience:
            return best, i + 1
    return best, len(scores)
