"""One run: build, train, measure."""

import functools
import time

import numpy as np

from gan_course.experiments import common
from gan_course.experiments.seeds import rows, systems


@functools.cache
def sprites(split="train"):
    """Return sprites of two colours, every second one blue and the others red, labelled 0 and 1.

    Args:
        split: "train", 8,000 of them, or "test", 1,000 others.

    >>> sprites("test").labels[:4].tolist()
    [0, 1, 0, 1]
    """
    from gan_utils import data

    n = {"train": rows.N_SPRITES, "test": 1000}[common.known("split", split, ("train", "test"))]
    rng = np.random.default_rng([2, n])
    factors = np.empty(n, data.sprite_factors("test").dtype)
    labels = (np.arange(n) % len(rows.LABELS)).astype(np.int32)
    factors["colour"] = in_judge()[labels]
    factors["shape"] = rng.integers(0, len(data.SPRITE_FACTORS["shape"]), n)
    factors["angle"] = rng.integers(-30, 31, n)
    for name in ("size", "x", "y"):
        factors[name] = rng.uniform(*data.SPRITE_FACTORS[name], n)
    return data.ImageDataset(data.draw_sprites(factors), labels)


def in_judge():
    """Return which of the judge's six colours each label is, ints, shape (2,)."""
    from gan_utils import data

    return np.array([data.SPRITE_FACTORS["colour"].index(name) for name in rows.LABELS])


def run(name, seed, steps=None):
    """Train one row and measure it.

    Args:
        name: a key of `ROWS`.
        seed: from which every random draw follows.
        steps: updates of each player; the row's own by default.

    Returns:
        (record, pictures): a dictionary for the table, and 16 of what was made, uint8; of a conditional generator
        eight a label.

    Raises:
        ValueError: for an unknown row, listing the valid ones, and for fewer steps than one.
    """
    from gan_utils import data

    row = rows.ROWS[common.known("row", name, rows.ROWS)]
    steps = row.steps if steps is None else common.whole(steps, 1, "steps")
    model = systems.trainer(name, seed)
    told = getattr(model, "conditional", False)
    images = sprites() if row.group == "colour" else data.load("mnist5k")
    batches = images.batches(rows.BATCH_SIZES[row.group], seed=seed, labels=told)
    began, cpu = time.perf_counter(), time.process_time()
    model.fit(batches.repeat().take(steps))
    spent = {"seconds": time.perf_counter() - began, "processor_seconds": time.process_time() - cpu}
    record = {"steps": steps} | {key: round(value, 1) for key, value in spent.items()}
    measured, made = _measured(row, model, seed)
    shown = np.r_[0:16:2, 1:16:2] if told else np.arange(16)
    return record | measured, {"samples": data.to_display(made[shown])}


def _measured(row, model, seed):
    """Return what is measured of the average and of the generator itself, and the samples of the average."""
    from gan_utils import latent
    from gan_utils.training.parts import in_parts

    n = rows.N_SAMPLES
    inputs = [latent.sample(n, model.latent_dim, seed=1000 + seed)]
    asked = sprites("test").labels[np.arange(n) % 2] if getattr(model, "conditional", False) else None
    if asked is not None:
        inputs.append(asked)
    score = _of_sprites if row.group == "colour" else lambda made, _: {"fcd": round(float(common.fcd(made)), 2)}
    made, raw = (in_parts(each, inputs, 250) for each in (model.sampling_generator, model.generator))
    return score(made, asked) | {f"raw_{key}": value for key, value in score(raw, asked).items()}, made


def _of_sprites(made, asked):
    """Return the distance from held-out sprites in the judge's features, and what the judge says of the pictures."""
    from gan_utils import metrics

    judge, real = metrics.sprite_classifier(), _real()
    outputs = judge.outputs(made)
    found = {
        "fcd": round(float(metrics.frechet_distance(outputs["features"], real["features"])), 2),
        "recognisable": float(judge.recognisable(outputs).mean()),
        "in_two_colours": float(np.isin(outputs["colour"].argmax(axis=1), in_judge()).mean()),
    }
    if asked is not None:
        found["agreement"] = [round(v, 4) for v in metrics.label_agreement(outputs["colour"], in_judge()[asked])]
    return found


@functools.cache
def _real():
    """Return what the judge says of the held-out sprites of two colours."""
    from gan_utils import metrics

    return metrics.sprite_classifier().outputs(sprites("test").images)


def judge_is_right():
    """Return the share of held-out sprites of the two colours whose colour the judge reads right."""
    return float((_real()["colour"].argmax(axis=1) == in_judge()[sprites("test").labels]).mean())
