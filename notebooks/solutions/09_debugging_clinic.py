"""Reference answers to the exercises of notebook 09, one block an exercise; the imports are those of the notebook."""

import numpy as np
import tensorflow as tf


# %% q1
def framed(digits, fakes):
    """Return (real, fake) in [−1, 1], each with two black pixels on every side."""
    frame = [(0, 0), (2, 2), (2, 2), (0, 0)]
    real = np.array(digits) / 127.5 - 1.0
    return tuple(np.pad(np.array(images), frame, constant_values=-1.0) for images in (real, fakes))


# %% q2
def gradients(generator, discriminator, real, z):
    """Return (gradients for D's trainable variables, gradients for G's), two lists."""
    with tf.GradientTape(persistent=True) as tape:
        r = discriminator(real, training=True)
        f = discriminator(generator(z, training=True), training=True)
        d_loss = tf.reduce_mean(tf.math.softplus(-r)) + tf.reduce_mean(tf.math.softplus(f))
        g_loss = tf.reduce_mean(tf.math.softplus(-f))
    for_d = tape.gradient(d_loss, discriminator.trainable_variables)
    return for_d, tape.gradient(g_loss, generator.trainable_variables)


# %% q3
def slope_penalty(critic, real, fake, alpha):
    """Return the mean over the pictures of (‖∇critic(x̂)‖ − 1)², a scalar."""
    between = real + tf.reshape(alpha, (-1, 1, 1, 1)) * (fake - real)
    with tf.GradientTape() as tape:
        tape.watch(between)
        total = tf.reduce_sum(critic(between))
    rows = tf.reshape(tape.gradient(total, between), (len(real), -1))
    norm = tf.sqrt(tf.reduce_sum(rows**2, axis=1) + 1e-12)
    return tf.reduce_mean((norm - 1.0) ** 2)


# %% q4
def to_save(generator, discriminator, average, g_optimizer, d_optimizer):
    """Return a flat list of the variables that a resumed run needs."""
    found = []
    for network in (generator, discriminator, average):
        found.extend(network.weights)  # of all that moves, trained or not
    for optimizer in (g_optimizer, d_optimizer):
        found.extend(optimizer.variables)
    return found


# %% q5
def needs_company(sample, z):
    """Return whether any sample changes when its latent is drawn by itself."""
    alone = np.concatenate([sample(z[i : i + 1]) for i in range(len(z))])
    return not np.allclose(sample(z), alone, atol=1e-4)


# %% open
def is_sick(data, history, evidence):
    """Return whether a run was made by code with a bug, from what it left behind."""
    if data == "ring":
        return evidence.get("plausible", 1.0) < 0.6
    return evidence.get("separation", 0.0) > 0.6 or evidence.get("coverage", 1.0) < 0.1
