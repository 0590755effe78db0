"""A generator that is told its style: a mapping from z to w, and convolutions whose kernels w scales.

Reference: Karras et al. 2019, arXiv:1812.04948 (the mapping); Karras et al. 2020, arXiv:1912.04958 (modulation).
"""

import keras
import numpy as np
from keras import layers, ops

from gan_utils.models.parts import check_image_shape, halvings
from gan_utils.models.r3gan import LEAK, he_scaled
from gan_utils.models.resampling import SmoothDouble

EPSILON = 1e-8


@keras.saving.register_keras_serializable(package="gan_utils")
class PixelNormalization(layers.Layer):
    """A vector divided by the root of the mean of its squares, z / √(mean(z²) + 1e-8): its direction alone counts.

    Reference: Karras et al. 2018, arXiv:1710.10196, section 4.2.

    >>> [round(float(v), 4) for v in PixelNormalization()(ops.array([[3.0, 4.0]]))[0]]  # by √12.5 = 3.5355
    [0.8485, 1.1314]
    """

    def call(self, z):
        return z / ops.sqrt(ops.mean(ops.square(z), axis=-1, keepdims=True) + EPSILON)


@keras.saving.register_keras_serializable(package="gan_utils")
class LearntConstant(layers.Layer):
    """The same learnt map for every row of a batch: where a style generator's picture begins.

    Args:
        side_height, side_width, channels: of the map.
        seed: fixes its initial values, N(0, 1).

    >>> LearntConstant(4, 4, 8)(ops.zeros((3, 16))).shape
    TensorShape([3, 4, 4, 8])
    """

    def __init__(self, side_height, side_width, channels, seed=None, **kwargs):
        super().__init__(**kwargs)
        self.map_shape, self.seed = (side_height, side_width, channels), seed

    def build(self, input_shape):
        start = keras.initializers.RandomNormal(stddev=1.0, seed=self.seed)
        self.constant = self.add_weight(shape=self.map_shape, initializer=start, name="constant")

    def call(self, w):
        return ops.zeros_like(w[:, :1])[:, :, None, None] + self.constant

    def compute_output_shape(self, shape):
        return (shape[0], *self.map_shape)

    def get_config(self):
        sides = dict(zip(("side_height", "side_width", "channels"), self.map_shape, strict=True))
        return super().get_config() | sides | {"seed": self.seed}


def demodulation(kernel, styles):
    """Return what each output of a scaled convolution is multiplied by, d_o = 1/√(Σ (s_i·k_io)² + 1e-8).

    With it the kernel s_i·k_io·d_o has a sum of squares of 1 for each output: inputs of variance 1 that do not depend
    on each other come out with variance 1, whatever the style.

    Args:
        kernel: shape (side, side, channels in, channels out).
        styles: shape (batch, channels in).

    Returns:
        Shape (batch, channels out).

    Reference: Karras et al. 2020, arXiv:1912.04958, equations 1 to 3.

    >>> kernel = ops.reshape(ops.array([3.0, 4.0]), (1, 1, 2, 1))
    >>> [round(float(d), 4) for d in demodulation(kernel, ops.array([[1.0, 1.0], [2.0, 0.0]]))[:, 0]]  # 1/5 and 1/6
    [0.2, 0.1667]
    """
    energy = ops.sum(ops.square(kernel), axis=(0, 1))
    return ops.rsqrt(ops.matmul(ops.square(styles), energy) + EPSILON)


@keras.saving.register_keras_serializable(package="gan_utils")
class ModulatedConv2D(layers.Layer):
    """A convolution whose kernel is scaled by a style: k′_io = s_i·k_io, then divided by its size for each output.

    The styles are an affine function of w that starts around 1. Scaling the maps that go in by s, and those that come
    out by `demodulation`, computes the same as a kernel for each picture.

    Args:
        filters: channels that come out.
        kernel_size: side of the kernel.
        demodulate: whether to divide.
        seed: fixes the initial weights.

    Call it with [maps, w], shapes (batch, height, width, channels) and (batch, w_dim).

    Reference: Karras et al. 2020, arXiv:1912.04958, section 2.2.

    >>> ModulatedConv2D(8)([ops.zeros((2, 7, 7, 4)), ops.zeros((2, 16))]).shape
    TensorShape([2, 7, 7, 8])
    """

    def __init__(self, filters, kernel_size=3, demodulate=True, seed=None, **kwargs):
        super().__init__(**kwargs)
        self.filters, self.kernel_size, self.demodulate, self.seed = filters, kernel_size, demodulate, seed

    def build(self, input_shapes):
        (*_, channels), (_, width) = input_shapes
        seeds = np.random.default_rng(self.seed).integers(2**31, size=2) if self.seed is not None else (None, None)
        starts = [he_scaled(1, gain=1.0, seed=None if seed is None else int(seed)) for seed in seeds]
        shape = (self.kernel_size, self.kernel_size, channels, self.filters)
        self.kernel = self.add_weight(shape=shape, initializer=starts[0], name="kernel")
        self.affine = self.add_weight(shape=(width, channels), initializer=starts[1], name="affine")
        self.affine_bias = self.add_weight(shape=(channels,), initializer="ones", name="affine_bias")
        self.bias = self.add_weight(shape=(self.filters,), initializer="zeros", name="bias")

    def styles(self, w):
        """Return the scale of each channel that goes in, shape (batch, channels)."""
        return ops.matmul(w, self.affine) + self.affine_bias

    def call(self, inputs):
        x, w = inputs
        styles = self.styles(w)
        y = ops.conv(x * styles[:, None, None, :], self.kernel, padding="same")
        if self.demodulate:
            y = y * demodulation(self.kernel, styles)[:, None, None, :]
        return y + self.bias

    def compute_output_shape(self, shapes):
        return (*shapes[0][:-1], self.filters)

    def get_config(self):
        config = {"filters": self.filters, "kernel_size": self.kernel_size}
        return super().get_config() | config | {"demodulate": self.demodulate, "seed": self.seed}


def mapping(latent_dim=64, width=64, depth=3, seed=None, name="mapping"):
    """Return the network from z to w: z normalised, then dense layers with LeakyReLU.

    Args:
        latent_dim: width of z.
        width: of the layers and of w.
        depth: how many layers; with 0, w is the normalised z.
        seed: fixes the initial weights.

    Returns:
        A `keras.Model` from z, shape (batch, latent_dim), to w, shape (batch, width), or (batch, latent_dim) with no
        layers.

    Reference: Karras et al. 2019, arXiv:1812.04948, section 2.

    >>> mapping(16, width=8, depth=2).output_shape
    (None, 8)
    """
    rng = np.random.default_rng(seed) if seed is not None else None
    z = keras.Input((latent_dim,), name="z")
    w = PixelNormalization()(z)
    for i in range(depth):
        start = he_scaled(1, gain=1.0 if i == 0 else 2.0 / (1.0 + LEAK**2), seed=_drawn(rng))
        w = layers.LeakyReLU(LEAK)(layers.Dense(width, kernel_initializer=start)(w))
    return keras.Model(z, w, name=name)


def style_generator(image_shape, latent_dim=64, width=32, depth=3, seed=None, name="style_generator"):
    """Return a generator that w tells its style at every side: z → `mapping` → "synthesis" → tanh.

    The synthesis begins with a learnt constant map. At each side stands a modulated 3×3 convolution with LeakyReLU,
    then the side doubles by [1, 2, 1]; a modulated 1×1 convolution without demodulation makes the image. StyleGAN's
    noise at each pixel, its skips and its mixing of two styles are left out.

    Args:
        image_shape: (height, width, channels), sides divisible by 2, at least 8.
        latent_dim: width of z, and of w.
        width: channels of the map at half the image's side; they double as the side halves, up to four times `width`.
        depth: layers of the mapping; with 0, w is the normalised z.
        seed: fixes the initial weights.

    Returns:
        A `keras.Model` from z, shape (batch, latent_dim), to images (batch, *image_shape) in [-1, 1]; its layers
        "mapping" and "synthesis" are models by themselves.

    Raises:
        ValueError: when the shape cannot be halved.

    Reference: Karras et al. 2020, arXiv:1912.04958, figure 2.

    >>> generator = style_generator((32, 32, 3), latent_dim=8, width=4)
    >>> generator.get_layer("synthesis").input_shape, generator.output_shape
    ((None, 8), (None, 32, 32, 3))
    """
    height, image_width, channels = check_image_shape(image_shape)
    doublings = halvings(height, image_width)
    rng = np.random.default_rng(seed) if seed is not None else None
    w = keras.Input((latent_dim,), name="w")
    filters = min(4, 2 ** (doublings - 1)) * width
    x = LearntConstant(height // 2**doublings, image_width // 2**doublings, filters, seed=_drawn(rng))(w)
    for i in reversed(range(doublings + 1)):
        filters = min(4, 2 ** (i - 1)) * width if i else width // 2
        x = layers.LeakyReLU(LEAK)(ModulatedConv2D(filters, seed=_drawn(rng))([x, w]))
        x = SmoothDouble()(x) if i else x
    x = ModulatedConv2D(channels, kernel_size=1, demodulate=False, seed=_drawn(rng))([x, w])
    synthesis = keras.Model(w, layers.Activation("tanh", dtype="float32", name="image")(x), name="synthesis")
    z = keras.Input((latent_dim,), name="z")
    styles = mapping(latent_dim, latent_dim, depth, seed=_drawn(rng))
    return keras.Model(z, synthesis(styles(z)), name=name)


def _drawn(rng):
    return int(rng.integers(2**31)) if rng is not None else None
