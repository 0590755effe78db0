"""An autoencoder whose middle is a picture of whole numbers: what image generators call a tokenizer."""

import keras
from keras import layers, ops

from gan_utils.models.parts import batch_norm as normalise
from gan_utils.models.parts import check_image_shape, halvings, initializers


def quantise(values, levels):
    """Return values brought into (-1, 1) by tanh and to the nearest of a channel's levels; gradients pass as by tanh.

    Level number j of L is (2j − L + 1)/(L − 1), so 3 levels are −1, 0 and 1.

    Args:
        values: float tensor, shape (…, channels).
        levels: a number for each channel, odd, at least 3.

    Returns:
        Tensor of the same shape.

    Reference: finite scalar quantisation, Mentzer et al. 2023, arXiv:2309.15505, section 3.1; the gradient: Bengio et
    al. 2013, arXiv:1308.3432.

    >>> quantise([[-9.0, 0.1, 9.0]], (3, 3, 5)).numpy().tolist()
    [[-1.0, 0.0, 1.0]]
    """
    half = ops.convert_to_tensor([(number - 1) / 2 for number in levels], "float32")
    soft = ops.tanh(values)
    return soft + ops.stop_gradient(ops.round(soft * half) / half - soft)


@keras.saving.register_keras_serializable(package="gan_utils")
class Quantise(layers.Layer):
    """`quantise` as a layer."""

    def __init__(self, levels, **kwargs):
        super().__init__(**kwargs)
        self.levels = tuple(levels)

    def call(self, values):
        return quantise(values, self.levels)

    def get_config(self):
        return super().get_config() | {"levels": self.levels}


def tokenizer(image_shape, levels=(5, 5, 5), width=16, seed=None, name="tokenizer"):
    """Return an autoencoder that writes a picture as a small map of tokens, and draws it again from them.

    Convolutions of stride 2 lead to the smallest map, where each place keeps one of Π levels codes; transposed ones
    lead back. No code book is learnt: the levels are fixed, so no further loss is needed, unlike in VQ-VAE (van den
    Oord et al. 2017, arXiv:1711.00937).

    Args:
        image_shape: (height, width, channels), sides divisible by 2, at least 8.
        levels: of each number of a code, odd, at least 3.
        width: channels of the map at half the side.
        seed: fixes the initial weights.

    Returns:
        A `keras.Model` from pictures in [-1, 1] to pictures of the same shape; its layer "tokens" gives the codes.

    Raises:
        ValueError: when the sides cannot be halved, or for levels that are even or below 3.

    Reference: Esser et al. 2021, arXiv:2012.09841, section 3.1; Mentzer et al. 2023, arXiv:2309.15505.

    >>> model = tokenizer((28, 28, 1), levels=(3, 3), width=4)
    >>> model.get_layer("tokens").output.shape, model.output_shape
    ((None, 7, 7, 2), (None, 28, 28, 1))
    """
    shape, init = check_image_shape(image_shape), initializers(0.02, seed)
    levels = tuple(levels)
    if not levels or any(number != int(number) or number < 3 or number % 2 == 0 for number in levels):
        raise ValueError(f"levels must be odd whole numbers of at least 3, such as (5, 5, 5), got {levels!r}")
    depth = halvings(*shape[:2])
    picture = x = keras.Input(shape, name="x")

    def hidden(kind, x, filters):
        x = kind(filters, 4, strides=2, padding="same", use_bias=False, kernel_initializer=init())(x)
        return layers.LeakyReLU(0.2)(normalise(x))

    for i in range(depth):
        x = hidden(layers.Conv2D, x, width * 2**i)
    x = normalise(layers.Conv2D(len(levels), 1, kernel_initializer=init())(x))
    x = Quantise(levels, name="tokens", dtype="float32")(x)
    x = layers.LeakyReLU(0.2)(layers.Conv2D(width * 2**depth, 3, padding="same", kernel_initializer=init())(x))
    for i in reversed(range(depth)):
        x = hidden(layers.Conv2DTranspose, x, width * 2**i)
    x = layers.Conv2D(shape[2], 3, padding="same", kernel_initializer=init())(x)
    return keras.Model(picture, layers.Activation("tanh", dtype="float32", name="image")(x), name=name)
