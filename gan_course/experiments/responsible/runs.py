"""One run: train or load, attack, detect, mark or count."""

import time

import numpy as np

from gan_course.experiments import common
from gan_course.experiments.responsible import attacks, detecting, marking, rows

N_SAMPLES = 2000


def run(name, seed, steps=None, n=N_SAMPLES):
    """Make one row and measure it.

    Args:
        name: a key of `ROWS`.
        seed: from which every random draw follows.
        steps: updates of each training of the row; the row's own by default.
        n: how many samples are scored.

    Returns:
        (record, arrays): a dictionary for the table; weights as float16 and some pictures.

    Raises:
        ValueError: for an unknown row, listing the valid ones, and for fewer steps than one.
    """
    row = rows.ROWS[common.known("row", name, rows.ROWS)]
    steps = steps if steps is None else common.whole(steps, 1, "steps")
    began = time.process_time()
    measure = {"attack": _attack, "detector": _detect, "mark": _mark, "minority": _minority}[row.group]
    record, arrays = measure(row, seed, steps, n)
    return record | {"processor_seconds": round(time.process_time() - began, 1)}, arrays


def players(images, seed, steps=rows.STEPS):
    """Return a GAN of notebook 08's small networks, trained by its recipe on these images."""
    from gan_course.experiments.generalisation import rows as of_08
    from gan_course.experiments.generalisation import runs as recipe

    row = of_08.Row("data", len(images))
    gan = recipe.gan_for(row, seed)
    gan.fit(recipe.real_batches(row, images, seed, steps))
    return gan


def _attack(row, seed, steps, n):
    from gan_course.experiments.generalisation import training_digits
    from gan_utils import data, metrics

    images, unseen = training_digits(row.images, seed), data.load("mnist5k", "test").images
    gan = players(images, seed, steps or rows.STEPS)
    order = np.random.default_rng(seed).permutation(len(images))[: attacks.N_ASKED]
    others = unseen[np.random.default_rng(seed).permutation(len(unseen))[: attacks.N_ASKED]]
    few = {} if steps is None else {"n_drawn": 50, "steps": 2}
    found = attacks.attacked(gan.sampling_generator, gan.discriminator, images.images[order], others, seed, **few)
    samples = gan.generate(n, seed=seed + 1)
    record = {
        "steps": steps or rows.STEPS,
        "auc": {attack: _rounded(metrics.auc(*scores)) for attack, scores in found.items()},
        "fcd": round(float(common.fcd(samples)), 2),
        "classes": np.bincount(metrics.digit_classifier().predict(samples), minlength=10).tolist(),
    }
    weights = {
        f"{player}{i:03d}": value.astype(np.float16)
        for player, network in (("g", gan.sampling_generator), ("d", gan.discriminator))
        for i, value in enumerate(network.get_weights())
    }
    return record, weights


def _minority(row, seed, steps, n):
    from gan_utils import data, metrics

    digits = data.load("mnist5k")
    rare = np.flatnonzero(digits.labels == rows.MINORITY)
    rest = np.flatnonzero(digits.labels != rows.MINORITY)
    kept = np.random.default_rng(seed).permutation(rare)[: round(row.share / (1 - row.share) * len(rest))]
    images = digits.subset(np.sort(np.concatenate([rest, kept])))
    gan = players(images, seed, steps or rows.STEPS)
    seen = metrics.digit_classifier().predict(gan.generate(n, seed=seed + 1))
    record = {
        "steps": steps or rows.STEPS,
        "in_data": [len(kept), len(images)],
        "classes": np.bincount(seen, minlength=10).tolist(),
    }
    return record, {}


def _detect(row, seed, steps, n):
    from gan_utils import data

    taught, asked = (detecting.N_TAUGHT, detecting.N_TESTED) if steps is None else (100, 50)
    train, unseen = (data.load("mnist5k", split).images for split in ("train", "test"))
    real = train[np.random.default_rng(seed).permutation(len(train))[:taught]]
    fake = detecting.generated(rows.KNOWN[0], taught, 1000 + seed)
    detector = detecting.Detector(row.looks_at, real, fake, seed, row.compressed)
    fresh = {name: detecting.generated(name, asked, 2000 + seed) for name in rows.KNOWN}
    held_out = unseen[np.random.default_rng(seed).permutation(len(unseen))[:asked]]
    by_generator = {name: _rounded(detecting.tested(detector, held_out, images)) for name, images in fresh.items()}
    by_touch = {}
    for how in detecting.TOUCHES:
        pair = (detecting.touched(images, how) for images in (held_out, fresh[rows.KNOWN[0]]))
        by_touch[how] = _rounded(detecting.tested(detector, *pair))
    return {"generators": by_generator, "touches": by_touch}, {}


def damages(images):
    """Return {what was done: uint8 images} of marked pictures: none of it was seen in training as it is here."""
    from gan_utils import data

    return {
        "nothing": images,
        "blur of 1": data.blurred(images, 1.0),
        "shift of 2": data.shifted(images, 2, -2),
        "half size and back": detecting.touched(images, "half size and back"),
        "JPEG 50": data.compressed(images, 50),
    }


def _mark(row, seed, steps, n):
    from gan_utils import data, latent, metrics, models

    original, key = models.load_pretrained(marking.SIGNED), marking.key_of(seed)
    _, decoder = marking.hide(seed, row.hardened, steps or rows.HIDE_STEPS)
    signed = marking.sign(decoder, key, seed, row.hardened, steps or rows.SIGN_STEPS)
    given = [latent.sample(n, original.inputs[0].shape[-1], 3000 + seed), np.arange(n, dtype=np.int32) % 10]
    before, after = (np.asarray(network.predict(given, batch_size=250, verbose=0)) for network in (original, signed))
    plain, marked = data.to_display(before), data.to_display(after)
    unmarked = {"samples": plain, "held-out digits": data.load("mnist5k", "test").images}
    keys = np.random.default_rng(seed).integers(2, size=(n, rows.N_BITS))
    record = {
        "read": {how: _rounded(marking.passes(decoder, images, key)) for how, images in damages(marked).items()},
        "unmarked": {name: _rounded(marking.passes(decoder, images, key)) for name, images in unmarked.items()},
        "unmarked, a key each": _rounded(marking.passes(decoder, plain, keys)),
        "fcd": [round(float(common.fcd(images)), 2) for images in (before, after)],
        "psnr": round(float(np.mean(metrics.psnr(plain, marked))), 2),
    }
    arrays = {f"r{i:03d}": value.astype(np.float16) for i, value in enumerate(decoder.get_weights())}
    return record, arrays | {"key": key, "plain": plain[:8], "marked": marked[:8]}


def _rounded(values):
    return [round(float(value), 4) for value in values]
