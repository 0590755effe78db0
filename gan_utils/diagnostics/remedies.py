"""What to change, the most promising first, in the words of this package's own arguments."""

import numpy as np


def remedies(verdict, history, kind):
    """Return the remedies for a verdict, fitted to what the history gives away about the run.

    Args:
        verdict: one of `VERDICTS`.
        history: of the run; one with `penalty` is told to raise its weight rather than to add one.
        kind: the family of its loss, as `signals.family` says.

    Returns:
        Tuple of sentences.
    """
    steps = getattr(history, "history", history)
    penalised = "penalty" in steps
    losses = np.asarray(steps["g_loss"], np.float64)
    losses = losses[np.isfinite(losses)]
    saturating = kind == "cross_entropy" and len(losses) > 0 and losses.max() <= 0.0
    return tuple(_REMEDIES[verdict](penalised, saturating, kind))


def _penalty(penalised):
    if penalised:
        return "Raise `penalty_weight` in `GAN.compile` three- to tenfold: D's slope is what it holds down."
    return 'Pass `penalty="r1", penalty_weight=1.0` to `GAN.compile`, so that D stays smooth around real samples.'


def _spectral():
    return "Build D with `spectral_norm=True` and, for images, `batch_norm=False`, which bounds how steep it can be."


def _healthy(penalised, saturating, kind):
    return ()


def _mode_collapse(penalised, saturating, kind):
    yield "Check that the real batches hold every kind of sample: `ImageDataset.batches` shuffles them."
    if saturating:
        yield 'Pass `loss="non_saturating"` to `GAN.compile` instead of "minimax".'
    yield _penalty(penalised)
    yield _spectral()
    yield "Lower the generator's rate: `g_optimizer=keras.optimizers.Adam(1e-4, beta_1=0.5)`."
    yield "Check that the generator can use its noise: raise `latent_dim`, or widen its first layers."


def _discriminator_overpowers(penalised, saturating, kind):
    if saturating:
        yield 'Pass `loss="non_saturating"` to `GAN.compile`: the minimax loss is flat where D is sure.'
    yield _penalty(penalised)
    yield "Lower D's learning rate to G's or below, `d_optimizer=keras.optimizers.Adam(1e-4, beta_1=0.5)`."
    yield "Give D fewer updates, `n_critic=1`, or fewer units, `width` or `widths`."
    yield "With few real images, pass `augment=[augment.translation(), augment.cutout()]` from `training`."


def _generator_overpowers(penalised, saturating, kind):
    yield "Raise the discriminator's rate to the generator's: `d_optimizer=keras.optimizers.Adam(1e-3, beta_1=0.5)`."
    yield "Give D more to see with: a larger `width` (or `widths`), and no `dropout`."
    yield "Give D more updates for each of G's: `n_critic=2` or more."
    if penalised:
        yield "Lower `penalty_weight` in `GAN.compile`: a D held too flat says nothing."


def _oscillating(penalised, saturating, kind):
    yield "Turn momentum down: `beta_1=0.5` or `beta_1=0.0` in both Adam optimizers; 0.9 makes the players overshoot."
    yield _penalty(penalised)
    yield "Lower the learning rates of `g_optimizer` and `d_optimizer` three- to tenfold."
    yield "Pass `ema_decay=0.995` to `GAN.compile`: the average of a circle lies inside it."


def _diverged(penalised, saturating, kind):
    if kind == "wasserstein":
        yield (
            'Pass `penalty="gradient_penalty", penalty_weight=10.0` to `GAN.compile` (or `weight_clip=0.01`): '
            "a critic without bounds grows for ever."
        )
    yield "Lower both learning rates tenfold: `keras.optimizers.Adam(2e-4, beta_1=0.5)` is a safe start."
    if kind != "wasserstein":
        yield _penalty(penalised)
    yield "Check that real images lie in [-1, 1], as `ImageDataset.batches` gives them."
    yield _spectral()


def _undertrained(penalised, saturating, kind):
    yield "Train on: call `GAN.fit` again with more `epochs`; it goes on from where it is."
    yield "If the samples hardly change any more, raise the learning rates of `g_optimizer` and `d_optimizer`."
    yield "If they stay poor all the same, widen both networks: `width` or `widths`."


_REMEDIES = {
    "healthy": _healthy,
    "mode_collapse": _mode_collapse,
    "discriminator_overpowers": _discriminator_overpowers,
    "generator_overpowers": _generator_overpowers,
    "oscillating": _oscillating,
    "diverged": _diverged,
    "undertrained": _undertrained,
}
