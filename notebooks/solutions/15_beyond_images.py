"""Reference answers to the exercises of notebook 15, one block an exercise; the imports are those of the notebook."""

import itertools
import math

import keras
import numpy as np
import tensorflow as tf

from gan_utils import models, training


# %% q1
def after_layers(length, kernel, stride, layers):
    """Return (how many numbers are left, how many samples each has seen)."""
    seen, step = 1, 1
    for _ in range(layers):
        length = math.ceil(length / stride)
        seen += (kernel - 1) * step
        step *= stride
    return length, seen


# %% q2
def gumbel_draw(logits, uniform, temperature):
    """Return a Gumbel-softmax draw, rows that add up to 1."""
    noise = -tf.math.log(-tf.math.log(uniform))
    return tf.nn.softmax((logits + noise) / temperature)


# %% q3
def spectral_distance(real, made, floor):
    """Return the log-spectral distance of two tables of magnitudes, in decibels."""
    d = 20 * (np.log10(np.array(real) + floor) - np.log10(np.array(made) + floor))
    return np.sqrt((d**2).mean(axis=1)).mean()


# %% q4
def p_value(real, made, distance):
    """Return the share of all ways to deal the rows out that are as far apart as the two tables, or farther."""
    rows, true, found = np.concatenate([real, made]), distance(real, made), []
    for chosen in itertools.combinations(range(len(rows)), len(real)):
        first = np.isin(np.arange(len(rows)), chosen)
        found.append(distance(rows[first], rows[~first]))
    return np.mean(np.array(found) >= true - 1e-9)


# %% open
def my_table_gan(seed):
    """Return a compiled, untrained `training.GAN` for rows of 30 numbers and two classes."""
    layers = {"widths": (128, 128), "n_classes": 2}
    gan = training.GAN(
        models.mlp_generator((30,), latent_dim=32, activation=None, seed=3 * seed + 1, **layers),
        models.mlp_discriminator((30,), dropout=0.2, seed=3 * seed + 2, **layers),
        seed=seed,
    )
    gan.compile(
        g_optimizer=keras.optimizers.Adam(5e-4, beta_1=0.5),
        d_optimizer=keras.optimizers.Adam(5e-4, beta_1=0.5),
        ema_decay=0.99,
        ema_warmup=True,
    )
    return gan
