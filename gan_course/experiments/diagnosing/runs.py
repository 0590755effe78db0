"""One labelled run: its networks, its data, its training, and the facts that must confirm its label."""

import functools
import itertools
import warnings

import numpy as np

from gan_course.experiments import common
from gan_course.experiments.diagnosing.configurations import (
    BATCH_SIZE,
    LATENT_DIM,
    LEARNING_RATE,
    LOOKS,
    MODES,
    N_FACTS,
    N_KEPT,
    N_POINTS,
    STD,
    STEPS,
    WIDTH,
    settings,
)


def build(name, dataset, seed=0):
    """Return the GAN of one configuration, compiled and untrained.

    >>> build("R1", "ring").sample_shape
    (2,)
    """
    return built(settings(name, dataset), dataset, seed)


def built(chosen, dataset, seed=0):
    """Return the GAN of some settings, compiled and untrained.

    Args:
        chosen: what `configurations.settings` returns, or that with `spectral_norm`, `n_critic`, `ema_decay`,
            `g_width` and `latent` (the last two multiply the generator's hidden units and its latents) besides.
        dataset: "ring" or "digits".
        seed: of the weights and the noise.
    """
    import keras

    from gan_utils import training

    gan = training.GAN(*_networks(chosen, dataset, seed), seed=seed)
    adam = lambda rate: keras.optimizers.Adam(rate * LEARNING_RATE[dataset], beta_1=chosen["beta_1"])
    gan.compile(
        loss=chosen["loss"],
        g_optimizer=adam(chosen["g_rate"]),
        d_optimizer=adam(chosen["d_rate"]),
        penalty=chosen["penalty"],
        penalty_weight=chosen["penalty_weight"],
        n_critic=chosen.get("n_critic", 1),
        ema_decay=chosen.get("ema_decay"),
        ema_warmup=chosen.get("ema_decay") is not None,
        jit_compile=False,  # compiling would take longer than it saves
    )
    return gan


def _networks(chosen, dataset, seed):
    import keras

    from gan_utils import models

    shape, activation = ((2,), None) if dataset == "ring" else ((8, 8, 1), "tanh")
    latent_dim = int(LATENT_DIM[dataset] * chosen.get("latent", 1))
    g_width, d_width = (int(WIDTH[dataset] * chosen.get(key, 1.0)) for key in ("g_width", "d_width"))
    generator = models.mlp_generator(shape, latent_dim, (g_width, g_width), activation=activation, seed=2 * seed + 1)
    bounded = chosen.get("spectral_norm", False)
    discriminator = models.mlp_discriminator(shape, (d_width, d_width), spectral_norm=bounded, seed=2 * seed + 2)
    if chosen["noise"] != 1.0:
        z = keras.Input((latent_dim,))
        generator = keras.Model(z, generator(keras.layers.Rescaling(chosen["noise"])(z)))
    return generator, discriminator


def batches(dataset, steps, seed, kinds=None):
    """Return the real batches of a run; with `kinds`, of the first so many modes or classes only."""
    from gan_utils import data, toy

    size = BATCH_SIZE[dataset]
    if dataset == "digits":
        digits = data.load("digits")
        if kinds is not None:
            digits = digits.subset(np.flatnonzero(digits.labels < kinds))
        return digits.batches(size, seed=seed).repeat().take(steps)
    points = toy.sample_modes(toy.ring(MODES)[:kinds], N_POINTS, STD, seed=seed)
    return common.endless(points, size, seed).take(steps)


@functools.cache
def real(dataset, n):
    """Return n real samples that no run was trained on."""
    from gan_utils import data, toy

    if dataset == "ring":
        return toy.sample_modes(toy.ring(MODES), n, STD, seed=1000)
    images = data.load("digits", "test").images
    return data.dataset.to_model(images[np.random.default_rng(1000).permutation(len(images))[:n]])


def kinds_and_good(dataset, samples):
    """Return (share of each mode or class among the samples, share of good samples).

    On the ring a good sample lies within 3 standard deviations of a centre. Of digits, whose class a support-vector
    classifier names, those are good that lie as near to a training digit as 95% of the held-out digits do.
    """
    from gan_utils import metrics, toy

    if dataset == "ring":
        nearest = toy.mode_counts(samples, toy.ring(MODES), STD, k=np.inf)
        good = toy.mode_counts(samples, toy.ring(MODES), STD, k=3.0)
        return nearest / len(samples), float(good.sum() / len(samples))
    train, classifier, usual = _judge()
    flat = samples.reshape(len(samples), -1)
    shares = np.bincount(classifier.predict(flat), minlength=10) / len(flat)
    return shares, float((metrics.nearest_neighbours(flat, train).distances[:, 0] <= usual).mean())


@functools.cache
def _judge():
    from sklearn.svm import SVC

    from gan_utils import data, metrics

    train, test = data.load("digits"), data.load("digits", "test")
    flat, held_out = (data.dataset.to_model(one.images).reshape(len(one), -1) for one in (train, test))
    usual = np.quantile(metrics.nearest_neighbours(held_out, flat).distances[:, 0], 0.95)
    return flat, SVC().fit(flat, train.labels), float(usual)


def run(name, dataset, seed=0):
    """Train one configuration and look at what came of it.

    Args:
        name: a key of `CONFIGURATIONS`.
        dataset: "ring" or "digits".
        seed: from which every random draw follows.

    Returns:
        (history, samples, facts): per-step lists; samples, shape (200, …); and a dictionary of finite, modes (with
        at least 2% of the samples), good (their share), wander (how much of the samples changes its mode or class
        between two looks, mean), auc (how often D ranks a real one above a sample), growth (of the weights' root
        mean square in the layer where it is largest) and steps.
    """
    return trained(settings(name, dataset), dataset, seed)


def trained(chosen, dataset, seed=0):
    """Train a pair with some settings, as `built` takes them; return what `run` returns."""
    import keras

    keras.utils.set_random_seed(seed)
    gan = built(chosen, dataset, seed)
    steps = round(STEPS[dataset] * chosen["share"])
    looks, start = [], _largest_weights(gan)
    due = set(np.linspace(steps / 2, steps, LOOKS).astype(int))

    class Look(keras.callbacks.Callback):
        def on_train_batch_end(self, batch, logs=None):
            if batch + 1 in due:
                looks.append(gan.generate(N_FACTS, seed=7))

    with warnings.catch_warnings():
        warnings.simplefilter("ignore", RuntimeWarning)  # that the loss is not finite is what is wanted here
        real_ones = batches(dataset, steps * chosen.get("n_critic", 1), seed, chosen["kinds"])
        history = gan.fit(real_ones, callbacks=[Look()]).history
    facts = _facts(gan, dataset, looks) | {"growth": _largest_weights(gan) / start}
    facts = {key: value if isinstance(value, bool | int) else round(value, 3) for key, value in facts.items()}
    return history, gan.generate(N_KEPT, seed=8), facts | {"steps": len(history["g_loss"])}


def _facts(gan, dataset, looks):
    samples, true = gan.generate(N_FACTS, seed=7), real(dataset, N_FACTS)
    looks = [one for one in looks if np.isfinite(one).all()]
    if not np.isfinite(samples).all():
        return {"finite": False}
    shares, good = kinds_and_good(dataset, samples)
    seen = [kinds_and_good(dataset, one)[0] for one in looks]
    wander = [0.5 * float(np.abs(a - b).sum()) for a, b in itertools.pairwise(seen)]
    return {
        "finite": True,
        "modes": int((shares >= 0.02).sum()),
        "good": good,
        "wander": float(np.mean(wander or [0.0])),
        "auc": _auc(np.asarray(gan.discriminator(true)).ravel(), np.asarray(gan.discriminator(samples)).ravel()),
    }


def _auc(real_logits, fake_logits):
    """Return how often a real logit is above a fake one, ties counted half.

    >>> _auc(np.array([2.0, 1.0]), np.array([1.0, 0.0]))
    0.875
    """
    difference = real_logits[:, None] - fake_logits[None, :]
    return float(np.mean(difference > 0) + 0.5 * np.mean(difference == 0))


def _largest_weights(gan):
    weights = [np.asarray(w) for w in (*gan.generator.trainable_weights, *gan.discriminator.trainable_weights)]
    return float(max(np.sqrt(np.mean(np.square(w, dtype=np.float64))) for w in weights))
