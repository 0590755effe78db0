"""Reference answers to the exercises of notebook 10, one block an exercise; the imports are those of the notebook."""

import numpy as np
import tensorflow as tf


# %% q1
def gaussian_kl(mean, log_variance):
    """Return KL(N(mean, exp(log_variance)) ‖ N(0, 1)) of each row, shape (n,)."""
    return 0.5 * (mean**2 + np.exp(log_variance) - 1 - log_variance).sum(axis=1)


# %% q2
def draw_latent(mean, log_variance, noise):
    """Return z = mean + deviation · noise, shape (n, d)."""
    return mean + tf.exp(0.5 * log_variance) * noise


# %% q3
def two_losses(rebuild, kl, through, feature_weight):
    """Return (the encoder's loss, the decoder's loss) of a VAE-GAN."""
    return rebuild + kl, feature_weight * rebuild + through


# %% q4
def bound_of(log_weights):
    """Return the mean over the rows of log (1/K) Σ exp(log_weights)."""
    log_weights = np.asarray(log_weights, float)
    top = log_weights.max(axis=1, keepdims=True)
    each = top[:, 0] + np.log(np.exp(log_weights - top).mean(axis=1))
    return each.mean()


# %% open
def my_vae(seed):
    """Return a compiled, untrained `training.VAE` for 28×28 digits."""
    import keras

    from gan_utils import models, training

    encoder = models.encoder((28, 28, 1), latent_dim=24, width=16, seed=2 * seed + 1)
    decoder = models.decoder((28, 28, 1), latent_dim=24, width=32, seed=2 * seed + 2)
    vae = training.VAE(encoder, decoder, seed=seed)
    # the squared error of section 7 is the variance that the likelihood should have
    vae.compile(g_optimizer=keras.optimizers.Adam(2e-3), deviation=0.25)
    return vae
