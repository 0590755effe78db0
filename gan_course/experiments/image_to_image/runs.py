"""One run: damage digits or trace sprites, train, and measure what comes back for held-out ones."""

import time

import numpy as np

from gan_course.experiments import common
from gan_course.experiments.image_to_image import rows


def damaged(images, kind, seed):
    """Return digits with one kind of damage, uint8, at their own size.

    Args:
        images: uint8, shape (n, 28, 28, 1).
        kind: "noise", "hole" or "low resolution", which is brought back to size by bicubic interpolation.
        seed: of the noise and of the places of the holes.

    Raises:
        ValueError: for another kind.

    >>> damaged(np.zeros((2, 28, 28, 1), "uint8"), "hole", seed=0).max()
    np.uint8(128)
    """
    from gan_utils import data

    common.known("damage", kind, rows.DAMAGES)
    if kind == "noise":
        return data.noisy(images, rows.NOISE, seed=seed)
    if kind == "hole":
        return data.cut_out(images, data.hole_masks(len(images), images.shape[1:3], rows.HOLE, seed=seed))
    return data.enlarged(data.shrunk(images, rows.FACTOR), images.shape[1:3])


def drawings(split):
    """Return (outlines, sprites, colours), at 32×32: what is traced, what it is of, and the number of its fill."""
    from gan_utils import data

    factors = data.sprite_factors(split)
    return data.shrunk(data.draw_outlines(factors), 2), data.shrunk(data.draw_sprites(factors), 2), factors["colour"]


def restorer(row, seed):
    """Return a compiled `ImageToImage` for a row."""
    import keras

    from gan_utils import models, training

    keras.utils.set_random_seed(seed)
    digits = row.group == "digits"
    taken, made = ((28, 28, 1),) * 2 if digits else ((32, 32, 1), (32, 32, 3))
    noise = None if digits else rows.LATENT_DIM
    judge = models.patch_discriminator(made, taken, rows.D_WIDTH, seed=2 * seed + 2) if row.judged else None
    made_by = models.unet(taken, made[-1], rows.WIDTH, latent_dim=noise, seed=2 * seed + 1)
    model = training.ImageToImage(made_by, judge, seed=seed)
    adam = lambda rate: keras.optimizers.Adam(rate, beta_1=0.5)
    model.compile(g_optimizer=adam(rows.G_RATE), d_optimizer=adam(rows.D_RATE), l1_weight=row.l1_weight)
    return model


def run(name, seed, steps=None):
    """Train one row and measure it on held-out pictures.

    Args:
        name: a key of `ROWS`.
        seed: from which every random draw follows.
        steps: updates of the generator; the row's own by default.

    Returns:
        (record, pictures): a dictionary for the table, and some of what was made, uint8.

    Raises:
        ValueError: for an unknown row, listing the valid ones, and for fewer steps than one.
    """
    row = rows.ROWS[common.known("row", name, rows.ROWS)]
    steps = row.steps if steps is None else common.whole(steps, 1, "steps")
    model, pairs = restorer(row, seed), _pairs(row, seed)
    began = time.perf_counter()
    history = model.fit(pairs.batches(rows.BATCH_SIZE, seed=seed).repeat().take(steps)).history
    record = {"steps": steps, "seconds": round(time.perf_counter() - began, 1), "l1": round(history["l1"][-1], 4)}
    measured, pictures = (_measure_digits if row.group == "digits" else _measure_sprites)(model, seed)
    return record | measured, pictures


def _pairs(row, seed):
    from gan_utils import data

    if row.group == "sprites":
        return data.ImagePairs(*drawings("train")[:2])
    images = data.load("mnist5k").images
    inputs = [damaged(images, kind, 10 * seed + i) for i, kind in enumerate(rows.DAMAGES)]
    return data.ImagePairs(np.concatenate(inputs), np.concatenate([images] * len(inputs)))


def scores(restored, test):
    """Return PSNR in dB, SSIM, FCD, and the share that the classifier reads right, of restored held-out digits.

    Args:
        restored: uint8 or floats in [-1, 1], in the order of `test`.
        test: the `ImageDataset` of the originals.
    """
    from gan_utils import metrics

    read = metrics.digit_classifier().predict(restored) == test.labels
    return {
        "psnr": round(float(metrics.psnr(test.images, restored).mean()), 3),
        "ssim": round(float(metrics.ssim(test.images, restored).mean()), 4),
        "fcd": round(float(common.fcd(restored)), 3),
        "read": round(float(read.mean()), 4),
    }


def _measure_digits(model, seed):
    from gan_utils import data

    test, found, pictures = data.load("mnist5k", "test"), {}, {}
    for i, kind in enumerate(rows.DAMAGES):
        inputs = damaged(test.images, kind, 1000 + i)  # alike for all runs
        made = data.to_display(model.generate(inputs))
        found[kind] = {"damaged": scores(inputs, test), "restored": scores(made, test)}
        pictures[kind] = made[::100]
    return {"damages": found}, pictures


def fills(pictures, sprites, colours):
    """Return the mean colour inside each drawn sprite, shape (n, 3): where the true picture has its plain fill.

    Args:
        pictures: uint8, shape (n, 32, 32, 3), what was made.
        sprites: uint8, the true ones.
        colours: number of the fill of each.
    """
    from gan_utils.data.sprites import FILLS

    away = np.abs(sprites.astype(int) - np.array(FILLS)[colours][:, None, None, :]).max(axis=-1)
    inside = (away <= 2)[..., None]
    return (pictures * inside).sum(axis=(1, 2)) / np.maximum(inside.sum(axis=(1, 2)), 1)


def _measure_sprites(model, seed, n=500, draws=4):
    from gan_utils import data
    from gan_utils.data.sprites import FILLS

    outlines, sprites, colours = (part[:: len(part) // n][:n] for part in drawings("test"))
    made = [data.to_display(model.generate(outlines, seed=10 * seed + i)) for i in range(draws)]
    found = np.stack([fills(pictures, sprites, colours) for pictures in made])
    away = np.linalg.norm(found[0][:, None] - np.array(FILLS)[None], axis=-1)
    true = away.min(axis=1) <= rows.TOLERANCE
    counts = np.bincount(away.argmin(axis=1)[true], minlength=len(FILLS))
    spread = np.linalg.norm(found - found.mean(axis=0), axis=-1).mean()
    mean_distance = np.abs(made[0].astype(float) - sprites).mean()
    measured = {
        "true_colour": round(float(true.mean()), 4),
        "colours": counts.tolist(),
        "spread_over_z": round(float(spread), 2),
        "distance": round(float(mean_distance), 3),
        "fills": np.rint(found[0][:24]).astype(int).tolist(),
    }
    return measured, {"drawn": np.stack([pictures[::50] for pictures in made])}
