"""Dense networks: the generator and discriminator of the vanilla GAN, for images and for points."""

import math

import keras
from keras import layers, ops

from gan_utils.models.labels import generator_inputs, generator_of
from gan_utils.models.parts import initializers, rectify
from gan_utils.models.spectral import spectral_wrapper


def mlp_generator(
    output_shape,
    latent_dim=64,
    widths=(256, 512),
    n_classes=None,
    activation="tanh",
    leak=0.0,
    seed=None,
    name="mlp_generator",
):
    """Return a dense generator: latent → hidden layers with ReLU → output.

    Args:
        output_shape: of one sample, such as (28, 28, 1), or (2,) for points in the plane.
        latent_dim: width of z.
        widths: units of the hidden layers.
        n_classes: with a number, the model takes [z, labels].
        activation: of the output: "tanh" for images in [-1, 1], None for unbounded points.
        leak: slope of the hidden activations below 0; 0 is ReLU, and "learned" is PReLU.
        seed: fixes the initial weights.

    Returns:
        A `keras.Model` from z, shape (batch, latent_dim), to (batch, *output_shape).

    Reference: Goodfellow et al. 2014, arXiv:1406.2661, section 5.

    >>> mlp_generator((2,), latent_dim=2, widths=(8,), activation=None).count_params()
    42
    """
    init = initializers(None, seed)
    inputs, x = generator_inputs(latent_dim, n_classes)
    for width in widths:
        x = layers.Dense(width, activation=None if leak else "relu", kernel_initializer=init())(x)
        x = rectify(x, leak) if leak else x
    x = layers.Dense(math.prod(output_shape), activation=activation, kernel_initializer=init(), dtype="float32")(x)
    x = layers.Reshape(tuple(output_shape), dtype="float32")(x)
    return generator_of(inputs, x, n_classes, name, seed)


def mlp_discriminator(
    input_shape,
    widths=(256, 128),
    n_classes=None,
    leak=0.2,
    dropout=0.0,
    spectral_norm=False,
    seed=None,
    name="mlp_discriminator",
):
    """Return a dense discriminator: sample → hidden layers with LeakyReLU → one logit.

    Args:
        input_shape: of one sample.
        widths: units of the hidden layers.
        n_classes: with a number, the model takes [x, labels]; the label joins as a one-hot vector.
        leak: slope of LeakyReLU below 0; 0 is ReLU, and "learned" is PReLU.
        dropout: rate after each hidden layer.
        spectral_norm: divide every kernel by its largest singular value, as `spectral.spectral_wrapper` describes.
        seed: fixes the initial weights; kernels start alike with and without `spectral_norm`.

    Returns:
        A `keras.Model` from (batch, *input_shape) to logits, shape (batch, 1).

    >>> mlp_discriminator((2,), widths=(8,)).count_params()
    33
    """
    init, wrap = initializers(None, seed), spectral_wrapper(spectral_norm, seed)
    image = keras.Input(tuple(input_shape), name="x")
    inputs, x = image, layers.Flatten()(image)
    if n_classes:
        labels = keras.Input((), dtype="int32", name="labels")
        inputs = [image, labels]
        x = layers.Concatenate()([x, ops.one_hot(labels, n_classes)])
    for width in widths:
        x = rectify(wrap(layers.Dense(width, kernel_initializer=init()))(x), leak)
        if dropout:
            x = layers.Dropout(dropout)(x)
    logit = wrap(layers.Dense(1, kernel_initializer=init(), dtype="float32", name="logit"))(x)
    return keras.Model(inputs, logit, name=name)
