"""Patients whose gradients go astray: to nobody, to both, past the tape, or out of shape. As found, and mended."""

import keras
import numpy as np
import tensorflow as tf

from gan_course.experiments.clinic import playing
from gan_course.experiments.clinic.playing import mean, softplus


def sick_recipe(G, D):
    loss = keras.losses.BinaryCrossentropy(from_logits=True)
    D.compile(loss=loss, optimizer=playing.adam("ring"))
    D.trainable = False  # so that the combined model moves G alone
    combined = keras.Sequential([G, D])
    combined.compile(loss=loss, optimizer=playing.adam("ring"))

    def step(real, z):
        n = len(real)
        one, zero = np.ones((n, 1), np.float32), np.zeros((n, 1), np.float32)
        D.train_on_batch(np.concatenate([real, G(z)]), np.concatenate([one, zero]))
        combined.train_on_batch(z, one)

    return step


def mended_recipe(G, D):
    loss = keras.losses.BinaryCrossentropy(from_logits=True)
    D.compile(loss=loss, optimizer=playing.adam("ring"))
    combined = keras.Sequential([G, D])
    combined.compile(loss=loss, optimizer=playing.adam("ring"))

    def step(real, z):
        n = len(real)
        one, zero = np.ones((n, 1), np.float32), np.zeros((n, 1), np.float32)
        D.trainable = True
        D.train_on_batch(np.concatenate([real, G(z)]), np.concatenate([one, zero]))
        D.trainable = False
        combined.train_on_batch(z, one)

    return step


def train_recipe(recipe, seed, steps):
    """Train on the ring by that recipe; the history is read before each step."""
    G, D = playing.ring_generator(seed), playing.ring_discriminator(seed)
    taken, batch = recipe(G, D), playing.batch_of("ring", seed)

    @tf.function
    def look(real, z):
        r, f = D(real, training=False), D(G(z, training=False), training=False)
        return playing.told(r, f, mean(softplus(-r)), mean(softplus(f)), mean(softplus(-f)))

    def step(real, z):
        said = look(real, z)
        taken(real, z)
        return said

    args = lambda i: (batch(i)[0], playing.noise("ring", seed, i))
    history = playing.play(step, args, steps, compiled=False)
    return history, playing.judged_points(G, seed)


def sick_generator_stage(G, D, optimizer, z):
    fake = G(z, training=True)
    with tf.GradientTape() as tape:
        loss = mean(softplus(-D(fake, training=True)))
    gradients = tape.gradient(loss, D.trainable_variables)
    optimizer.apply(gradients, D.trainable_variables)
    return loss


def mended_generator_stage(G, D, optimizer, z):
    with tf.GradientTape() as tape:
        fake = G(z, training=True)
        loss = mean(softplus(-D(fake, training=True)))
    gradients = tape.gradient(loss, G.trainable_variables)
    optimizer.apply(gradients, G.trainable_variables)
    return loss


def train_generator_stage(stage, seed, steps):
    """Train on the ring with that stage for G."""
    G, D = playing.ring_generator(seed), playing.ring_discriminator(seed)
    batch, for_d = playing.batch_of("ring", seed), playing.adam("ring")
    for_d.build(D.trainable_variables)
    for_g = playing.adam("ring")
    for_g.build([*G.trainable_variables, *D.trainable_variables])

    def step(real, z):
        r, f, *terms = playing.discriminator_stage(D, for_d, real, G(z, training=True))
        return playing.told(r, f, *terms, stage(G, D, for_g, z))

    history = playing.play(step, lambda i: (batch(i)[0], playing.noise("ring", seed, i)), steps)
    return history, playing.judged_points(G, seed)


def sick_gradients(G, D, real, z):
    """Return the gradients for D and for G."""
    with tf.GradientTape(persistent=True) as tape:
        r, f = D(real, training=True), D(G(z, training=True), training=True)
        d_loss = mean(softplus(-r)) + mean(softplus(f))
        g_loss = mean(softplus(-f))
        loss = d_loss + g_loss
    return tape.gradient(loss, D.trainable_variables), tape.gradient(loss, G.trainable_variables)


def mended_gradients(G, D, real, z):
    """Return the gradients for D and for G."""
    with tf.GradientTape(persistent=True) as tape:
        r, f = D(real, training=True), D(G(z, training=True), training=True)
        d_loss = mean(softplus(-r)) + mean(softplus(f))
        g_loss = mean(softplus(-f))
    return tape.gradient(d_loss, D.trainable_variables), tape.gradient(g_loss, G.trainable_variables)


def train_gradients(gradients, seed, steps):
    """Train on the ring by those gradients, D first."""
    G, D = playing.ring_generator(seed), playing.ring_discriminator(seed)
    pair, batch = playing.optimizers_for("ring", G, D), playing.batch_of("ring", seed)

    def step(real, z):
        r, f = D(real, training=True), D(G(z, training=True), training=True)
        pair[1].apply(gradients(G, D, real, z)[0], D.trainable_variables)
        pair[0].apply(gradients(G, D, real, z)[1], G.trainable_variables)
        return playing.told(r, f, mean(softplus(-r)), mean(softplus(f)), mean(softplus(-f)))

    history = playing.play(step, lambda i: (batch(i)[0], playing.noise("ring", seed, i)), steps)
    return history, playing.judged_points(G, seed)


def sick_penalty(critic, real, fake):
    alpha = tf.random.uniform((len(real), 1, 1, 1), seed=1)
    between = real + alpha * (fake - real)
    with tf.GradientTape() as tape:
        tape.watch(between)
        scores = critic(between)
    gradient = tape.gradient(scores, between)
    norm = tf.norm(gradient + 1e-12, axis=1)
    return mean((norm - 1.0) ** 2)


def mended_penalty(critic, real, fake):
    alpha = tf.random.uniform((len(real), 1, 1, 1), seed=1)
    between = real + alpha * (fake - real)
    with tf.GradientTape() as tape:
        tape.watch(between)
        scores = critic(between)
    gradient = tape.gradient(scores, between)
    norm = tf.norm(tf.reshape(gradient, (len(real), -1)) + 1e-12, axis=1)
    return mean((norm - 1.0) ** 2)


def train_penalty(penalty, seed, steps):
    """Train a Wasserstein pair on digits with ten times that penalty."""
    G, D = playing.digit_generator(seed), playing.digit_discriminator(seed, batch_norm=False)
    weighed = lambda *args: 10.0 * penalty(*args)
    pair, batch = playing.optimizers_for("digits", G, D), playing.batch_of("digits", seed)
    step = playing.both_stages(G, D, pair, penalty=weighed, loss="wasserstein")
    history = playing.play(step, lambda i: (batch(i)[0], playing.noise("digits", seed, i)), steps)
    return history, playing.judged_digits(G, seed)
