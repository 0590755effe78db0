"""One run: build, train, measure, the average and the raw generator alike."""

import time

import numpy as np

from gan_course.experiments import common
from gan_course.experiments.beyond import clips, rows, sound, tables, text

_NOTHING_TRAINED = ("table, Gaussian", "text, bigram")


def trainer(name, seed):
    """Return the compiled trainer of a row.

    Args:
        name: a key of `ROWS` that is trained.
        seed: of the weights and the noise; rows of one group start alike where their networks are alike.

    Raises:
        ValueError: for an unknown row, listing the valid ones.
    """
    import keras

    from gan_utils import losses, models, training

    chosen = rows.settings(name)
    rates = [keras.optimizers.Adam(rate, beta_1=0.5) for rate in chosen["rates"]]
    keep = dict(zip(("g_optimizer", "d_optimizer"), rates, strict=True))
    keep |= {"ema_decay": rows.EMA_DECAY, "ema_warmup": True}
    if chosen["group"] == "vocoder":
        generator, judge = sound.players(name, seed)
        matched = models.rectifiers(judge) if "feature_weight" in chosen else ()
        model = training.ImageToImage(generator, judge, seed=seed, name="vocoder", feature_layers=matched)
        distance = None if chosen["change"] == "wave" else losses.spectral_loss
        if matched:
            keep["feature_weight"] = chosen["feature_weight"]
        model.compile(loss="least_squares", l1_weight=chosen["l1_weight"], distance=distance, **keep)
        return model
    build = {"tones": sound.players, "table": tables.players, "text": text.players, "clips": clips.players}
    model = training.GAN(*build[chosen["group"]](name, seed), seed=seed)
    if "R1" in str(chosen["change"]):
        keep |= {"penalty": "r1", "penalty_weight": chosen["r1_weight"]}
    model.compile(**keep)
    return model


def run(name, seed, steps=None):
    """Train one row and measure it.

    Args:
        name: a key of `ROWS`.
        seed: from which every random draw follows.
        steps: updates of each player; the row's own by default.

    Returns:
        (record, arrays): a dictionary for the table, what the raw generator reaches under "raw"; and some samples.

    Raises:
        ValueError: for an unknown row, listing the valid ones, and for fewer steps than one.
    """
    chosen = rows.settings(name)
    if name in _NOTHING_TRAINED:
        began = time.perf_counter()
        record, arrays = _untrained(name, seed)
        return {"seconds": round(time.perf_counter() - began, 1)} | record, arrays
    steps = chosen["steps"] if steps is None else common.whole(steps, 1, "steps")
    model = trainer(name, seed)
    began, cpu = time.perf_counter(), time.process_time()
    history = model.fit(batches(name, seed).take(steps)).history
    spent = {"seconds": time.perf_counter() - began, "processor_seconds": time.process_time() - cpu}
    record = {"steps": steps} | {key: round(value, 1) for key, value in spent.items()}
    kept = ("d_x", "l1", "features") if "features" in history else ("d_x",)  # in the end, before their weights
    record |= {key: round(float(np.mean(history[key][-50:])), 3) for key in kept if key in history}
    measured, arrays = _measured(name, seed, model.sampling_generator)
    return record | measured | {"raw": _measured(name, seed, model.generator)[0]}, arrays


def batches(name, seed):
    """Return what a row learns from, without end."""
    found = rows.ROWS[common.known("row", name, rows.ROWS)].group
    if found in ("table", "text"):
        return {"table": tables, "text": text}[found].batches(seed)
    return (clips if found == "clips" else sound).batches(name, seed)


def _measured(name, seed, generator):
    """Return what is measured of one generator of a row, and some of what it makes."""
    from gan_utils import latent
    from gan_utils.training.parts import in_parts

    group, z_seed = rows.ROWS[name].group, 1000 + seed
    draw = lambda n: common.drawn(generator, n, z_seed)
    if group == "tones":
        return sound.of_tones(draw, seed)
    if group == "vocoder":
        return sound.of_vocoder(lambda spectra: in_parts(generator, [spectra], 250), seed)
    if group == "clips":
        return clips.of_clips(draw, seed)
    if group == "text":
        return text.of_text(lambda n, heat: text.at_temperature(generator, n, z_seed, heat), seed)
    width = generator.inputs[0].shape[-1]
    rows_of = lambda labels: in_parts(generator, [latent.sample(len(labels), width, z_seed), labels], 250)
    return tables.of_table(rows_of)


def _untrained(name, seed):
    from gan_utils import toy

    if name == "table, Gaussian":
        return tables.of_table(lambda labels: tables.by_gaussians(labels, 1000 + seed))
    model = toy.bigram(text.learnt_from(seed))
    return text.of_text(lambda n, heat: toy.draw_from_bigram(model, n, 1000 + seed, heat), seed)
