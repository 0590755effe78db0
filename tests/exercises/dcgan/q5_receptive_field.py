# ruff: noqa: F811
"""Planted answers to exercise 5 of notebook 03."""

import math

import numpy as np


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


# %% q5 wrong: Kernel times stride does not add up
def receptive_field(kernels, strides):
    return sum(kernel * stride for kernel, stride in zip(kernels, strides, strict=True))


# %% q5 wrong: Strides multiply
def receptive_field(kernels, strides):
    field, jump = 1, 1
    for kernel, stride in zip(kernels, strides, strict=True):
        field += (kernel - 1) * jump
        jump += stride
    return field


# %% q5 wrong: This is the largest kernel alone
def receptive_field(kernels, strides):
    return max(kernels)
