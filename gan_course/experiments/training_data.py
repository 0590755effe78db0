"""Are a GAN's pictures worth anything as training data? A classifier of digits, with few real ones to learn from.

`gan-course training_data` writes data/results/training_data.json, a table of notebook 12. In each run one classifier is
trained four times from the same start: on n real digits as they are; on the same, moved and turned a little; and both
again with every second picture of a batch drawn by a conditional GAN that saw those n digits and no others.
"""

import time

import numpy as np

from gan_course.experiments import common, table

SEEDS = (1, 2, 3)  # seed 0 is for trying things out
ROWS = {"50": 50, "200": 200, "1,000": 1000}  # real digits, as many of each class
GAN_STEPS, STEPS, BATCH_SIZE, N_MADE = 800, 400, 64, 2000
KINDS = ("real", "real, moved", "real + GAN", "real + GAN, moved")

# Written before the first run. The notebook holds each beside what came out.
PREDICTIONS = {
    "GAN's pictures beside real ones": "up to two points with 50 digits, nothing with 1,000",
    "moving the real ones": "more than the GAN's pictures, at each size",
}


def settings(name):
    """Return what one row changes: how many real digits there are.

    Raises:
        ValueError: for an unknown row, listing the valid ones.

    >>> settings("200")
    {'n': 200}
    """
    return {"n": ROWS[common.known("row", name, ROWS)]}


def shared():
    """Return what all rows share."""
    return {"gan_steps": GAN_STEPS, "steps": STEPS, "batch_size": BATCH_SIZE, "n_made": N_MADE}


def few(n, seed):
    """Return n training digits, as many of each class, as an `ImageDataset`.

    Raises:
        ValueError: for an n that ten does not divide.

    >>> np.bincount(few(50, seed=0).labels).tolist()
    [5, 5, 5, 5, 5, 5, 5, 5, 5, 5]
    """
    from gan_utils import data

    if common.whole(n, 10, "n") % 10:
        raise ValueError(f"n must be a multiple of 10, as many of each class, got {n}")
    digits, rng = data.load("mnist5k"), np.random.default_rng(seed)
    each = [rng.permutation(np.flatnonzero(digits.labels == label))[: n // 10] for label in range(10)]
    chosen = np.concatenate(each)
    return data.ImageDataset(digits.images[chosen], digits.labels[chosen])


def made(real, seed, steps=GAN_STEPS):
    """Return (images in [-1, 1], labels): what a conditional GAN draws that saw those real digits alone.

    D sees every digit moved a little, without which it would soon know so few by heart (notebook 08).
    """
    import keras

    from gan_utils import models, training
    from gan_utils.training import augment

    keras.utils.set_random_seed(seed)
    shape = real.image_shape
    gan = training.GAN(
        models.dcgan_generator(shape, latent_dim=64, width=32, n_classes=10, seed=2 * seed + 1),
        models.dcgan_discriminator(shape, width=32, n_classes=10, seed=2 * seed + 2),
        seed=seed,
    )
    adam = lambda: keras.optimizers.Adam(1e-3, beta_1=0.0, beta_2=0.99)
    moved = augment.translation()
    gan.compile(g_optimizer=adam(), d_optimizer=adam(), ema_decay=0.99, ema_warmup=True, augment=moved)
    batch = min(BATCH_SIZE, len(real))
    gan.fit(real.batches(batch, seed=seed, labels=True).repeat().take(steps))
    labels = np.arange(N_MADE) % 10
    return gan.generate(labels=labels, seed=seed + 1), labels


def mixed(real, drawn, seed, moved):
    """Return endless batches of (images in [-1, 1], labels): real ones, with `drawn` every second one of a batch."""
    import keras
    import tensorflow as tf

    from gan_utils import data

    def stream(images, labels, size, seed):
        pairs = tf.data.Dataset.from_tensor_slices((images, np.asarray(labels, "int32")))
        return pairs.shuffle(len(images), seed=seed).repeat().batch(size)

    own = data.to_model(real.images), real.labels
    if drawn is None:
        batches = stream(*own, BATCH_SIZE, seed)
    else:
        halves = stream(*own, BATCH_SIZE // 2, seed), stream(*drawn, BATCH_SIZE // 2, seed + 1)
        join = lambda a, b: tuple(tf.concat(parts, axis=0) for parts in zip(a, b, strict=True))
        batches = tf.data.Dataset.zip(halves).map(join)
    if not moved:
        return batches
    black = {"fill_mode": "constant", "fill_value": -1.0}
    distort = keras.Sequential(
        [
            keras.layers.RandomRotation(0.04, seed=seed + 2, **black),
            keras.layers.RandomTranslation(0.08, 0.08, seed=seed + 3, **black),
            keras.layers.RandomZoom((-0.12, 0.12), seed=seed + 4, **black),
        ]
    )
    return batches.map(lambda x, y: (distort(x, training=True), y))


def accuracy(batches, seed, steps=STEPS):
    """Return the share of 1,000 held-out digits that a classifier trained on those batches reads right."""
    import keras

    from gan_utils import data, models

    keras.utils.set_random_seed(seed)
    test = data.load("mnist5k", "test")
    model = models.digit_classifier()
    fitted = keras.Model(model.input, model.output["logits"])
    fitted.compile(
        optimizer=keras.optimizers.Adam(keras.optimizers.schedules.CosineDecay(2e-3, steps)),
        loss=keras.losses.SparseCategoricalCrossentropy(from_logits=True),
    )
    fitted.fit(batches, epochs=1, steps_per_epoch=steps, verbose=0, shuffle=False)
    logits = fitted.predict(data.to_model(test.images), batch_size=250, verbose=0)
    return round(float((logits.argmax(axis=1) == test.labels).mean()), 4)


def run(name, seed, gan_steps=GAN_STEPS, steps=STEPS):
    """Train the GAN and the four classifiers of a row.

    Args:
        name: a key of `ROWS`.
        seed: from which every random draw follows, that of the real digits too.
        gan_steps, steps: updates of the GAN and of each classifier.

    Returns:
        (record, pictures): a dictionary for the table with an accuracy for each of `KINDS`; some of the GAN's, uint8.

    Raises:
        ValueError: for an unknown row, listing the valid ones.
    """
    from gan_utils import data, metrics

    real, began = few(settings(name)["n"], seed), time.perf_counter()
    drawn = made(real, seed, gan_steps)
    record = {"gan_seconds": round(time.perf_counter() - began, 1)}
    agreement = metrics.digit_classifier().predict(drawn[0]) == drawn[1]
    record |= {"gan_agreement": round(float(agreement.mean()), 4), "gan_fcd": round(float(common.fcd(drawn[0])), 2)}
    found = {}
    for kind in KINDS:
        batches = mixed(real, drawn if "GAN" in kind else None, seed, moved="moved" in kind)
        found[kind] = accuracy(batches, seed, steps)
    return record | {"accuracy": found}, {"drawn": data.to_display(drawn[0][:20])}


EXPERIMENT = table.Experiment(
    command="gan-course training_data",
    file="training_data",
    rows=ROWS,
    seeds=SEEDS,
    shared=shared,
    settings=settings,
    measure=table.of_first_seed(run, SEEDS),
)

# `pictures()` is {row: its arrays} of the first seed.
arguments, main, load, pictures = table.verbs(EXPERIMENT)
