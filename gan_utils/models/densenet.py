"""Densely connected networks: every layer of a block reads all maps that the block made before it."""

from keras import layers

from gan_utils.models.frames import discriminator_frame, generator_frame
from gan_utils.models.parts import batch_norm as normalise
from gan_utils.models.parts import initializers
from gan_utils.models.spectral import spectral_wrapper


def densenet_generator(
    image_shape,
    latent_dim=64,
    width=32,
    n_classes=None,
    depth=2,
    growth=None,
    batch_norm=True,
    seed=None,
    name="densenet_generator",
):
    """Return a densely connected generator: dense → (dense block → transition that doubles the side)* → tanh.

    Each of the `depth` layers of a block (3×3 convolution → batch norm → ReLU) adds `growth` channels to those it
    read. A transition is a 4×4 transposed convolution of stride 2, with batch norm and ReLU but after the last. The
    paper normalises before each convolution, so the same maps again for every layer that reads them; doing it once,
    after the layer that makes them, saves time on a CPU.

    Args:
        image_shape: (height, width, channels), sides divisible by 2, at least 8.
        latent_dim: width of z.
        width: channels that enter the block at half the image's side; they double as the side halves.
        n_classes: with a number, the model takes [z, labels]; the label joins z as a learnt embedding.
        depth: layers of a block.
        growth: channels that each adds (k in the paper); half of `width` by default.
        batch_norm: batch normalisation before every activation.
        seed: fixes the initial weights.

    Returns:
        A `keras.Model` from z, shape (batch, latent_dim), to images (batch, *image_shape) in [-1, 1].

    Raises:
        ValueError: when the shape cannot be halved.

    Reference: Huang et al. 2017, arXiv:1608.06993, section 3; its transitions halve by average pooling, and it has no
    generator: this one runs the same blocks the other way.

    >>> densenet_generator((28, 28, 1), latent_dim=8, width=4).output_shape
    (None, 28, 28, 1)
    """
    init = initializers(None, seed)

    def activate(x):
        return layers.ReLU()(normalise(x) if batch_norm else x)

    bias = not batch_norm  # batch norm would subtract it again
    growth = growth or max(width // 2, 1)

    def double(x, filters, last):
        x = _dense_block(activate(x), depth, growth, activate, init, bias, lambda layer: layer)
        return layers.Conv2DTranspose(
            filters, 4, strides=2, padding="same", use_bias=bias or last, kernel_initializer=init()
        )(x)

    return generator_frame(image_shape, latent_dim, width, n_classes, init, double, seed, name)


def densenet_discriminator(
    image_shape,
    width=32,
    n_classes=None,
    depth=2,
    growth=None,
    batch_norm=False,
    spectral_norm=False,
    leak=0.2,
    seed=None,
    name="densenet_discriminator",
):
    """Return a densely connected discriminator: (transition that halves the side → dense block)* → one logit.

    Each of the `depth` layers of a block (3×3 convolution → LeakyReLU) adds `growth` channels to those it read. A
    transition is a 4×4 convolution of stride 2, where the paper averages, and LeakyReLU.

    Args:
        image_shape: (height, width, channels), sides divisible by 2, at least 8.
        width: channels that enter the first block; they double as the side halves.
        n_classes: with a number, the model takes [x, labels], and the label joins by projection.
        depth: layers of a block.
        growth: channels that each adds (k in the paper); half of `width` by default.
        batch_norm: batch normalisation before every activation; it mixes the images of a batch, so not with
            the gradient penalty.
        spectral_norm: divide every kernel by its largest singular value, as `spectral.spectral_wrapper` describes.
        leak: slope of LeakyReLU below 0.
        seed: fixes the initial weights; kernels start alike with and without `spectral_norm`.

    Returns:
        A `keras.Model` from images (batch, *image_shape) to logits, shape (batch, 1).

    Raises:
        ValueError: when the shape cannot be halved.

    Reference: Huang et al. 2017, arXiv:1608.06993, section 3; projection: Miyato & Koyama 2018, arXiv:1802.05637.

    >>> densenet_discriminator((28, 28, 1), width=4).output_shape
    (None, 1)
    """
    init, wrap = initializers(None, seed), spectral_wrapper(spectral_norm, seed)
    bias, growth = not batch_norm, growth or max(width // 2, 1)

    def activate(x):
        return layers.LeakyReLU(leak)(normalise(x) if batch_norm else x)

    def halve(x, filters):
        x = wrap(layers.Conv2D(filters, 4, strides=2, padding="same", use_bias=bias, kernel_initializer=init()))(x)
        return _dense_block(activate(x), depth, growth, activate, init, bias, wrap)

    return discriminator_frame(image_shape, width, n_classes, init, wrap if spectral_norm else None, halve, name)


def _dense_block(x, depth, growth, activate, init, bias, wrap):
    """Return x joined by the maps of `depth` layers, each of which reads everything before it."""
    for _ in range(depth):
        layer = layers.Conv2D(growth, 3, padding="same", use_bias=bias, kernel_initializer=init())
        x = layers.Concatenate()([x, activate(wrap(layer)(x))])
    return x
