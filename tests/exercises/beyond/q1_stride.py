# ruff: noqa: F811
"""Planted answers to exercise 1 of notebook 15."""

import math


# %% q1 right: the reach as a sum
def after_layers(length, kernel, stride, layers):
    for _ in range(layers):
        length = -(-length // stride)
    return length, 1 + (kernel - 1) * sum(stride**i for i in range(layers))


# %% q1 right: from the last layer down
def after_layers(length, kernel, stride, layers):
    seen = 1
    for _ in range(layers):
        seen = (seen - 1) * stride + kernel
        length = (length + stride - 1) // stride
    return [length, seen]


# %% q1 wrong: The two numbers changed places
def after_layers(length, kernel, stride, layers):
    seen, step = 1, 1
    for _ in range(layers):
        length, seen, step = math.ceil(length / stride), seen + (kernel - 1) * step, step * stride
    return seen, length


# %% q1 wrong: round up
def after_layers(length, kernel, stride, layers):
    seen, step = 1, 1
    for _ in range(layers):
        length, seen, step = length // stride, seen + (kernel - 1) * step, step * stride
    return length, seen


# %% q1 wrong: This is without padding
def after_layers(length, kernel, stride, layers):
    seen, step = 1, 1
    for _ in range(layers):
        length, seen, step = (length - kernel) // stride + 1, seen + (kernel - 1) * step, step * stride
    return length, seen


# %% q1 wrong: its neighbours lie stride, stride²
def after_layers(length, kernel, stride, layers):
    seen, step = 1, 1
    for _ in range(layers):
        length, seen, step = math.ceil(length / stride), seen + (kernel - 1) * step, step * stride
    return length, 1 + layers * (kernel - 1)


# %% q1 wrong: multiply the step afterwards
def after_layers(length, kernel, stride, layers):
    seen, step = 1, 1
    for _ in range(layers):
        length, step = math.ceil(length / stride), step * stride
        seen += (kernel - 1) * step
    return length, seen


# %% q1 wrong: not by a factor of the kernel
def after_layers(length, kernel, stride, layers):
    seen, step = 1, 1
    for _ in range(layers):
        length, seen, step = math.ceil(length / stride), seen + (kernel - 1) * step, step * stride
    return length, kernel**layers


# %% q1 wrong: The kernels do not lie side by side
def after_layers(length, kernel, stride, layers):
    seen, step = 1, 1
    for _ in range(layers):
        length, seen, step = math.ceil(length / stride), seen + (kernel - 1) * step, step * stride
    return length, kernel * layers


# %% q1 wrong: This counts the last kernel alone
def after_layers(length, kernel, stride, layers):
    seen, step = 1, 1
    for _ in range(layers):
        length, seen, step = math.ceil(length / stride), seen + (kernel - 1) * step, step * stride
    return length, kernel * stride ** (layers - 1)


# %% q1 wrong: what one number sees of the layer below
def after_layers(length, kernel, stride, layers):
    seen, step = 1, 1
    for _ in range(layers):
        length, seen, step = math.ceil(length / stride), seen + (kernel - 1) * step, step * stride
    return length, kernel


# %% q1 wrong: This is how far apart neighbours lie
def after_layers(length, kernel, stride, layers):
    seen, step = 1, 1
    for _ in range(layers):
        length, seen, step = math.ceil(length / stride), seen + (kernel - 1) * step, step * stride
    return length, step


# %% q1 wrong: Each layer divides what the one before left
def after_layers(length, kernel, stride, layers):
    seen = 1 + (kernel - 1) * sum(stride**i for i in range(layers))
    return math.ceil(length / (stride * layers)), seen


# %% q1 wrong: The second number is missing
def after_layers(length, kernel, stride, layers):
    seen, step = 1, 1
    for _ in range(layers):
        length, seen, step = math.ceil(length / stride), seen + (kernel - 1) * step, step * stride
    return length


# %% q1 wrong: once a layer; and each layer adds
def after_layers(length, kernel, stride, layers):
    seen, step = 1, 1
    for _ in range(layers):
        length, seen, step = math.ceil(length / stride), seen + (kernel - 1) * step, step * stride
    return length + 1, seen - 1
