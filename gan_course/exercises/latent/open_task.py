"""The open task of notebook 05: lean by ten degrees, and change nothing else."""

import functools

import numpy as np

from gan_course.exercises.asking import Slip, array
from gan_course.exercises.open_task import OpenTask

LATENTS, LATENT_DIM = 500, 64
WANTED, WITHIN = 10.0, 3.0  # degrees
THICKNESS = 0.3  # pixels that it may change by


@functools.cache
def _networks():
    from gan_utils import metrics, models

    return models.load_pretrained("dcgan"), metrics.digit_classifier()


def generate(latents):
    """Return the pictures of latents, shape (n, 64), by the generator of notebook 05: float32 (n, 28, 28, 1)."""
    return np.asarray(_networks()[0](np.asarray(latents, np.float32), training=False))


def hits(before, after):
    """Return of each picture whether it leans by ten degrees more, is as thick, and is read as the same digit.

    Args:
        before, after: float32, shape (n, 28, 28, 1), in [-1, 1].

    >>> from gan_utils import latent
    >>> hits(*[generate(latent.sample(3, 64, 0))] * 2).tolist()  # nothing moved
    [False, False, False]
    """
    from gan_utils import latent

    leaning = latent.slant(after) - latent.slant(before)
    thicker = latent.thickness(after) - latent.thickness(before)
    classifier = _networks()[1]
    same = classifier.predict(after) == classifier.predict(before)
    with np.errstate(invalid="ignore"):  # an empty picture has no slant
        return same & (np.abs(leaning - WANTED) <= WITHIN) & (np.abs(thicker) <= THICKNESS)


def _score(ask, seed, quick):
    """Return the share of hits among fresh latents, in percent."""
    from gan_utils import latent

    latents = latent.sample(40 if quick else LATENTS, LATENT_DIM, seed + 100)
    moved = array(ask(latents, generate)).astype(np.float64)
    if moved.shape != latents.shape:
        raise Slip(
            "`lean` returns a latent for each that it gets.", expected=f"shape {latents.shape}", got=str(moved.shape)
        )
    if not np.isfinite(moved).all():
        raise Slip("Some of the returned numbers are not finite.")
    return 100 * float(hits(generate(latents), generate(moved)).mean())


task = OpenTask(
    "05_latent_space",
    "lean by ten degrees, and change nothing else",
    "lean",
    _score,
    what=f"{LATENTS} fresh digits that lean as wanted and are otherwise the same, in percent",
    lower_is_better=False,
    minutes=4.0,
)
