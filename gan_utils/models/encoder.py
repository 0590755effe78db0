"""Networks from a picture to what it may have come from, and back: encoders and decoders."""

import keras
from keras import layers

from gan_utils._checked import whole
from gan_utils.models.dcgan import dcgan_generator
from gan_utils.models.parts import batch_norm as normalise
from gan_utils.models.parts import check_image_shape, halvings, initializers


def encoder(image_shape, latent_dim=16, width=32, batch_norm=True, leak=0.2, kernel_size=4, seed=None, name="encoder"):
    """Return a convolutional encoder: from a picture to the mean and the log-variance of a Gaussian over z.

    It mirrors `decoder`: the side halves while the channels double from `width`, down to the same smallest map.

    Args:
        image_shape: (height, width, channels), sides divisible by 2, at least 8.
        latent_dim: width of z.
        width: channels of the first map.
        batch_norm: batch normalisation after every convolution but the first.
        leak: slope of the hidden activations below 0.
        kernel_size: of the convolutions of stride 2.
        seed: fixes the initial weights.

    Returns:
        A `keras.Model` from pictures, shape (batch, *image_shape), to [mean, log σ²], shapes (batch, latent_dim).

    Raises:
        ValueError: when the sides cannot be halved, or a number is out of range.

    Reference: Kingma & Welling 2014, arXiv:1312.6114, section 3 and appendix C.2.

    >>> mean, log_variance = encoder((28, 28, 1), latent_dim=8, width=4).output_shape
    >>> mean, log_variance
    ((None, 8), (None, 8))
    """
    shape, width = check_image_shape(image_shape), whole(width, "width", 1)
    init = initializers(0.02, seed)
    picture = x = keras.Input(shape, name="x")
    for i in range(halvings(*shape[:2])):
        norm = batch_norm and i > 0
        x = layers.Conv2D(
            width * 2**i, kernel_size, strides=2, padding="same", use_bias=not norm, kernel_initializer=init()
        )(x)
        x = layers.LeakyReLU(leak)(normalise(x) if norm else x)
    return _gaussian(picture, layers.Flatten(name="features")(x), latent_dim, init, name)


def mlp_encoder(input_shape, latent_dim=2, widths=(64, 64), seed=None, name="mlp_encoder"):
    """Return a dense encoder, for points or small pictures: hidden layers with ReLU, then mean and log-variance.

    Args:
        input_shape: of one sample, such as (2,) for points in the plane.
        latent_dim: width of z.
        widths: units of the hidden layers; none for an encoder that is linear.
        seed: fixes the initial weights.

    Returns:
        A `keras.Model` from (batch, *input_shape) to [mean, log σ²], shapes (batch, latent_dim).

    Raises:
        ValueError: when latent_dim is no whole number of at least 1.

    >>> mlp_encoder((2,), latent_dim=1, widths=()).count_params()
    6
    """
    init = initializers(None, seed)
    point = keras.Input(tuple(input_shape), name="x")
    x = layers.Flatten()(point)
    for width in widths:
        x = layers.Dense(width, activation="relu", kernel_initializer=init())(x)
    return _gaussian(point, x, latent_dim, init, name)


def _gaussian(inputs, features, latent_dim, init, name):
    width, heads = whole(latent_dim, "latent_dim", 1), []
    for head in ("mean", "log_variance"):
        heads.append(layers.Dense(width, kernel_initializer=init(), dtype="float32", name=head)(features))
    return keras.Model(inputs, heads, name=name)


def decoder(image_shape, latent_dim=16, width=32, batch_norm=True, kernel_size=4, seed=None, name="decoder"):
    """Return a convolutional decoder: from z to the mean of a picture.

    It is `dcgan_generator`, layer for layer, so that a VAE and a GAN can differ in what teaches them alone.

    Args:
        image_shape, latent_dim, width, batch_norm, kernel_size, seed: as in `dcgan_generator`.

    Returns:
        A `keras.Model` from z, shape (batch, latent_dim), to pictures (batch, *image_shape) in [-1, 1].

    Raises:
        ValueError: when the sides cannot be halved.

    Reference: Kingma & Welling 2014, arXiv:1312.6114, section 3.

    >>> decoder((28, 28, 1), latent_dim=8, width=4).output_shape
    (None, 28, 28, 1)
    """
    return dcgan_generator(
        image_shape, latent_dim, width, batch_norm=batch_norm, kernel_size=kernel_size, seed=seed, name=name
    )
