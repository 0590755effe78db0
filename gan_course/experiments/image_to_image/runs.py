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


def with_style(outlines, sprites, colours, asked, seed):
    """Return each outline with another sprite behind it that has the asked colour, as one picture of four channels.

    Args:
        outlines: uint8, shape (n, height, width, 1).
        sprites, colours: m sprites to choose from, uint8, shape (m, height, width, 3), and the number of each fill.
        asked: the number of the colour that each outline should get, shape (n,). Where it is the sprite's own, another
            of that colour is shown, if there are two.
        seed: of the choice.

    Returns:
        uint8, shape (n, height, width, 4).
    """
    rng, chosen = np.random.default_rng(common.whole(seed, 0, "seed")), np.zeros(len(outlines), int)
    for colour in np.unique(asked):
        places, of_colour = np.flatnonzero(asked == colour), np.flatnonzero(colours == colour)
        chosen[places] = rng.choice(of_colour, size=len(places))
        if len(outlines) == len(sprites):  # a sprite is not shown itself: the next of its colour is
            itself = places[chosen[places] == places]
            following = np.searchsorted(of_colour, itself) + 1
            chosen[itself] = of_colour[following % len(of_colour)]
    return np.concatenate([outlines, sprites[chosen]], axis=-1)


def restorer(row, seed):
    """Return a compiled `ImageToImage` for a row."""
    import keras

    from gan_utils import models, training

    keras.utils.set_random_seed(seed)
    digits = row.group == "digits"
    taken, made = ((28, 28, 1),) * 2 if digits else ((32, 32, 4 if row.styled else 1), (32, 32, 3))
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
    if row.group == "digits":
        measured, pictures = _measure_digits(model)
    else:
        measured, pictures = (_measure_styled if row.styled else _measure_sprites)(model, seed)
    return record | measured, pictures


def _pairs(row, seed):
    from gan_utils import data

    if row.group == "sprites":
        outlines, sprites, colours = drawings("train")
        taken = with_style(outlines, sprites, colours, colours, seed) if row.styled else outlines
        return data.ImagePairs(taken, sprites)
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


def _measure_digits(model):
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


def _some_drawings(n):
    """Return n held-out (outlines, sprites, colours), of every shape."""
    return tuple(part[:: len(part) // n][:n] for part in drawings("test"))


def _nearest(found):
    """Return (the number of the true colour nearest to each fill, whether it is within the tolerance)."""
    from gan_utils.data.sprites import FILLS

    away = np.linalg.norm(found[:, None] - np.array(FILLS)[None], axis=-1)
    return away.argmin(axis=1), away.min(axis=1) <= rows.TOLERANCE


def _measure_sprites(model, seed, n=500, draws=4, taken=None):
    from gan_utils import data
    from gan_utils.data.sprites import FILLS

    outlines, sprites, colours = _some_drawings(n)
    taken = outlines if taken is None else taken
    made = [data.to_display(model.generate(taken, seed=10 * seed + i)) for i in range(draws)]
    found = np.stack([fills(pictures, sprites, colours) for pictures in made])
    nearest, true = _nearest(found[0])
    spread = np.linalg.norm(found - found.mean(axis=0), axis=-1).mean()
    mean_distance = np.abs(made[0].astype(float) - sprites).mean()
    measured = {
        "true_colour": round(float(true.mean()), 4),
        "colours": np.bincount(nearest[true], minlength=len(FILLS)).tolist(),
        "spread_over_z": round(float(spread), 2),
        "distance": round(float(mean_distance), 3),
        "fills": np.rint(found[0][:24]).astype(int).tolist(),
    }
    return measured, {"drawn": np.stack([pictures[::50] for pictures in made])}


def _measure_styled(model, seed, n=500):
    """Measure as the other sprites' rows, and beside it whether each outline gets a colour that was not its own."""
    from gan_utils import data
    from gan_utils.data.sprites import FILLS

    outlines, sprites, colours = _some_drawings(n)
    own = with_style(outlines, sprites, colours, colours, seed=1000)
    measured, pictures = _measure_sprites(model, seed, n, taken=own)
    asked = (colours + 1 + np.random.default_rng(1001).integers(len(FILLS) - 1, size=n)) % len(FILLS)
    made = model.generate(with_style(outlines, sprites, colours, asked, seed=1002), seed=10 * seed)
    nearest, true = _nearest(fills(data.to_display(made), sprites, colours))
    measured["asked_colour"] = round(float((true & (nearest == asked)).mean()), 4)
    few, each = outlines[:: n // 5][:5], np.arange(len(FILLS))
    shown = np.stack([sprites[np.flatnonzero(colours == colour)[3]] for colour in each])
    grid = np.concatenate([np.repeat(few, len(each), axis=0), np.tile(shown, (len(few), 1, 1, 1))], axis=-1)
    swapped = data.to_display(model.generate(grid, seed=10 * seed)).reshape(len(few), len(each), *sprites.shape[1:])
    return measured, pictures | {"outlines": few, "styles": shown, "swapped": swapped}
