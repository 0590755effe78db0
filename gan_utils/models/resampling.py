"""Layers that double or halve the side of a map by the filter [1, 2, 1], without weights."""

import keras
from keras import layers, ops


def _doubled(x, axis):
    """Return x with a mean put after every entry along an axis: twice as long, the last entry repeated."""
    size = x.shape[axis]
    index = [slice(None)] * 4
    index[axis] = slice(1, None)
    last = [slice(None)] * 4
    last[axis] = slice(size - 1, size)
    after = ops.concatenate([x[tuple(index)], x[tuple(last)]], axis=axis)
    pairs = ops.stack([x, 0.5 * (x + after)], axis=axis + 1)
    shape = list(x.shape)
    shape[axis] = 2 * size
    return ops.reshape(pairs, [-1, *shape[1:]])


def _halved(x, axis):
    """Return (x[2i − 1] + 2·x[2i] + x[2i + 1]) / 4 along an axis, where the entry before the first repeats it."""
    size = x.shape[axis]

    def every_second(tensor, start):
        index = [slice(None)] * 4
        index[axis] = slice(start, None, 2)
        return tensor[tuple(index)]

    even, odd = every_second(x, 0), every_second(x, 1)
    first, rest = [slice(None)] * 4, [slice(None)] * 4
    first[axis], rest[axis] = slice(0, 1), slice(0, size // 2 - 1)
    before = ops.concatenate([even[tuple(first)], odd[tuple(rest)]], axis=axis)
    return 0.25 * (before + 2.0 * even + odd)


@keras.saving.register_keras_serializable(package="gan_utils")
class SmoothDouble(layers.Layer):
    """Double height and width: zeros between the pixels, then the filter [1, 2, 1] / 2 in both directions.

    What comes out is the old pixels with means between them; the border repeats itself.

    Reference: Zhang 2019, arXiv:1904.11486; Karras et al. 2020, arXiv:1912.04958, appendix B.

    >>> x = ops.reshape(ops.array([0.0, 4.0]), (1, 1, 2, 1))
    >>> [float(v) for v in SmoothDouble()(x)[0, 0, :, 0]]
    [0.0, 2.0, 4.0, 4.0]
    """

    def call(self, x):
        return _doubled(_doubled(x, 1), 2)

    def compute_output_shape(self, shape):
        return (shape[0], 2 * shape[1], 2 * shape[2], shape[3])


@keras.saving.register_keras_serializable(package="gan_utils")
class SmoothHalve(layers.Layer):
    """Halve height and width: the filter [1, 2, 1] / 4 in both directions, then every second pixel.

    Sides must be even; the border repeats itself.

    Reference: Zhang 2019, arXiv:1904.11486, section 3.2.

    >>> x = ops.tile(ops.reshape(ops.array([0.0, 4.0, 8.0, 0.0]), (1, 1, 4, 1)), (1, 2, 1, 1))
    >>> [float(v) for v in SmoothHalve()(x)[0, 0, :, 0]]  # (0 + 0 + 4)/4, (4 + 16 + 0)/4
    [1.0, 5.0]
    """

    def call(self, x):
        return _halved(_halved(x, 1), 2)

    def compute_output_shape(self, shape):
        return (shape[0], shape[1] // 2, shape[2] // 2, shape[3])
