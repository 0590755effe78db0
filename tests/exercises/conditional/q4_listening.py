# ruff: noqa: F811
"""Planted answers to exercise 4 of notebook 04."""

import numpy as np
import tensorflow as tf


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


# %% q4 wrong: Does the test really change the labels
def sees_label(discriminator, images, n_classes):
    logits = [discriminator([images, np.full(len(images), k)], training=False) for k in range(n_classes)]
    return all(np.allclose(one, logits[0]) for one in logits)  # the answer upside down


# %% q4 wrong: Does the test really change the labels
def sees_label(discriminator, images, n_classes):
    zeros = discriminator([images, np.zeros(len(images), int)], training=False)
    in_turn = discriminator([images, np.arange(len(images)) % n_classes], training=False)  # one image: only class 0
    return not np.allclose(zeros, in_turn)
