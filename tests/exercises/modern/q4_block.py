# ruff: noqa: F811
"""Planted answers to exercise 4 of notebook 13."""

import keras

from gan_utils import models


def way(x, channels, first="glorot_uniform", last="zeros", bend=True, bias=True):
    """Return a long way of two 3×3 convolutions."""
    given = {"padding": "same", "use_bias": bias}
    y = keras.layers.Conv2D(2 * channels, 3, kernel_initializer=first, **given)(x)
    y = keras.layers.LeakyReLU(0.2)(y) if bend else y
    return keras.layers.Conv2D(channels, 3, kernel_initializer=last, **given)(y)


# %% q4 right: the package's block
def new_block(channels):
    x = keras.Input((None, None, channels))
    return keras.Model(x, models.r3_block(x, group_size=2 * channels, n_blocks=1))


# %% q4 right: ReLU and no biases
def new_block(channels):
    x = keras.Input((None, None, channels))
    y = keras.layers.Conv2D(4, 3, padding="same", use_bias=False)(keras.layers.ReLU()(x))
    y = keras.layers.Conv2D(channels, 1, use_bias=False, kernel_initializer="zeros")(keras.layers.ReLU()(y))
    return keras.Model(x, x + y)


# %% q4 wrong: where is the short way
def new_block(channels):
    x = keras.Input((None, None, channels))
    return keras.Model(x, way(x, channels))


# %% q4 wrong: an activation stands after the sum
def new_block(channels):
    x = keras.Input((None, None, channels))
    return keras.Model(x, keras.layers.ReLU()(x + way(x, channels)))


# %% q4 wrong: start the last convolution of the long way at 0
def new_block(channels):
    x = keras.Input((None, None, channels))
    return keras.Model(x, x + way(x, channels, last="glorot_uniform"))


# %% q4 wrong: Every kernel starts at 0
def new_block(channels):
    x = keras.Input((None, None, channels))
    return keras.Model(x, x + way(x, channels, first="zeros"))


# %% q4 wrong: Every kernel starts at 0
def new_block(channels):
    x = keras.Input((None, None, channels))
    return keras.Model(x, x + way(x, channels, first="zeros", bias=False))


# %% q4 wrong: This is 2·x
def new_block(channels):
    x = keras.Input((None, None, channels))
    return keras.Model(x, x + x + way(x, channels))


# %% q4 wrong: What comes out has another shape
def new_block(channels):
    x = keras.Input((None, None, channels))
    y = keras.layers.Conv2D(4, 3, kernel_initializer="zeros")(x)
    return keras.Model(x, keras.layers.Conv2D(channels, 3, kernel_initializer="zeros")(y))


# %% q4 wrong: The long way needs two convolutions
def new_block(channels):
    x = keras.Input((None, None, channels))
    return keras.Model(x, x + keras.layers.Conv2D(channels, 3, padding="same", kernel_initializer="zeros")(x))


# %% q4 wrong: the LeakyReLU between the convolutions is missing
def new_block(channels):
    x = keras.Input((None, None, channels))
    return keras.Model(x, x + way(x, channels, bend=False))


# %% q4 wrong: does the long way join the sum
def new_block(channels):
    x = keras.Input((None, None, channels))
    return keras.Model(x, x + 0.0 * way(x, channels))


# %% q4 wrong: Return a `keras.Model`
def new_block(channels):
    return lambda x, training=None: x
