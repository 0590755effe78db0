"""The open task of notebook 07: all 25 modes of the grid, in a quarter of the laboratory's steps."""

import warnings

import numpy as np

from gan_course.exercises.asking import Slip
from gan_course.exercises.open_task import OpenTask

BATCHES, BATCH_SIZE, SAMPLES = 2000, 64, 2500
SIDE, SPACING, STD = 5, 2.0, 0.1  # the laboratory's grid


def even_share(samples):
    """Return the evenly covered share of samples on the grid, in percent: Σ min(share of a mode, 1/25).

    >>> from gan_utils import toy
    >>> centres = toy.grid(SIDE, SPACING)
    >>> round(even_share(np.repeat(centres, 4, axis=0)), 6), round(even_share(centres[[0] * 100]), 6)
    (100.0, 4.0)
    """
    from gan_utils import toy

    centres = toy.grid(SIDE, SPACING)
    shares = toy.mode_counts(samples, centres, STD) / len(samples)
    return 100 * float(np.minimum(shares, 1 / len(centres)).sum())


def _score(ask, seed, quick):
    """Return the evenly covered share of the learner's GAN after its training."""
    import tensorflow as tf

    from gan_utils import toy, training

    gan = ask(seed)
    if not isinstance(gan, training.GAN):
        raise Slip("`my_gan` returns a GAN.", expected="a training.GAN, compiled", got=type(gan).__name__)
    if not getattr(gan, "compiled", False):
        raise Slip("The GAN is not compiled: call its `compile` before you return it.")
    if tuple(gan.sample_shape) != (2,):
        raise Slip("Its samples should be points in the plane.", expected="shape (2,)", got=str(gan.sample_shape))
    points = toy.sample_modes(toy.grid(SIDE, SPACING), 50_000, STD, seed=seed)
    batches = tf.data.Dataset.from_tensor_slices(points).shuffle(len(points), seed=seed).repeat().batch(BATCH_SIZE)
    with warnings.catch_warnings():
        warnings.simplefilter("ignore", RuntimeWarning)  # a run that diverges scores 0, which says it
        gan.fit(batches.take(6 * gan.n_critic if quick else BATCHES))
    samples = gan.generate(100 if quick else SAMPLES, seed=seed + 1)
    return even_share(np.nan_to_num(samples, nan=1e6))


task = OpenTask(
    "07_training_stability",
    "all 25 modes, four times as fast",
    "my_gan",
    _score,
    what=f"the evenly covered share of {SAMPLES:,} samples, in percent, after {BATCHES:,} batches",
    lower_is_better=False,
    minutes=4.0,
)
