"""What to change, the most promising first, in the words of this package's own arguments.

The order is measured: `gan-course remedies` tries every remedy on runs that were broken on purpose.
"""

import numpy as np

# (verdict, remedy): (cured, tried, cured by undoing, tried by undoing). The first pair counts the runs in which the
# remedy left alone what had been broken, the second those in which it changed that very setting. It is copied from
# data/results/remedies.json, and a test holds the two together.
CURED = {
    ("mode_collapse", "every kind"): (0, 0, 6, 6),
    ("mode_collapse", "non-saturating loss"): (0, 0, 0, 6),
    ("mode_collapse", "penalty"): (4, 12, 0, 0),
    ("mode_collapse", "spectral norm"): (3, 12, 0, 0),
    ("mode_collapse", "equal rates"): (0, 0, 11, 12),
    ("mode_collapse", "slower generator"): (0, 0, 6, 12),
    ("mode_collapse", "more critic steps"): (6, 12, 0, 0),
    ("mode_collapse", "room for noise"): (0, 0, 2, 6),
    ("discriminator_overpowers", "non-saturating loss"): (0, 0, 0, 6),
    ("discriminator_overpowers", "penalty"): (0, 6, 0, 0),
    ("discriminator_overpowers", "spectral norm"): (0, 6, 0, 0),
    ("discriminator_overpowers", "equal rates"): (0, 0, 5, 6),
    ("discriminator_overpowers", "smaller D"): (0, 6, 0, 0),
    ("generator_overpowers", "equal rates"): (0, 0, 6, 6),
    ("generator_overpowers", "wider D"): (0, 12, 0, 0),
    ("generator_overpowers", "more critic steps"): (0, 12, 0, 0),
    ("generator_overpowers", "lighter penalty"): (0, 0, 6, 6),
    ("oscillating", "less momentum"): (0, 0, 3, 6),
    ("oscillating", "penalty"): (0, 6, 0, 0),
    ("oscillating", "spectral norm"): (0, 6, 0, 0),
    ("oscillating", "lower rates"): (0, 3, 0, 3),
    ("oscillating", "average"): (0, 6, 0, 0),
    ("diverged", "gradient penalty"): (0, 6, 0, 0),
    ("diverged", "lower rates"): (0, 0, 1, 12),
    ("diverged", "equal rates"): (0, 0, 6, 12),
    ("diverged", "penalty"): (0, 6, 0, 0),
    ("diverged", "spectral norm"): (0, 12, 0, 0),
    ("undertrained", "train on"): (0, 6, 6, 6),
    ("undertrained", "higher rates"): (1, 6, 0, 6),
    ("undertrained", "more critic steps"): (4, 12, 0, 0),
    ("undertrained", "wider networks"): (0, 12, 0, 0),
}

_WORDS = {
    "every kind": "Check that the real batches hold every kind of sample: `ImageDataset.batches` shuffles them.",
    "non-saturating loss": 'Pass `loss="non_saturating"` to `GAN.compile`: the minimax loss is flat where D is sure.',
    "penalty": 'Pass `penalty="r1", penalty_weight=1.0` to `GAN.compile`, so that D stays smooth around real samples.',
    "heavier penalty": "Raise `penalty_weight` in `GAN.compile` three- to tenfold: D's slope is what it holds down.",
    "lighter penalty": "Lower `penalty_weight` in `GAN.compile` by powers of ten: a D held too flat says nothing.",
    "gradient penalty": 'Pass `penalty="gradient_penalty", penalty_weight=10.0` to `GAN.compile`: '
    "a critic without bounds grows for ever.",
    "spectral norm": "Build D with `spectral_norm=True` and, for images, `batch_norm=False`, "
    "which bounds how steep it can be.",
    "equal rates": "Give both players one usual rate: `keras.optimizers.Adam(1e-3, beta_1=0.5)` "
    "for `g_optimizer` and another for `d_optimizer`.",
    "slower generator": "Lower the generator's rate tenfold: `g_optimizer=keras.optimizers.Adam(1e-4, beta_1=0.5)`.",
    "room for noise": "Check that the generator can use its noise: raise `latent_dim`, or widen its layers, `widths`.",
    "smaller D": "Give D fewer units: a smaller `width` or `widths`.",
    "wider D": "Give D more to see with: a larger `width` (or `widths`), and no `dropout`.",
    "more critic steps": "Give D more updates for each of G's: `n_critic=3`.",
    "less momentum": "Turn momentum down: `beta_1=0.0` in both Adam optimizers; 0.9 makes the players overshoot.",
    "lower rates": "Lower the learning rates of `g_optimizer` and `d_optimizer` tenfold.",
    "average": "Pass `ema_decay=0.995, ema_warmup=True` to `GAN.compile`: the average of a circle lies inside it.",
    "train on": "Train on: call `GAN.fit` again with more `epochs`; it goes on from where it is.",
    "higher rates": "If the samples hardly change any more, raise the learning rates of `g_optimizer` and "
    "`d_optimizer` fivefold.",
    "wider networks": "If they stay poor all the same, widen both networks: `width` or `widths`.",
}

# What no break of ours could try, and why it is said all the same.
_UNMEASURED = {
    "discriminator_overpowers": "With few real images, pass `augment=[augment.translation(), augment.cutout()]` "
    "from `training` (notebook 08).",
    "diverged": "Check that real images lie in [-1, 1], as `ImageDataset.batches` gives them.",
}


def remedies(verdict, history, kind):
    """Return the remedies for a verdict, those that cured most first, fitted to what the history says about the run.

    Each sentence is followed by how many of our broken runs it cured: of those in which it changed the very setting
    that had been broken, and of the others. What could not be measured comes last.

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
    fits = {
        "non-saturating loss": saturating,
        "gradient penalty": kind == "wasserstein",
        "penalty": penalised or kind != "wasserstein",
        "lighter penalty": penalised,
    }
    words = _WORDS | ({"penalty": _WORDS["heavier penalty"]} if penalised else {})
    measured = [
        f"{words[remedy]} {record(verdict, remedy)}".strip() for remedy in ranked(verdict) if fits.get(remedy, True)
    ]
    return (*measured, *([_UNMEASURED[verdict]] if verdict in _UNMEASURED else []))


def ranked(verdict, cured=None):
    """Return the remedies for a verdict, ordered by the share of all runs that they cured.

    Whoever asks does not know what is broken, so an undoing counts here like any other cure. Among equals, the one
    that cured more of the other runs comes first.

    >>> ranked("oscillating", {("oscillating", "a"): (1, 6, 0, 0), ("oscillating", "b"): (0, 0, 6, 6)})
    ['b', 'a']
    """
    cured = CURED if cured is None else cured

    def share(remedy):
        one, of, undone, of_undone = cured[verdict, remedy]
        return (one + undone) / max(1, of + of_undone), one / max(1, of)

    return sorted((remedy for each, remedy in cured if each == verdict), key=share, reverse=True)


def record(verdict, remedy):
    """Return in a sentence how many broken runs a remedy cured; empty where it was not tried."""
    one, of, undone, of_undone = CURED[verdict, remedy]
    parts = []
    if of:
        parts.append(f"{one} of {of} runs broken elsewhere")
    if of_undone:
        parts.append(f"{undone} of {of_undone} in which it set right what was broken")
    return f"It cured {' and '.join(parts)}." if parts else ""
