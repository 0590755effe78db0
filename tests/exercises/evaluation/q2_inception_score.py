# ruff: noqa: F811
"""Planted answers to exercise 2 of notebook 06."""

import numpy as np
import tensorflow as tf
from scipy.special import rel_entr, softmax

from gan_utils import metrics


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


# %% q2 wrong: The parts are stripes
def inception_from_logits(logits, splits):
    p = np.exp(logits - logits.max(axis=1, keepdims=True))
    p /= p.sum(axis=1, keepdims=True)
    parts = [p[i::splits] for i in range(splits)]
    scores = [np.exp(rel_entr(part, part.mean(axis=0)).sum(axis=1).mean()) for part in parts]
    return np.mean(scores), np.std(scores)


# %% q2 wrong: This is the variance
def inception_from_logits(logits, splits):
    p = np.exp(logits - logits.max(axis=1, keepdims=True))
    p /= p.sum(axis=1, keepdims=True)
    scores = [np.exp(rel_entr(part, part.mean(axis=0)).sum(axis=1).mean()) for part in np.split(p, splits)]
    return np.mean(scores), np.var(scores)
