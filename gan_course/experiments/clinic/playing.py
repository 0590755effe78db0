"""What all patients share: small players, the two stages of a step, and a loop that keeps what each step says."""

import numpy as np
import tensorflow as tf

from gan_course.experiments import common

KEYS = ("d_real_term", "d_fake_term", "g_loss", "d_x", "d_g_z")
RATES = {"ring": 2e-3, "digits": 1e-3}
BATCH_SIZE = {"ring": 128, "digits": 64}
LATENT_DIM = {"ring": 8, "digits": 32}
MODES, STD = 8, 0.2  # of the ring, whose radius is 2
JUDGED = 10**6  # the step whose noise is judged, which no run trains on
WIDTHS, WIDTH = (64, 64), 16  # hidden units on the ring; channels of a digit's widest map

softplus, mean = tf.math.softplus, tf.reduce_mean


def adam(data):
    """Return an optimizer for one player, with the rate that its data has.

    >>> adam("ring").beta_1
    0.5
    """
    import keras

    return keras.optimizers.Adam(RATES[common.known("data", data, RATES)], beta_1=0.5)


def ring_generator(seed):
    """Return a dense generator of points, from 8 numbers of noise."""
    from gan_utils import models

    return models.mlp_generator((2,), LATENT_DIM["ring"], WIDTHS, activation=None, seed=2 * seed + 1)


def ring_discriminator(seed):
    """Return a dense discriminator of points."""
    from gan_utils import models

    return models.mlp_discriminator((2,), WIDTHS, seed=2 * seed + 2)


def digit_generator(seed, latent_dim=LATENT_DIM["digits"]):
    """Return a small DCGAN generator of digits."""
    from gan_utils import models

    return models.dcgan_generator((28, 28, 1), latent_dim, WIDTH, seed=2 * seed + 1)


def digit_discriminator(seed, shape=(28, 28, 1), batch_norm=True):
    """Return a small DCGAN discriminator of digits."""
    from gan_utils import models

    return models.dcgan_discriminator(shape, WIDTH, batch_norm=batch_norm, seed=2 * seed + 2)


def noise(data, seed, step, n=None):
    """Return the noise of one step, float32, the same for a patient and its mended twin.

    >>> noise("ring", seed=1, step=0).shape
    (128, 8)
    """
    rng = np.random.default_rng([seed, step, 1])
    return rng.standard_normal((n or BATCH_SIZE[data], LATENT_DIM[data])).astype(np.float32)


def judged_points(G, seed):
    """Return 2,000 points of a generator, in inference mode."""
    return G.predict(noise("ring", seed, JUDGED, 2000), batch_size=500, verbose=0)


def judged_digits(G, seed):
    """Return 1,000 digits of a generator, in inference mode."""
    return G.predict(noise("digits", seed, JUDGED, 1000), batch_size=250, verbose=0)


def points(n, seed):
    """Return n points of the ring, float32, shape (n, 2)."""
    from gan_utils import toy

    return toy.sample_modes(toy.ring(MODES), n, STD, seed=seed)


def batch_of(data, seed):
    """Return a function from the number of a step to its real batch: points, or digits and their labels.

    >>> batch_of("ring", seed=1)(0)[0].shape
    (128, 2)
    """
    from gan_utils import data as sets

    if data == "ring":
        real, labels = points(20_000, seed), np.zeros(20_000, np.int32)
    else:
        digits = sets.load("mnist5k")
        real, labels = sets.to_model(digits.images), digits.labels

    def batch(step):
        chosen = np.random.default_rng([seed, step, 0]).integers(len(real), size=BATCH_SIZE[data])
        return real[chosen], labels[chosen]

    return batch


def told(r, f, real_term, fake_term, g_loss):
    """Return what a step says, in the order of `KEYS`: the three losses, and what D believes of real and fake."""
    return tf.stack([real_term, fake_term, g_loss, mean(tf.sigmoid(r)), mean(tf.sigmoid(f))])


def discriminator_stage(D, optimizer, real, fake, penalty=None, loss="non_saturating"):
    """Take one step of D by its loss, and a penalty where there is one; return (r, f, real term, fake term)."""
    from gan_utils import losses

    with tf.GradientTape() as tape:
        r, f = D(real, training=True), D(fake, training=True)
        real_term, fake_term = losses.get(loss).discriminator(r, f)
        total = real_term + fake_term + (0.0 if penalty is None else penalty(D, real, fake))
    optimizer.apply(tape.gradient(total, D.trainable_variables), D.trainable_variables)
    return r, f, real_term, fake_term


def generator_stage(G, D, optimizer, z, see=lambda fake: fake, loss="non_saturating"):
    """Take one step of G through D, which sees `see(fake)`; return G's loss."""
    from gan_utils import losses

    with tf.GradientTape() as tape:
        g_loss = losses.get(loss).generator(D(see(G(z, training=True)), training=True))
    optimizer.apply(tape.gradient(g_loss, G.trainable_variables), G.trainable_variables)
    return g_loss


def both_stages(G, D, optimizers, see=lambda fake: fake, penalty=None, loss="non_saturating"):
    """Return a step (real, z) -> what it says, of the two stages one after the other."""

    def step(real, z):
        r, f, *terms = discriminator_stage(D, optimizers[1], real, see(G(z, training=True)), penalty, loss)
        return told(r, f, *terms, generator_stage(G, D, optimizers[0], z, see, loss))

    return step


def optimizers_for(data, G, D):
    """Return the optimizers of G and D, built."""
    pair = adam(data), adam(data)
    for optimizer, player in zip(pair, (G, D), strict=True):
        optimizer.build(player.trainable_variables)
    return pair


def play(step, batches, steps, compiled=True):
    """Call step(*batches(i)) for each i and return the history, a dictionary of lists with the keys of `KEYS`."""
    step = tf.function(step) if compiled else step
    rows = [step(*batches(i)) for i in range(steps)]
    return dict(zip(KEYS, np.array(tf.stack(rows)).T.astype(float).tolist(), strict=True))
