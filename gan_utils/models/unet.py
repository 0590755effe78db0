"""Networks from picture to picture: a U-Net that redraws, and a discriminator that judges patches."""

import keras
from keras import layers

from gan_utils._checked import whole
from gan_utils.models.parts import batch_norm as normalise
from gan_utils.models.parts import check_image_shape, initializers
from gan_utils.models.parts import halvings as count_halvings


def unet(
    input_shape,
    channels=None,
    width=16,
    latent_dim=None,
    skips=True,
    batch_norm=True,
    kernel_size=4,
    init_stddev=0.02,
    seed=None,
    name="unet",
):
    """Return a U-Net: convolutions of stride 2 down to the smallest map, and up again beside what each level saw.

    Going down, the map halves while its channels double from `width`; going up, each map is joined by the one of the
    same size from the way down, and at last by the picture itself, so that what needs no change can pass through.

    Args:
        input_shape: (height, width, channels), sides divisible by 2, at least 8.
        channels: of the picture that comes out; those of the one that goes in by default.
        width: channels of the map at half the side.
        latent_dim: with a number, the model takes [x, z], and z joins the smallest map.
        skips: whether the maps of the way down join those of the way up; without, all has to pass the smallest map.
        batch_norm: batch normalisation after every hidden layer but the first.
        kernel_size: of the convolutions of stride 2.
        init_stddev: of the normal initialisation; None for Keras' default.
        seed: fixes the initial weights.

    Returns:
        A `keras.Model` from pictures, shape (batch, *input_shape), or [pictures, z], to pictures of the same sides in
        [-1, 1].

    Raises:
        ValueError: when the sides cannot be halved, or a number is out of range.

    Reference: Ronneberger et al. 2015, arXiv:1505.04597; Isola et al. 2017, arXiv:1611.07004, section 3.2.

    >>> unet((28, 28, 1), width=4).output_shape
    (None, 28, 28, 1)
    >>> unet((32, 32, 1), channels=3, width=4, latent_dim=8).input_shape
    [(None, 32, 32, 1), (None, 8)]
    """
    height, side, channels_in = check_image_shape(input_shape)
    channels, width = whole(channels_in if channels is None else channels, "channels", 1), whole(width, "width", 1)
    levels, init = count_halvings(height, side), initializers(init_stddev, seed)
    settings = {"padding": "same", "strides": 2}

    def hidden(layer, x, norm=True):
        x = layer(x)
        return layers.LeakyReLU(0.2)(normalise(x) if norm and batch_norm else x)

    def convolution(kind, filters, kernel, norm=True, **more):
        return kind(filters, kernel, use_bias=not (norm and batch_norm), kernel_initializer=init(), **more)

    picture = keras.Input((height, side, channels_in), name="x")
    x, seen = picture, []
    for i in range(levels):
        seen.append(x)
        x = hidden(convolution(layers.Conv2D, width * 2**i, kernel_size, i > 0, **settings), x, i > 0)
    inputs = picture
    if latent_dim is not None:
        z = keras.Input((whole(latent_dim, "latent_dim", 1),), name="z")
        inputs, rows, columns = [picture, z], x.shape[1], x.shape[2]
        noise = layers.Dense(rows * columns * width, kernel_initializer=init())(z)
        x = layers.Concatenate()([x, layers.Reshape((rows, columns, width))(noise)])
    x = hidden(convolution(layers.Conv2D, width * 2**levels, 3, padding="same"), x)
    for i in reversed(range(levels)):
        x = hidden(convolution(layers.Conv2DTranspose, width * 2**i, kernel_size, **settings), x)
        x = layers.Concatenate()([x, seen[i]]) if skips else x
    x = layers.Conv2D(channels, 3, padding="same", kernel_initializer=init())(x)
    return keras.Model(inputs, layers.Activation("tanh", dtype="float32", name="image")(x), name=name)


def patch_discriminator(
    image_shape,
    condition_shape=None,
    width=32,
    halvings=2,
    batch_norm=True,
    leak=0.2,
    kernel_size=4,
    init_stddev=0.02,
    seed=None,
    name="patch_discriminator",
):
    """Return a discriminator that gives one logit for each patch of a picture, and none for the whole.

    `halvings` convolutions of stride 2 and one of stride 1: with kernels of 4, a logit of the default sees 22×22
    pixels, and one of a single halving 10×10. Its picture of logits has a place for every 2^halvings pixels.

    Args:
        image_shape: (height, width, channels) of the picture that is judged.
        condition_shape: with a shape of the same sides, the model takes [condition, picture], and judges whether the
            second belongs to the first.
        width: channels of the first map; they double with each halving.
        halvings: how often the side halves, at least 1.
        batch_norm: batch normalisation after every convolution but the first and the last.
        leak: slope of the hidden activations below 0.
        kernel_size, init_stddev: as in `unet`.
        seed: fixes the initial weights.

    Returns:
        A `keras.Model` from pictures, or [conditions, pictures], to logits, shape (batch, rows, columns, 1).

    Raises:
        ValueError: when the two shapes have other sides, or a number is out of range.

    Reference: Isola et al. 2017, arXiv:1611.07004, section 3.2.2; Li & Wand 2016, arXiv:1604.04382.

    >>> patch_discriminator((28, 28, 1), condition_shape=(28, 28, 1), width=4).output_shape
    (None, 7, 7, 1)
    """
    shape, init = check_image_shape(image_shape), initializers(init_stddev, seed)
    inputs = picture = keras.Input(shape, name="y")
    if condition_shape is not None:
        condition = keras.Input(check_image_shape(condition_shape), name="x")
        if condition.shape[1:3] != picture.shape[1:3]:
            raise ValueError(
                f"condition_shape {tuple(condition_shape)} has other sides than image_shape {tuple(image_shape)}: the "
                "two are laid on one another, so bring them to one size first"
            )
        inputs, picture = [condition, picture], layers.Concatenate()([condition, picture])
    x = picture
    for i in range(whole(halvings, "halvings", 1)):
        norm = batch_norm and i > 0
        x = layers.Conv2D(
            width * 2**i, kernel_size, strides=2, padding="same", use_bias=not norm, kernel_initializer=init()
        )(x)
        x = layers.LeakyReLU(leak)(normalise(x) if norm else x)
    logits = layers.Conv2D(1, kernel_size, padding="same", kernel_initializer=init(), dtype="float32", name="logit")(x)
    return keras.Model(inputs, logits, name=name)
