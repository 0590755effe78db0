# ruff: noqa: F811
"""Planted answers to exercise 3 of notebook 03."""

import numpy as np
import tensorflow as tf


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


# %% q3 wrong: The last stamp is missing
def stamps(kernel, stride, side):
    count = np.zeros((side - 1) * stride + kernel, int)
    for i in range(side - 1):
        count[i * stride : i * stride + kernel] += 1
    return count


# %% q3 wrong: The first stamp is missing
def stamps(kernel, stride, side):
    count = np.zeros((side - 1) * stride + kernel, int)
    for i in range(1, side):
        count[i * stride : i * stride + kernel] += 1
    return count


# %% q3 wrong: These are shares of the largest count
def stamps(kernel, stride, side):
    count = np.zeros((side - 1) * stride + kernel)
    for i in range(side):
        count[i * stride : i * stride + kernel] += 1
    return count / count.max()
