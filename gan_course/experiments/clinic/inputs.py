"""Patients whose players are fed the wrong thing: a label map, a frame, a code. Each as it was found, and mended."""

import numpy as np
import tensorflow as tf

from gan_course.experiments.clinic import playing


def sick_label_map(labels, side, n_classes):
    one_hot = tf.one_hot(labels, n_classes)[:, :, None, None]
    repeated = tf.repeat(one_hot, side * side)
    return tf.reshape(repeated, (-1, side, side, n_classes))


def mended_label_map(labels, side, n_classes):
    one_hot = tf.one_hot(labels, n_classes)[:, None, None, :]
    return tf.repeat(tf.repeat(one_hot, side, axis=1), side, axis=2)


def train_label_map(label_map, seed, steps):
    """Train a conditional pair whose D reads the class off that map; return (history, sampler of 1,000 digits)."""
    G = playing.digit_generator(seed, latent_dim=playing.LATENT_DIM["digits"] + 10)
    D = playing.digit_discriminator(seed, (28, 28, 11))
    pair, batch = playing.optimizers_for("digits", G, D), playing.batch_of("digits", seed)

    def step(real, labels, z):
        see = lambda x: tf.concat([x, label_map(labels, 28, 10)], axis=-1)
        z = tf.concat([z, tf.one_hot(labels, 10)], axis=1)
        r, f, *terms = playing.discriminator_stage(D, pair[1], see(real), see(G(z, training=True)))
        return playing.told(r, f, *terms, playing.generator_stage(G, D, pair[0], z, see))

    history = playing.play(step, lambda i: (*batch(i), playing.noise("digits", seed, i)), steps)
    asked = np.arange(1000) % 10
    z = np.concatenate(
        [playing.noise("digits", seed, playing.JUDGED, 1000), np.eye(10, dtype=np.float32)[asked]], axis=1
    )
    return history, G.predict(z, batch_size=250, verbose=0)


def sick_framed(digits, fakes):
    """Return real and generated digits in a frame of 2 pixels, as D gets them: float32, shape (n, 32, 32, 1)."""
    frame = [[0, 0], [2, 2], [2, 2], [0, 0]]
    real = tf.pad(digits, frame) / 127.5 - 1.0
    fake = tf.pad(fakes, frame)
    return real, fake


def mended_framed(digits, fakes):
    """Return real and generated digits in a frame of 2 pixels, as D gets them: float32, shape (n, 32, 32, 1)."""
    frame = [[0, 0], [2, 2], [2, 2], [0, 0]]
    real = tf.pad(digits, frame) / 127.5 - 1.0
    fake = tf.pad(fakes, frame, constant_values=-1.0)
    return real, fake


def train_framed(framed, seed, steps):
    """Train a pair whose D needs sides of 32; return (history, 1,000 digits)."""
    G, D = playing.digit_generator(seed), playing.digit_discriminator(seed, (32, 32, 1))
    pair, batch = playing.optimizers_for("digits", G, D), playing.batch_of("digits", seed)

    def step(real, z):
        levels = (real + 1.0) * 127.5
        see = lambda fake: framed(levels, fake)[1]
        r, f, *terms = playing.discriminator_stage(D, pair[1], *framed(levels, G(z, training=True)))
        return playing.told(r, f, *terms, playing.generator_stage(G, D, pair[0], z, see))

    history = playing.play(step, lambda i: (batch(i)[0], playing.noise("digits", seed, i)), steps)
    return history, playing.judged_digits(G, seed)


def sick_codes(n, width, rng):
    return rng.normal(-1, 1, (n, width)).astype(np.float32)


def mended_codes(n, width, rng):
    return rng.uniform(-1, 1, (n, width)).astype(np.float32)


def train_codes(codes, seed, steps):
    """Train on the ring from such codes, and draw from codes spread evenly over [−1, 1], as the text promises."""
    G, D = playing.ring_generator(seed), playing.ring_discriminator(seed)
    step, batch = playing.both_stages(G, D, playing.optimizers_for("ring", G, D)), playing.batch_of("ring", seed)
    n, width = playing.BATCH_SIZE["ring"], playing.LATENT_DIM["ring"]
    z = lambda i: codes(n, width, np.random.default_rng([seed, i, 1]))
    history = playing.play(step, lambda i: (batch(i)[0], z(i)), steps)
    even = np.random.default_rng([seed, 7]).uniform(-1, 1, (2000, width))
    return history, G.predict(even.astype(np.float32), batch_size=500, verbose=0)
