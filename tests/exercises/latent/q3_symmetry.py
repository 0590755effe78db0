# ruff: noqa: F811
"""Planted answers to exercise 3 of notebook 05."""

import numpy as np
import tensorflow as tf
from keras import ops


# %% q3 right: keras.ops, float32
def symmetry(images):
    x = ops.cast(images, "float32")
    return ops.sum(x * ops.flip(x, axis=2), axis=(1, 2, 3)) / ops.sum(ops.square(x), axis=(1, 2, 3))


# %% q3 right: TensorFlow in [0, 1]
def symmetry(images):
    x = tf.cast(images, tf.float32) / 255
    return tf.reduce_sum(x * tf.image.flip_left_right(x), [1, 2, 3]) / tf.reduce_sum(x**2, [1, 2, 3])


# %% q3 right: int64, one picture at a time
def symmetry(images):
    values = []
    for image in images:
        x = image[..., 0].astype("int64")
        values.append((x * np.fliplr(x)).sum() / (x * x).sum())
    return values


# %% q3 wrong: The products overflow
def symmetry(images):
    return (images * images[:, :, ::-1]).sum((1, 2, 3)) / (images**2).sum((1, 2, 3))


# %% q3 wrong: This mirrors top and bottom
def symmetry(images):
    x = images.astype(float)
    return (x * x[:, ::-1]).sum((1, 2, 3)) / (x**2).sum((1, 2, 3))


# %% q3 wrong: This compares the picture with itself
def symmetry(images):
    x = images.astype(float)
    return (x * x[..., ::-1]).sum((1, 2, 3)) / (x**2).sum((1, 2, 3))


# %% q3 wrong: This changes when the digit grows paler
def symmetry(images):
    x = images / 255
    return (x * x[:, :, ::-1]).sum((1, 2, 3))


# %% q3 wrong: This is one number for the whole batch
def symmetry(images):
    x = images.astype(float)
    return (x * x[:, :, ::-1]).sum() / (x**2).sum()


# %% q3 wrong: black counts as much as white
def symmetry(images):
    x = images / 127.5 - 1.0
    return (x * x[:, :, ::-1]).sum((1, 2, 3)) / (x**2).sum((1, 2, 3))


# %% q3 wrong: This swaps rows and columns
def symmetry(images):
    x = images.astype(float)
    return (x * x.transpose(0, 2, 1, 3)).sum((1, 2, 3)) / (x**2).sum((1, 2, 3))


# %% q3 wrong: The mean is taken off first
def symmetry(images):
    flat = [images.reshape(len(images), -1), images[:, :, ::-1].reshape(len(images), -1)]
    return np.array([np.corrcoef(a, b)[0, 1] for a, b in zip(*flat, strict=True)])
