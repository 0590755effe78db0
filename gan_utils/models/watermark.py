"""Two networks for a mark that nobody sees: one hides bits in a picture, the other reads them again."""

import keras
from keras import layers

from gan_utils._checked import real, whole
from gan_utils.models.dcgan import dcgan_discriminator, dcgan_generator
from gan_utils.models.parts import initializers


def watermark_encoder(image_shape, n_bits=16, width=16, strength=0.25, seed=None, name="watermark_encoder"):
    """Return a network that hides bits in a picture: x + strength·tanh(δ(x, bits)), cut off at −1 and at 1.

    The bits become a pattern of the picture's size, as z does in a DCGAN; two convolutions see it beside the picture
    and decide what to change.

    Args:
        image_shape: (height, width, channels), sides divisible by 2, at least 8.
        n_bits: of the mark.
        width: channels before the last layer.
        strength: the most that a pixel changes by, of the 2 from black to white.
        seed: fixes the initial weights.

    Returns:
        A `keras.Model` from [images in [-1, 1], bits of −1 or 1, shape (batch, n_bits)] to images in [-1, 1].

    Raises:
        ValueError: for fewer bits than one, or a strength that is not above 0.

    Reference: Zhu et al. 2018, arXiv:1807.09937 (HiDDeN), section 3.

    >>> watermark_encoder((28, 28, 1), n_bits=16, width=4).output_shape
    (None, 28, 28, 1)
    """
    n_bits = whole(n_bits, "n_bits", 1)
    strength = real(strength, "strength", "above 0", lambda number: number > 0)
    init = initializers(None, seed)
    image, bits = keras.Input(image_shape, name="image"), keras.Input((n_bits,), name="bits")
    pattern = dcgan_generator(image_shape, n_bits, width, init_stddev=None, seed=seed, name="pattern")(bits)
    x = layers.Concatenate()([image, pattern])
    x = layers.ReLU()(layers.Conv2D(width, 3, padding="same", kernel_initializer=init())(x))
    change = layers.Conv2D(image_shape[-1], 3, padding="same", activation="tanh", kernel_initializer=init())(x)
    marked = layers.Add()([image, layers.Rescaling(strength)(change)])
    return keras.Model([image, bits], keras.ops.clip(marked, -1.0, 1.0), name=name)


def watermark_decoder(image_shape, n_bits=16, width=16, seed=None, name="watermark_decoder"):
    """Return a network that reads bits off a picture, a logit for each: above 0 it says 1.

    Args:
        image_shape: (height, width, channels), sides divisible by 2, at least 8.
        n_bits: of the mark.
        width: channels of the first map; they double as the side halves, as in a DCGAN's discriminator.
        seed: fixes the initial weights.

    Returns:
        A `keras.Model` from images in [-1, 1] to logits, shape (batch, n_bits).

    Raises:
        ValueError: for fewer bits than one.

    Reference: Zhu et al. 2018, arXiv:1807.09937, section 3; Fernandez et al. 2023, arXiv:2303.15435, section 4.1.

    >>> watermark_decoder((28, 28, 1), n_bits=16, width=4).output_shape
    (None, 16)
    """
    n_bits = whole(n_bits, "n_bits", 1)
    trunk = dcgan_discriminator(image_shape, width, init_stddev=None, seed=seed)
    features = trunk.get_layer("features").output
    bits = layers.Dense(n_bits, kernel_initializer=initializers(None, seed)(), name="logits")(features)
    return keras.Model(trunk.input, bits, name=name)
