"""Keras' conditional GAN example, written anew from what it publishes: networks, label maps, losses, optimizers.

https://keras.io/examples/generative/conditional_gan. Its own images are all 70,000 of MNIST. It calls fakes 1 and real
images 0, the other way round than this course, which changes nothing in what is learnt.
"""

import keras
import numpy as np
import tensorflow as tf
from keras import layers, ops

from benchmarks.peers import untuned
from gan_utils.latent import sample as sample_latents
from gan_utils.models import label_channels

LATENT_DIM, N_CLASSES, SIDE, BATCH_SIZE, LEARNING_RATE, SHUFFLED = 128, 10, 28, 64, 3e-4, 1024
PUBLISHED_PARAMETERS = {"generator": 1_491_215, "discriminator": 80_385}


def repeated_maps(labels):
    """Return the published label maps: every number of the one-hot rows repeated, where the rows were meant.

    >>> maps = ops.convert_to_numpy(repeated_maps([3]))[0]
    >>> sorted(set(maps.nonzero()[0].tolist())), len(set(maps.nonzero()[2].tolist()))  # rows, channels
    ([8, 9, 10, 11], 10)
    """
    one_hot = ops.one_hot(labels, N_CLASSES)
    return ops.reshape(ops.repeat(one_hot, SIDE * SIDE), (-1, SIDE, SIDE, N_CLASSES))


LABEL_MAPS = {
    "published": repeated_maps,
    "fixed": lambda labels: label_channels(labels, SIDE, SIDE, N_CLASSES),
}


def generator():
    """Return the example's generator, from z beside one-hot labels, (batch, 138), to images in [0, 1].

    >>> generator().count_params() == PUBLISHED_PARAMETERS["generator"]
    True
    """
    joined = LATENT_DIM + N_CLASSES
    model = keras.Sequential([keras.Input((joined,))], name="example_generator")
    model.add(layers.Dense(7 * 7 * joined))
    model.add(layers.LeakyReLU(0.2))
    model.add(layers.Reshape((7, 7, joined)))
    for _ in range(2):
        model.add(layers.Conv2DTranspose(128, 4, strides=2, padding="same"))
        model.add(layers.LeakyReLU(0.2))
    model.add(layers.Conv2D(1, 7, padding="same", activation="sigmoid"))
    return model


def discriminator():
    """Return the example's discriminator, from images with their label maps, (batch, 28, 28, 11), to logits.

    >>> discriminator().count_params() == PUBLISHED_PARAMETERS["discriminator"]
    True
    """
    model = keras.Sequential([keras.Input((SIDE, SIDE, 1 + N_CLASSES))], name="example_discriminator")
    for filters in (64, 128):
        model.add(layers.Conv2D(filters, 3, strides=2, padding="same"))
        model.add(layers.LeakyReLU(0.2))
    model.add(layers.GlobalMaxPooling2D())
    model.add(layers.Dense(1))
    return model


class ConditionalGAN(keras.Model):
    """The example's model with its two stages; train it by `fit` on `batches`.

    Args:
        label_map: how the discriminator is told the label: "published", or "fixed" for one-hot channels.
        seed: of the weights and the noise.

    Raises:
        ValueError: for another label map.

    >>> gan = ConditionalGAN("published")
    >>> gan.generate([7, 7, 1], seed=0).shape
    (3, 28, 28, 1)
    """

    def __init__(self, label_map="fixed", seed=0):
        super().__init__(name="example_cgan")
        if label_map not in LABEL_MAPS:
            raise ValueError(f"unknown label map {label_map!r}: choose from {', '.join(LABEL_MAPS)}")
        keras.utils.set_random_seed(seed)
        self.generator, self.discriminator, self.maps = generator(), discriminator(), LABEL_MAPS[label_map]
        self.noise = keras.random.SeedGenerator(seed)
        self.cross_entropy = keras.losses.BinaryCrossentropy(from_logits=True)
        self.g_optimizer = keras.optimizers.Adam(LEARNING_RATE)
        self.d_optimizer = keras.optimizers.Adam(LEARNING_RATE)
        self.built = True
        self.compile()

    def _fakes(self, labels):
        z = keras.random.normal((ops.shape(labels)[0], LATENT_DIM), seed=self.noise)
        return self.generator(ops.concatenate([z, ops.one_hot(labels, N_CLASSES)], axis=1), training=True)

    def train_step(self, data):
        """Update the discriminator on fakes and real images together, then the generator on new fakes."""
        real, labels = data
        maps, n = self.maps(labels), ops.shape(real)[0]
        pairs = [ops.concatenate([images, maps], axis=-1) for images in (self._fakes(labels), real)]
        is_fake = ops.concatenate([ops.ones((n, 1)), ops.zeros((n, 1))])
        with tf.GradientTape() as tape:
            logits = self.discriminator(ops.concatenate(pairs), training=True)
            d_loss = self.cross_entropy(is_fake, logits)
        variables = self.discriminator.trainable_variables
        self.d_optimizer.apply(tape.gradient(d_loss, variables), variables)
        with tf.GradientTape() as tape:
            pair = ops.concatenate([self._fakes(labels), maps], axis=-1)
            g_loss = self.cross_entropy(ops.zeros((n, 1)), self.discriminator(pair, training=True))
        variables = self.generator.trainable_variables
        self.g_optimizer.apply(tape.gradient(g_loss, variables), variables)
        return {"g_loss": g_loss, "d_loss": d_loss}

    def generate(self, labels, seed):
        """Return an image of each label, float32, shape (n, 28, 28, 1), rescaled from [0, 1] to [-1, 1]."""
        one_hot = np.eye(N_CLASSES, dtype="float32")[np.asarray(labels)]
        z = sample_latents(len(one_hot), LATENT_DIM, seed)
        images = self.generator.predict(np.concatenate([z, one_hot], axis=1), batch_size=256, verbose=0)
        return 2.0 * images - 1.0


def batches(images, labels, seed=0):
    """Return the example's input, (images in [0, 1], labels) in batches of 64, the last of an epoch smaller.

    Args:
        images: uint8, shape (n, 28, 28, 1).
        labels: ints, shape (n,).
        seed: of the order within the shuffled 1,024.
    """
    scaled = images.astype("float32") / 255.0
    shuffled = tf.data.Dataset.from_tensor_slices((scaled, labels)).shuffle(SHUFFLED, seed=seed)
    return untuned(shuffled.batch(BATCH_SIZE))
