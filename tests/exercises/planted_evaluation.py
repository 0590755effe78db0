# ruff: noqa: F811
"""Planted answers for notebook 06."""

import math

import numpy as np
import tensorflow as tf
from scipy import stats
from scipy.spatial import cKDTree
from scipy.spatial.distance import cdist
from scipy.special import rel_entr, softmax

from gan_utils import metrics


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


# %% q2 right: SciPy's softmax and the package
def inception_from_logits(logits, splits):
    parts = np.split(softmax(logits, axis=1), splits)
    scores = np.array([metrics.inception_score(part) for part in parts])
    return scores.mean(), scores.std()


# %% q2 right: TensorFlow, entropies, a list
def inception_from_logits(logits, splits):
    p = tf.cast(tf.nn.softmax(logits, axis=1), tf.float64)
    p = tf.reshape(p, (splits, -1, p.shape[1]))
    entropy = lambda q: -tf.reduce_sum(tf.math.xlogy(q, q), axis=-1)
    gap = entropy(tf.reduce_mean(p, axis=1)) - tf.reduce_mean(entropy(p), axis=1)
    scores = tf.exp(gap)
    return [tf.reduce_mean(scores), tf.math.reduce_std(scores)]


# %% q2 wrong: Subtract each row's largest logit
def inception_from_logits(logits, splits):
    p = np.exp(logits) / np.exp(logits).sum(axis=1, keepdims=True)
    scores = [np.exp(rel_entr(part, part.mean(axis=0)).sum(axis=1).mean()) for part in np.split(p, splits)]
    return np.mean(scores), np.std(scores)


# %% q2 wrong: This is the score of all rows together
def inception_from_logits(logits, splits):
    return metrics.inception_score(softmax(logits, axis=1)), 0.0


# %% q2 wrong: The spread divides by splits − 1
def inception_from_logits(logits, splits):
    scores = [metrics.inception_score(part) for part in np.split(softmax(logits, axis=1), splits)]
    return np.mean(scores), np.std(scores, ddof=1) if splits > 1 else 0.0


# %% q2 wrong: This is the mean divergence
def inception_from_logits(logits, splits):
    parts = np.split(softmax(logits, axis=1), splits)
    scores = [rel_entr(part, part.mean(axis=0)).sum(axis=1).mean() for part in parts]
    return np.mean(scores), np.std(scores)


# %% q2 wrong: take the split's own average
def inception_from_logits(logits, splits):
    p = softmax(logits, axis=1)
    scores = [np.exp(rel_entr(part, p.mean(axis=0)).sum(axis=1).mean()) for part in np.split(p, splits)]
    return np.mean(scores), np.std(scores)


# %% q2 wrong: Softmax runs over the wrong axis
def inception_from_logits(logits, splits):
    p = softmax(logits, axis=0)
    scores = [np.exp(rel_entr(part, part.mean(axis=0)).sum(axis=1).mean()) for part in np.split(p, splits)]
    return np.mean(scores), np.std(scores)


# %% q2 wrong: The function should give 2 things
def inception_from_logits(logits, splits):
    return np.mean([metrics.inception_score(part) for part in np.split(softmax(logits, axis=1), splits)])


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


# %% q4 right: a tree, and the second nearest
def same_kind_next_door(real, fake):
    points, kind = np.concatenate([real, fake]), np.repeat([0, 1], [len(real), len(fake)])
    near = cKDTree(points).query(points, k=2)[1]
    itself = near[:, 0] == np.arange(len(points))
    return (kind == kind[np.where(itself, near[:, 1], near[:, 0])]).mean()


# %% q4 right: TensorFlow
def same_kind_next_door(real, fake):
    x = tf.concat([real, fake], axis=0)
    kind = tf.range(len(x)) < len(real)
    d = tf.reduce_sum((x[:, None] - x[None]) ** 2, axis=-1)
    d = tf.linalg.set_diag(d, tf.fill([len(x)], np.float32(np.inf)))
    same = tf.equal(kind, tf.gather(kind, tf.argmin(d, axis=1)))
    return tf.reduce_mean(tf.cast(same, tf.float64))


# %% q4 wrong: Every point is its own nearest neighbour here
def same_kind_next_door(real, fake):
    points = np.concatenate([real, fake])
    kind = np.arange(len(points)) < len(real)
    return np.mean(kind == kind[cdist(points, points).argmin(axis=1)])


# %% q4 wrong: The fakes are exact copies of the reals
def same_kind_next_door(real, fake):
    points = np.concatenate([real, fake])
    kind = np.arange(len(points)) < len(real)
    d = cdist(points, points)
    d[d == 0] = np.inf
    return np.mean(kind == kind[d.argmin(axis=1)])


# %% q4 wrong: This asks the fakes only
def same_kind_next_door(real, fake):
    d = cdist(fake, fake)
    np.fill_diagonal(d, np.inf)
    return np.mean(d.min(axis=1) < cdist(fake, real).min(axis=1))


# %% q4 wrong: of the *other* kind
def same_kind_next_door(real, fake):
    points = np.concatenate([real, fake])
    kind = np.arange(len(points)) < len(real)
    d = cdist(points, points) + np.diag(np.full(len(points), np.inf))
    return np.mean(kind != kind[d.argmin(axis=1)])


# %% q5 right: coverage first among the last two, other thresholds
def name_failure(row):
    if row["nearer"] >= 0.65:
        return "copying"
    if row["precision"] <= 0.5:
        return "unrealistic"
    return "collapsed" if row["coverage"] < 0.75 or row["recall"] < 0.4 else "healthy"


# %% q5 right: a table of rules
def name_failure(row):
    rules = {
        "copying": row["nearer"] > 0.8,
        "unrealistic": row["precision"] < 0.7,
        "collapsed": row["recall"] < 0.5 or row["coverage"] < 0.5,
    }
    return next((name for name, holds in rules.items() if holds), "healthy")


# %% q5 wrong: this is unrealistic, whatever recall says
def name_failure(row):
    if row["nearer"] > 0.7:
        return "copying"
    if row["recall"] < 0.5 or row["coverage"] < 0.5:
        return "collapsed"
    return "unrealistic" if row["precision"] < 0.6 else "healthy"


# %% q5 wrong: This copies, however good the other numbers look
def name_failure(row):
    if row["precision"] < 0.6:
        return "unrealistic"
    return "collapsed" if min(row["recall"], row["coverage"]) < 0.5 else "healthy"


# %% q5 wrong: but they reach only part of the real digits
def name_failure(row):
    if row["nearer"] > 0.7:
        return "copying"
    if row["precision"] < 0.6:
        return "unrealistic"
    return "collapsed" if row["recall"] < 0.5 else "healthy"


# %% q5 wrong: The answer should be one of the words
def name_failure(row):
    return "mode collapse" if row["recall"] < 0.5 else "fine"
