"""Reference answers of notebook 02, one block a blank or exercise; the imports are those of the notebook."""

import keras
import numpy as np
import tensorflow as tf

from gan_utils import models, training


# %% stage
def generator_stage(generator, discriminator, optimizer, z):
    """Move G once, through D; return its loss."""
    with tf.GradientTape() as tape:
        fake = generator(z, training=True)  # inside the tape: the gradient has to get here
        loss = tf.reduce_mean(tf.nn.softplus(-discriminator(fake, training=True)))
    variables = generator.trainable_variables
    optimizer.apply(tape.gradient(loss, variables), variables)
    return loss


# %% q1
def discriminator_loss(logits, labels):
    """Return the mean cross-entropy of a mixed batch, a scalar; logits and labels have shape (batch, 1)."""
    return tf.reduce_mean(labels * tf.nn.softplus(-logits) + (1 - labels) * tf.nn.softplus(logits))


# %% q2
def generator_loss(fake_logits, kind):
    """Return what the generator minimises, a scalar; kind is "non_saturating" or "minimax"."""
    if kind == "minimax":
        return -tf.reduce_mean(tf.nn.softplus(fake_logits))
    return tf.reduce_mean(tf.nn.softplus(-fake_logits))


# %% q3
def training_step(generator, discriminator, g_optimizer, d_optimizer, reals, zs, z_g):
    """Move D len(reals) times, then G once; return (d_loss of the last move, g_loss), two scalars."""
    for real, z in zip(reals, zs, strict=True):
        fake = generator(z, training=True)
        with tf.GradientTape() as tape:
            real_term = tf.reduce_mean(tf.nn.softplus(-discriminator(real, training=True)))
            fake_term = tf.reduce_mean(tf.nn.softplus(discriminator(fake, training=True)))
            d_loss = real_term + fake_term
        variables = discriminator.trainable_variables
        d_optimizer.apply(tape.gradient(d_loss, variables), variables)
    with tf.GradientTape() as tape:
        fake = generator(z_g, training=True)
        g_loss = tf.reduce_mean(tf.nn.softplus(-discriminator(fake, training=True)))
    variables = generator.trainable_variables
    g_optimizer.apply(tape.gradient(g_loss, variables), variables)
    return d_loss, g_loss


# %% q4
def read_chart(chart):
    """Return "healthy", "frozen", "double sigmoid" or "swapped" for a history, a dictionary of lists."""
    last = {name: np.mean(values[-10:]) for name, values in chart.items()}
    if max(last["d_real_term"], last["d_fake_term"]) < 0.25:  # D is certain
        return "frozen" if last["g_loss"] > 1 else "swapped"
    return "double sigmoid" if min(chart["d_x"] + chart["d_g_z"]) >= 0.5 else "healthy"


# %% q5
def discriminator_loss_with_fakes(generator, discriminator, real, z):
    """Return D's loss on real samples and on fakes made from z, a scalar with no path back to the generator."""
    fake = tf.stop_gradient(generator(z, training=True))
    real_term = tf.reduce_mean(tf.nn.softplus(-discriminator(real, training=True)))
    fake_term = tf.reduce_mean(tf.nn.softplus(discriminator(fake, training=True)))
    return real_term + fake_term


# %% open
def my_gan(seed):
    """Return a compiled GAN that makes points of the plane."""
    keras.utils.set_random_seed(seed)
    generator = models.mlp_generator((2,), latent_dim=8, widths=(128, 128), activation=None)
    gan = training.GAN(generator, models.mlp_discriminator((2,), widths=(128, 128)), seed=seed)
    gan.compile(
        loss="non_saturating",
        g_optimizer=keras.optimizers.Adam(1e-3, beta_1=0.0, beta_2=0.99),
        d_optimizer=keras.optimizers.Adam(2e-3, beta_1=0.0, beta_2=0.99),
        penalty="r1",
        penalty_weight=0.02,
        ema_decay=0.99,
        ema_warmup=True,
    )
    return gan
