# ruff: noqa: F811
"""Planted answers for notebook 03."""

import math

import keras
import numpy as np
import tensorflow as tf
from keras import layers, ops

from gan_utils import models


# %% q1 right: the layers themselves are asked
def convolution_side(side, kernel, stride, padding, transposed):
    if transposed:
        cut = layers.Cropping1D(padding)
        return cut(layers.Conv1DTranspose(1, kernel, strides=stride)(tf.zeros((1, side, 1)))).shape[1]
    padded = layers.ZeroPadding1D(padding)(tf.zeros((1, side, 1)))
    return layers.Conv1D(1, kernel, strides=stride)(padded).shape[1]


# %% q1 right: floor of a fraction, as a float
def convolution_side(side, kernel, stride, padding, transposed):
    if not transposed:
        return math.floor((side + 2 * padding - kernel) / stride + 1.0)
    return np.float64(kernel - 2 * padding + stride * (side - 1))


# %% q1 wrong: round the fraction *down*
def convolution_side(side, kernel, stride, padding, transposed):
    if transposed:
        return (side - 1) * stride - 2 * padding + kernel
    return (side + 2 * padding - kernel) / stride + 1


# %% q1 wrong: The padding is on both sides
def convolution_side(side, kernel, stride, padding, transposed):
    if transposed:
        return (side - 1) * stride - padding + kernel
    return (side + padding - kernel) // stride + 1


# %% q1 wrong: The first position is missing
def convolution_side(side, kernel, stride, padding, transposed):
    if transposed:
        return (side - 1) * stride - 2 * padding + kernel
    return (side + 2 * padding - kernel) // stride


# %% q1 wrong: There are side − 1 steps between side stamps
def convolution_side(side, kernel, stride, padding, transposed):
    if transposed:
        return side * stride - 2 * padding + kernel
    return (side + 2 * padding - kernel) // stride + 1


# %% q1 wrong: Padding *shrinks* the output of a transposed convolution
def convolution_side(side, kernel, stride, padding, transposed):
    if transposed:
        return (side - 1) * stride + 2 * padding + kernel
    return (side + 2 * padding - kernel) // stride + 1


# %% q1 wrong: This is the transposed formula; the branches changed places
def convolution_side(side, kernel, stride, padding, transposed):
    if transposed:
        return (side + 2 * padding - kernel) // stride + 1
    return (side - 1) * stride - 2 * padding + kernel


# %% q1 wrong: This is the formula of the plain convolution
def convolution_side(side, kernel, stride, padding, transposed):
    return (side + 2 * padding - kernel) // stride + 1


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


# %% q3 right: zeros between ones, and a convolution
def stamps(kernel, stride, side):
    starts = np.zeros((side - 1) * stride + 1)
    starts[::stride] = 1
    return np.convolve(starts, np.ones(kernel))


# %% q3 right: a layer with a kernel of ones
def stamps(kernel, stride, side):
    length = (side - 1) * stride + kernel
    ones = tf.nn.conv1d_transpose(
        tf.ones((1, side, 1)), tf.ones((kernel, 1, 1)), (1, length, 1), stride, padding="VALID"
    )
    return ones[0, :, 0]


# %% q3 right: a list, pixel by pixel
def stamps(kernel, stride, side):
    length = (side - 1) * stride + kernel
    return [sum(i * stride <= x < i * stride + kernel for i in range(side)) for x in range(length)]


# %% q3 wrong: Where stamps overlap they add up
def stamps(kernel, stride, side):
    count = np.zeros((side - 1) * stride + kernel, int)
    for i in range(side):
        count[i * stride : i * stride + kernel] = 1
    return count


# %% q3 wrong: Each stamp is one pixel short
def stamps(kernel, stride, side):
    count = np.zeros((side - 1) * stride + kernel, int)
    for i in range(side):
        count[i * stride : i * stride + kernel - 1] += 1
    return count


# %% q3 wrong: The length is side·stride
def stamps(kernel, stride, side):
    count = np.zeros(side * stride, int)
    for i in range(side):
        count[i * stride : i * stride + kernel] += 1
    return count


# %% q3 wrong: This is the count for stride 1
def stamps(kernel, stride, side):
    return np.convolve(np.ones(side), np.ones(kernel))


# %% q3 wrong: This is the average count
def stamps(kernel, stride, side):
    return np.full((side - 1) * stride + kernel, kernel / stride)


# %% q3 wrong: This is the count in two dimensions
def stamps(kernel, stride, side):
    count = np.zeros((side - 1) * stride + kernel, int)
    for i in range(side):
        count[i * stride : i * stride + kernel] += 1
    return np.outer(count, count)


# %% q4 right: predict
def sample(generator, z):
    return generator.predict(z, verbose=0)


# %% q4 right: one at a time, in inference mode, as a tensor
def sample(generator, z):
    return tf.concat([generator(z[i : i + 1], training=False) for i in range(len(z))], axis=0)


# %% q4 wrong: This is training mode: the mean is that of this batch
def sample(generator, z):
    moving = generator.get_weights()
    images = np.asarray(generator(z, training=True))
    generator.set_weights(moving)
    return images


# %% q4 wrong: Sampling changed the generator
def sample(generator, z):
    return np.asarray(generator(z, training=True))


# %% q4 wrong: The generator is left frozen
def sample(generator, z):
    generator.trainable = False
    return np.asarray(generator(z, training=True))


# %% q4 wrong: Alone in its batch a picture has itself as mean
def sample(generator, z):
    moving = generator.get_weights()
    images = [np.asarray(generator(z[i : i + 1], training=True))[0] for i in range(len(z))]
    generator.set_weights(moving)
    return np.array(images)


# %% q4 wrong: The batch axis is gone
def sample(generator, z):
    return np.squeeze(generator(z, training=False), axis=0) if len(z) == 1 else generator(z, training=False)


# %% q5 right: a comprehension
def receptive_field(kernels, strides):
    return 1 + sum((k - 1) * math.prod(strides[:i]) for i, k in enumerate(kernels))


# %% q5 right: from the last layer back
def receptive_field(kernels, strides):
    field = 1
    for kernel, stride in zip(reversed(kernels), reversed(strides), strict=True):
        field = (field - 1) * stride + kernel
    return np.float32(field)


# %% q5 right: the cumulative product of NumPy
def receptive_field(kernels, strides):
    jumps = np.cumprod([1, *strides[:-1]])
    return 1 + np.sum((np.array(kernels) - 1) * jumps)


# %% q5 wrong: Each layer's own stride counts only for the layers after it
def receptive_field(kernels, strides):
    field, jump = 1, 1
    for kernel, stride in zip(kernels, strides, strict=True):
        jump *= stride
        field += (kernel - 1) * jump
    return field


# %% q5 wrong: This is one short
def receptive_field(kernels, strides):
    field, jump = 0, 1
    for kernel, stride in zip(kernels, strides, strict=True):
        field += (kernel - 1) * jump
        jump *= stride
    return field


# %% q5 wrong: The strides are not counted
def receptive_field(kernels, strides):
    return 1 + sum(kernel - 1 for kernel in kernels)


# %% q5 wrong: The kernels do not multiply
def receptive_field(kernels, strides):
    return math.prod(kernels)


# %% q5 wrong: The layers are taken from the last to the first
def receptive_field(kernels, strides):
    field, jump = 1, 1
    for kernel, stride in zip(kernels[::-1], strides[::-1], strict=True):
        field += (kernel - 1) * jump
        jump *= stride
    return field


# %% q5 wrong: A layer adds kernel − 1, not kernel
def receptive_field(kernels, strides):
    field, jump = 1, 1
    for kernel, stride in zip(kernels, strides, strict=True):
        field += kernel * jump
        jump *= stride
    return field
