"""One run: build, train, measure."""

import time

import numpy as np

from gan_course.experiments import common
from gan_course.experiments.infogan import measuring, rows
from gan_course.experiments.infogan.measuring import codes_in_turn, small_sprites, turned

__all__ = ["codes_in_turn", "run", "small_sprites", "trainer", "turned"]


def trainer(name, seed):
    """Return the compiled trainer of a row.

    Args:
        name: a key of `ROWS`.
        seed: of the weights and the noise; rows of one group start alike.

    Raises:
        ValueError: for an unknown row, listing the valid ones.
    """
    import keras

    from gan_utils import models, training

    row = rows.ROWS[common.known("row", name, rows.ROWS)]
    shape = (32, 32, 3) if row.group == "sprites" else (28, 28, 1)
    width, n_classes = rows.WIDTHS[row.group], rows.CLASSES[row.group]
    labels = n_classes if row.group == "labels" else None
    latent = row.noise + (0 if labels else n_classes + rows.N_UNIFORM)
    dense = {"hidden_units": row.dense}
    generator = models.dcgan_generator(shape, latent, width, n_classes=labels, seed=3 * seed + 1, **dense)
    told = n_classes if row.kind == "projection" else None
    dense["hidden_batch_norm"] = row.dense is not None
    judge = models.dcgan_discriminator(shape, width, n_classes=told, seed=3 * seed + 2, **dense)
    keep = {"ema_decay": rows.EMA_DECAY, "ema_warmup": True}
    rates = rows.SPRITE_RATES if row.group == "sprites" else (rows.G_RATE, rows.D_RATE)
    for which, rate in zip(("g_optimizer", "d_optimizer"), rates, strict=True):
        keep[which] = keras.optimizers.Adam(rate, beta_1=0.5)
    if row.kind == "projection":
        model = training.GAN(generator, judge, seed=seed)
        model.compile(**keep)
        return model
    if row.kind == "AC-GAN":
        model = training.ACGAN(generator, models.with_heads(judge, n_classes, seed=3 * seed + 3), seed=seed)
    else:
        grow = {"feature_layer": "features" if row.dense is None else "hidden_features", "seed": 3 * seed + 3}
        heads = models.with_heads(judge, n_classes, rows.N_UNIFORM, rows.HEAD_UNITS, **grow)
        model = training.InfoGAN(generator, heads, seed=seed)
    model.compile(head_weight=row.head_weight, **keep)
    return model


def run(name, seed, steps=None):
    """Train one row and measure it.

    Args:
        name: a key of `ROWS`.
        seed: from which every random draw follows.
        steps: updates of each player; the row's own by default.

    Returns:
        (record, pictures): a dictionary for the table, and some of what was made, uint8.

    Raises:
        ValueError: for an unknown row, listing the valid ones, and for fewer steps than one.
    """
    from gan_utils import data

    row = rows.ROWS[common.known("row", name, rows.ROWS)]
    steps = row.steps if steps is None else common.whole(steps, 1, "steps")
    model, images = trainer(name, seed), data.load("mnist5k")
    if row.group == "sprites":
        images = data.ImageDataset(small_sprites("train"), data.load("sprites").labels)
    batches = images.batches(rows.BATCH_SIZE, seed=seed, labels=row.group == "labels")
    began, cpu = time.perf_counter(), time.process_time()
    history = model.fit(batches.repeat().take(steps)).history
    spent = {"seconds": time.perf_counter() - began, "processor_seconds": time.process_time() - cpu}
    record = {"steps": steps} | {key: round(value, 1) for key, value in spent.items()}
    if "fake_classes" in history:
        last = np.mean(history["fake_classes"][-50:])
        record["information"] = round(float(np.log(rows.CLASSES[row.group]) - last), 3)
    of_group = {"digits": measuring.of_digits, "sprites": measuring.of_sprites, "labels": measuring.of_labels}
    measured, pictures = of_group[row.group](model, seed)
    return record | measured, pictures
