"""Digits without labels: how good a generator gets, and how soon, when clusters stand in for the labels that it lacks.

`gan-course unlabelled` writes data/results/unlabelled.json, the table that ends notebook 03. All rows train the same
two networks on the same digits; those with clusters also tell both which cluster of similar pictures a digit is in.
"""

import time

import numpy as np

from gan_course.experiments import common, table

OURS = {"beta_1": 0.0, "beta_2": 0.99}
# name: (clusters, or None for none; arguments of both optimizers; whether to resize and pool in place of strides)
ROWS = {
    "no labels, β₁ = 0.5": (None, {"beta_1": 0.5, "beta_2": 0.999}, False),
    "no labels": (None, OURS, False),
    "10 clusters": (10, OURS, False),
    "50 clusters": (50, OURS, False),
    "50, rates ×2": (50, {"learning_rate": 2e-3, **OURS}, False),
    "50, resize and pool": (50, OURS, True),
}
MARKS = (300, 600, 1000, 1500, 2000)
LEARNING_RATE, BATCH_SIZE, EMA_DECAY, WIDTH, N_SAMPLES = 1e-3, 64, 0.998, 32, 2000
SEEDS = (0, 1, 2)


def settings(name):
    """Return what one row changes: its clusters, the arguments of both optimizers, and of the networks if any.

    Raises:
        ValueError: for an unknown row, listing the valid ones.

    >>> settings("50 clusters")
    {'clusters': 50, 'optimizers': {'beta_1': 0.0, 'beta_2': 0.99}}
    """
    clusters, optimizers, resized = ROWS[common.known("row", name, ROWS)]
    found = {"clusters": clusters, "optimizers": optimizers}
    return found | ({"upsampling": "nearest", "downsampling": "pool"} if resized else {})


def shared():
    """Return what all rows share."""
    return {
        "marks": list(MARKS),
        "batch_size": BATCH_SIZE,
        "learning_rate": LEARNING_RATE,
        "ema": {"decay": EMA_DECAY, "warmup": True},
        "width": WIDTH,
        "n_samples": N_SAMPLES,
    }


def run(name, seed, marks=MARKS, n_samples=N_SAMPLES):
    """Train one row and score its moving average at each mark.

    Args:
        name: a key of `ROWS`.
        seed: from which every random draw follows, the clusters' too.
        marks: numbers of steps, increasing, at which samples are drawn and scored.
        n_samples: how many.

    Returns:
        Dictionary of row, seed, and at each mark: steps; seconds of training alone, of the wall clock; fcd of the
        samples against the 1,000 held-out digits; and, at the last mark, the share of samples that lie nearer to a
        training digit than to a held-out one.

    Raises:
        ValueError: for an unknown row, listing the valid ones.
    """
    from gan_utils import data

    clusters = settings(name)["clusters"]
    digits = data.load("mnist5k")
    dataset = digits.clustered(clusters, seed=seed) if clusters else digits
    labels = data.draw_labels(np.bincount(dataset.labels), n_samples, seed=seed + 1) if clusters else None
    gan = _gan(name, seed, digits.image_shape)
    draw = lambda: gan.generate(n_samples, labels=labels, seed=seed + 1)
    scores = _scores(marks, lambda: round(common.fcd(draw()), 2))
    gan.fit(dataset.batches(BATCH_SIZE, seed=seed, labels=bool(clusters)).repeat().take(max(marks)), callbacks=[scores])
    share = round(common.nearer_to_training(draw()), 4)
    return {
        "row": name,
        "seed": seed,
        "steps": list(marks),
        "seconds": scores.seconds,
        "fcd": scores.found,
        "share_nearer_to_training": share,
    }


def _gan(name, seed, image_shape):
    import keras

    from gan_utils import models, training

    chosen = settings(name)
    keras.utils.set_random_seed(seed)
    networks = {"width": WIDTH, "n_classes": chosen["clusters"]}
    up, down = chosen.get("upsampling", "transposed"), chosen.get("downsampling", "strided")
    gan = training.GAN(
        models.dcgan_generator(image_shape, seed=2 * seed + 1, upsampling=up, **networks),
        models.dcgan_discriminator(image_shape, seed=2 * seed + 2, downsampling=down, **networks),
        seed=seed,
    )
    adam = lambda: keras.optimizers.Adam(**{"learning_rate": LEARNING_RATE, **chosen["optimizers"]})
    gan.compile(g_optimizer=adam(), d_optimizer=adam(), ema_decay=EMA_DECAY, ema_warmup=True)
    return gan


def _scores(marks, score):
    """Return a callback that keeps a score at each mark, and the seconds until then, without those of scoring."""
    import keras

    class Scores(keras.callbacks.Callback):
        def on_train_begin(self, logs=None):
            self.began, self.found, self.seconds = time.perf_counter(), [], []

        def on_train_batch_end(self, batch, logs=None):
            if batch + 1 in marks:
                now = time.perf_counter()
                self.seconds.append(round(now - self.began, 1))
                self.found.append(score())
                self.began += time.perf_counter() - now

    return Scores()


EXPERIMENT = table.Experiment(
    command="gan-course unlabelled",
    file="unlabelled",
    rows=ROWS,
    seeds=SEEDS,
    shared=shared,
    settings=settings,
    measure=lambda name, seed: (run(name, seed), {}),
)


def load():
    """Return the table as it was measured: a dictionary of command, machine, settings and runs.

    >>> load()["settings"]["marks"]
    [300, 600, 1000, 1500, 2000]
    """
    return table.load(EXPERIMENT)


def arguments(parser):
    """Add the arguments of `gan-course unlabelled` to an `argparse` parser."""
    table.arguments(parser, EXPERIMENT)


def main(options):
    """Make the runs that are missing, and return the exit code."""
    return table.main(options, EXPERIMENT)
