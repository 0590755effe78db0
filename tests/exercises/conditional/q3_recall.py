# ruff: noqa: F811
"""Planted answers to exercise 3 of notebook 04."""

import numpy as np
import tensorflow as tf


# %% q3 right: a confusion matrix
def per_class_recall(probabilities, asked, n_classes):
    counts = np.zeros((n_classes, n_classes))
    np.add.at(counts, (asked, np.argmax(probabilities, axis=1)), 1)
    return counts.diagonal() / counts.sum(axis=1)


# %% q3 right: TensorFlow, float32, one-hot requests
def per_class_recall(probabilities, asked, n_classes):
    requests = tf.one_hot(asked, n_classes)
    met = tf.cast(tf.equal(tf.argmax(probabilities, axis=1), tf.cast(asked, tf.int64)), tf.float32)
    return tf.reduce_sum(requests * met[:, None], axis=0) / tf.reduce_sum(requests, axis=0)


# %% q3 right: plain Python
def per_class_recall(probabilities, asked, n_classes):
    met, all_of = [0] * n_classes, [0] * n_classes
    for row, k in zip(probabilities, asked, strict=True):
        all_of[k] += 1
        met[k] += int(np.argmax(row) == k)
    return [m / n if n else float("nan") for m, n in zip(met, all_of, strict=True)]


# %% q3 wrong: This is precision
def per_class_recall(probabilities, asked, n_classes):
    seen = probabilities.argmax(axis=1)
    return np.array([np.mean(asked[seen == k] == k) for k in range(n_classes)])


# %% q3 wrong: and not 0, which would read as total failure
def per_class_recall(probabilities, asked, n_classes):
    met = probabilities.argmax(axis=1) == asked
    return np.array([met[asked == k].sum() / max((asked == k).sum(), 1) for k in range(n_classes)])


# %% q3 wrong: and not a missing entry
def per_class_recall(probabilities, asked, n_classes):
    met = probabilities.argmax(axis=1) == asked
    return np.array([met[asked == k].mean() for k in np.unique(asked)])


# %% q3 wrong: This is the mean probability
def per_class_recall(probabilities, asked, n_classes):
    return np.array([probabilities[asked == k, k].mean() for k in range(n_classes)])


# %% q3 wrong: This divides by all requests
def per_class_recall(probabilities, asked, n_classes):
    met = probabilities.argmax(axis=1) == asked
    return np.array([(met & (asked == k)).mean() for k in range(n_classes)])


# %% q3 wrong: This is one share over all classes
def per_class_recall(probabilities, asked, n_classes):
    return np.mean(probabilities.argmax(axis=1) == asked)


# %% q3 wrong: These are counts
def per_class_recall(probabilities, asked, n_classes):
    met = probabilities.argmax(axis=1) == asked
    return np.array([met[asked == k].sum() for k in range(n_classes)])


# %% q3 wrong: the share over all classes, repeated
def per_class_recall(probabilities, asked, n_classes):
    return np.full(n_classes, np.mean(probabilities.argmax(axis=1) == asked))


# %% q3 wrong: it need not reach one half
def per_class_recall(probabilities, asked, n_classes):
    shares = np.full(n_classes, np.nan)
    for k in np.unique(asked):
        shares[k] = np.mean(probabilities[asked == k, k] > 0.5)
    return shares
