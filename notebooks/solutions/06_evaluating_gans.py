"""Reference answers to the exercises of notebook 06, one block an exercise; the imports are those of the notebook."""

import math

import numpy as np
from scipy.spatial.distance import cdist
from scipy.special import rel_entr


# %% q1
def guessing_probability(right, n):
    """Return the probability that a guesser's result lies at least as far from n/2 as `right` does, a float."""
    as_far = [k for k in range(n + 1) if abs(k - n / 2) >= abs(right - n / 2)]
    return sum(math.comb(n, k) for k in as_far) / 2**n


# %% q2
def inception_from_logits(logits, splits):
    """Return (mean, standard deviation) of the inception score over `splits` equal parts of the rows."""
    logits = np.asarray(logits, np.float64)
    p = np.exp(logits - logits.max(axis=1, keepdims=True))
    p /= p.sum(axis=1, keepdims=True)
    scores = [np.exp(rel_entr(part, part.mean(axis=0)).sum(axis=1).mean()) for part in np.split(p, splits)]
    return np.mean(scores), np.std(scores)


# %% q3
def endless_distance(sizes, distances):
    """Return a of the line distance = a + b/n that fits best, a float."""
    return np.polyfit(1 / np.asarray(sizes), np.asarray(distances), 1)[1]


# %% q4
def same_kind_next_door(real, fake):
    """Return the share of all points whose nearest other point is of their own kind, a float."""
    points = np.concatenate([real, fake])
    kind = np.arange(len(points)) < len(real)
    distances = cdist(points, points)
    np.fill_diagonal(distances, np.inf)
    return np.mean(kind == kind[distances.argmin(axis=1)])


# %% q5
def name_failure(row):
    """Return "copying", "unrealistic", "collapsed" or "healthy" for a row of metrics."""
    if row["nearer"] > 0.7:
        return "copying"
    if row["precision"] < 0.6:
        return "unrealistic"
    if min(row["recall"], row["coverage"]) < 0.5 or row["recall"] < 0.7:
        return "collapsed"
    return "healthy"


# %% open
def forge(few, n, seed):
    """Return n pictures, shape (n, 28, 28, 1), made from the hundred real digits in `few`."""
    from scipy.ndimage import affine_transform

    rng, forged = np.random.default_rng(seed), []
    for i in range(n):
        turned = np.eye(2) + rng.normal(0.0, 0.1, (2, 2))  # a little slant, stretch and turn
        start = 13.5 - turned @ (13.5, 13.5) + rng.uniform(-1.0, 1.0, 2)
        forged.append(affine_transform(few[i % len(few), ..., 0].astype(float), turned, start, order=1))
    return np.clip(forged, 0, 255)[..., None]
