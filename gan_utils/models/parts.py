"""Layers and choices that several convolutional networks share: sizes, initial weights, normalisation."""

import keras
import numpy as np
import tensorflow as tf
from keras import layers


def check_image_shape(image_shape, any_rank=False):
    """Return `image_shape` as a tuple of positive ints, or raise a `ValueError` that says what it should be.

    Args:
        image_shape: (height, width, channels).
        any_rank: whether it may also be (length, 1 or 2), of a wave, or (frames, height, width, channels), of a clip.
    """
    shape = tuple(int(side) for side in image_shape)
    ranks = (2, 3, 4) if any_rank else (3,)
    flat = len(shape) == 2 and shape[1] > 2  # a grey image without its channel axis, and no wave
    if len(shape) not in ranks or min(shape) < 1 or flat:
        others = ", a wave (length, 1 or 2), a clip (frames, height, width, channels)" if any_rank else ""
        raise ValueError(
            f"image_shape must be (height, width, channels), got {shape}; a grey image has 1 channel, as (28, 28, 1)"
            f"{others}"
        )
    return shape


def of_rank(name, rank):
    """Return the Keras layer of a name for samples with as many axes beside their channels.

    >>> of_rank("Conv{}DTranspose", 1).__name__
    'Conv1DTranspose'
    """
    return getattr(layers, name.format(f"{rank}"))


def layer_called(network, name):
    """Return the layer of a network that has this name.

    Raises:
        ValueError: when there is none, listing those there are.
    """
    names = [layer.name for layer in network.layers]
    if name not in names:
        raise ValueError(f"the {network.name} has no layer {name!r}: choose one of {', '.join(names)}")
    return network.get_layer(name)


def halvings(*sides, stride=2):
    """Return how often all sides can be divided by the stride while none drops below 4, or, of a clip, below 2.

    >>> halvings(28, 28), halvings(64, 64), halvings(1024, stride=4), halvings(8, 16, 16)
    (2, 4, 4, 2)
    """
    least = 2 if len(sides) == 3 else 4  # a clip has few frames
    smaller, count = list(sides), 0
    while all(side % stride == 0 and side // stride >= least for side in smaller):
        smaller, count = [side // stride for side in smaller], count + 1
    if count == 0:
        shape, what = "×".join(map(str, sides)), {1: "wave", 2: "picture", 3: "clip"}[len(sides)]
        such_as = ", such as 28×28 or 64×64" if (len(sides), stride) == (2, 2) else ""
        grow = "double" if stride == 2 else f"stretch by {stride}"
        whole_sides = "even sides" if stride == 2 else f"sides that {stride} divides,"
        raise ValueError(
            f"these networks {grow} a {what} at least once, which {shape} does not allow: "
            f"choose {whole_sides} of at least {least * stride}{such_as}"
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


def rectifiers(network):
    """Return the names of a network's layers that `rectify` made, from the input on: its hidden activations.

    >>> from gan_utils.models.mlp import mlp_discriminator
    >>> network = mlp_discriminator((2,), (8, 8))
    >>> [tuple(network.get_layer(name).output.shape) for name in rectifiers(network)]
    [(None, 8), (None, 8)]
    """
    kinds = (layers.LeakyReLU, layers.ReLU, layers.PReLU)
    return [layer.name for layer in network.layers if isinstance(layer, kinds)]


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
