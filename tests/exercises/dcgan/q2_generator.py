# ruff: noqa: F811
"""Planted answers to exercise 2 of notebook 03."""

import keras
from keras import layers, ops

from gan_utils import models


# %% q2 right: the builder of the package
def colour_generator(latent_dim):
    return models.dcgan_generator((32, 32, 3), latent_dim=latent_dim, width=8)


# %% q2 right: a functional model with biases, and other channels
def colour_generator(latent_dim):
    z = keras.Input((latent_dim,))
    x = layers.Reshape((4, 4, 24))(layers.Dense(384)(z))
    x = ops.relu(layers.BatchNormalization()(x))
    for filters in (24, 16):
        x = layers.Conv2DTranspose(filters, 4, strides=2, padding="same", kernel_initializer="he_normal")(x)
        x = ops.relu(layers.BatchNormalization()(x))
    return keras.Model(z, ops.tanh(layers.Conv2DTranspose(3, 4, 2, padding="same")(x)))


# %% q2 right: the cure that resizes first
def colour_generator(latent_dim):
    return models.dcgan_generator((32, 32, 3), latent_dim, width=8, upsampling="nearest", kernel_size=3)


# %% q2 right: no Input, so that nothing is built before the first call
def colour_generator(latent_dim):
    stack = [layers.Dense(4 * 4 * 16), layers.Reshape((4, 4, 16)), layers.BatchNormalization(), layers.ReLU()]
    for filters in (16, 8):
        stack += [layers.Conv2DTranspose(filters, 4, strides=2, padding="same")]
        stack += [layers.BatchNormalization(), layers.ReLU()]
    return keras.Sequential([*stack, layers.Conv2DTranspose(3, 4, 2, padding="same", activation="tanh")])


# %% q2 right: every picture is resized, then convolved with kernels of 4
def colour_generator(latent_dim):
    stack = [keras.Input((latent_dim,)), layers.Dense(4 * 4 * 16), layers.Reshape((4, 4, 16))]
    for filters in (16, 8, 3):
        stack += [layers.BatchNormalization(), layers.ReLU(), layers.UpSampling2D(2)]
        stack += [layers.Conv2D(filters, 4, padding="same")]
    return keras.Sequential([*stack, layers.Activation("tanh")])


# %% q2 right: resized smoothly, with kernels of 5
def colour_generator(latent_dim):
    stack = [keras.Input((latent_dim,)), layers.Dense(4 * 4 * 16), layers.Reshape((4, 4, 16))]
    for filters in (16, 8, 3):
        stack += [layers.BatchNormalization(), layers.ReLU(), layers.UpSampling2D(2, interpolation="bilinear")]
        stack += [layers.Conv2D(filters, 5, padding="same")]
    return keras.Sequential([*stack, layers.Activation("tanh")])


# %% q2 right: no padding, and a crop that cuts what is too much
def colour_generator(latent_dim):
    stack = [keras.Input((latent_dim,)), layers.Dense(4 * 4 * 16), layers.Reshape((4, 4, 16))]
    for filters in (16, 8, 3):
        stack += [layers.BatchNormalization(), layers.ReLU()]
        stack += [layers.Conv2DTranspose(filters, 4, strides=2), layers.Cropping2D(1)]
    return keras.Sequential([*stack, layers.Activation("tanh")])


# %% q2 right: the first map is normalised as a vector, and the doublings are models of their own
def colour_generator(latent_dim):
    def double(filters):
        up = layers.Conv2DTranspose(filters, 4, strides=2, padding="same", use_bias=False)
        return keras.Sequential([up, layers.BatchNormalization(), layers.ReLU()])

    first = [layers.Dense(4 * 4 * 16), layers.BatchNormalization(), layers.ReLU(), layers.Reshape((4, 4, 16))]
    last = layers.Conv2DTranspose(3, 4, strides=2, padding="same", activation="tanh")
    return keras.Sequential([keras.Input((latent_dim,)), *first, double(16), double(8), last])


# %% q2 wrong: Batch normalisation is missing at 4×4
def colour_generator(latent_dim):
    stack = [keras.Input((latent_dim,)), layers.Dense(4 * 4 * 16), layers.Reshape((4, 4, 16)), layers.ReLU()]
    for filters in (16, 8):
        stack += [layers.Conv2DTranspose(filters, 4, strides=2, padding="same")]
        stack += [layers.BatchNormalization(), layers.ReLU()]
    return keras.Sequential([*stack, layers.Conv2DTranspose(3, 4, 2, padding="same", activation="tanh")])


# %% q2 wrong: Batch normalisation is missing at 16×16
def colour_generator(latent_dim):
    stack = [keras.Input((latent_dim,)), layers.Dense(4 * 4 * 16), layers.Reshape((4, 4, 16))]
    for filters in (16, 8):
        stack += [layers.BatchNormalization(), layers.ReLU()]
        stack += [layers.Conv2DTranspose(filters, 4, strides=2, padding="same")]
    return keras.Sequential([*stack, layers.ReLU(), layers.Conv2DTranspose(3, 4, 2, "same", activation="tanh")])


# %% q2 wrong: Batch normalisation comes after ReLU here
def colour_generator(latent_dim):
    stack = [keras.Input((latent_dim,)), layers.Dense(4 * 4 * 16, activation="relu"), layers.Reshape((4, 4, 16))]
    for filters in (16, 8):
        stack += [layers.BatchNormalization()]
        stack += [layers.Conv2DTranspose(filters, 4, strides=2, padding="same", activation="relu")]
    stack += [layers.BatchNormalization()]
    return keras.Sequential([*stack, layers.Conv2DTranspose(3, 4, 2, padding="same", activation="tanh")])


# %% q2 wrong: Batch normalisation comes after ReLU here
def colour_generator(latent_dim):
    z = keras.Input((latent_dim,))
    x = layers.BatchNormalization()(layers.Reshape((4, 4, 24))(layers.Dense(384)(z)))
    x = layers.Conv2DTranspose(16, 4, strides=2, padding="same")(ops.relu(x))
    x = layers.BatchNormalization()(ops.relu(x))
    x = layers.Conv2DTranspose(8, 4, strides=2, padding="same")(x)
    x = ops.relu(layers.BatchNormalization()(x))
    return keras.Model(z, ops.tanh(layers.Conv2DTranspose(3, 4, 2, padding="same")(x)))


# %% q2 wrong: There are 2 dense layers
def colour_generator(latent_dim):
    return models.dcgan_generator((32, 32, 3), latent_dim, width=8, hidden_units=64)


# %% q2 wrong: After the dense layer, something of a negative value gets through
def colour_generator(latent_dim):
    return models.dcgan_generator((32, 32, 3), latent_dim, width=8, leak=0.2)


# %% q2 wrong: After doubling 2, something of a negative value gets through
def colour_generator(latent_dim):
    stack = [keras.Input((latent_dim,)), layers.Dense(4 * 4 * 16), layers.Reshape((4, 4, 16))]
    for filters, bend in ((16, layers.ReLU()), (8, layers.ReLU()), (3, layers.LeakyReLU(0.1))):
        stack += [layers.BatchNormalization(), bend]
        stack += [layers.Conv2DTranspose(filters, 4, strides=2, padding="same")]
    return keras.Sequential([*stack, layers.Activation("tanh")])


# %% q2 wrong: After doubling 1, something of a negative value gets through
def colour_generator(latent_dim):
    stack = [keras.Input((latent_dim,)), layers.Dense(4 * 4 * 16), layers.Reshape((4, 4, 16))]
    for filters, bend in ((16, "relu"), (8, "gelu"), (3, "relu")):
        stack += [layers.BatchNormalization(), layers.Activation(bend)]
        stack += [layers.Conv2DTranspose(filters, 4, strides=2, padding="same")]
    return keras.Sequential([*stack, layers.Activation("tanh")])


# %% q2 wrong: Without `padding="same"` a doubling turns n into 2n + 2
def colour_generator(latent_dim):
    stack = [keras.Input((latent_dim,)), layers.Dense(4 * 4 * 16), layers.Reshape((4, 4, 16))]
    for filters in (16, 8, 3):
        stack += [layers.BatchNormalization(), layers.ReLU(), layers.Conv2DTranspose(filters, 4, strides=2)]
    return keras.Sequential([*stack, layers.Activation("tanh")])


# %% q2 wrong: The channels come last here
def colour_generator(latent_dim):
    model = models.dcgan_generator((32, 32, 3), latent_dim, width=8)
    return keras.Sequential([model, layers.Permute((3, 1, 2))])


# %% q2 wrong: Each doubling turns a side of n into 2n
def colour_generator(latent_dim):
    return models.dcgan_generator((28, 28, 3), latent_dim=latent_dim, width=8)


# %% q2 wrong: Colour has 3 channels
def colour_generator(latent_dim):
    return models.dcgan_generator((32, 32, 1), latent_dim=latent_dim, width=8)


# %% q2 wrong: The model cannot be called on z of shape
def colour_generator(latent_dim):
    return models.dcgan_generator((32, 32, 3), latent_dim=64, width=8)


# %% q2 wrong: The pictures leave [-1, 1]
def colour_generator(latent_dim):
    stack = [keras.Input((latent_dim,)), layers.Dense(4 * 4 * 16), layers.Reshape((4, 4, 16))]
    for filters in (16, 8):
        stack += [layers.BatchNormalization(), layers.ReLU()]
        stack += [layers.Conv2DTranspose(filters, 4, strides=2, padding="same")]
    stack += [layers.BatchNormalization(), layers.ReLU()]
    return keras.Sequential([*stack, layers.Conv2DTranspose(3, 4, strides=2, padding="same")])


# %% q2 wrong: this looks like a sigmoid
def colour_generator(latent_dim):
    stack = [keras.Input((latent_dim,)), layers.Dense(4 * 4 * 16), layers.Reshape((4, 4, 16))]
    for filters in (16, 8):
        stack += [layers.BatchNormalization(), layers.ReLU()]
        stack += [layers.Conv2DTranspose(filters, 4, strides=2, padding="same")]
    stack += [layers.BatchNormalization(), layers.ReLU()]
    return keras.Sequential([*stack, layers.Conv2DTranspose(3, 4, 2, padding="same", activation="sigmoid")])


# %% q2 wrong: batch normalisation is missing
def colour_generator(latent_dim):
    return models.dcgan_generator((32, 32, 3), latent_dim, width=8, batch_norm=False)


# %% q2 wrong: the last layer is normalised too
def colour_generator(latent_dim):
    stack = [keras.Input((latent_dim,)), layers.Dense(4 * 4 * 16), layers.Reshape((4, 4, 16))]
    for filters in (16, 8, 3):
        stack += [layers.BatchNormalization(), layers.ReLU()]
        stack += [layers.Conv2DTranspose(filters, 4, strides=2, padding="same")]
    return keras.Sequential([*stack, layers.BatchNormalization(), layers.Activation("tanh")])


# %% q2 wrong: ReLU is missing between the layers
def colour_generator(latent_dim):
    stack = [keras.Input((latent_dim,)), layers.Dense(4 * 4 * 16), layers.Reshape((4, 4, 16))]
    for filters in (16, 8):
        stack += [
            layers.BatchNormalization(),
            layers.Conv2DTranspose(filters, 4, strides=2, padding="same"),
        ]
    return keras.Sequential([*stack, layers.Conv2DTranspose(3, 4, 2, padding="same", activation="tanh")])


# %% q2 wrong: the stride of 2 does not divide the kernel
def colour_generator(latent_dim):
    return models.dcgan_generator((32, 32, 3), latent_dim, width=8, kernel_size=3)


# %% q2 wrong: This doubles 2 times
def colour_generator(latent_dim):
    stack = [keras.Input((latent_dim,)), layers.Dense(8 * 8 * 16), layers.Reshape((8, 8, 16))]
    stack += [layers.BatchNormalization(), layers.ReLU()]
    stack += [
        layers.Conv2DTranspose(8, 4, strides=2, padding="same"),
        layers.BatchNormalization(),
        layers.ReLU(),
    ]
    return keras.Sequential([*stack, layers.Conv2DTranspose(3, 4, 2, padding="same", activation="tanh")])
