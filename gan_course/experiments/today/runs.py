"""One run: build, train, measure."""

import time

from gan_course.experiments import common
from gan_course.experiments.today import measuring, pairs, rows


def players(name, seed):
    """Return (generator, discriminator) of a row, with the weights that the seed gives.

    Raises:
        ValueError: for an unknown row, listing the valid ones, and for one that trains nothing.
    """
    from gan_utils import models

    row = rows.ROWS[common.known("row", name, rows.ROWS)]
    if row.network == "data":
        raise ValueError(f"the row {name!r} is the data itself: it has no players")
    shape = (row.side, row.side, 3 if row.group in ("stacked", "style") else 1)
    width, seeds = rows.WIDTH, (3 * seed + 1, 3 * seed + 2)
    if row.network == "residual":
        generator = models.r3_generator(shape, rows.LATENT_DIM, width, patches=True, tanh=True, seed=seeds[0])
        return generator, models.r3_discriminator(shape, width, patches=True, seed=seeds[1])
    if row.network == "pairs":
        shape = (pairs.HEIGHT, pairs.WIDTH, 3)
        generator = models.dcgan_generator(shape, rows.LATENT_DIM, width, seed=seeds[0])
        return generator, pairs.local_discriminator(width, row.attention, seed=seeds[1])
    told = {"n_classes": rows.CLUSTERS if row.network == "clusters" else None}
    judge = models.dcgan_discriminator(shape, width, batch_norm=row.norm == "both", seed=seeds[1], **told)
    if row.network == "style":
        return models.style_generator(shape, rows.LATENT_DIM, width, row.depth, seed=seeds[0]), judge
    norm = row.norm != "none"
    return models.dcgan_generator(shape, rows.LATENT_DIM, width, batch_norm=norm, seed=seeds[0], **told), judge


def trainer(name, seed):
    """Return the compiled trainer of a row.

    Args:
        name: a key of `ROWS`.
        seed: of the weights and the noise; rows of one network start alike.

    Raises:
        ValueError: for an unknown row, listing the valid ones, and for one that trains nothing.
    """
    import keras

    from gan_utils import training

    model, row = training.GAN(*players(name, seed), seed=seed), rows.ROWS[name]
    adam = lambda: keras.optimizers.Adam(rows.RATE, beta_1=rows.BETAS[0], beta_2=rows.BETAS[1])
    model.compile(
        loss=row.loss,
        g_optimizer=adam(),
        d_optimizer=adam(),
        penalty=list(row.penalty) or None,
        penalty_weight=row.gamma,
        ema_decay=rows.EMA_DECAY,
        ema_warmup=True,
    )
    return model


def pictures_of(name, seed=0):
    """Return what a row learns from, an `ImageDataset`; the seed matters where it is drawn.

    Raises:
        ValueError: for an unknown row, listing the valid ones.
    """
    from gan_utils import data

    row = rows.ROWS[common.known("row", name, rows.ROWS)]
    if row.group == "stacked":
        return data.stacked_digits(20_000, seed)
    if row.group == "pairs":
        return data.ImageDataset(pairs.draw_pairs(4000, seed))
    if row.group == "style":
        return data.ImageDataset(data.shrunk(data.load("sprites").images, 64 // row.side))
    digits = data.load("mnist5k")
    if row.network == "clusters":
        return digits.clustered(rows.CLUSTERS, seed=seed)
    return digits if row.side == 28 else data.ImageDataset(data.shrunk(digits.images, 28 // row.side), digits.labels)


def run(name, seed, steps=None):
    """Train one row and measure it.

    Args:
        name: a key of `ROWS`.
        seed: from which every random draw follows.
        steps: updates of each player; the row's own by default.

    Returns:
        (record, arrays): a dictionary for the table, of a row of the group "long" with what was found at each of the
        `MARKS` as well; some pictures, uint8, and of a style generator its weights.

    Raises:
        ValueError: for an unknown row, listing the valid ones, and for fewer steps than one.
    """
    import numpy as np

    row = rows.ROWS[common.known("row", name, rows.ROWS)]
    if row.network == "data":
        return measuring.of_stacked(None, seed)
    steps = row.steps if steps is None else common.whole(steps, 1, "steps")
    model, images = trainer(name, seed), pictures_of(name, seed)
    batches = images.batches(rows.BATCH_SIZE, seed=seed, labels=row.network == "clusters").repeat()
    model.fit(batches.take(1))  # builds the graph, which is no step's time
    sizes = np.bincount(images.labels) if row.network == "clusters" else None
    of = {"stacked": measuring.of_stacked, "style": measuring.of_style, "pairs": measuring.of_pairs}
    measure = of.get(row.group, lambda model, seed: measuring.of_digits(model, seed, row.side, sizes))
    marks = [mark for mark in (rows.MARKS if row.group == "long" else ()) if mark < steps]
    record, found, arrays = _trained(model, batches, [*marks, steps], lambda: measure(model, seed))
    return record | ({"marks": found} if row.group == "long" else {}), arrays


def _trained(model, batches, marks, measure):
    """Train up to each mark and measure there; return (the record, what each mark found, the last one's arrays)."""
    done, seconds, processor, found = 0, 0.0, 0.0, []
    for mark in marks:
        began, cpu = time.perf_counter(), time.process_time()
        history = model.fit(batches.take(mark - done)).history
        seconds, processor, done = seconds + time.perf_counter() - began, processor + time.process_time() - cpu, mark
        measured, arrays = measure()
        found.append({"steps": mark, "processor_seconds": round(processor, 1)} | measured)
    record = {"steps": done, "seconds": round(seconds, 1), "processor_seconds": round(processor, 1)}
    record["ms_a_step"] = round(1000 * processor / done, 1)
    if "penalty" in history:
        record["penalty"] = round(sum(history["penalty"][-50:]) / len(history["penalty"][-50:]), 4)
    return record | measured, found, arrays
