"""Dense networks: the generator and discriminator of the vanilla GAN, for images and for points."""

import math

import keras
from keras import layers, ops

from gan_utils.models.blocks import conditional_generator


def mlp_generator(
    output_shape, latent_dim=64, widths=(256, 512), n_classes=None, activation="tanh", name="mlp_generator"
):
    """Return a dense generator: latent → hidden layers with ReLU → output.

    Args:
        output_shape: of one sample, such as (28, 28, 1), or (2,) for points in the plane.
        latent_dim: width of z.
        widths: units of the hidden layers.
        n_classes: with a number, the model takes [z, labels].
        activation: of the output: "tanh" for images in [-1, 1], None for unbounded points.

    Returns:
        A `keras.Model` from z, shape (batch, latent_dim), to (batch, *output_shape).

    Reference: Goodfellow et al. 2014, arXiv:1406.2661, section 5.

    >>> mlp_generator((2,), latent_dim=2, widths=(8,), activation=None).count_params()
    42
    """
    label_dim = 16
    z = keras.Input((latent_dim,), name="z")
    inputs, x = z, z
    if n_classes:
        inputs = [z, keras.Input((label_dim,), name="label")]
        x = layers.Concatenate()(inputs)
    for width in widths:
        x = layers.Dense(width, activation="relu")(x)
    x = layers.Dense(math.prod(output_shape), activation=activation)(x)
    x = layers.Reshape(tuple(output_shape))(x)
    if not n_classes:
        return keras.Model(inputs, x, name=name)
    return conditional_generator(keras.Model(inputs, x, name="body"), latent_dim, n_classes, label_dim, name)


def mlp_discriminator(
    input_shape, widths=(256, 128), n_classes=None, leak=0.2, dropout=0.0, name="mlp_discriminator"
):
    """Return a dense discriminator: sample → hidden layers with LeakyReLU → one logit.

    Args:
        input_shape: of one sample.
        widths: units of the hidden layers.
        n_classes: with a number, the model takes [x, labels]; the label joins as a one-hot vector.
        leak: slope of LeakyReLU below 0.
        dropout: rate after each hidden layer.

    Returns:
        A `keras.Model` from (batch, *input_shape) to logits, shape (batch, 1).

    >>> mlp_discriminator((2,), widths=(8,)).count_params()
    33
    """
    image = keras.Input(tuple(input_shape), name="x")
    inputs, x = image, layers.Flatten()(image)
    if n_classes:
        labels = keras.Input((), dtype="int32", name="labels")
        inputs = [image, labels]
        x = layers.Concatenate()([x, ops.one_hot(labels, n_classes)])
    for width in widths:
        x = layers.LeakyReLU(leak)(layers.Dense(width)(x))
        if dropout:
            x = layers.Dropout(dropout)(x)
    return keras.Model(inputs, layers.Dense(1, name="logit")(x), name=name)
