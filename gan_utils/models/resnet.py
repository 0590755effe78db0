"""Residual networks: every block adds what it computes to a short way past it."""

from keras import layers

from gan_utils.models.frames import discriminator_frame, generator_frame
from gan_utils.models.parts import batch_norm as normalise
from gan_utils.models.parts import initializers
from gan_utils.models.spectral import spectral_wrapper


def resnet_generator(
    image_shape, latent_dim=64, width=32, n_classes=None, batch_norm=True, seed=None, name="resnet_generator"
):
    """Return a residual generator: dense → residual blocks, each doubling the side → tanh.

    A block is long way + short way. Long: (batch norm → ReLU → 3×3 convolution) → (batch norm → ReLU → 4×4 transposed
    convolution of stride 2). Short: a 2×2 transposed convolution of stride 2. The papers resize by nearest neighbour
    and convolve at the larger size; a learnt doubling does the same in a fraction of the time on a CPU.

    Args:
        image_shape: (height, width, channels), sides divisible by 2, at least 8.
        latent_dim: width of z.
        width: channels of the map at half the image's side; they double as the side halves.
        n_classes: with a number, the model takes [z, labels]; the label joins z as a learnt embedding.
        batch_norm: batch normalisation before every activation.
        seed: fixes the initial weights.

    Returns:
        A `keras.Model` from z, shape (batch, latent_dim), to images (batch, *image_shape) in [-1, 1].

    Raises:
        ValueError: when the shape cannot be halved.

    Reference: Gulrajani et al. 2017, arXiv:1704.00028, appendix F; Miyato et al. 2018, arXiv:1802.05957, appendix B.4;
    pre-activation: He et al. 2016, arXiv:1603.05027.

    >>> resnet_generator((28, 28, 1), latent_dim=8, width=4).output_shape
    (None, 28, 28, 1)
    """
    init = initializers(None, seed)

    def activate(x):
        return layers.ReLU()(normalise(x) if batch_norm else x)

    def double(x, filters, last):
        here = x.shape[-1]
        # a bias right before a batch norm would be subtracted again
        y = layers.Conv2D(here, 3, padding="same", use_bias=not batch_norm, kernel_initializer=init())(activate(x))
        y = layers.Conv2DTranspose(filters, 4, strides=2, padding="same", kernel_initializer=init())(activate(y))
        short = layers.Conv2DTranspose(filters, 2, strides=2, use_bias=False, kernel_initializer=init())(x)
        return layers.Add()([y, short])

    return generator_frame(image_shape, latent_dim, width, n_classes, init, double, seed, name)


def resnet_discriminator(
    image_shape,
    width=32,
    n_classes=None,
    batch_norm=False,
    spectral_norm=False,
    leak=0.2,
    seed=None,
    name="resnet_discriminator",
):
    """Return a residual discriminator: residual blocks, each halving the side → one logit.

    A block is long way + short way. Long: (LeakyReLU → 4×4 convolution of stride 2) → (LeakyReLU → 3×3 convolution),
    where the first block, which reads the image, leaves out its first LeakyReLU. Short: a 2×2 convolution of stride
    2. The papers convolve at the larger size and then average; a learnt halving does the same in a fraction of the
    time on a CPU. The logit reads every feature of the last map, where the papers sum over its places.

    Args:
        image_shape: (height, width, channels), sides divisible by 2, at least 8.
        width: channels of the first map; they double as the side halves.
        n_classes: with a number, the model takes [x, labels], and the label joins by projection.
        batch_norm: batch normalisation before every activation, which the papers leave out.
        spectral_norm: divide every kernel by its largest singular value, as `spectral.spectral_wrapper` describes.
        leak: slope of LeakyReLU below 0.
        seed: fixes the initial weights; kernels start alike with and without `spectral_norm`.

    Returns:
        A `keras.Model` from images (batch, *image_shape) to logits, shape (batch, 1).

    Raises:
        ValueError: when the shape cannot be halved.

    Reference: Gulrajani et al. 2017, arXiv:1704.00028, appendix F; Miyato et al. 2018, arXiv:1802.05957, appendix B.4;
    projection: Miyato & Koyama 2018, arXiv:1802.05637.

    >>> resnet_discriminator((28, 28, 1), width=4).output_shape
    (None, 1)
    """
    init, wrap = initializers(None, seed), spectral_wrapper(spectral_norm, seed)

    def activate(x):
        return layers.LeakyReLU(leak)(normalise(x) if batch_norm else x)

    def halve(x, filters):
        long = x if filters == width else activate(x)  # the first reads the image
        bias = not batch_norm  # it would be subtracted again
        down = layers.Conv2D(filters, 4, strides=2, padding="same", use_bias=bias, kernel_initializer=init())
        long = activate(wrap(down)(long))
        long = wrap(layers.Conv2D(filters, 3, padding="same", use_bias=bias, kernel_initializer=init()))(long)
        short = wrap(layers.Conv2D(filters, 2, strides=2, use_bias=False, kernel_initializer=init()))(x)
        return layers.Add()([long, short])

    return discriminator_frame(
        image_shape, width, n_classes, init, wrap if spectral_norm else None, halve, name, activate=activate
    )
