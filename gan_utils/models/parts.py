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


def spectral_wrapper(spectral_norm, seed=None):
    """Return a function of a layer that gives it back as it is, or, with `spectral_norm`, normalised and callable.

    The kernel W, as a matrix of one column an output channel, is divided by an estimate of its largest singular value
    σ(W). The estimate is u's: one round v ∝ W u, u ∝ Wᵀ v at each call with training=True (power iteration). Keras'
    `SpectralNormalization` does it, and differs from the paper in ways worth knowing:

    - It writes W / σ back into the kernel, where the paper keeps W and has the gradient pass through W / σ. Here the
      optimizer moves a kernel whose σ is 1 and the next call scales it back. So W never grows, and a layer that has
      not yet been called with training=True is not normalised at all.
    - `GAN` calls its discriminator with training=True three times a step (on real and on fake in its own stage, on
      fake in the generator's; more with a penalty), so each step does three rounds, and the generator's stage rescales
      the discriminator's kernels by the little that its own update had left.
    - The first few calls, while u is still far from W's singular vector, take σ too small and scale W up.
    - Under `tf.distribute.MirroredStrategy` each replica does the same rounds on its copy; they stay equal.
    - It casts its output to the type of its input. Around an `Embedding` of whole-number labels it gives zeros.

    Args:
        spectral_norm: whether to wrap.
        seed: fixes the vectors u that the estimates start from.

    Reference: Miyato et al. 2018, arXiv:1802.05957, section 2.1 and algorithm 1.

    >>> x = keras.Input((4,))
    >>> model = keras.Model(x, spectral_wrapper(True, seed=0)(layers.Dense(3, name="logit"))(x))
    >>> type(model.get_layer("logit")).__name__, len(model.trainable_variables)
    ('SpectralNormalization', 2)
    """
    if not spectral_norm:
        return lambda layer: layer
    draws = np.random.default_rng([seed, 1]) if seed is not None else None

    def wrap(layer):
        # in float32 also in mixed precision, since it writes the kernel back and its output may be the logit
        normalised = layers.SpectralNormalization(layer, name=layer.name, dtype="float32")

        def call(x):
            y = normalised(x)
            if draws is not None:  # Keras draws u without a seed
                u = normalised.vector_u
                u.assign(draws.standard_normal(u.shape).astype(np.float32))
            return y

        return call

    return wrap
