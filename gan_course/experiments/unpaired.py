"""Without pairs: two networks between grey digits and coloured ones, with the way back asked for and without.

`gan-course unpaired` writes data/results/unpaired.json, a table of notebook 12. All rows train the same four networks
on the same two piles of digits, no digit of which is in both; they differ in what the way there and back counts.
"""

import time

import numpy as np

from gan_course.experiments import common, table

SEEDS = (1, 2, 3)  # seed 0 is for trying things out
# name: (weight of the cycle; weight of the identity, times that of the cycle; whether the U-Nets have skip connections)
ROWS = {
    "cycle 10, identity 0.5": (10.0, 0.5, True),
    "no way back": (0.0, 0.0, True),
    "cycle 10 alone": (10.0, 0.0, True),
    "no way back, no skips": (0.0, 0.0, False),
    "cycle 10 alone, no skips": (10.0, 0.0, False),
}
POOL = 64  # old fakes that each discriminator is shown some of
STEPS, BATCH_SIZE, WIDTH, D_WIDTH, G_RATE, D_RATE = 600, 32, 16, 16, 2e-3, 1e-3
TOLERANCE = 40.0  # distance in RGB, of 255 a channel, within which ink counts as one of the six colours

# Written before the first run. The notebook holds each beside what came out.
PREDICTIONS = {
    "digit kept, with the cycle": "at least 80% read as what they were, grey → coloured",
    "digit kept, without": "below 60%",
    "without skip connections": "the cycle is worth more than with them",  # after a first look at seed 0 of the others
}


def settings(name):
    """Return what one row uses.

    Raises:
        ValueError: for an unknown row, listing the valid ones.

    >>> settings("no way back")
    {'cycle_weight': 0.0, 'identity_weight': 0.0, 'skips': True}
    """
    cycle, identity, skips = ROWS[common.known("row", name, ROWS)]
    return {"cycle_weight": cycle, "identity_weight": identity, "skips": skips}


def shared():
    """Return what all rows share."""
    return {
        "steps": STEPS,
        "pool": POOL,
        "batch_size": BATCH_SIZE,
        "widths": [WIDTH, D_WIDTH],
        "rates": [G_RATE, D_RATE],
        "tolerance": TOLERANCE,
    }


def coloured(images, seed):
    """Return digits in one of the six colours of the sprites, on black.

    Args:
        images: uint8, shape (n, height, width, 1), light on black.
        seed: of the colours, each as likely.

    Returns:
        (pictures, uint8, shape (n, height, width, 3); the number of each one's colour, shape (n,)).

    >>> pictures, colours = coloured(np.full((2, 1, 1, 1), 255, "uint8"), seed=0)
    >>> pictures[:, 0, 0].tolist(), colours.tolist()
    ([[104, 190, 240], [213, 72, 40]], [5, 3])
    """
    from gan_utils.data.sprites import FILLS

    colours = np.random.default_rng(common.whole(seed, 0, "seed")).integers(len(FILLS), size=len(images))
    lit = images.astype(float) / 255.0
    return np.rint(lit * np.array(FILLS)[colours][:, None, None, :]).astype(np.uint8), colours


def ink(pictures):
    """Return coloured digits as grey ones, light on black: what the digit classifier reads.

    Args:
        pictures: uint8, shape (n, height, width, 3). The brightest channel of each pixel counts, and the brightest
            pixel of each picture becomes white.

    Returns:
        uint8, shape (n, height, width, 1).

    >>> ink(np.array([[[[0, 0, 0], [104, 190, 240]]]], "uint8"))[0, 0, :, 0].tolist()
    [0, 255]
    """
    lit = pictures.max(axis=-1, keepdims=True).astype(float)
    most = np.maximum(lit.max(axis=(1, 2, 3), keepdims=True), 1.0)
    return np.rint(255.0 * lit / most).astype(np.uint8)


def inks(pictures):
    """Return the colour of the ink of each picture, shape (n, 3): the mean of the brightest twentieth."""
    lit = pictures.max(axis=-1).reshape(len(pictures), -1)
    flat, few = pictures.reshape(len(pictures), -1, 3).astype(float), max(1, lit.shape[1] // 20)
    chosen = np.argsort(-lit.astype(int), axis=1, kind="stable")[:, :few]
    return np.take_along_axis(flat, chosen[..., None], axis=1).mean(axis=1)


def piles(split, seed):
    """Return (grey, coloured, colours, labels of the grey, labels of the coloured); no digit is in both piles."""
    from gan_utils import data

    digits = data.load("mnist5k", split)
    grey, other = slice(0, None, 2), slice(1, None, 2)
    pictures, colours = coloured(digits.images[other], seed)
    return np.repeat(digits.images[grey], 3, axis=-1), pictures, colours, digits.labels[grey], digits.labels[other]


def translators(name, seed):
    """Return the compiled `CycleGAN` of a row: a is grey, b coloured."""
    import keras

    from gan_utils import models, training

    chosen, shape = settings(name), (28, 28, 3)
    skips = chosen.pop("skips")
    keras.utils.set_random_seed(seed)
    judge = lambda i: models.patch_discriminator(shape, width=D_WIDTH, seed=10 * seed + i)
    redraw = lambda i: models.unet(shape, width=WIDTH, skips=skips, seed=10 * seed + i)
    model = training.CycleGAN(redraw(1), redraw(2), judge(3), judge(4), seed=seed, pool=POOL)
    adam = lambda rate: keras.optimizers.Adam(rate, beta_1=0.5)
    model.compile(g_optimizer=adam(G_RATE), d_optimizer=adam(D_RATE), **chosen)
    return model


def batches(seed):
    """Return endless batches of (grey, coloured) of which no two belong together."""
    import tensorflow as tf

    from gan_utils import data

    a, b = (data.ImageDataset(images) for images in piles("train", seed)[:2])
    return tf.data.Dataset.zip((a.batches(BATCH_SIZE, seed=seed), b.batches(BATCH_SIZE, seed=seed + 1))).repeat()


def run(name, seed, steps=STEPS):
    """Train one row and measure what is kept of held-out digits.

    Args:
        name: a key of `ROWS`.
        seed: from which every random draw follows.
        steps: updates of the generators.

    Returns:
        (record, pictures): a dictionary for the table, and some of what was made, uint8.

    Raises:
        ValueError: for an unknown row, listing the valid ones.
    """
    from gan_utils import data, metrics

    model = translators(name, seed)
    began = time.perf_counter()
    history = model.fit(batches(seed).take(common.whole(steps, 1, "steps"))).history
    seconds = round(time.perf_counter() - began, 1)
    grey, colour, _, of_grey, of_colour = piles("test", 1000)  # alike for all runs
    there, back = (data.to_display(model.generate(images, to=to)) for images, to in ((grey, "b"), (colour, "a")))
    home = data.to_display(model.generate(there, to="a"))
    read = lambda images, labels: round(float((metrics.digit_classifier().predict(images) == labels).mean()), 4)
    one = lambda images: np.rint(images.mean(axis=-1, keepdims=True)).astype(np.uint8)
    drawn = inks(there)
    true = near(drawn)
    record = {
        "steps": steps,
        "seconds": seconds,
        "cycle": round(float(np.mean(history["cycle"][-50:])), 4),
        "to_coloured_kept": read(ink(there), of_grey),
        "to_grey_kept": read(one(back), of_colour),
        "there_and_back_kept": read(one(home), of_grey),
        "true_colour": round(float(true.mean()), 4),
        "colours": np.bincount(nearest(drawn)[true], minlength=6).tolist(),
    }
    few = slice(0, 500, 50)
    pictures = {"grey": grey[few], "there": there[few], "home": home[few], "coloured": colour[few], "back": back[few]}
    return record, pictures


def _distances(colours):
    from gan_utils.data.sprites import FILLS

    return np.linalg.norm(np.asarray(colours, float)[:, None] - np.array(FILLS)[None], axis=-1)


def nearest(colours):
    """Return the number of the sprites' colour that is nearest to each, shape (n,)."""
    return _distances(colours).argmin(axis=1)


def near(colours):
    """Return which colours, shape (n, 3), lie within the tolerance of one of the sprites' six, bool, shape (n,)."""
    return _distances(colours).min(axis=1) <= TOLERANCE


EXPERIMENT = table.Experiment(
    command="gan-course unpaired",
    file="unpaired",
    rows=ROWS,
    seeds=SEEDS,
    shared=shared,
    settings=settings,
    measure=table.of_first_seed(run, SEEDS),
)

# `pictures()` is {row: its arrays} of the first seed.
arguments, main, load, pictures = table.verbs(EXPERIMENT)
