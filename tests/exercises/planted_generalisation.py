# ruff: noqa: F811
"""Planted answers for notebook 08."""

import keras
import numpy as np
import tensorflow as tf
from keras import ops
from scipy.spatial.distance import cdist

from gan_utils import metrics


# %% q1 right: the package's own
def nearest(queries, points):
    found = metrics.nearest_neighbours(queries, points)
    return found.distances[:, 0], found.indices[:, 0]


# %% q1 right: SciPy's table, as a list
def nearest(queries, points):
    table = cdist(queries, points)
    return [table.min(1), table.argmin(1)]


# %% q1 right: tensors
def nearest(queries, points):
    table = tf.norm(tf.expand_dims(queries, 1) - tf.expand_dims(points, 0), axis=-1)
    return tf.reduce_min(table, axis=1), tf.argmin(table, axis=1)


# %% q1 wrong: These are squared distances
def nearest(queries, points):
    table = ((queries[:, None] - points[None]) ** 2).sum(-1)
    return table.min(1), table.argmin(1)


# %% q1 wrong: This is the nearest query of each point
def nearest(queries, points):
    table = cdist(queries, points)
    return table.min(0), table.argmin(0)


# %% q1 wrong: This is the farthest point
def nearest(queries, points):
    table = cdist(queries, points)
    return table.max(1), table.argmax(1)


# %% q1 wrong: This adds up absolute differences
def nearest(queries, points):
    table = cdist(queries, points, "cityblock")
    return table.min(1), table.argmin(1)


# %% q1 wrong: the indices should say which row
def nearest(queries, points):
    table = cdist(queries, points)
    return table.min(1), table.argmax(1)


# %% q2 right: SciPy, and a sign
def share_nearer(samples, train, held_out):
    size = min(len(train), len(held_out))
    a, b = cdist(samples, train[:size]).min(1), cdist(samples, held_out[:size]).min(1)
    return (0.5 + 0.5 * np.sign(b - a)).mean()


# %% q2 right: one sample at a time
def share_nearer(samples, train, held_out):
    size, points = min(len(train), len(held_out)), 0.0
    for sample in samples:
        a = min(np.linalg.norm(sample - x) for x in train[:size])
        b = min(np.linalg.norm(sample - x) for x in held_out[:size])
        points += 1.0 if a < b else 0.5 if a == b else 0.0
    return points / len(samples)


# %% q2 wrong: The sets have different sizes here
def share_nearer(samples, train, held_out):
    a, b = cdist(samples, train).min(1), cdist(samples, held_out).min(1)
    return np.mean((a < b) + 0.5 * (a == b))


# %% q2 wrong: This is the share nearer to the held-out images
def share_nearer(samples, train, held_out):
    size = min(len(train), len(held_out))
    a, b = cdist(samples, train[:size]).min(1), cdist(samples, held_out[:size]).min(1)
    return np.mean((a > b) + 0.5 * (a == b))


# %% q2 wrong: A tie counts for one half, here it counts for nothing
def share_nearer(samples, train, held_out):
    size = min(len(train), len(held_out))
    return np.mean(cdist(samples, train[:size]).min(1) < cdist(samples, held_out[:size]).min(1))


# %% q2 wrong: here it counts as nearer to the training images
def share_nearer(samples, train, held_out):
    size = min(len(train), len(held_out))
    return np.mean(cdist(samples, train[:size]).min(1) <= cdist(samples, held_out[:size]).min(1))


# %% q2 wrong: This is a count
def share_nearer(samples, train, held_out):
    size = min(len(train), len(held_out))
    a, b = cdist(samples, train[:size]).min(1), cdist(samples, held_out[:size]).min(1)
    return np.sum((a < b) + 0.5 * (a == b))


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


# %% q4 right: predict
def held_out_gap(discriminator, train, held_out):
    return discriminator.predict(train, verbose=0).mean() - discriminator.predict(held_out, verbose=0).mean()


# %% q4 right: one call for both
def held_out_gap(discriminator, train, held_out):
    logits = discriminator(tf.concat([train, held_out], axis=0), training=False)
    return tf.reduce_mean(logits[: len(train)]) - tf.reduce_mean(logits[len(train) :])


# %% q4 wrong: This is training mode
def held_out_gap(discriminator, train, held_out):
    return np.mean(discriminator(train, training=True)) - np.mean(discriminator(held_out, training=True))


# %% q4 wrong: The sign is turned
def held_out_gap(discriminator, train, held_out):
    return np.mean(discriminator(held_out, training=False)) - np.mean(discriminator(train, training=False))


# %% q4 wrong: This is the gap of σ(logit)
def held_out_gap(discriminator, train, held_out):
    a, b = (tf.sigmoid(discriminator(images, training=False)) for images in (train, held_out))
    return np.mean(a) - np.mean(b)


# %% q4 wrong: This drops the sign
def held_out_gap(discriminator, train, held_out):
    a, b = (discriminator(images, training=False) for images in (train, held_out))
    return abs(np.mean(a) - np.mean(b))


# %% q4 wrong: These are sums
def held_out_gap(discriminator, train, held_out):
    return np.sum(discriminator(train, training=False)) - np.sum(discriminator(held_out, training=False))


# %% q5 right: a counter
def freeze_first(discriminator, n):
    seen = 0
    for layer in discriminator.layers:
        if "conv2d" in type(layer).__name__.lower():
            layer.trainable = seen >= n
            seen += 1
    return sum(int(tf.size(v)) for v in discriminator.trainable_variables)


# %% q5 right: layer by layer, with keras.ops
def freeze_first(discriminator, n):
    left = n
    for layer in discriminator.layers:
        if isinstance(layer, keras.layers.Conv2D) and left > 0:
            layer.trainable, left = False, left - 1
    return sum(ops.size(weight) for layer in discriminator.layers for weight in layer.trainable_weights)


# %% q5 wrong: No layer is frozen
def freeze_first(discriminator, n):
    convolutions = [x for x in discriminator.layers if isinstance(x, keras.layers.Conv2D)]
    return discriminator.count_params() - sum(layer.count_params() for layer in convolutions[:n])


# %% q5 wrong: This is the number of arrays
def freeze_first(discriminator, n):
    for layer in [x for x in discriminator.layers if isinstance(x, keras.layers.Conv2D)][:n]:
        layer.trainable = False
    return len(discriminator.trainable_variables)


# %% q5 wrong: The layers at the far end are frozen
def freeze_first(discriminator, n):
    for layer in [x for x in discriminator.layers if x.weights][::-1][:n]:
        layer.trainable = False
    return sum(int(np.prod(v.shape)) for v in discriminator.trainable_variables)


# %% q5 wrong: Everything is frozen
def freeze_first(discriminator, n):
    discriminator.trainable = False
    return 0


# %% q5 wrong: This counts frozen weights too
def freeze_first(discriminator, n):
    for layer in [x for x in discriminator.layers if isinstance(x, keras.layers.Conv2D)][:n]:
        layer.trainable = False
    return discriminator.count_params()
