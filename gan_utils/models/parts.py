"""Layers and choices that several convolutional networks share: sizes, initial weights, normalisation."""

import keras
import numpy as np
import tensorflow as tf
from keras import layers


def check_image_shape(image_shape):
    """Return `image_shape` as a tuple of three positive ints, or raise a `ValueError` that says what it should be."""
    shape = tuple(int(side) for side in image_shape)
    if len(shape) != 3 or min(shape) < 1:
        raise ValueError(
            f"image_shape must be (height, width, channels), got {shape}; a grey image has 1 channel, as (28, 28, 1)"
        )
    return shape


def layer_called(network, name):
    """Return the layer of a network that has this name.

    Raises:
        ValueError: when there is none, listing those there are.
    """
    names = [layer.name for layer in network.layers]
    if name not in names:
        raise ValueError(f"the {network.name} has no layer {name!r}: choose one of {', '.join(names)}")
    return network.get_layer(name)


def halvings(height, width):
    """Return how often both sides can be halved while neither drops below 4.

    >>> halvings(28, 28), halvings(64, 64)
    (2, 4)
    """
    sides = f"{height}×{width}"
    count = 0
    while height % 2 == 0 and width % 2 == 0 and min(height, width) >= 8:
        height, width, count = height // 2, width // 2, count + 1
    if count == 0:
        raise ValueError(
            f"these networks double a picture at least once, which {sides} does not allow: "
            "choose even sides of at least 8, such as 28×28 or 64×64"
        )
    return count


def initializers(stddev, seed):
    """Return a function that gives a new initializer at each call: N(0, stddev²), or Keras' default for None."""
    draws = np.random.default_rng(seed) if seed is not None else None

    def new():
        layer_seed = int(draws.integers(2**31)) if draws is not None else None
        if stddev is None:
            return keras.initializers.GlorotUniform(seed=layer_seed)
        return keras.initializers.RandomNormal(stddev=stddev, seed=layer_seed)

    return new


def rectify(x, leak):
    """Return ReLU of `x`, LeakyReLU with a slope of `leak` below 0, or, for leak="learned", PReLU.

    PReLU learns its slope, one for each channel, from 0.25 on.

    Raises:
        ValueError: for another word than "learned".

    Reference: He et al. 2015, arXiv:1502.01852, section 2.1.

    >>> [float(rectify(keras.ops.full((1, 1), -4.0), leak)[0, 0]) for leak in (0.0, 0.5, "learned")]
    [0.0, -2.0, -1.0]
    """
    if isinstance(leak, str) and leak != "learned":
        raise ValueError(f"unknown leak {leak!r}: give a slope such as 0.2, 0 for ReLU, or 'learned' for PReLU")
    if leak == "learned":
        sides = tuple(range(1, len(x.shape) - 1))  # one slope for all places of a map
        return layers.PReLU(alpha_initializer=keras.initializers.Constant(0.25), shared_axes=sides or None)(x)
    return layers.LeakyReLU(leak)(x) if leak else layers.ReLU()(x)


@keras.saving.register_keras_serializable(package="gan_utils")
class BatchNormalization(layers.BatchNormalization):
    """`keras.layers.BatchNormalization`, which trains on maps in one operation of TensorFlow instead of a dozen.

    What it computes is the same: the batch's mean and variance over all images and places, and moving averages of
    both, whose variance is divided by n and not by n − 1.

    Reference: Ioffe & Szegedy 2015, arXiv:1502.03167, algorithm 1.

    >>> maps = np.random.default_rng(0).normal(5.0, 3.0, (8, 4, 4, 2)).astype("float32")
    >>> y = BatchNormalization()(maps, training=True)
    >>> abs(float(keras.ops.mean(y))) < 1e-3, round(float(keras.ops.std(y)), 2)
    (True, 1.0)
    """

    def call(self, inputs, training=None, mask=None):
        one_operation = mask is None and len(inputs.shape) == 4 and self.compute_dtype == "float32"
        if not (training and one_operation):
            return super().call(inputs, training=training, mask=mask)
        none = tf.zeros((0,))
        y, mean, variance, *_ = tf.raw_ops.FusedBatchNormV3(
            x=inputs, scale=self.gamma, offset=self.beta, mean=none, variance=none, epsilon=self.epsilon
        )
        n = tf.cast(tf.size(inputs) // inputs.shape[-1], tf.float32)
        for average, value in ((self.moving_mean, mean), (self.moving_variance, variance * (n - 1.0) / n)):
            average.assign(average * self.momentum + value * (1.0 - self.momentum))
        return y


def batch_norm(x):
    """Batch normalisation whose moving averages follow within some tens of steps (Keras' 0.99 takes hundreds)."""
    return BatchNormalization(momentum=0.9, epsilon=1e-5)(x)
