"""Patients whose networks are not what they are taken for: an activation, a flag, an argument. As found, and mended."""

import keras
import numpy as np
import tensorflow as tf
from keras import layers

from gan_course.experiments.clinic import playing


def sick_judge(seed=None):
    init = keras.initializers.GlorotUniform
    x = points = keras.Input((2,))
    for width in (64, 64):
        x = layers.LeakyReLU(0.2)(layers.Dense(width, kernel_initializer=init(seed))(x))
    return keras.Model(points, layers.Dense(1, activation="sigmoid", kernel_initializer=init(seed))(x))


def mended_judge(seed=None):
    init = keras.initializers.GlorotUniform
    x = points = keras.Input((2,))
    for width in (64, 64):
        x = layers.LeakyReLU(0.2)(layers.Dense(width, kernel_initializer=init(seed))(x))
    return keras.Model(points, layers.Dense(1, kernel_initializer=init(seed))(x))


def train_judge(judge, seed, steps):
    """Train on the ring with that D, by a loss that takes logits."""
    G, D = playing.ring_generator(seed), judge(2 * seed + 2)
    step, batch = playing.both_stages(G, D, playing.optimizers_for("ring", G, D)), playing.batch_of("ring", seed)
    history = playing.play(step, lambda i: (batch(i)[0], playing.noise("ring", seed, i)), steps)
    return history, playing.judged_points(G, seed)


class Phase:
    """Whether a network is being trained; whoever draws from it sets `training` to False."""

    def __init__(self):
        self.training = True

    def is_training(self):
        return self.training


def sick_forward(G, z, phase):
    if phase.is_training:
        return G(z, training=True)
    return G(z, training=False)


def mended_forward(G, z, phase):
    if phase.is_training():
        return G(z, training=True)
    return G(z, training=False)


def normalised_generator(seed):
    """Return a dense generator of points with batch normalisation."""
    x = z = keras.Input((playing.LATENT_DIM["ring"],))
    for layer, width in enumerate(playing.WIDTHS):
        start = keras.initializers.GlorotUniform(seed=10 * seed + layer)
        x = layers.Dense(width, use_bias=False, kernel_initializer=start)(x)
        x = layers.ReLU()(layers.BatchNormalization(momentum=0.9)(x))
    return keras.Model(z, layers.Dense(2, kernel_initializer=keras.initializers.GlorotUniform(seed=10 * seed + 5))(x))


def train_forward(forward, seed, steps):
    """Train a pair on the ring whose G is called so, and draw from it point by point, its phase turned off."""
    G, D, phase = normalised_generator(seed), playing.ring_discriminator(seed), Phase()
    called = lambda z, training=True: forward(G, z, phase)
    called.trainable_variables = G.trainable_variables
    step, batch = playing.both_stages(called, D, playing.optimizers_for("ring", G, D)), playing.batch_of("ring", seed)
    history = playing.play(step, lambda i: (batch(i)[0], playing.noise("ring", seed, i)), steps)
    phase.training = False
    z, drawn = playing.noise("ring", seed, playing.JUDGED, 2000), tf.function(lambda z: forward(G, z, phase))
    return history, np.concatenate([drawn(z[i : i + 1]) for i in range(len(z))])


def batch_norm_2d(num_features, eps=1e-5, momentum=0.1):
    """Batch normalisation with PyTorch's arguments: `momentum` is how much of the newest batch enters the average."""
    return layers.BatchNormalization(momentum=1.0 - momentum, epsilon=eps)


def sick_norm(channels):
    return batch_norm_2d(channels, 0.8)


def mended_norm(channels):
    return batch_norm_2d(channels, momentum=0.2)


def train_norm(norm, seed, steps):
    """Train a small DCGAN on digits whose both players normalise so."""
    start = lambda which: keras.initializers.RandomNormal(stddev=0.02, seed=10 * seed + which)
    x = z = keras.Input((playing.LATENT_DIM["digits"],))
    x = layers.Reshape((7, 7, 32))(layers.Dense(7 * 7 * 32, kernel_initializer=start(0))(x))
    x = layers.ReLU()(norm(32)(x))
    up = {"kernel_size": 4, "strides": 2, "padding": "same"}
    x = layers.ReLU()(norm(16)(layers.Conv2DTranspose(16, **up, kernel_initializer=start(1))(x)))
    x = layers.Conv2DTranspose(1, **up, activation="tanh", kernel_initializer=start(2))(x)
    G = keras.Model(z, x)
    x = image = keras.Input((28, 28, 1))
    x = layers.LeakyReLU(0.2)(layers.Conv2D(16, **up, kernel_initializer=start(3))(x))
    x = layers.LeakyReLU(0.2)(norm(32)(layers.Conv2D(32, **up, kernel_initializer=start(4))(x)))
    D = keras.Model(image, layers.Dense(1, kernel_initializer=start(5))(layers.Flatten()(x)))
    pair, batch = playing.optimizers_for("digits", G, D), playing.batch_of("digits", seed)
    step = playing.both_stages(G, D, pair)
    history = playing.play(step, lambda i: (batch(i)[0], playing.noise("digits", seed, i)), steps)
    return history, playing.judged_digits(G, seed)
