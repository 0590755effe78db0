"""The open task of notebook 02: more good points on the ring in the same number of steps."""

import numpy as np

from gan_course.exercises.asking import Slip
from gan_course.exercises.open_task import OpenTask

STEPS, BATCH_SIZE = 2_000, 256


def _score(ask, seed, quick):
    """Return the share of good points in percent, times the share of the eight clusters that get a fair part."""
    import tensorflow as tf

    from gan_utils import toy, training

    gan = ask(seed)
    if not isinstance(gan, training.GAN) or getattr(gan, "gan_loss", None) is None:
        raise Slip(
            "`my_gan(seed)` returns a compiled `training.GAN`.",
            expected="a GAN after `gan.compile(…)`",
            got=f"a {type(gan).__name__}",
        )
    if gan.sample_shape != (2,) or gan.conditional:
        raise Slip("The GAN makes points of the plane, without labels.", "(2,)", f"{gan.sample_shape}")
    steps = 20 if quick else STEPS
    centres, points = toy.ring(8), toy.sample_modes(toy.ring(8), 20_000, seed=seed)
    order = tf.data.Dataset.from_tensor_slices(points).shuffle(len(points), seed=seed).repeat().batch(BATCH_SIZE)
    gan.fit(order.take(steps * gan.n_critic))
    samples = gan.generate(2_000, seed=seed + 1)
    if not np.isfinite(samples).all():
        return 0.0
    counts = toy.mode_counts(samples, centres)
    return 100.0 * float(counts.sum() / len(samples)) * toy.modes_covered(samples, centres, minimum=25) / 8


task = OpenTask(
    "02_vanilla_gan",
    "more good points in the same number of steps",
    "my_gan",
    _score,
    what="good points in percent, times the share of the clusters covered by the strict count",
    lower_is_better=False,
    minutes=5.0,
)
