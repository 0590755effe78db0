"""One run of the laboratory: networks, data and score of a task, and the training between them."""

import time

from gan_course.experiments import common
from gan_course.experiments.laboratory.configurations import (
    BATCH_SIZE,
    BETA_1,
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
    import keras

    from gan_utils import losses, models, training

    chosen = settings(name, task)
    g_seed, d_seed, latent_dim = 2 * seed + 1, 2 * seed + 2, LATENT_DIM[task]
    spectral_norm = chosen["spectral_norm"]
    if task == "grid":
        generator = models.mlp_generator((2,), latent_dim, WIDTHS, activation=None, seed=g_seed)
        discriminator = models.mlp_discriminator((2,), WIDTHS, spectral_norm=spectral_norm, seed=d_seed)
    else:
        generator = models.dcgan_generator((28, 28, 1), latent_dim, width=WIDTH, seed=g_seed)
        discriminator = models.dcgan_discriminator(
            (28, 28, 1), width=WIDTH, batch_norm=False, spectral_norm=spectral_norm, seed=d_seed
        )
    gan = training.GAN(generator, discriminator, seed=seed)
    loss, rate = chosen["loss"], LEARNING_RATE[task]
    if chosen["real_target"] < 1.0:
        loss = losses.smoothed(loss, chosen["real_target"])
    gan.compile(
        loss=loss,
        g_optimizer=keras.optimizers.Adam(chosen["g_rate"] * rate, beta_1=BETA_1),
        d_optimizer=keras.optimizers.Adam(chosen["d_rate"] * rate, beta_1=BETA_1),
        penalty=chosen["penalty"],
        penalty_weight=chosen["penalty_weight"],
        n_critic=chosen["n_critic"],
        ema_decay=chosen["ema_decay"],
        weight_clip=chosen["weight_clip"],
        # For the small networks of the grid, XLA takes longer to compile than it saves.
        jit_compile=False if task == "grid" else "auto",
    )
    return gan


def batches(task, steps, seed=0, n_critic=1):
    """Return the real batches of a run: enough for `steps` updates of the generator, per seed in the same order.

    >>> len(list(batches("grid", steps=3, seed=0, n_critic=2)))
    6
    """
    from gan_utils import data, toy

    if task == "digits":
        endless = data.load("mnist5k").batches(BATCH_SIZE, seed=seed).repeat()
    else:
        endless = common.endless(toy.sample_modes(toy.grid(SIDE, SPACING), N_POINTS, STD, seed=seed), BATCH_SIZE, seed)
    return endless.take(steps * n_critic)


def run(name, task, seed=0, steps=None):
    """Train one row on one task with one seed, and score it.

    Args:
        name: a key of `CONFIGURATIONS`.
        task: "grid" or "digits".
        seed: from which every random draw follows.
        steps: updates of the generator; by default as many as in the table.

    Returns:
        (record, history, generated): a dictionary of row, task, seed, steps, seconds and the scores (on
        the grid `modes`, `touched` and `good`; on digits `fcd`); the per-step dictionary of lists; and the samples
        that were scored. The seconds leave out the first step, in which TensorFlow compiles.

    Raises:
        ValueError: for an unknown row or task, listing the valid ones, and for fewer steps than one.
    """
    gan = build(name, task, seed)
    steps = STEPS[task] if steps is None else common.whole(steps, 1, "steps")
    clock = _clock()
    history = gan.fit(batches(task, steps, seed, gan.n_critic), callbacks=[clock]).history
    generated = gan.generate(N_SAMPLES[task], seed=seed + 1)
    record = {
        "row": name,
        "task": task,
        "seed": seed,
        "steps": steps,
        "done": len(history["g_loss"]),
        **_scores(task, generated),
        "seconds": round(clock.seconds(), 1),
        "cores": common.cores(),
    }
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


def _clock():
    """Return a callback whose `seconds()` is the time of all steps at the pace after the first."""
    import keras

    class Clock(keras.callbacks.Callback):
        ends = None

        def on_train_batch_end(self, batch, logs=None):
            now = time.perf_counter()
            self.ends = (now, now, 1) if self.ends is None else (self.ends[0], now, self.ends[2] + 1)

        def seconds(self):
            first, last, steps = self.ends
            return (last - first) * steps / max(steps - 1, 1)

    return Clock()


def thinned(history, points=60):
    """Return a history averaged over that many stretches of equal length, in four significant digits.

    >>> thinned({"g_loss": [1.0, 3.0, 5.0, 7.0]}, points=2)
    {'g_loss': [2.0, 6.0]}
    """
    return {key: [float(f"{mean:.4g}") for mean in common.stretches(values, points)] for key, values in history.items()}
