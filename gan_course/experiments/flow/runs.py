"""One run: build, train, score on the way."""

import time

import numpy as np

from gan_course.experiments import common
from gan_course.experiments.flow import rows


def _adam(rate, beta_1, beta_2=0.999):
    import keras

    return keras.optimizers.Adam(rate, beta_1=beta_1, beta_2=beta_2)


def velocity(seed):
    """Return the untrained velocity network of the digits."""
    from gan_utils import models

    return models.velocity_unet((28, 28, 1), rows.FLOW_WIDTH, rows.FLOW_DENSE, seed=3 * seed + 1)


def against(generator, seed, rate, transport_weight=0.0, points=False, betas=(0.5, 0.999)):
    """Return a compiled GAN of a generator and the row's usual discriminator, for digits or for points."""
    from gan_utils import models, training

    if points:
        judge = models.mlp_discriminator((2,), (128, 128), seed=3 * seed + 2)
    else:
        judge = models.dcgan_discriminator((28, 28, 1), rows.GAN_WIDTH, seed=3 * seed + 2)
    model = training.GAN(generator, judge, seed=seed)
    average = {"ema_decay": rows.EMA_DECAY, "ema_warmup": True}
    optimizers = {"g_optimizer": _adam(rate, *betas), "d_optimizer": _adam(rate, *betas)}
    model.compile(**optimizers, **average, transport_weight=transport_weight)
    return model


def trainer(name, seed):
    """Return the compiled trainer of a row, a `training.GAN` or a `training.Flow`.

    Args:
        name: a key of `ROWS`.
        seed: of the weights and the noise.

    Raises:
        ValueError: for an unknown row, listing the valid ones.
    """
    from gan_utils import models, training

    row = rows.ROWS[common.known("row", name, rows.ROWS)]
    ring = row.group == "ring"
    if row.kind == "flow":
        network = models.velocity_mlp((2,), (128,) * rows.RING_DEPTH, seed=3 * seed + 1) if ring else velocity(seed)
        model = training.Flow(network, seed=seed)
        rate = 2 * rows.RING_RATE if ring else rows.FLOW_RATE
        model.compile(_adam(rate, 0.9), ema_decay=rows.EMA_DECAY, ema_warmup=True)
        return model
    if ring:
        generator = models.mlp_generator((2,), 2, (128, 128), activation=None, seed=3 * seed + 1)
        return against(generator, seed, rows.RING_RATE, (*row.transport, row.steps), points=True)
    if row.kind == "one step":
        return against(models.one_step(velocity(seed)), seed, rows.POST_RATE)
    generator = models.dcgan_generator((28, 28, 1), 64, rows.GAN_WIDTH, seed=3 * seed + 1)
    return against(generator, seed, rows.GAN_RATE, betas=rows.BETAS[name])


def modes(samples):
    """Return which of the ring's eight modes each point is nearest to, ints, shape (n,).

    >>> modes([[1.9, 0.1], [-2.0, 0.0]]).tolist()
    [0, 4]
    """
    from gan_utils import toy

    return ((np.asarray(samples)[:, None] - toy.ring(8)) ** 2).sum(axis=-1).argmin(axis=1).astype(np.int8)


def _score(samples):
    return round(float(common.fcd(np.clip(samples, -1.0, 1.0))), 2)


def _raw(model, n, seed):
    """Return samples of a trainer's raw networks, without the average."""
    average, model.ema_generator = model.ema_generator, None
    try:
        return _drawn(model, n, seed)
    finally:
        model.ema_generator = average


def _drawn(model, n, seed):
    from gan_utils import training

    more = {"steps": rows.CHECK_STEPS} if isinstance(model, training.Flow) else {}
    return model.generate(n, seed=seed, **more)


def _trained(model, batches, steps, n, seed, parts=rows.CHECKS):
    """Train in equal parts and score after each; return {steps, processor_seconds, fcd, raw_fcd}."""
    done, spent, found = 0, 0.0, {"steps": [], "processor_seconds": [], "fcd": []}
    for part in range(1, min(parts, steps) + 1):
        until = round(part * steps / min(parts, steps))
        began = time.process_time()
        model.fit(batches.take(until - done))
        spent, done = spent + time.process_time() - began, until
        for key, value in zip(found, (done, round(spent, 1), _score(_drawn(model, n, 1000 + seed))), strict=True):
            found[key].append(value)
    return found | {"raw_fcd": _score(_raw(model, n, 1000 + seed))}


def _frontier(flow, n, seed):
    """Return [[method, steps, calls, FCD], …] of a flow, all from the same noise."""
    from gan_utils import latent

    noise, found = latent.sample(n, flow.latent_dim, 1000 + seed), []
    for method, steps in rows.FRONTIER:
        end = latent.integrate(flow.velocity, noise.reshape(-1, *flow.sample_shape), steps, method)
        found.append([method, steps, end.calls, _score(end.x)])
    return found


def _on_digits(row, model, seed, steps, n):
    from gan_utils import data, models

    batches = data.load("mnist5k").batches(rows.BATCH_SIZE, seed=seed).repeat()
    record = _trained(model, batches, steps, n, seed)
    pictures = {"drawn": _drawn(model, 32, seed)}
    if row.kind == "flow":
        record["frontier"] = _frontier(model, n, seed)
        pictures["one_call"] = model.generate(32, seed=seed, steps=1, method="euler")
        after = against(models.one_step(model.sampling_generator), seed, rows.POST_RATE)
        record["before"] = _score(_drawn(after, n, 1000 + seed))
        record["post"] = _trained(after, batches, min(steps, row.post), n, seed, parts=2)
        pictures["post"] = _drawn(after, 32, seed)
    from gan_utils.data import to_display

    return record, {name: to_display(np.clip(each, -1.0, 1.0)) for name, each in pictures.items()}


def _on_ring(row, model, seed, steps):
    from gan_utils import latent, toy, training

    points = toy.sample_modes(toy.ring(8), 8000, seed=seed)
    began = time.process_time()
    model.fit(common.endless(points, rows.RING_BATCH, seed).take(steps))
    spent = time.process_time() - began
    z = latent.sample(rows.RING_NOISE, 2, seed=0)  # the same for all seeds: which mode does each of them go to?
    ends = model.generate(z=z, **({"steps": rows.RING_STEPS} if isinstance(model, training.Flow) else {}))
    counts = toy.mode_counts(ends, toy.ring(8))
    record = {
        "processor_seconds": round(spent, 1),
        "covered": int((counts >= rows.RING_NOISE // 100).sum()),
        "inside": round(float(counts.sum() / rows.RING_NOISE), 4),
        "moved": round(float(((ends - z) ** 2).sum(axis=1).mean()), 4),
        "sector": round(float((modes(ends) == modes(z)).mean()), 4),
    }
    return record, {"modes": modes(ends), "ends": ends[:300].astype(np.float32)}


def run(name, seed, steps=None, samples=None):
    """Train one row and measure it.

    Args:
        name: a key of `ROWS`.
        seed: from which every random draw follows.
        steps: updates of each network; the row's own by default.
        samples: how many digits each score takes; those of the table by default.

    Returns:
        (record, arrays): a dictionary for the table; pictures, uint8, or which mode each noise of the ring went to.

    Raises:
        ValueError: for an unknown row, listing the valid ones, and for fewer steps than one.
    """
    row = rows.ROWS[common.known("row", name, rows.ROWS)]
    steps = row.steps if steps is None else common.whole(steps, 1, "steps")
    model = trainer(name, seed)
    if row.group == "ring":
        return _on_ring(row, model, seed, steps)
    return _on_digits(row, model, seed, steps, samples or rows.SAMPLES)
