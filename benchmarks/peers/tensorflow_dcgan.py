"""TensorFlow's DCGAN tutorial, written anew from what it publishes: networks, losses, optimizers, and its loop.

https://www.tensorflow.org/tutorials/generative/dcgan. Its own images are the 60,000 of MNIST.
"""

import itertools

import keras
import tensorflow as tf
from keras import layers

from benchmarks.peers import untuned
from gan_utils.latent import sample as sample_latents

LATENT_DIM, BATCH_SIZE, LEARNING_RATE, DROPOUT = 100, 256, 1e-4, 0.3
PUBLISHED_PARAMETERS = {"generator": 2_330_944, "discriminator": 212_865}
"""Weights of every kind, so the generator's 25,472 moving means and variances of batch normalisation count too."""


def generator():
    """Return the tutorial's generator, from z of shape (batch, 100) to images (batch, 28, 28, 1) in [-1, 1].

    >>> generator().count_params() == PUBLISHED_PARAMETERS["generator"]
    True
    """
    model = keras.Sequential([keras.Input((LATENT_DIM,))], name="tutorial_generator")
    hidden = [
        [layers.Dense(7 * 7 * 256, use_bias=False)],
        [layers.Reshape((7, 7, 256)), _up(128, strides=1)],
        [_up(64, strides=2)],
    ]
    for block in hidden:
        for layer in (*block, layers.BatchNormalization(), layers.LeakyReLU()):
            model.add(layer)
    model.add(_up(1, strides=2, activation="tanh"))
    return _checked(model, "generator")


def discriminator():
    """Return the tutorial's discriminator, from images (batch, 28, 28, 1) to logits (batch, 1).

    >>> discriminator().count_params() == PUBLISHED_PARAMETERS["discriminator"]
    True
    """
    model = keras.Sequential([keras.Input((28, 28, 1))], name="tutorial_discriminator")
    for filters in (64, 128):
        model.add(layers.Conv2D(filters, 5, strides=2, padding="same"))
        model.add(layers.LeakyReLU())
        model.add(layers.Dropout(DROPOUT))
    model.add(layers.Flatten())
    model.add(layers.Dense(1))
    return _checked(model, "discriminator")


def _up(filters, strides, activation=None):
    return layers.Conv2DTranspose(filters, 5, strides=strides, padding="same", use_bias=False, activation=activation)


def _checked(model, which):
    published = PUBLISHED_PARAMETERS[which]
    if model.count_params() != published:
        raise AssertionError(
            f"the tutorial's {which} has {published:,} parameters, this one {model.count_params():,}: compare layers"
        )
    return model


def _adam():
    return keras.optimizers.Adam(LEARNING_RATE)


class Loop:
    """The tutorial's training loop: one compiled step, in which both networks learn from one forward pass of each.

    The fakes of a step are always `batch_size`, also beside the smaller last batch of an epoch, as in the tutorial.

    Args:
        images: uint8, shape (n, height, width, channels).
        networks: (generator, discriminator) to train by this loop; the tutorial's own by default.
        optimizers: one for each network; Adam(1e-4) by default.
        batch_size: images a step.
        seed: of the weights, the order of the images and the noise.
        jit_compile: XLA, which the tutorial leaves off.

    Attributes:
        steps: how many were done.

    >>> import numpy as np
    >>> loop = Loop(np.zeros((6, 28, 28, 1), "uint8"), batch_size=4)
    >>> loop.train(2)  # the second batch holds the other two
    6
    >>> loop.generate(3, seed=0).shape
    (3, 28, 28, 1)
    """

    def __init__(
        self,
        images,
        networks=None,
        optimizers=None,
        batch_size=BATCH_SIZE,
        seed=0,
        jit_compile=False,
    ):
        keras.utils.set_random_seed(seed)
        self.generator, self.discriminator = networks or (generator(), discriminator())
        self.g_optimizer, self.d_optimizer = optimizers or (_adam(), _adam())
        self.batch_size, self.latent_dim, self.steps = batch_size, self.generator.input_shape[-1], 0
        self.cross_entropy = keras.losses.BinaryCrossentropy(from_logits=True)
        scaled = (images.astype("float32") - 127.5) / 127.5
        shuffled = tf.data.Dataset.from_tensor_slices(scaled).shuffle(len(scaled))
        self.batches = untuned(shuffled.batch(batch_size))
        self._endless = itertools.chain.from_iterable(itertools.repeat(self.batches))
        self.train_step = tf.function(self._train_step, jit_compile=jit_compile)
        self.g_optimizer.build(self.generator.trainable_variables)
        self.d_optimizer.build(self.discriminator.trainable_variables)

    def _train_step(self, real):
        z = tf.random.normal((self.batch_size, self.latent_dim))
        with tf.GradientTape() as g_tape, tf.GradientTape() as d_tape:
            fake = self.generator(z, training=True)
            real_logits = self.discriminator(real, training=True)
            fake_logits = self.discriminator(fake, training=True)
            g_loss = self.cross_entropy(tf.ones_like(fake_logits), fake_logits)
            d_loss = self.cross_entropy(tf.ones_like(real_logits), real_logits)
            d_loss += self.cross_entropy(tf.zeros_like(fake_logits), fake_logits)
        g_variables, d_variables = self.generator.trainable_variables, self.discriminator.trainable_variables
        g_gradients, d_gradients = g_tape.gradient(g_loss, g_variables), d_tape.gradient(d_loss, d_variables)
        self.g_optimizer.apply_gradients(zip(g_gradients, g_variables, strict=True))
        self.d_optimizer.apply_gradients(zip(d_gradients, d_variables, strict=True))
        return g_loss, d_loss

    def train(self, steps):
        """Go on for so many steps, wait until the last is done, and return how many real images they took."""
        images = 0
        for real in itertools.islice(self._endless, steps):
            losses = self.train_step(real)
            images += len(real)
        self.steps += steps
        losses[0].numpy()
        return images

    def generate(self, n, seed):
        """Return n images of the generator in inference mode, float32, shape (n, height, width, channels)."""
        return self.generator.predict(sample_latents(n, self.latent_dim, seed), batch_size=256, verbose=0)
