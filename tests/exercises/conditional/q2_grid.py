# ruff: noqa: F811
"""Planted answers to exercise 2 of notebook 04."""

import numpy as np
import tensorflow as tf
from keras import ops


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


# %% q2 wrong: Every picture is class 0
def class_grid(generator, z, n_classes):
    labels = np.zeros(n_classes * len(z), "int32")
    return generator([np.tile(z, (n_classes, 1)), labels], training=False)


# %% q2 wrong: Every picture has the first style
def class_grid(generator, z, n_classes):
    labels = np.repeat(np.arange(n_classes), len(z))
    return generator([np.repeat(z[:1], len(labels), axis=0), labels], training=False)
