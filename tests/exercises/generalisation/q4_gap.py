# ruff: noqa: F811
"""Planted answers to exercise 4 of notebook 08."""

import numpy as np
import tensorflow as tf


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


# %% q4 wrong: These are medians
def held_out_gap(discriminator, train, held_out):
    return np.median(discriminator(train, training=False)) - np.median(discriminator(held_out, training=False))


# %% q4 wrong: This is one mean over both sets
def held_out_gap(discriminator, train, held_out):
    return np.mean(discriminator(np.concatenate([train, held_out]), training=False))
