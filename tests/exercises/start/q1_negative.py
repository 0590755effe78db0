# ruff: noqa: F811
"""Planted answers to exercise 1 of notebook 00."""

import numpy as np
import tensorflow as tf
from keras import ops


# %% q1 right: keras.ops, by the type of the tensor
def negative(images):
    images = ops.convert_to_tensor(images)
    return ops.subtract(ops.cast(255, "uint8"), images) if images.dtype == "uint8" else ops.negative(images)


# %% q1 right: TensorFlow, by the largest and the smallest value added
def negative(images):
    images = tf.convert_to_tensor(images)
    return tf.bitwise.invert(images) if images.dtype == tf.uint8 else tf.constant(0.0) - images


# %% q1 wrong: 1 − x is the negative for pictures from 0 to 1
def negative(images):
    return 1 - images


# %% q1 wrong: −x in uint8 starts again from 256
def negative(images):
    return -images


# %% q1 wrong: 255 − x is the negative for uint8
def negative(images):
    return 255 - images


# %% q1 wrong: the type has changed
def negative(images):
    return 255.0 - images if images.dtype == np.uint8 else -images


# %% q1 wrong: This is the absolute value
def negative(images):
    return abs(images)


# %% q1 wrong: it is the type that tells the two kinds apart
def negative(images):
    return 255 - images if images.max() > 1 else -images


# %% q1 wrong: it is the type that tells the two kinds apart
def negative(images):
    return -images if images.min() < 0 or images.max() <= 1 else 255 - images


# %% q1 wrong: the picture handed in has changed too
def negative(images):
    if images.dtype == np.uint8:
        images[...] = 255 - images
    else:
        images *= -1
    return images


# %% q1 wrong: the picture handed in has changed too
def negative(images):
    np.subtract(255 if images.dtype == np.uint8 else 0, images, out=images)
    return images
