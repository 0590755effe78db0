"""Reference answers to the exercises of notebook 12, one block an exercise; the imports are those of the notebook."""

import keras
import numpy as np
import tensorflow as tf

from gan_utils import models, training


# %% q1
def pixels_seen(discriminator, image, row, column):
    """Return which pixels move the logit at (row, column), bool, shape (height, width)."""
    height, width, channels = image.shape
    n = height * width
    copies = np.repeat(np.array(image)[None], n, axis=0)
    copies.reshape(n, n, channels)[np.arange(n), np.arange(n)] += 1.0
    before = np.asarray(discriminator(np.array(image)[None], training=False))[0, row, column, 0]
    after = np.asarray(discriminator(copies, training=False))[:, row, column, 0]
    return (np.abs(after - before) > 1e-5).reshape(height, width)


# %% q2
def patch_terms(discriminator, x, y, made):
    """Return (real_term, fake_term), the means over all pictures and patches."""
    real, fake = (discriminator([x, picture], training=True) for picture in (y, made))
    return tf.reduce_mean(tf.math.softplus(-real)), tf.reduce_mean(tf.math.softplus(fake))


# %% q3
def fill_hole(damaged, restored, masks):
    """Return the damaged pictures with the restored pixels in their holes, and nowhere else."""
    return np.where(masks, restored, damaged)


def error_inside(real, made, masks):
    """Return the mean absolute difference over all numbers inside the holes."""
    away = np.abs(np.array(real) - np.array(made))
    return away[np.broadcast_to(masks, away.shape)].mean()


# %% q4
def psnr(real, restored):
    """Return the peak signal-to-noise ratio of each picture in decibels, shape (n,); the pictures lie in [-1, 1]."""
    error = np.mean((np.array(real) - np.array(restored)) ** 2, axis=(1, 2, 3))
    with np.errstate(divide="ignore"):
        return 10 * np.log10(2.0**2 / error)


# %% q5
def cycle_loss(to_b, to_a, a, b):
    """Return what is lost there and back, summed over both ways round."""
    one, other = to_a(to_b(a)), to_b(to_a(b))
    return tf.reduce_mean(tf.abs(one - a)) + tf.reduce_mean(tf.abs(other - b))


# %% open
def my_restorer(seed):
    """Return a compiled, untrained `training.ImageToImage` from digits to digits."""
    restorer = training.ImageToImage(models.unet((28, 28, 1), width=24, seed=2 * seed + 1), seed=seed)
    restorer.compile(
        g_optimizer=keras.optimizers.Adam(4e-3, beta_1=0.8), l1_weight=100.0, ema_decay=0.95, ema_warmup=True
    )
    return restorer
