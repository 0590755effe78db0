"""R3GAN's networks: residual blocks without normalisation, whose start does what normalisation did.

Reference: Huang et al. 2024, arXiv:2501.05441, section 4 and appendix.
"""

import keras
import numpy as np
from keras import layers

from gan_utils.models.frames import discriminator_frame, generator_frame
from gan_utils.models.grouped import ClippedPicture, GroupedConv2D
from gan_utils.models.parts import check_image_shape, halvings
from gan_utils.models.resampling import SmoothDouble, SmoothHalve

LEAK, EXPANSION = 0.2, 2


def he_scaled(n_blocks, gain=2.0 / (1.0 + LEAK**2), seed=None):
    """Return the initialiser N(0, gain/fan_in · n_blocks^(−½)): He's deviation, times n_blocks^(−¼).

    With two such convolutions on its long way a block adds 1/n_blocks of a variance, so that a chain of n_blocks does
    not grow.

    Args:
        n_blocks: how many blocks the network has, L.
        gain: what the activation before takes away; 2/(1 + 0.2²) for a LeakyReLU of slope 0.2, and 1 for none.
        seed: fixes the draw.

    Reference: He et al. 2015, arXiv:1502.01852, section 2.2; Zhang et al. 2019 (Fixup), arXiv:1901.09321, section 3.

    >>> he_scaled(16, gain=1.0).scale, he_scaled(1, gain=1.0).scale
    (0.25, 1.0)
    """
    return keras.initializers.VarianceScaling(
        float(gain / np.sqrt(n_blocks)), "fan_in", "untruncated_normal", seed=seed
    )


def r3_block(x, group_size, n_blocks, draws=None, zero_last=True):
    """Return x plus its long way: 1×1 convolution to twice the channels → 3×3 in groups → 1×1 back.

    A LeakyReLU with a bias stands before the second and the third convolution, and nothing after the sum. The last
    convolution starts at 0, so a new block is the identity.

    Args:
        x: map, shape (batch, height, width, channels).
        group_size: channels of a group, which must divide twice the channels.
        n_blocks: how many blocks the network has: the first two kernels start by `he_scaled` of it.
        draws: function that gives a seed at each call, or None.
        zero_last: whether the last convolution starts at 0.

    Returns:
        A map of the same shape.

    Reference: Huang et al. 2024, arXiv:2501.05441, section 4.3.
    """
    channels, inner = x.shape[-1], EXPANSION * x.shape[-1]
    seed = draws if draws is not None else lambda: None
    y = layers.Conv2D(inner, 1, kernel_initializer=he_scaled(n_blocks, seed=seed()))(x)  # its bias is the activation's
    y = layers.LeakyReLU(LEAK)(y)
    y = GroupedConv2D(inner, 3, inner // group_size, he_scaled(n_blocks, seed=seed()))(y)
    y = layers.LeakyReLU(LEAK)(y)
    last = "zeros" if zero_last else he_scaled(n_blocks, seed=seed())
    return layers.Add()([x, layers.Conv2D(channels, 1, use_bias=False, kernel_initializer=last)(y)])


def _frame_of(image_shape, seed):
    """Return (how often the side halves, a function that gives a new seed, one that gives a linear layer's kernel)."""
    height, width, _ = check_image_shape(image_shape)
    rng = np.random.default_rng(seed) if seed is not None else None
    draws = (lambda: int(rng.integers(2**31))) if rng is not None else (lambda: None)
    return halvings(height, width), draws, lambda: he_scaled(1, gain=1.0, seed=draws())


def r3_generator(
    image_shape,
    latent_dim=64,
    width=32,
    n_classes=None,
    blocks=1,
    group_size=16,
    zero_last=True,
    patches=False,
    tanh=False,
    seed=None,
    name="r3_generator",
):
    """Return R3GAN's generator: dense → (blocks → double by [1, 2, 1] → 1×1 convolution)* → blocks → 1×1 to the image.

    No normalisation anywhere, and no tanh: the picture is linear, and clipped to [-1, 1] with training=False.

    Args:
        image_shape: (height, width, channels), sides divisible by 2, at least 8.
        latent_dim: width of z.
        width: channels of the map at half the image's side; half as many at the image's own side.
        n_classes: with a number, the model takes [z, labels]; the label joins z as a learnt embedding.
        blocks: residual blocks at each side.
        group_size: channels of a group in the 3×3 convolutions.
        zero_last: whether the last convolution of each block starts at 0.
        patches: leave out the blocks at the image's own side, where most of the time goes: the map at half the side
            becomes the image by one 2×2 transposed convolution of stride 2.
        tanh: end in tanh instead.
        seed: fixes the initial weights.

    Returns:
        A `keras.Model` from z, shape (batch, latent_dim), to images (batch, *image_shape).

    Raises:
        ValueError: when the shape cannot be halved, or groups do not divide the channels.

    Reference: Huang et al. 2024, arXiv:2501.05441, section 4.

    >>> r3_generator((28, 28, 1), latent_dim=8, width=16).output_shape
    (None, 28, 28, 1)
    """
    stages, draws, linear = _frame_of(image_shape, seed)
    n_blocks = blocks * (stages + (not patches))
    _check_groups(width, group_size)

    def chain(x):
        for _ in range(blocks):
            x = r3_block(x, group_size, n_blocks, draws, zero_last)
        return x

    def double(x, filters, last):
        if last and patches:
            return layers.Conv2DTranspose(filters, 2, strides=2, kernel_initializer=linear())(chain(x))
        x = SmoothDouble()(chain(x))
        x = layers.Conv2D(width // 2 if last else filters, 1, use_bias=False, kernel_initializer=linear())(x)
        return layers.Conv2D(filters, 1, kernel_initializer=linear())(chain(x)) if last else x

    picture = None if tanh else ClippedPicture(dtype="float32", name="image")
    return generator_frame(
        image_shape, latent_dim, width, n_classes, linear, double, seed, name, use_bias=False, picture=picture
    )


def r3_discriminator(
    image_shape,
    width=32,
    n_classes=None,
    blocks=1,
    group_size=16,
    zero_last=True,
    patches=False,
    seed=None,
    name="r3_discriminator",
):
    """Return R3GAN's discriminator, the generator's mirror image: 1×1 → (blocks → halve → 1×1)* → blocks → one logit.

    Args:
        image_shape, width, blocks, group_size, zero_last, seed: as in `r3_generator`.
        patches: read the image by one 2×2 convolution of stride 2, and leave out the blocks at its own side.
        n_classes: with a number, the model takes [x, labels], and the label joins by projection.

    Returns:
        A `keras.Model` from images (batch, *image_shape) to logits, shape (batch, 1).

    Raises:
        ValueError: when the shape cannot be halved, or groups do not divide the channels.

    Reference: Huang et al. 2024, arXiv:2501.05441, section 4; projection: Miyato & Koyama 2018, arXiv:1802.05637.

    >>> r3_discriminator((28, 28, 1), width=16).output_shape
    (None, 1)
    """
    stages, draws, linear = _frame_of(image_shape, seed)
    n_blocks = blocks * (stages + (not patches))
    _check_groups(width, group_size)

    def stage(x, filters):
        if x.shape[-1] != filters:
            x = layers.Conv2D(filters, 1, use_bias=False, kernel_initializer=linear())(x)
        for _ in range(blocks):
            x = r3_block(x, group_size, n_blocks, draws, zero_last)
        return x

    def halve(x, filters):
        if patches and filters == width:  # the first, which reads the image
            return layers.Conv2D(filters, 2, strides=2, use_bias=False, kernel_initializer=linear())(x)
        return SmoothHalve()(stage(x, filters // 2))

    def smallest(x):
        return stage(x, width * 2 ** (stages - 1))

    return discriminator_frame(image_shape, width, n_classes, linear, None, halve, name, activate=smallest)


def _check_groups(width, group_size):
    if width % 2 or width % group_size:
        raise ValueError(
            f"width {width} does not go with groups of {group_size}: choose an even width that group_size divides"
        )
