# ruff: noqa: F811
"""Planted answers to exercise 2 of notebook 17."""

import numpy as np


# %% q2 right: choice without putting back, a list
def held_out_places(labels, part, seed):
    rng, rows = np.random.default_rng(seed), []
    for k in sorted(set(labels.tolist())):
        mine = [i for i, label in enumerate(labels) if label == k]
        rows += rng.choice(mine, max(1, round(part * len(mine))), replace=False).tolist()
    return sorted(rows)


# %% q2 right: one shuffle of all rows, and of each class the first
def held_out_places(labels, part, seed):
    order = np.random.default_rng(seed).permutation(len(labels))
    counts = {k: max(1, round(part * n)) for k, n in zip(*np.unique(labels, return_counts=True), strict=True)}
    taken = []
    for row in order:
        if counts[labels[row]] > 0:
            counts[labels[row]] -= 1
            taken.append(row)
    return np.sort(taken)


# %% q2 wrong: These are the first rows of each class
def held_out_places(labels, part, seed):
    rows = [np.flatnonzero(labels == k) for k in np.unique(labels)]
    return np.sort(np.concatenate([mine[: max(1, round(part * len(mine)))] for mine in rows]))


# %% q2 wrong: A rare class gets no row at all
def held_out_places(labels, part, seed):
    rng = np.random.default_rng(seed)
    rows = [rng.permutation(np.flatnonzero(labels == k)) for k in np.unique(labels)]
    return np.sort(np.concatenate([mine[: round(part * len(mine))] for mine in rows]))


# %% q2 wrong: A row is taken twice
def held_out_places(labels, part, seed):
    rng = np.random.default_rng(seed)
    rows = [np.flatnonzero(labels == k) for k in np.unique(labels)]
    return np.sort(np.concatenate([rng.choice(mine, max(1, round(part * len(mine)))) for mine in rows for _ in "ab"]))


# %% q2 wrong: The same seed gives other rows
def held_out_places(labels, part, seed):
    rng = np.random.default_rng()
    rows = [rng.permutation(np.flatnonzero(labels == k)) for k in np.unique(labels)]
    return np.sort(np.concatenate([mine[: max(1, round(part * len(mine)))] for mine in rows]))


# %% q2 wrong: but not sorted
def held_out_places(labels, part, seed):
    rng = np.random.default_rng(seed)
    rows = [rng.permutation(np.flatnonzero(labels == k)) for k in np.unique(labels)]
    found = np.concatenate([mine[: max(1, round(part * len(mine)))] for mine in rows])
    return np.sort(found)[::-1]


# %% q2 wrong: This is a mask
def held_out_places(labels, part, seed):
    rng, mask = np.random.default_rng(seed), np.zeros(len(labels), bool)
    for k in np.unique(labels):
        mine = rng.permutation(np.flatnonzero(labels == k))
        mask[mine[: max(1, round(part * len(mine)))]] = True
    return mask
