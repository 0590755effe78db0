"""DCGAN: convolutional generator and discriminator at any size, with each of its guidelines as an argument.

The number of axes is an argument too: the shape of a wave or of a clip makes the same networks with convolutions over
time, or over time and picture.

Reference: Radford, Metz & Chintala 2016, arXiv:1511.06434, section 3 (the guidelines) and 4 (the details); for waves
Donahue et al. 2019, arXiv:1802.04208; for clips Vondrick et al. 2016, arXiv:1609.02612.
"""

from keras import layers

from gan_utils._checked import whole
from gan_utils.models.frames import discriminator_frame, generator_frame
from gan_utils.models.labels import join_label_maps
from gan_utils.models.parts import batch_norm as normalise
from gan_utils.models.parts import initializers, of_rank, rectify
from gan_utils.models.spectral import spectral_wrapper

CONDITIONINGS = ("projection", "channels", "embedding")


def dcgan_generator(
    image_shape,
    latent_dim=64,
    width=32,
    n_classes=None,
    batch_norm=True,
    upsampling="transposed",
    hidden_units=None,
    leak=0.0,
    kernel_size=4,
    init_stddev=0.02,
    stride=2,
    seed=None,
    name="dcgan_generator",
):
    """Return a DCGAN generator: dense → (transposed convolution of stride 2 → batch norm → ReLU)* → tanh.

    The side halves from the image down to the first map, 28 → 7 and 64 → 4; the channels double the other way,
    from `width` just before the image.

    Args:
        image_shape: (height, width, channels), sides divisible by 2, at least 8; or (length, 1 or 2) of a wave, or
            (frames, height, width, channels) of a clip, whose sides go down to 2.
        latent_dim: width of z.
        width: channels of the last hidden map.
        n_classes: with a number, the model takes [z, labels]; the label joins z as a learnt embedding.
        batch_norm: batch normalisation after every hidden layer.
        upsampling: "transposed" (convolutions with the stride) or "nearest" (resize, then convolution of stride 1).
        hidden_units: units of an extra fully connected hidden layer, which the guidelines advise against.
        leak: slope of the hidden activations below 0; 0 is ReLU, and "learned" is PReLU.
        kernel_size: side of the kernels; one that stride 2 divides avoids checkerboards.
        init_stddev: of the normal initialisation; None for Keras' default.
        stride: what each block multiplies the sides by; WaveGAN takes 4, with kernels of 25.
        seed: fixes the initial weights.

    Returns:
        A `keras.Model` from z, shape (batch, latent_dim), to images (batch, *image_shape) in [-1, 1].

    Raises:
        ValueError: when the shape cannot be halved or the upsampling is unknown.

    Reference: Radford et al. 2016, arXiv:1511.06434, section 3; Odena et al. 2016, doi:10.23915/distill.00003.

    >>> dcgan_generator((28, 28, 1), latent_dim=8, width=4).output_shape
    (None, 28, 28, 1)
    >>> dcgan_generator((1024, 1), latent_dim=8, width=2, kernel_size=25, stride=4).output_shape
    (None, 1024, 1)
    """
    stride, rank = whole(stride, "stride", 2), len(image_shape) - 1
    if upsampling not in ("transposed", "nearest"):
        raise ValueError(f"unknown upsampling {upsampling!r}: choose transposed or nearest")
    init, bias = initializers(init_stddev, seed), not batch_norm  # batch norm would subtract a bias again

    def activate(x):
        x = normalise(x) if batch_norm else x
        return rectify(x, leak)

    def double(x, filters, last):
        x = activate(x)
        settings = {"padding": "same", "use_bias": bias or last, "kernel_initializer": init()}
        if upsampling == "transposed":
            return of_rank("Conv{}DTranspose", rank)(filters, kernel_size, strides=stride, **settings)(x)
        x = of_rank("UpSampling{}D", rank)(stride)(x)
        return of_rank("Conv{}D", rank)(filters, kernel_size, **settings)(x)

    def hidden(x):
        return activate(layers.Dense(hidden_units, use_bias=bias, kernel_initializer=init())(x))

    first = hidden if hidden_units else None
    parts = (image_shape, latent_dim, width, n_classes, init, double, seed, name, first)
    return generator_frame(*parts, use_bias=bias, stride=stride)


def dcgan_discriminator(
    image_shape,
    width=32,
    n_classes=None,
    conditioning="projection",
    batch_norm=True,
    downsampling="strided",
    hidden_units=None,
    hidden_batch_norm=False,
    leak=0.2,
    dropout=0.0,
    kernel_size=4,
    init_stddev=0.02,
    spectral_norm=False,
    stride=2,
    seed=None,
    name="dcgan_discriminator",
):
    """Return a DCGAN discriminator: (convolution of stride 2 → batch norm → LeakyReLU)* → one logit.

    Args:
        image_shape: as in `dcgan_generator`.
        width: channels of the first map; they double as the side halves.
        n_classes: with a number, the model takes [x, labels].
        conditioning: how the label joins: "projection" adds ⟨embedding, features⟩ to the logit, "channels" joins
            one-hot maps to the image, "embedding" joins one learnt map to the image; waves and clips have the first.
        batch_norm: batch normalisation after every convolution but the first.
        downsampling: "strided", or "pool" (stride 1, then average pooling).
        hidden_units: units of a fully connected hidden layer, which the guidelines advise against; what it gives is
            called "hidden_features".
        hidden_batch_norm: batch normalisation in that layer too, as InfoGAN's D has it.
        leak: slope of the hidden activations below 0; 0 is ReLU, and "learned" is PReLU.
        dropout: rate after each hidden layer.
        kernel_size, init_stddev: as in `dcgan_generator`.
        spectral_norm: divide every kernel by its largest singular value, as `spectral.spectral_wrapper` describes;
            batch normalisation scales the maps again, so pass batch_norm=False with it.
        stride: what each block divides the sides by.
        seed: fixes the initial weights; kernels start alike with and without `spectral_norm`.

    Returns:
        A `keras.Model` from images (batch, *image_shape) to logits, shape (batch, 1).

    Raises:
        ValueError: when the shape cannot be halved, conditioning or downsampling are unknown, or hidden_batch_norm is
            given without hidden_units.

    Reference: Radford et al. 2016, arXiv:1511.06434, section 3; projection: Miyato & Koyama 2018, arXiv:1802.05637;
    a normalised hidden layer: Chen et al. 2016, arXiv:1606.03657, appendix C.1.

    >>> dcgan_discriminator((28, 28, 1), width=4).output_shape
    (None, 1)
    """
    if conditioning not in CONDITIONINGS:
        raise ValueError(f"unknown conditioning {conditioning!r}: choose one of {', '.join(CONDITIONINGS)}")
    if hidden_batch_norm and not hidden_units:
        raise ValueError("hidden_batch_norm normalises a hidden layer, and there is none: give hidden_units as well")
    if downsampling not in ("strided", "pool"):
        raise ValueError(f"unknown downsampling {downsampling!r}: choose strided or pool")
    stride, rank = whole(stride, "stride", 2), len(image_shape) - 1
    if n_classes and conditioning != "projection" and rank != 2:
        raise ValueError(
            f'conditioning {conditioning!r} joins maps to pictures: choose "projection" for the shape {image_shape}'
        )
    init, wrap = initializers(init_stddev, seed), spectral_wrapper(spectral_norm, seed)
    steps = stride if downsampling == "strided" else 1

    def activate(x):
        x = rectify(x, leak)
        return layers.Dropout(dropout)(x) if dropout else x

    def halve(x, filters):
        norm = batch_norm and filters > width  # the first reads the image
        settings = {"padding": "same", "use_bias": not norm, "kernel_initializer": init()}
        x = wrap(of_rank("Conv{}D", rank)(filters, kernel_size, strides=steps, **settings))(x)
        x = of_rank("AveragePooling{}D", rank)(stride)(x) if downsampling == "pool" else x
        return activate(normalise(x) if norm else x)

    def hidden(features):
        dense = layers.Dense(hidden_units, use_bias=not hidden_batch_norm, kernel_initializer=init())
        x = wrap(dense)(features)
        x = activate(normalise(x) if hidden_batch_norm else x)
        return layers.Identity(name="hidden_features")(x)

    def join(image, labels):
        return join_label_maps(image, labels, n_classes, conditioning, seed)

    return discriminator_frame(
        image_shape,
        width,
        n_classes,
        init,
        wrap if spectral_norm else None,
        halve,
        name,
        hidden=hidden if hidden_units else None,
        join=None if conditioning == "projection" else join,
        stride=stride,
    )
