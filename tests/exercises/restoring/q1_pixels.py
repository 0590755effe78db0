# ruff: noqa: F811
"""Planted answers to exercise 1 of notebook 12."""

import numpy as np
import tensorflow as tf


def copies_of(image):
    height, width, channels = image.shape
    n = height * width
    copies = np.repeat(np.array(image)[None], n, axis=0)
    copies.reshape(n, n, channels)[np.arange(n), np.arange(n)] += 0.5
    return copies


# %% q1 right: a loop over the pixels, darker
def pixels_seen(discriminator, image, row, column):
    mask = np.zeros(image.shape[:2], bool)
    before = float(discriminator(image[None], training=False)[0, row, column, 0])
    for i in range(image.shape[0]):
        for j in range(image.shape[1]):
            changed = np.array(image)
            changed[i, j] -= 1.0
            mask[i, j] = abs(float(discriminator(changed[None], training=False)[0, row, column, 0]) - before) > 1e-5
    return mask


# %% q1 right: where the gradient is not 0
def pixels_seen(discriminator, image, row, column):
    x = tf.constant(np.array(image)[None])
    with tf.GradientTape() as tape:
        tape.watch(x)
        logit = discriminator(x, training=False)[0, row, column, 0]
    return np.abs(tape.gradient(logit, x).numpy()[0]).max(axis=-1) > 1e-6


# %% q1 wrong: This is training mode
def pixels_seen(discriminator, image, row, column):
    logits = np.asarray(discriminator(np.concatenate([np.array(image)[None], copies_of(image)]), training=True))
    return (np.abs(logits[1:, row, column, 0] - logits[0, row, column, 0]) > 1e-5).reshape(image.shape[:2])


# %% q1 wrong: Row and column of the logit changed places
def pixels_seen(discriminator, image, row, column):
    one, each = (np.asarray(discriminator(x, training=False)) for x in (np.array(image)[None], copies_of(image)))
    if column >= one.shape[1]:
        row, column = column, row
    return (np.abs(each - one)[:, column, row, 0] > 1e-5).reshape(image.shape[:2])


# %% q1 wrong: This looks at all logits together
def pixels_seen(discriminator, image, row, column):
    one, each = (np.asarray(discriminator(x, training=False)) for x in (np.array(image)[None], copies_of(image)))
    return (np.abs(each - one).max(axis=(1, 2, 3)) > 1e-5).reshape(image.shape[:2])


# %% q1 wrong: The picture is turned
def pixels_seen(discriminator, image, row, column):
    one, each = (np.asarray(discriminator(x, training=False)) for x in (np.array(image)[None], copies_of(image)))
    return (np.abs(each - one)[:, row, column, 0] > 1e-5).reshape(image.shape[:2]).T


# %% q1 wrong: This is the opposite
def pixels_seen(discriminator, image, row, column):
    one, each = (np.asarray(discriminator(x, training=False)) for x in (np.array(image)[None], copies_of(image)))
    return (np.abs(each - one)[:, row, column, 0] < 1e-5).reshape(image.shape[:2])


# %% q1 wrong: This is how many pixels there are
def pixels_seen(discriminator, image, row, column):
    one, each = (np.asarray(discriminator(x, training=False)) for x in (np.array(image)[None], copies_of(image)))
    return (np.abs(each - one)[:, row, column, 0] > 1e-5).sum()


# %% q1 wrong: one axis too many
def pixels_seen(discriminator, image, row, column):
    one, each = (np.asarray(discriminator(x, training=False)) for x in (np.array(image)[None], copies_of(image)))
    return (np.abs(each - one)[:, row, column, 0] > 1e-5).reshape(image.shape)


# %% q1 wrong: A pixel counts where changing it moves the logit
def pixels_seen(discriminator, image, row, column):
    mask = np.zeros(image.shape[:2], bool)
    mask[2 * row : 2 * row + 5, 2 * column : 2 * column + 7] = True  # a guess instead of a measurement
    return mask
