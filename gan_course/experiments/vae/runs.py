"""One run: build, train, measure."""

import time

import numpy as np

from gan_course.experiments import common
from gan_course.experiments.vae import measuring, rows


def ring_points(seed, n=rows.RING_POINTS):
    """Return points of the ring of Gaussians whose density is known, float32, shape (n, 2).

    >>> ring_points(0, n=3).shape
    (3, 2)
    """
    from gan_utils import toy

    return toy.sample_modes(toy.ring(rows.RING_MODES), n, std=rows.RING_STD, seed=seed)


def plane_vae(seed):
    """Return a compiled VAE for points in the plane, with two coordinates of z."""
    import keras

    from gan_utils import models, training

    encoder = models.mlp_encoder((2,), 2, rows.RING_WIDTHS, seed=2 * seed + 1)
    decoder = models.mlp_generator((2,), 2, rows.RING_WIDTHS, activation=None, seed=2 * seed + 2)
    model = training.VAE(encoder, decoder, seed=seed)
    model.compile(g_optimizer=keras.optimizers.Adam(rows.RING_RATE), deviation=rows.RING_STD)
    return model


def way(kind, seed, deviation=1.0, kl_warmup=0):
    """Return the one decoder for digits, compiled to be trained as a "VAE", a "GAN" or a "VAE-GAN".

    Args:
        kind: which of them.
        seed: of the weights and the noise; the decoder starts alike in all three.
        deviation, kl_warmup: as in `VAE.compile`.

    Raises:
        ValueError: for another kind.
    """
    import keras

    from gan_utils import models, training

    common.known("kind", kind, ("VAE", "GAN", "VAE-GAN"))
    shape, keep = (28, 28, 1), {"ema_decay": rows.EMA_DECAY, "ema_warmup": True}
    adam = lambda: keras.optimizers.Adam(rows.RATE, beta_1=0.5)
    decoder = models.decoder(shape, rows.LATENT_DIM, rows.WIDTH, seed=3 * seed + 1)
    judge = None if kind == "VAE" else models.dcgan_discriminator(shape, rows.WIDTH, seed=3 * seed + 2)
    if kind == "GAN":
        model = training.GAN(decoder, judge, seed=seed)
        model.compile(g_optimizer=adam(), d_optimizer=adam(), **keep)
        return model
    encoder = models.encoder(shape, rows.LATENT_DIM, rows.ENCODER_WIDTH, seed=3 * seed + 3)
    model = training.VAE(encoder, decoder, judge, seed=seed)
    model.compile(
        g_optimizer=adam(),
        d_optimizer=adam(),
        deviation=deviation,
        kl_warmup=kl_warmup,
        feature_weight=rows.FEATURE_WEIGHT,
        **keep,
    )
    return model


def tokenizers(seed):
    """Return (autoencoder with a code book, the same judged by a patch discriminator), which share their generator."""
    from gan_utils import models, training

    generator = models.tokenizer((28, 28, 1), rows.LEVELS, rows.TOKEN_WIDTH, seed=2 * seed + 1)
    judge = models.patch_discriminator((28, 28, 1), width=rows.TOKEN_D_WIDTH, seed=2 * seed + 2)
    return training.ImageToImage(generator, seed=seed), training.ImageToImage(generator, judge, seed=seed)


def balance(generator, judge, images):
    """Return ‖∇ of the L1 distance‖ / (‖∇ of the adversarial term‖ + 1e-4) in the generator's last layer.

    Args:
        generator: from pictures to pictures.
        judge: a discriminator of pictures.
        images: floats in [-1, 1], one batch.

    Reference: Esser et al. 2021, arXiv:2012.09841, section 3.1.
    """
    import tensorflow as tf
    from keras import ops

    kernel = [layer for layer in generator.layers if layer.trainable_variables][-1].kernel
    with tf.GradientTape(persistent=True) as tape:
        made = generator(images, training=True)
        distance, through = ops.mean(ops.abs(images - made)), -ops.mean(judge(made, training=True))
    rebuilt, judged = (float(tf.norm(tape.gradient(term, kernel))) for term in (distance, through))
    return rebuilt / (judged + 1e-4)


def run(name, seed, steps=None):
    """Train one row and measure it on held-out data.

    Args:
        name: a key of `ROWS`.
        seed: from which every random draw follows.
        steps: updates; the row's own by default.

    Returns:
        (record, pictures): a dictionary for the table, and some of what was made, uint8.

    Raises:
        ValueError: for an unknown row, listing the valid ones, and for fewer steps than two.
    """
    row = rows.ROWS[common.known("row", name, rows.ROWS)]
    steps = row.steps if steps is None else common.whole(steps, 2, "steps")
    began, cpu = time.perf_counter(), time.process_time()
    if row.group == "tokens":
        model, beside = _trained_tokens(row, seed, steps)
    else:
        model, beside = _trained(row, seed, steps)
    spent = {"seconds": time.perf_counter() - began, "processor_seconds": time.process_time() - cpu}
    record = {"steps": steps} | {key: round(value, 1) for key, value in spent.items()} | beside
    measured, pictures = _measured(row, model, seed)
    return record | measured, pictures


def _batches(source, seed, steps):
    return source.batches(rows.BATCH_SIZE, seed=seed).repeat().take(steps)


def _trained(row, seed, steps):
    from gan_utils import data

    if row.group == "ring":
        model = plane_vae(seed)
        batches = common.endless(ring_points(seed), 256, seed).take(steps)
    else:
        model = way(row.kind, seed, row.deviation or 1.0, row.kl_warmup)
        batches = _batches(data.load("mnist5k"), seed, steps)
    model.fit(batches)
    return model, {}


def _trained_tokens(row, seed, steps):
    """Train by L1 for half of the steps, then go on likewise, or with a patch discriminator from there."""
    import keras

    from gan_utils import data

    digits = data.load("mnist5k")
    pairs = data.ImagePairs(digits.images, digits.images)
    adam = lambda: keras.optimizers.Adam(2 * rows.RATE, beta_1=0.5)
    plain, judged = tokenizers(seed)
    plain.compile(g_optimizer=adam(), l1_weight=1.0)
    plain.fit(_batches(pairs, seed, steps // 2))
    if not row.kind.endswith("judged"):
        plain.fit(_batches(pairs, seed + 100, steps - steps // 2))
        return plain, {}
    weight = rows.ADVERSARIAL * balance(judged.generator, judged.discriminator, data.to_model(digits.images[:64]))
    weight = min(weight, 1e4)
    judged.compile("hinge", adam(), adam(), l1_weight=1.0, adversarial_weight=weight)
    judged.fit(_batches(pairs, seed + 100, steps - steps // 2))
    return judged, {"adversarial_weight": round(weight, 5)}


def _measured(row, model, seed, kept=20):
    from gan_utils import data

    if row.group == "ring":
        fresh = ring_points(1000 + seed, 500)
        return measuring.of_ring(model, seed, fresh), {"samples": model.generate(1000, seed=seed)}
    images = data.load("mnist5k", "test").images
    pictures, measured = {}, {}
    if row.group == "ways":
        measured, samples = measuring.of_samples(model, seed)
        pictures["samples"] = data.to_display(samples[:kept])
    if row.kind != "GAN":
        made = model.generate(images) if row.group == "tokens" else model.reconstruct(images)
        measured |= measuring.of_reconstructions(made)
        pictures["rebuilt"] = data.to_display(made[:: len(made) // kept])
    if row.kind == "VAE":
        measured |= _bounds(model, images[::10], seed)
    return measured, pictures


def _bounds(model, images, seed):
    from gan_utils import losses, metrics

    means, log_variances = model.encode(images)
    weights = model.log_weights(images, k=50, seed=seed)
    bounds = {f"bound of {k}": round(metrics.importance_bound(weights, k).mean, 2) for k in (1, 50)}
    kl = float(np.mean(losses.gaussian_kl(means, log_variances)))
    return bounds | {"kl": round(kl, 2), "active": measuring.active_units(means)}
