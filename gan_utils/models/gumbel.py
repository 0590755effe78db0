"""Words that a gradient passes through: the Gumbel-softmax, as a function, a layer, and the end of a generator."""

import math

import keras
from keras import layers, ops

from gan_utils._checked import real

EDGE = 1e-6  # how near a chance may come to 0 or 1, where Gumbel noise is infinite


def gumbel_noise(z):
    """Return Gumbel noise made of normal noise, g = −log(−log Φ(z)), number by number.

    Φ(z) is uniform where z is normal, and g then has the distribution for which the largest of log p + g is k with
    chance p_k.

    Args:
        z: float tensor of any shape.

    Returns:
        A float tensor of that shape, from −2.7 to 13.9.

    Reference: Gumbel 1954; Maddison et al. 2017, arXiv:1611.00712, section 2.2.

    >>> round(float(gumbel_noise(0.0)), 4)  # −log log 2
    0.3665
    """
    z = ops.convert_to_tensor(z, "float32")
    uniform = ops.clip(0.5 * (1.0 + ops.erf(z / math.sqrt(2.0))), EDGE, 1.0 - EDGE)
    return -ops.log(-ops.log(uniform))


def gumbel_softmax(logits, z, temperature):
    """Return softmax((logits + g) / τ) over the last axis, g Gumbel noise made of z.

    The largest number stands where a draw from softmax(logits) would, whatever τ; the smaller τ, the nearer the rest
    is to 0.

    Args:
        logits: float tensor, shape (…, n), unbounded.
        z: normal noise of the same shape.
        temperature: τ, above 0.

    Returns:
        A float tensor of that shape, rows of numbers in [0, 1] that add up to 1.

    Raises:
        ValueError: for a temperature of 0 or less.

    Reference: Jang et al. 2017, arXiv:1611.01144, equation 2.

    >>> [round(float(share), 3) for share in gumbel_softmax([0.0, 0.0], [0.0, 0.0], temperature=1.0)]
    [0.5, 0.5]
    """
    temperature = checked_temperature(temperature)
    logits = ops.convert_to_tensor(logits, "float32")
    return ops.softmax((logits + gumbel_noise(z)) / temperature, axis=-1)


def checked_temperature(temperature):
    """Return a temperature as a float above 0, or raise a `ValueError` that says what it should be."""
    words = "above 0: small ones give nearly one-hot rows, and 0 would be the argmax, which has no gradient"
    return real(temperature, "temperature", words, lambda number: number > 0)


@keras.saving.register_keras_serializable(package="gan_utils")
class GumbelSoftmax(layers.Layer):
    """`gumbel_softmax` as a layer of [logits, noise]."""

    def __init__(self, temperature, **kwargs):
        super().__init__(**kwargs)
        self.temperature = checked_temperature(temperature)

    def call(self, inputs):
        logits, z = inputs
        return gumbel_softmax(logits, z, self.temperature)

    def get_config(self):
        return super().get_config() | {"temperature": self.temperature}


def with_gumbel(generator, temperature, name="gumbel_generator"):
    """Return a generator of words out of one that returns logits, such as `mlp_generator((6, 20), activation=None)`.

    Its z holds the z of that generator, and behind it a number for each logit, of which Gumbel noise is made: so what
    it draws follows from z alone, as with every generator of this course.

    Args:
        generator: model from z, shape (batch, latent_dim), to logits, shape (batch, places, words).
        temperature: τ, above 0.
        name: of the model; the part that returns logits is its layer "logits_of_z".

    Returns:
        A `keras.Model` from z, shape (batch, latent_dim + places · words), to rows that add up to 1.

    Raises:
        ValueError: for a temperature of 0 or less, or a generator of something else than logits.

    Reference: Kusner & Hernández-Lobato 2016, arXiv:1611.04051; Jang et al. 2017, arXiv:1611.01144.

    >>> from gan_utils import models
    >>> with_gumbel(models.mlp_generator((6, 20), 8, (4,), activation=None), temperature=1.0).input_shape
    (None, 128)
    """
    if len(generator.inputs) != 1 or len(generator.output_shape) != 3:
        raise ValueError(
            f"with_gumbel takes a generator from z to logits of shape (batch, places, words), got one of "
            f"{len(generator.inputs)} inputs that returns {generator.output_shape}"
        )
    latent_dim, shape = generator.input_shape[-1], tuple(generator.output_shape[1:])
    z = keras.Input((latent_dim + math.prod(shape),), name="z")
    body = keras.Model(generator.inputs[0], generator.output, name="logits_of_z")
    logits = body(z[:, :latent_dim])
    noise = layers.Reshape(shape)(z[:, latent_dim:])
    return keras.Model(z, GumbelSoftmax(temperature, dtype="float32", name="words")([logits, noise]), name=name)
