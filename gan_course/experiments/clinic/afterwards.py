"""Patients whose steps are sound, and who suffer between or after them: a resumed run, an average."""

import tensorflow as tf

from gan_course.experiments.clinic import patients, playing


def sick_state(G, D, g_optimizer, d_optimizer):
    return [*G.weights, *D.weights]


def mended_state(G, D, g_optimizer, d_optimizer):
    return [*G.weights, *D.weights, *g_optimizer.variables, *d_optimizer.variables]


def train_state(state, seed, steps):
    """Train on the ring in five sittings, each of which begins with what the one before has saved."""
    batch, saved, history = playing.batch_of("ring", seed), None, {key: [] for key in playing.KEYS}
    for sitting in range(patients.SITTINGS):
        G, D = playing.ring_generator(seed), playing.ring_discriminator(seed)
        pair = playing.optimizers_for("ring", G, D)
        for variable, value in zip(state(G, D, *pair), saved or (), strict=False):
            variable.assign(value)
        first, last = sitting * steps // patients.SITTINGS, (sitting + 1) * steps // patients.SITTINGS
        args = lambda i, first=first: (batch(first + i)[0], playing.noise("ring", seed, first + i))
        found = playing.play(playing.both_stages(G, D, pair), args, last - first)
        saved = [variable.numpy() for variable in state(G, D, *pair)]
        history = {key: history[key] + found[key] for key in history}
    return history, playing.judged_points(G, seed)


def sick_decay(t):
    return 0.995


def mended_decay(t):
    return tf.minimum(0.995, (1.0 + t) / (10.0 + t))


def train_decay(decay, seed, steps):
    """Train a small DCGAN on digits; return (history, digits of G's average with that decay at step t, G's own)."""
    G, D, average = playing.digit_generator(seed), playing.digit_discriminator(seed), playing.digit_generator(seed)
    both = playing.both_stages(G, D, playing.optimizers_for("digits", G, D))

    def step(real, z, t):
        said, d = both(real, z), decay(t)
        for kept, now in zip(average.weights, G.weights, strict=True):
            kept.assign(d * kept + (1.0 - d) * now)
        return said

    batch = playing.batch_of("digits", seed)
    args = lambda i: (batch(i)[0], playing.noise("digits", seed, i), tf.constant(float(i)))
    return playing.play(step, args, steps), playing.judged_digits(average, seed), playing.judged_digits(G, seed)
