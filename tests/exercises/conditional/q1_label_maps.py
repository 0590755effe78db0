# ruff: noqa: F811
"""Planted answers to exercise 1 of notebook 04."""

import numpy as np
import tensorflow as tf
from keras import ops

from gan_utils import models


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


# %% q1 wrong: A map is 0 where the label is not, not −1
def join_labels(images, labels, n_classes):
    maps = models.label_channels(labels, images.shape[1], images.shape[2], n_classes)
    return np.concatenate([images, 2 * np.asarray(maps) - 1], axis=-1)


# %% q1 wrong: The maps are 1 where the label is, not the image there
def join_labels(images, labels, n_classes):
    maps = np.asarray(models.label_channels(labels, images.shape[1], images.shape[2], n_classes))
    return np.concatenate([images, images[..., :1] * maps], axis=-1)


# %% q1 wrong: The lit channel is one too early
def join_labels(images, labels, n_classes):
    maps = np.zeros((*images.shape[:3], n_classes))
    maps[np.arange(len(images)), :, :, labels - 1] = 1  # as if classes counted from 1
    return np.concatenate([images, maps], axis=-1)
