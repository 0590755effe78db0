"""Other ways to compute a convolution, as drop-in layers: the same weights, the same results up to rounding.

`FourierConv2D` and `FourierConv2DTranspose` use the convolution theorem: on a torus just large enough for the map, a
convolution is one product of matrices for each frequency, instead of one for each place and tap. A 5×5 kernel on a map
of 7×7 takes 41 complex products instead of 1,225 real ones (Mathieu, Henaff & LeCun 2014, arXiv:1312.5851, section 2).

`SubpixelConv2DTranspose` writes a transposed convolution of stride s as a smaller convolution into s² times the
channels, which are then put in their places (Shi et al. 2016, arXiv:1609.07009, section 2). `ThinConv2DTranspose` is
meant for few channels, where TensorFlow's own is slow, and leaves the gradients to TensorFlow.

`MatrixConv2D` and `MatrixConv2DTranspose` are one product of matrices each, between patches and kernel: the patches of
a stride s are made of blocks of s×s pixels, so that none is gathered alone, and so are the gradients.
"""

import functools

import keras
import numpy as np
import tensorflow as tf
from keras import layers, ops

from gan_utils.models import parts


@functools.cache
def _torus(height, width, first, last):
    """Return the matrices to frequencies, of a map and of the taps first … last, and back, as real float32.

    The first half of the rows of each holds real parts, the second half imaginary parts. Of two frequencies that
    conjugate each other, only one is kept; the way back counts it twice.
    """
    sides = [side + max(-first, last) for side in (height, width)]
    names = [(u, v) for u in range(sides[0]) for v in range(sides[1])]
    mirrored = {name: tuple(-f % side for f, side in zip(name, sides, strict=True)) for name in names}
    kept = np.array([name for name in names if name <= mirrored[name]])
    twice = np.array([1.0 + (tuple(name) != mirrored[tuple(name)]) for name in kept])

    def waves(rows, columns):
        """Return exp(−2πi f·x) for every kept frequency f and every place x, shape (frequencies, places)."""
        places = np.stack(np.meshgrid(rows, columns, indexing="ij"), -1).reshape(-1, 2)
        return np.exp(-2j * np.pi * (kept / sides) @ places.T)

    grid = waves(np.arange(height), np.arange(width))
    taps = waves(-np.arange(first, last + 1), -np.arange(first, last + 1))
    back = grid.conj() * twice[:, None] / (sides[0] * sides[1])
    parts = [np.concatenate([m.real, m.imag]) for m in (grid, taps)]
    return [part.astype(np.float32) for part in (*parts, np.concatenate([back.real, -back.imag]))]


def correlate(x, kernel, first):
    """Return y[i] = Σ_d x[i + d] kernel[d − first], zero outside the map, through frequencies.

    Args:
        x: float tensor, shape (batch, height, width, channels).
        kernel: float tensor, shape (taps, taps, channels, filters); the taps reach from `first` ≤ 0 on.
        first: the lowest d.

    Returns:
        Float tensor, shape (batch, height, width, filters).

    >>> x, kernel = np.arange(49.0, dtype="float32").reshape(1, 7, 7, 1), np.ones((3, 3, 1, 1), "float32")
    >>> round(float(correlate(x, kernel, first=-1)[0, 3, 3, 0]), 2) == float(x[0, 2:5, 2:5].sum())
    True
    """
    height, width, channels = x.shape[1:]
    taps, filters = kernel.shape[0], kernel.shape[-1]
    to_map, to_taps, back = _torus(height, width, first, first + taps - 1)
    half = len(back) // 2
    x_hat = ops.einsum("fp,bpc->fbc", to_map, ops.reshape(x, (-1, height * width, channels)))
    k_hat = ops.reshape(ops.matmul(to_taps, ops.reshape(kernel, (taps * taps, -1))), (-1, channels, filters))
    (xr, xi), (kr, ki) = (x_hat[:half], x_hat[half:]), (k_hat[:half], k_hat[half:])
    # (xr + i·xi)(kr + i·ki) with three products of matrices instead of four
    common, real, imaginary = ops.matmul(xr + xi, kr), ops.matmul(xi, kr + ki), ops.matmul(xr, ki - kr)
    y_hat = ops.concatenate([common - real, common + imaginary])
    return ops.reshape(ops.einsum("fp,fbd->bpd", back, y_hat), (-1, height, width, filters))


def direct(x, kernel, first):
    """Return what `correlate` does, by TensorFlow's convolution."""
    last = first + kernel.shape[0] - 1
    return ops.conv(ops.pad(x, [[0, 0], [-first, last], [-first, last], [0, 0]]), kernel, padding="valid")


def _taps(kernel_size, strides, place):
    """Return (first, index): where tap d of phase p stands in the kernel, with `kernel_size` for "nowhere"."""
    before = max(kernel_size - strides, 0) // 2
    stands = {(d, p): place(d, p, before) for d in range(-kernel_size, kernel_size + 1) for p in range(strides)}
    used = [d for (d, p), t in stands.items() if 0 <= t < kernel_size]
    first, last = min([*used, 0]), max([*used, 0])
    index = np.array([[stands[d, p] for p in range(strides)] for d in range(first, last + 1)])
    return first, np.where((index >= 0) & (index < kernel_size), index, kernel_size)


def _phases(kernel, index):
    """Return the kernel's taps by phase, shape (taps, phases, taps, phases, …), zero where there is none."""
    padded = ops.pad(kernel, [[0, 1], [0, 1], [0, 0], [0, 0]])
    rows = ops.take(padded, index.reshape(-1), axis=0)
    return ops.reshape(ops.take(rows, index.reshape(-1), axis=1), (*index.shape, *index.shape, *kernel.shape[2:]))


class FourierConv2D(layers.Conv2D):
    """`keras.layers.Conv2D` with padding "same"; the s² phases of a stride s become channels."""

    def convolution_op(self, inputs, kernel):
        s, (height, width, channels) = self.strides[0], inputs.shape[1:]
        first, index = _taps(self.kernel_size[0], s, lambda d, p, before: s * d + p + before)
        taps = ops.transpose(_phases(kernel, index), (0, 2, 1, 3, 4, 5))
        taps = ops.reshape(taps, (len(index), len(index), s * s * channels, self.filters))
        x = ops.reshape(inputs, (-1, height // s, s, width // s, s, channels))
        x = ops.reshape(ops.transpose(x, (0, 1, 3, 2, 4, 5)), (-1, height // s, width // s, s * s * channels))
        return correlate(x, taps, first)


class SubpixelConv2DTranspose(layers.Conv2DTranspose):
    """`keras.layers.Conv2DTranspose` with padding "same"; the s² phases of the result are channels of one map."""

    convolution = staticmethod(direct)

    def call(self, inputs):
        s, (height, width, channels) = self.strides[0], inputs.shape[1:]
        first, index = _taps(self.kernel_size[0], s, lambda d, p, before: p + before - s * d)
        taps = ops.transpose(_phases(self.kernel, index), (0, 2, 5, 1, 3, 4))
        taps = ops.reshape(taps, (len(index), len(index), channels, s * s * self.filters))
        y = ops.reshape(self.convolution(inputs, taps, first), (-1, height, width, s, s, self.filters))
        y = ops.reshape(ops.transpose(y, (0, 1, 3, 2, 4, 5)), (-1, s * height, s * width, self.filters))
        return self.activation(y + self.bias if self.use_bias else y)


class FourierConv2DTranspose(SubpixelConv2DTranspose):
    """The same, through frequencies."""

    convolution = staticmethod(correlate)


class ThinConv2DTranspose(SubpixelConv2DTranspose):
    """The same for few channels: forward as a smaller convolution, backward as TensorFlow's own layer."""

    def convolution(self, inputs, taps, first):
        strides, kernel = [1, *self.strides, 1], self.kernel

        @tf.custom_gradient
        def convolve(inputs, kernel_value):
            def gradients(upstream):
                s = self.strides[0]
                image = tf.nn.depth_to_space(upstream, s) if s > 1 else upstream
                to_inputs = tf.nn.conv2d(image, kernel_value, strides, "SAME")
                to_kernel = tf.raw_ops.Conv2DBackpropFilter(
                    input=image,
                    filter_sizes=kernel.shape,
                    out_backprop=inputs,
                    strides=strides,
                    padding="SAME",
                )
                return to_inputs, to_kernel

            return direct(inputs, tf.stop_gradient(taps), first), gradients

        return convolve(inputs, tf.convert_to_tensor(kernel))


def _in_blocks(kernel, s):
    """Return a kernel in s×s blocks, padded by zeros to whole ones, shape (blocks, blocks, s, s, …)."""
    blocks = -(-kernel.shape[0] // s)
    more = blocks * s - kernel.shape[0]
    kernel = ops.pad(kernel, [[0, more], [0, more], [0, 0], [0, 0]])
    return ops.transpose(ops.reshape(kernel, (blocks, s, blocks, s, *kernel.shape[2:])), (0, 2, 1, 3, 4, 5))


class MatrixConv2D(layers.Conv2D):
    """`keras.layers.Conv2D` with padding "same", as one product of matrices; the stride divides the sides."""

    def convolution_op(self, inputs, kernel):
        s, before = self.strides[0], max(self.kernel_size[0] - self.strides[0], 0) // 2
        taps = _in_blocks(kernel, s)
        blocks, (height, width) = taps.shape[0], (side // s for side in inputs.shape[1:3])
        after = (blocks - 1) * s - before
        x = ops.pad(inputs, [[0, 0], [before, after], [before, after], [0, 0]])
        x = tf.nn.space_to_depth(x, s) if s > 1 else x
        shifted = [x[:, i : i + height, j : j + width] for i in range(blocks) for j in range(blocks)]
        return ops.matmul(ops.concatenate(shifted, axis=-1), ops.reshape(taps, (-1, self.filters)))


class MatrixConv2DTranspose(layers.Conv2DTranspose):
    """`keras.layers.Conv2DTranspose` with padding "same", as one product of matrices and a sum of shifted maps."""

    def call(self, inputs):
        s, before = self.strides[0], max(self.kernel_size[0] - self.strides[0], 0) // 2
        taps, (height, width, channels) = _in_blocks(self.kernel, s), inputs.shape[1:]
        blocks, total = taps.shape[0], 0.0
        z = ops.matmul(inputs, ops.transpose(ops.reshape(taps, (-1, channels))))
        z = ops.reshape(z, (-1, height, width, blocks, blocks, s * s * self.filters))
        for i in range(blocks):
            for j in range(blocks):
                maps = tf.nn.depth_to_space(z[:, :, :, i, j], s) if s > 1 else z[:, :, :, i, j]
                around = [[s * place, s * (blocks - 1 - place)] for place in (i, j)]
                total += ops.pad(maps, [[0, 0], *around, [0, 0]])
        y = total[:, before : before + s * height, before : before + s * width]
        return self.activation(y + self.bias if self.use_bias else y)


FUSED = {layers.BatchNormalization: parts.BatchNormalization}
KERAS_NORM = {parts.BatchNormalization: layers.BatchNormalization}
THIN = {layers.Conv2DTranspose: ThinConv2DTranspose}
FOURIER = {layers.Conv2D: FourierConv2D, layers.Conv2DTranspose: FourierConv2DTranspose}
MATRIX = {layers.Conv2D: MatrixConv2D, layers.Conv2DTranspose: MatrixConv2DTranspose}
SUBPIXEL = {layers.Conv2DTranspose: SubpixelConv2DTranspose}


def with_layers(model, kinds, where=lambda layer: True):
    """Return a copy of a model, weights included, in which layers of `kinds` are computed otherwise.

    Args:
        model: a Keras model.
        kinds: class of layer -> class to put in its place.
        where: layer -> whether to.
    """

    def swapped(layer):
        kind = kinds.get(type(layer)) if type(layer) in kinds and where(layer) else type(layer)
        return kind.from_config(layer.get_config())

    copy = keras.models.clone_model(model, clone_function=swapped)
    copy.set_weights(model.get_weights())
    return copy
