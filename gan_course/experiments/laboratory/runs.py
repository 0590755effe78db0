"""One run of the laboratory: networks, data and score of a task, and the training between them."""

from gan_course.experiments import common
from gan_course.experiments.laboratory.configurations import (
    BATCH_SIZE,
    LATENT_DIM,
    LEARNING_RATE,
    MINIMUM,
    N_POINTS,
    N_SAMPLES,
    SIDE,
    SPACING,
    STD,
    STEPS,
    WIDTH,
    WIDTHS,
    settings,
)


def build(name, task, seed=0):
    """Return the GAN of one row, compiled and untrained.

    Per task and seed all rows start from the same weights and see the same noise. No discriminator holds batch
    normalisation, which would mix the images of a batch and make the penalties meaningless.

    Args:
        name: a key of `CONFIGURATIONS`.
        task: "grid" (dense networks for points in the plane) or "digits" (convolutional ones for 28×28 images).
        seed: from which every random draw follows.

    Raises:
        ValueError: for an unknown row or task, listing the valid ones.

    >>> build("R1", "grid").generate(3, seed=0).shape
    (3, 2)
    """
    from gan_utils import losses, training

    chosen = settings(name, task)
    gan = training.GAN(*_networks(task, chosen, 2 * seed + 1, 2 * seed + 2), seed=seed)
    loss = chosen["loss"]
    if chosen["real_target"] < 1.0:
        loss = losses.smoothed(loss, chosen["real_target"])
    gan.compile(
        loss=loss,
        g_optimizer=_optimizer(chosen, chosen["g_rate"] * LEARNING_RATE[task]),
        d_optimizer=_optimizer(chosen, chosen["d_rate"] * LEARNING_RATE[task]),
        penalty=chosen["penalty"],
        penalty_weight=chosen["penalty_weight"],
        n_critic=chosen["n_critic"],
        ema_decay=chosen["ema_decay"],
        ema_warmup=chosen["ema_decay"] is not None,
        weight_clip=chosen["weight_clip"],
        # For the small networks of the grid, XLA takes longer to compile than it saves.
        jit_compile=False if task == "grid" else "auto",
    )
    return gan


def _networks(task, chosen, g_seed, d_seed):
    from gan_utils import models

    latent_dim, spectral_norm = LATENT_DIM[task], chosen["spectral_norm"]
    leak = {} if chosen["leak"] is None else {"leak": chosen["leak"]}
    if task == "grid":
        return (
            models.mlp_generator((2,), latent_dim, WIDTHS, activation=None, seed=g_seed, **leak),
            models.mlp_discriminator((2,), WIDTHS, spectral_norm=spectral_norm, seed=d_seed, **leak),
        )
    shape, bare = (28, 28, 1), {"batch_norm": False, "spectral_norm": spectral_norm}
    return (
        models.dcgan_generator(shape, latent_dim, width=WIDTH, seed=g_seed, **leak),
        models.dcgan_discriminator(shape, width=WIDTH, seed=d_seed, **bare, **leak),
    )


def _optimizer(chosen, rate):
    import keras

    if chosen["optimizer"] == "sgd":
        return keras.optimizers.SGD(rate)
    return keras.optimizers.Adam(rate, beta_1=chosen["beta_1"])


def batches(task, steps, seed=0, n_critic=1, times=1.0):
    """Return the real batches of a run: enough for `steps` updates of the generator, per seed in the same order.

    Args:
        task: "grid" or "digits".
        steps: updates of the generator.
        seed: of the order.
        n_critic: batches for each of them.
        times: how many times the usual 64 samples a batch holds.

    >>> each = list(batches("grid", steps=3, seed=0, n_critic=2, times=0.5))
    >>> len(each), each[0].shape.as_list()
    (6, [32, 2])
    """
    from gan_utils import data, toy

    size = int(times * BATCH_SIZE)
    if task == "digits":
        endless = data.load("mnist5k").batches(size, seed=seed).repeat()
    else:
        endless = common.endless(toy.sample_modes(toy.grid(SIDE, SPACING), N_POINTS, STD, seed=seed), size, seed)
    return endless.take(steps * n_critic)


def run(name, task, seed=0, steps=None):
    """Train one row on one task with one seed, and score it.

    Args:
        name: a key of `CONFIGURATIONS`.
        task: "grid" or "digits".
        seed: from which every random draw follows.
        steps: updates of the generator; by default as many as in the table.

    Returns:
        (record, history, generated): a dictionary of row, task, seed, steps and the scores (on the grid `modes`,
        `touched` and `good`; on digits `fcd`; in rows that average, those of the average, and beside each, under a
        name that ends in `_raw`, that of the generator itself); the per-step dictionary of lists; and the samples
        that were scored.

    Raises:
        ValueError: for an unknown row or task, listing the valid ones, and for fewer steps than one.
    """
    gan = build(name, task, seed)
    steps = STEPS[task] if steps is None else common.whole(steps, 1, "steps")
    times = settings(name, task)["batch"]
    history = gan.fit(batches(task, steps, seed, gan.n_critic, times)).history
    generated = gan.generate(N_SAMPLES[task], seed=seed + 1)
    scores = _scores(task, generated)
    if gan.ema_generator is not None:
        raw = _scores(task, common.drawn(gan.generator, N_SAMPLES[task], seed=seed + 1))
        scores |= {f"{key}_raw": value for key, value in raw.items()}
    record = {"row": name, "task": task, "seed": seed, "steps": steps, "done": len(history["g_loss"]), **scores}
    return record, history, generated


def _scores(task, generated):
    from gan_utils import metrics, toy

    if task == "digits":
        features = metrics.digit_classifier().features(generated)
        return {"fcd": round(metrics.frechet_distance(common.held_out_features(), features), 2)}
    centres = toy.grid(SIDE, SPACING)
    return {
        "modes": toy.modes_covered(generated, centres, STD, minimum=MINIMUM),
        "touched": toy.modes_covered(generated, centres, STD),
        "good": round(float(toy.mode_counts(generated, centres, STD).sum()) / len(generated), 4),
    }


def thinned(history, points=60):
    """Return a history averaged over that many stretches of equal length, in four significant digits.

    >>> thinned({"g_loss": [1.0, 3.0, 5.0, 7.0]}, points=2)
    {'g_loss': [2.0, 6.0]}
    """
    return {key: [float(f"{mean:.4g}") for mean in common.stretches(values, points)] for key, values in history.items()}
