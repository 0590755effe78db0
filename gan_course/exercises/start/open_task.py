"""The open task of notebook 00: the shortest film from 0 to 9."""

import functools
import itertools

import numpy as np

from gan_course.exercises.asking import Slip, array
from gan_course.exercises.open_task import OpenTask

FRAMES, SURE = 16, 0.9  # frames between two digits; how sure the classifier has to be of each of the ten
LATENT_DIM = 64


@functools.cache
def _networks():
    from gan_utils import metrics, models

    return models.load_pretrained("dcgan"), metrics.digit_classifier()


def draw(latents):
    """Return the pictures that notebook 00's generator makes of latents, float32, shape (n, 28, 28, 1) in [-1, 1]."""
    return np.asarray(_networks()[0](np.asarray(latents, np.float32), training=False))


def read(pictures):
    """Return the classifier's probabilities of the ten digits, shape (n, 10)."""
    return _networks()[1].outputs(np.asarray(pictures))["probabilities"]


def length(latents, frames=FRAMES):
    """Return how much changes on a straight way from latent to latent, in whole pictures turned from black to white.

    Args:
        latents: shape (k, 64).
        frames: steps between two of them.

    >>> length(np.zeros((2, 64)))
    0.0
    """
    parts = np.linspace(0, 1, frames, endpoint=False)[:, None]
    way = [start + parts * (end - start) for start, end in itertools.pairwise(latents)]
    film = draw(np.concatenate([*way, latents[-1:]]))
    return float(np.abs(np.diff(film, axis=0)).mean(axis=(1, 2, 3)).sum() / 2)  # from −1 to 1 is 2


def _score(ask, seed, quick):
    """Return the length of the film through the learner's ten latents."""
    latents = array(ask(draw, read, seed)).astype(np.float64)
    if latents.shape != (10, LATENT_DIM):
        raise Slip(
            "`ten_digits` returns ten latents, that of the 0 first.",
            expected=f"shape {(10, LATENT_DIM)}",
            got=f"shape {latents.shape}",
        )
    if not np.isfinite(latents).all():
        raise Slip("Some of these numbers are not finite.")
    probabilities = read(draw(latents))
    poor = [k for k in range(10) if probabilities[k, k] < SURE]
    if poor:
        k = poor[0]
        raise Slip(
            f"The classifier should be at least {SURE:.0%} sure that latent k draws the digit k.",
            expected=f"latent {k} read as {k}",
            got=f"read as {k} with probability {probabilities[k, k]:.0%}, as {probabilities[k].argmax()} with "
            f"{probabilities[k].max():.0%}",
        )
    return length(latents)


task = OpenTask(
    "00_start_here",
    "the shortest film from 0 to 9",
    "ten_digits",
    _score,
    what="length of the film from 0 to 9, in pictures turned from black to white",
    minutes=3.0,
)
