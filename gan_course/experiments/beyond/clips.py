"""Clips of a bouncing disc: with convolutions over time as well, or with the frames as channels of one picture."""

import numpy as np

from gan_course.experiments import common
from gan_course.experiments.beyond import rows
from gan_course.experiments.beyond.sound import rounded

N_MADE = 500


def players(name, seed):
    """Return (generator, discriminator) of a row of clips, untrained."""
    from gan_utils import models

    chosen = rows.settings(name)
    shape = (8, 16, 16, 1) if chosen["change"] == "time" else (16, 16, 8)
    width = chosen["width"] * (1 if chosen["change"] == "time" else 2)
    generator = models.dcgan_generator(shape, 64, width, seed=3 * seed + 1)
    return generator, models.dcgan_discriminator(shape, width, seed=3 * seed + 2)


def batches(name, seed):
    """Return endless batches of clips in [-1, 1], in the shape that the row's networks take."""
    from gan_utils import data

    chosen = rows.settings(name)
    clips = data.to_model(data.draw_clips(chosen["n"], seed))
    if chosen["change"] == "channels":
        clips = np.moveaxis(clips[..., 0], 1, -1)
    return common.endless(clips, rows.BATCH_SIZE, seed)


def in_frames(made):
    """Return what a generator of clips made as (n, frames, height, width, 1), also where its frames are channels.

    >>> in_frames(np.zeros((2, 16, 16, 8))).shape
    (2, 8, 16, 16, 1)
    """
    return made if made.ndim == 5 else np.moveaxis(made, -1, 1)[..., None]


def plausible(clips, real):
    """Return which clips show one body that keeps its size and moves evenly, by how 98% of real ones do.

    Args:
        clips, real: uint8, or floats in [-1, 1], shape (n, 8, 16, 16, 1).

    Returns:
        bool, shape (n,): jerk and flicker at most at the real clips' 98th percentile, spread within it and the 1st.
    """
    from gan_utils import metrics

    found, known = metrics.motion(clips), metrics.motion(real)
    most = lambda name: getattr(found, name) <= np.percentile(getattr(known, name), 98)
    return most("jerk") & most("flicker") & most("spread") & (found.spread >= np.percentile(known.spread, 1))


def of_clips(draw, seed, n=N_MADE):
    """Return how many clips are plausible, how evenly they move, and some of them."""
    from gan_utils import data, metrics

    real, made = data.draw_clips(n, 1000 + seed), in_frames(draw(n))
    found, known = metrics.motion(made), metrics.motion(real)
    record = {"plausible": rounded(metrics.wilson_interval(int(plausible(made, real).sum()), n))}
    for name, own, theirs in zip(found._fields, found, known, strict=True):
        record[name] = [round(float(np.median(own)), 4), round(float(np.median(theirs)), 4)]
    return record, {"clips": data.to_display(made[:8])}
