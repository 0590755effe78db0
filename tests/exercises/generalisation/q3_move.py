# ruff: noqa: F811
"""Planted answers to exercise 3 of notebook 08."""

import numpy as np
import tensorflow as tf
from keras import ops


# %% q3 right: keras.ops, axis by axis
def translate(images, shifts):
    moved = []
    for image, shift in zip(images, np.array(shifts), strict=True):
        for axis, by in enumerate(shift):
            side, by = image.shape[axis], int(by)
            pads = [[max(by, 0), max(-by, 0)] if i == axis else [0, 0] for i in range(3)]
            image = ops.pad(image, pads, constant_values=-1.0)
            image = ops.take(image, ops.arange(side) + max(-by, 0), axis=axis)
        moved.append(image)
    return ops.stack(moved)


# %% q3 right: two matrix products on images that have black as 0
def translate(images, shifts):
    _, height, width, _ = images.shape
    shifts = np.array(shifts)
    rows = np.stack([np.eye(height, k=-int(down)) for down, _ in shifts]).astype("float32")
    columns = np.stack([np.eye(width, k=-int(right)) for _, right in shifts]).astype("float32")
    return tf.einsum("bij,bjkc,blk->bilc", rows, images + 1.0, columns) - 1.0


# %% q3 wrong: comes back on the other
def translate(images, shifts):
    return tf.stack([tf.roll(x, s, axis=(0, 1)) for x, s in zip(images, shifts, strict=True)])


# %% q3 wrong: is 0, a mid-grey
def translate(images, shifts):
    (_, height, width, _), r = images.shape, int(np.abs(shifts).max())
    x = tf.pad(images, [[0, 0], [r, r], [r, r], [0, 0]])
    return tf.stack([x[b, r - d : r - d + height, r - e : r - e + width] for b, (d, e) in enumerate(np.array(shifts))])


# %% q3 wrong: Every image moves the opposite way
def translate(images, shifts):
    (_, height, width, _), r = images.shape, int(np.abs(shifts).max())
    x = tf.pad(images, [[0, 0], [r, r], [r, r], [0, 0]], constant_values=-1.0)
    return tf.stack([x[b, r + d : r + d + height, r + e : r + e + width] for b, (d, e) in enumerate(np.array(shifts))])


# %% q3 wrong: Down and right changed places
def translate(images, shifts):
    (_, height, width, _), r = images.shape, int(np.abs(shifts).max())
    x = tf.pad(images, [[0, 0], [r, r], [r, r], [0, 0]], constant_values=-1.0)
    return tf.stack([x[b, r - d : r - d + height, r - e : r - e + width] for b, (e, d) in enumerate(np.array(shifts))])


# %% q3 wrong: no gradient comes back
def translate(images, shifts):
    images, shifts = np.asarray(images), np.array(shifts)
    (_, height, width, _), r = images.shape, int(np.abs(shifts).max())
    x = np.pad(images, [[0, 0], [r, r], [r, r], [0, 0]], constant_values=-1.0)
    return np.stack([x[b, r - d : r - d + height, r - e : r - e + width] for b, (d, e) in enumerate(shifts)])


# %% q3 wrong: Far moves end at a fixed margin
def translate(images, shifts):
    _, height, width, _ = images.shape
    x = tf.pad(images, [[0, 0], [4, 4], [4, 4], [0, 0]], constant_values=-1.0)
    shifts = np.clip(shifts, -4, 4)
    return tf.stack([x[b, 4 - d : 4 - d + height, 4 - e : 4 - e + width] for b, (d, e) in enumerate(shifts)])


# %% q3 wrong: Every image moves like the first
def translate(images, shifts):
    _, height, width, _ = images.shape
    r, (d, e) = int(abs(np.asarray(shifts)).max()), shifts[0]
    x = tf.pad(images, [[0, 0], [r, r], [r, r], [0, 0]], constant_values=-1.0)
    return x[:, r - d : r - d + height, r - e : r - e + width]
