# ruff: noqa: F811
"""Planted answers for notebook 04."""

import numpy as np
import tensorflow as tf
from keras import ops
from scipy.stats import norm

from gan_utils import metrics, models


# %% q1 right: the package's maps, as tensors
def join_labels(images, labels, n_classes):
    maps = models.label_channels(labels, images.shape[1], images.shape[2], n_classes)
    return ops.concatenate([images, maps], axis=-1)


# %% q1 right: repeating with an axis, float64
def join_labels(images, labels, n_classes):
    n, height, width, _ = images.shape
    maps = np.repeat(np.eye(n_classes)[labels], height * width, axis=0).reshape(n, height, width, n_classes)
    return np.concatenate([images.astype(float), maps], axis=3)


# %% q1 right: TensorFlow broadcasts
def join_labels(images, labels, n_classes):
    one_hot = tf.one_hot(labels, n_classes)[:, tf.newaxis, tf.newaxis]
    return tf.concat([images, tf.tile(one_hot, [1, images.shape[1], images.shape[2], 1])], axis=-1)


# %% q1 wrong: This is the slip of section 2
def join_labels(images, labels, n_classes):
    n, height, width, _ = images.shape
    maps = np.repeat(np.eye(n_classes)[labels], height * width).reshape(n, height, width, n_classes)
    return np.concatenate([images, maps], axis=-1)


# %% q1 wrong: The image's own channels come first
def join_labels(images, labels, n_classes):
    maps = models.label_channels(labels, images.shape[1], images.shape[2], n_classes)
    return np.concatenate([maps, images], axis=-1)


# %% q1 wrong: These are the maps alone
def join_labels(images, labels, n_classes):
    return models.label_channels(labels, images.shape[1], images.shape[2], n_classes)


# %% q1 wrong: This is the label as a number
def join_labels(images, labels, n_classes):
    number = np.broadcast_to(labels[:, None, None, None], (*images.shape[:3], 1))
    return np.concatenate([images, number], axis=-1)


# %% q1 wrong: Every image gets the label of the first
def join_labels(images, labels, n_classes):
    maps = np.zeros((*images.shape[:3], n_classes))
    maps[..., labels[0]] = 1
    return np.concatenate([images, maps], axis=-1)


# %% q2 right: a list of calls, one for each class, as a tensor
def class_grid(generator, z, n_classes):
    rows = [generator([z, np.full(len(z), k)], training=False) for k in range(n_classes)]
    return tf.concat(rows, axis=0)


# %% q2 right: one picture at a time
def class_grid(generator, z, n_classes):
    pictures = []
    for place in range(n_classes * len(z)):
        row, column = divmod(place, len(z))
        pictures.append(generator([z[column : column + 1], tf.constant([row])], training=False)[0])
    return np.array([picture.numpy() for picture in pictures])


# %% q2 right: keras.ops and predict
def class_grid(generator, z, n_classes):
    labels = ops.repeat(ops.arange(n_classes), len(z))
    return generator.predict([ops.tile(z, (n_classes, 1)), labels], verbose=0)


# %% q2 wrong: Rows and columns changed places
def class_grid(generator, z, n_classes):
    return generator([np.repeat(z, n_classes, axis=0), np.tile(np.arange(n_classes), len(z))], training=False)


# %% q2 wrong: The styles run out of step with the labels
def class_grid(generator, z, n_classes):
    labels = np.repeat(np.arange(n_classes), len(z))
    return generator([np.repeat(z, n_classes, axis=0), labels], training=False)


# %% q2 wrong: The labels run out of step with the styles
def class_grid(generator, z, n_classes):
    labels = np.tile(np.arange(n_classes), len(z))
    return generator([np.tile(z, (n_classes, 1)), labels], training=False)


# %% q2 wrong: This is training mode
def class_grid(generator, z, n_classes):
    labels = np.repeat(np.arange(n_classes), len(z))
    return generator([np.tile(z, (n_classes, 1)), labels], training=True)


# %% q2 wrong: One axis too many
def class_grid(generator, z, n_classes):
    return np.stack([generator([z, np.full(len(z), k)], training=False) for k in range(n_classes)])


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


# %% q4 right: every class for every image in one batch
def sees_label(discriminator, images, n_classes):
    labels = tf.repeat(tf.range(n_classes), len(images))
    logits = discriminator([tf.tile(images, (n_classes, 1, 1, 1)), labels], training=False)
    logits = tf.reshape(logits, (n_classes, len(images)))
    return tf.reduce_max(tf.math.reduce_std(logits, axis=0)) > 1e-6


# %% q4 right: predict, and the range over classes
def sees_label(discriminator, images, n_classes):
    labels = [np.full(len(images), k) for k in range(n_classes)]
    logits = np.stack([discriminator.predict([images, y], verbose=0) for y in labels])
    return np.ptp(logits, axis=0).max() > 1e-6


# %% q4 wrong: it also holds dropout and batch normalisation
def sees_label(discriminator, images, n_classes):
    first = discriminator([images, np.zeros(len(images), int)], training=True)
    others = [discriminator([images, np.full(len(images), k)], training=True) for k in range(1, n_classes)]
    return not all(np.allclose(first, other) for other in others)


# %% q4 wrong: hears one class only
def sees_label(discriminator, images, n_classes):
    zeros, ones = (discriminator([images, np.full(len(images), k)], training=False) for k in (0, 1))
    return not np.allclose(zeros, ones)


# %% q4 wrong: takes labels but they lead nowhere
def sees_label(discriminator, images, n_classes):
    return len(discriminator.inputs) == 2


# %% q4 wrong: by about a thousandth only
def sees_label(discriminator, images, n_classes):
    logits = [discriminator([images, np.full(len(images), k)], training=False) for k in range(n_classes)]
    return not all(np.allclose(one, logits[0], atol=0.1) for one in logits)


# %% q4 wrong: one bool for the whole discriminator
def sees_label(discriminator, images, n_classes):
    zeros = discriminator([images, np.zeros(len(images), int)], training=False)
    return [
        not np.allclose(zeros, discriminator([images, np.full(len(images), k)], training=False))
        for k in range(1, n_classes)
    ]


# %% q5 right: a generator expression
def requests_needed(share, low):
    enough = (n for n in range(1, 10_000) if metrics.wilson_interval(round(share * n), n).low >= low)
    return next(enough)


# %% q5 right: the formula on an array, as a float
def requests_needed(share, low):
    n = np.arange(1, 5000, dtype=float)
    p, z = np.round(share * n) / n, norm.ppf(0.975)
    ends = (p + z**2 / (2 * n) - z * np.sqrt(p * (1 - p) / n + z**2 / (4 * n**2))) / (1 + z**2 / n)
    return n[ends >= low][0]


# %% q5 wrong: and the familiar interval none at p = 1
def requests_needed(share, low):
    n = 1
    while True:
        p = round(share * n) / n
        if p - norm.ppf(0.975) * np.sqrt(p * (1 - p) / n) >= low:
            return n
        n += 1


# %% q5 wrong: One success out of one would do here
def requests_needed(share, low):
    n = 1
    while metrics.wilson_interval(round(share * n), n).high < low:
        n += 1
    return n


# %% q5 wrong: The successes are rounded down
def requests_needed(share, low):
    n = 1
    while metrics.wilson_interval(int(share * n), n).low < low:
        n += 1
    return n


# %% q5 wrong: Successes come in whole numbers
def requests_needed(share, low):
    n = 1
    while metrics.wilson_interval(share * n, n).low < low:
        n += 1
    return n


# %% q5 wrong: This is the 90% interval
def requests_needed(share, low):
    n = 1
    while metrics.wilson_interval(round(share * n), n, confidence=0.9).low < low:
        n += 1
    return n


# %% q5 wrong: This is one too few
def requests_needed(share, low):
    n = 1
    while metrics.wilson_interval(round(share * (n + 1)), n + 1).low < low:
        n += 1
    return n


# %% q5 wrong: This goes in steps of 10
def requests_needed(share, low):
    n = 10
    while metrics.wilson_interval(round(share * n), n).low < low:
        n += 10
    return n
