"""Reference answers of notebook 02, one block a blank or exercise; the imports are those of the notebook."""

import numpy as np
import tensorflow as tf


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
