"""Small networks that checks hand to a learner's function, and what their weights and gradients hold."""

import keras
import numpy as np
import tensorflow as tf
from keras import layers

from gan_course.exercises.asking import Slip

LATENT_DIM, SAMPLE_DIM = 3, 2


def fill(model, rng, top=1.0):
    """Give every variable of a model drawn values: weights from [−1, top], scales and variances from [0.5, 1.5]."""
    for variable in model.variables:
        if "seed" not in variable.path:
            positive = "variance" in variable.path or "gamma" in variable.path
            low, high = (0.5, 1.5) if positive else (-1.0, top)
            variable.assign(rng.uniform(low, high, variable.shape))
    return model


def curved(slope, bend):
    """Return a critic with logits Σ slope·x + bend·x², shape (n, 1), whose gradient at x is slope + 2·bend·x.

    >>> curved(np.ones(2), np.zeros(2))([[1.0, 2.0]]).numpy().tolist()
    [[3.0]]
    """

    def critic(x, training=None):
        x = tf.convert_to_tensor(x, tf.float32)
        return tf.reduce_sum(tf.reshape(x * slope + bend * x * x, (tf.shape(x)[0], -1)), axis=1, keepdims=True)

    return critic


def pair(rng):
    """Return (generator, discriminator) on points in the plane; the generator holds batch normalisation.

    >>> generator, discriminator = pair(np.random.default_rng(0))
    >>> discriminator(generator(np.zeros((5, LATENT_DIM), "float32"))).shape
    TensorShape([5, 1])
    """
    generator = [layers.Dense(6), layers.BatchNormalization(), layers.LeakyReLU(0.2), layers.Dense(SAMPLE_DIM)]
    discriminator = [layers.Dense(8), layers.LeakyReLU(0.2), layers.Dense(1)]
    models = [
        keras.Sequential([keras.Input((LATENT_DIM,)), *generator], name="generator"),
        keras.Sequential([keras.Input((SAMPLE_DIM,)), *discriminator], name="discriminator"),
    ]
    return tuple(fill(model, rng) for model in models)


def copy(model):
    """Return a model of the same layers with the same values."""
    twin = keras.models.clone_model(model)
    twin.set_weights(model.get_weights())
    return twin


def flat(variables):
    """Return the values of a list of variables or arrays as one float64 vector."""
    return np.concatenate([np.ravel(np.asarray(value.numpy(), np.float64)) for value in variables])


def gradient(tape, answer, source, missing):
    """Return the gradient of an answer, or raise `Slip` with the message `missing` where none comes back."""
    found = tape.gradient(answer, source) if tf.is_tensor(answer) else None
    if found is None:
        raise Slip(missing, expected="a gradient", got="None")
    return found


def normalised_maps(model, inputs):
    """Return (side, least value) of each map that a batch normalisation layer is given, in the order of the calls.

    Args:
        model: a built model; its batch normalisation may lie in models inside it.
        inputs: what to call it on, in training mode.

    Returns:
        A list; the side is None for vectors. Empty where no such layer is found.

    >>> model = keras.Sequential([layers.Dense(2), layers.ReLU(), layers.BatchNormalization()])
    >>> model(np.ones((3, 2), "float32")).shape[0], normalised_maps(model, np.zeros((3, 2), "float32"))
    (3, [(None, 0.0)])
    """
    seen, found = [], [layer for layer in _layers_of(model) if isinstance(layer, layers.BatchNormalization)]

    def watched(call):
        def watch(x, *args, **kwargs):
            seen.append((x.shape[1] if len(x.shape) == 4 else None, float(np.min(x))))
            return call(x, *args, **kwargs)

        return watch

    for layer in found:
        layer.call = watched(layer.call)
    try:
        model(inputs, training=True)
    finally:
        for layer in found:
            del layer.call
    return seen


def _layers_of(model):
    """Yield the layers of a model, those of models inside it among them."""
    for layer in getattr(model, "layers", ()):
        yield layer
        yield from _layers_of(layer)
