# ruff: noqa: F811
"""Planted answers to exercise 5 of notebook 08."""

import keras
import numpy as np
import tensorflow as tf
from keras import ops


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


# %% q5 wrong: This counts before freezing
def freeze_first(discriminator, n):
    left = sum(int(np.prod(w.shape)) for w in discriminator.trainable_variables)
    for layer in [layer for layer in discriminator.layers if isinstance(layer, keras.layers.Conv2D)][:n]:
        layer.trainable = False
    return left


# %% q5 wrong: not other kinds of layer
def freeze_first(discriminator, n):
    for layer in [layer for layer in discriminator.layers if layer.weights][:n]:  # any kind of layer
        layer.trainable = False
    return sum(int(np.prod(w.shape)) for w in discriminator.trainable_variables)
