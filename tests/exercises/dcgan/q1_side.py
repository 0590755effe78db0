# ruff: noqa: F811
"""Planted answers to exercise 1 of notebook 03."""

import math

import numpy as np
import tensorflow as tf
from keras import layers


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


# %% q1 wrong: This is the rule of `padding="same"`
def convolution_side(side, kernel, stride, padding, transposed):
    return side * stride if transposed else math.ceil(side / stride)


# %% q1 wrong: Kernel and stride changed places
def convolution_side(side, kernel, stride, padding, transposed):
    if transposed:
        return (side - 1) * kernel - 2 * padding + stride
    return (side + 2 * padding - stride) // kernel + 1


# %% q1 wrong: Stamps start every stride pixels, not every kernel pixels
def convolution_side(side, kernel, stride, padding, transposed):
    if transposed:
        return (side - 1) * kernel - 2 * padding + kernel
    return (side + 2 * padding - kernel) // stride + 1


# %% q1 wrong: The kernel is not counted
def convolution_side(side, kernel, stride, padding, transposed):
    if transposed:
        return (side - 1) * stride - 2 * padding + kernel
    return (side + 2 * padding) // stride + 1
