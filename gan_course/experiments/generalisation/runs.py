"""One run: choose the images, build the networks, train, and score 2,000 samples."""

import functools

import numpy as np

from gan_course.experiments import common
from gan_course.experiments.generalisation import rows


def training_digits(n, seed=0):
    """Return n of the 4,000 training digits, as many of each class, and a different choice for each seed.

    Args:
        n: a multiple of 10, at most 4,000.
        seed: of the choice; a smaller n takes a part of what a larger n takes.

    Raises:
        ValueError: for another n.

    >>> len(training_digits(50)), np.bincount(training_digits(50).labels).tolist()
    (50, [5, 5, 5, 5, 5, 5, 5, 5, 5, 5])
    """
    from gan_utils import data

    digits = data.load("mnist5k")
    if n % 10 or not 10 <= n <= len(digits):
        raise ValueError(f"n must be a multiple of 10 from 10 to {len(digits)}, as many of each class; got {n}")
    return digits.subset(_of_each_class(digits.labels, n // 10, seed)) if n < len(digits) else digits


def _of_each_class(labels, n, seed):
    """Return sorted indices of n images of each class."""
    rng = np.random.default_rng(seed)
    return np.sort(np.concatenate([rng.permutation(np.flatnonzero(labels == k))[:n] for k in np.unique(labels)]))


def new_digits(n, seed=0):
    """Return (n training digits of the two new classes, every other digit of these classes).

    Pretraining sees the other eight classes only, so the second set was never seen by any run.

    Args:
        n: even, half of each class.
        seed: of the choice.

    >>> few, unseen = new_digits(50)
    >>> len(few), len(unseen), sorted(set(unseen.labels.tolist()))
    (50, 950, [8, 9])
    """
    from gan_utils import data
    from gan_utils.data import ImageDataset

    parts = [data.load("mnist5k", split) for split in ("train", "test")]
    chosen = [part.subset(np.isin(part.labels, rows.NEW_CLASSES)) for part in parts]
    picked = _of_each_class(chosen[0].labels, n // 2, seed)
    rest = chosen[0].subset(np.setdiff1d(np.arange(len(chosen[0])), picked))
    unseen = ImageDataset(
        np.concatenate([rest.images, chosen[1].images]),
        np.concatenate([rest.labels, chosen[1].labels]),
        rest.card,
    )
    return chosen[0].subset(picked), unseen


def build(network, seed, dropout=0.0, batch_norm=True):
    """Return (generator, discriminator) of one of the networks that the tables compare.

    Args:
        network: "small", "wide", "residual" or "dense".
        seed: of the initial weights.
        dropout: rate in the discriminator of the two DCGANs.
        batch_norm: whether that discriminator has batch normalisation.
    """
    from gan_utils import models

    shape, first, second = (28, 28, 1), {"seed": 2 * seed + 1}, {"seed": 2 * seed + 2}
    if network in ("small", "wide"):
        width = 16 if network == "small" else 32
        return (
            models.dcgan_generator(shape, width=width, **first),
            models.dcgan_discriminator(shape, width=width, dropout=dropout, batch_norm=batch_norm, **second),
        )
    if network == "residual":
        return (
            models.resnet_generator(shape, width=16, **first),
            models.resnet_discriminator(shape, width=16, **second),
        )
    if network == "dense":
        return (
            models.densenet_generator(shape, width=16, **first),
            models.densenet_discriminator(shape, width=16, **second),
        )
    raise ValueError(f"unknown network {network!r}: choose small, wide, residual or dense")


def augmentation(names):
    """Return the functions of `training.augment` with these names as a list, None for no names."""
    from gan_utils.training import augment

    return [getattr(augment, name)() for name in names] or None


def gan_for(row, seed, jit_compile="auto"):
    """Return a compiled GAN for a row, with pretrained weights where the row starts from them."""
    import keras

    from gan_utils import training

    keras.utils.set_random_seed(seed)
    generator, discriminator = build(row.network, seed, row.dropout, row.batch_norm)
    if row.start != "scratch":
        for network, weights in zip((generator, discriminator), pretrained(seed), strict=True):
            network.set_weights(weights)
    convolutions = [layer for layer in discriminator.layers if isinstance(layer, keras.layers.Conv2D)]
    for layer in convolutions[: row.frozen]:
        layer.trainable = False
    adam = lambda: keras.optimizers.Adam(rows.LEARNING_RATE, beta_1=0.5)
    gan = training.GAN(generator, discriminator, seed=seed)
    gan.compile(
        g_optimizer=adam(),
        d_optimizer=adam(),
        ema_decay=rows.EMA_DECAY,
        ema_warmup=True,
        penalty="r1" if row.r1 else None,
        penalty_weight=row.r1,
        augment=None if row.real_only else augmentation(row.augment),
        jit_compile=jit_compile,
    )
    return gan


@functools.lru_cache(maxsize=1)
def pretrained(seed, steps=rows.PRETRAINING_STEPS):
    """Return the weights of a (generator, discriminator) trained on the eight old classes."""
    from gan_utils import data

    digits = data.load("mnist5k")
    old = digits.subset(~np.isin(digits.labels, rows.NEW_CLASSES))
    gan = gan_for(rows.Row("transfer", len(old)), seed)
    gan.fit(old.batches(rows.BATCH_SIZE, seed=seed).repeat().take(steps))
    return gan.generator.get_weights(), gan.discriminator.get_weights()


def real_batches(row, images, seed, steps):
    """Return the batches of a run: `steps` of them, augmented here where only the real images are.

    A set smaller than a batch is repeated until it fills one.
    """
    import tensorflow as tf

    times = -(-rows.BATCH_SIZE // len(images))
    images = images.subset(np.tile(np.arange(len(images)), times)) if times > 1 else images
    batches = images.batches(rows.BATCH_SIZE, seed=seed).repeat().take(steps)
    if not row.real_only:
        return batches
    from gan_utils.training import augment

    change = augment.get(augmentation(row.augment))
    return batches.enumerate().map(lambda i, x: change(x, tf.stack([seed, tf.cast(i, tf.int32)])))


def run(name, seed, steps=None, n_samples=rows.N_SAMPLES, jit_compile="auto"):
    """Train one row and score its samples.

    Args:
        name: a key of `ROWS`.
        seed: from which every random draw follows.
        steps: updates of the generator; the row's own by default.
        n_samples: how many samples are scored.
        jit_compile: as in `GAN.compile`; compiling takes seconds, which a few steps do not win back.

    Returns:
        (record, samples): a dictionary for the table, and the first 24 samples as uint8.

    Raises:
        ValueError: for an unknown row, listing the valid ones, and for fewer steps than one.
    """
    from gan_course.experiments.generalisation.measuring import Watcher
    from gan_utils import data

    row = rows.find(name)
    steps = row.steps if steps is None else common.whole(steps, 1, "steps")
    if row.group == "transfer":
        images, unseen = new_digits(row.images, seed)
    else:
        images, unseen = training_digits(row.images, seed), data.load("mnist5k", "test")
    gan = gan_for(row, seed, jit_compile)
    watcher = Watcher(images, unseen, seed, row.every, n_samples)
    gan.fit(real_batches(row, images, seed, steps), callbacks=[watcher])
    record = {
        "row": name,
        "seed": seed,
        "images": row.images,
        "g_parameters": gan.generator.count_params(),
        "d_parameters": gan.discriminator.count_params(),
        **watcher.record(),
    }
    return record, watcher.pictures(rows.N_PICTURED)
