"""Reference answers to the exercises of notebook 13, one block an exercise; the imports are those of the notebook."""

import keras
import numpy as np
import tensorflow as tf

from gan_utils import models, training


# %% q1
def relativistic(real_logits, fake_logits):
    """Return (D's loss, G's loss), two scalars, of logits of shape (batch, 1)."""
    away = real_logits - fake_logits
    return tf.reduce_mean(tf.math.softplus(-away)), tf.reduce_mean(tf.math.softplus(away))


# %% q2
def both_penalties(critic, real, fake, gamma):
    """Return γ/2 · (mean ‖∇D‖² at the real pictures + mean ‖∇D‖² at the fakes), a scalar."""

    def at(x):
        with tf.GradientTape() as tape:
            tape.watch(x)
            total = tf.reduce_sum(critic(x))
        slope = tf.reshape(tape.gradient(total, x), (len(x), -1))
        return tf.reduce_mean(tf.reduce_sum(slope**2, axis=1))

    return gamma / 2 * (at(tf.convert_to_tensor(real)) + at(tf.convert_to_tensor(fake)))


# %% q3
def demodulated(kernel, style):
    """Return the kernel scaled by the style, each output's sum of squares 1, of the kernel's shape."""
    scaled = np.array(kernel) * np.array(style)[:, None]
    return scaled / np.sqrt((scaled**2).sum(axis=(0, 1, 2)))


# %% q4
def new_block(channels):
    """Return a `keras.Model` from a map to a map: x + a long way that is 0 at first and can learn."""
    x = keras.Input((None, None, channels))
    y = keras.layers.Conv2D(2 * channels, 3, padding="same")(x)
    y = keras.layers.LeakyReLU(0.2)(y)
    y = keras.layers.Conv2D(channels, 3, padding="same", kernel_initializer="zeros")(y)
    return keras.Model(x, x + y)


# %% q5
def gamma_at(gamma, side, other):
    """Return the γ for pictures of other × other, where γ was good for side × side."""
    return gamma * (other / side) ** 2


# %% open
def my_gan(seed):
    """Return a compiled, untrained `training.GAN` for stacked digits, 28×28×3, without labels."""
    gan = training.GAN(
        models.dcgan_generator((28, 28, 3), 64, width=32, seed=2 * seed + 1),
        models.dcgan_discriminator((28, 28, 3), width=32, seed=2 * seed + 2),
        seed=seed,
    )
    adam = lambda: keras.optimizers.Adam(1e-3, beta_1=0.0, beta_2=0.99)
    gan.compile(g_optimizer=adam(), d_optimizer=adam())
    return gan
