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
    flat, smooth = chosen["change"].startswith("channels"), chosen["change"].endswith("R1")
    shape = (16, 16, 8) if flat else (8, 16, 16, 1)
    width = chosen["width"] * (2 if chosen["change"] == "channels" else 1)
    starts = {"init_stddev": None} if smooth else {}
    generator = models.dcgan_generator(shape, 64, width, seed=3 * seed + 1, **starts)
    return generator, models.dcgan_discriminator(shape, width, batch_norm=not smooth, seed=3 * seed + 2, **starts)


def batches(name, seed):
    """Return endless batches of clips in [-1, 1], in the shape that the row's networks take."""
    from gan_utils import data

    chosen = rows.settings(name)
    clips = data.to_model(data.draw_clips(chosen["n"], seed))
    if chosen["change"].startswith("channels"):
        clips = np.moveaxis(clips[..., 0], 1, -1)
    return common.endless(clips, rows.BATCH_SIZE, seed)


def in_frames(made):
    """Return what a generator of clips made as (n, frames, height, width, 1), also where its frames are channels.

    >>> in_frames(np.zeros((2, 16, 16, 8))).shape
    (2, 8, 16, 16, 1)
    """
    return made if made.ndim == 5 else np.moveaxis(made, -1, 1)[..., None]


def plausible(clips, real):
    """Return which clips show one body that keeps its brightness and its size, and moves as evenly as 98% of real ones.

    Args:
        clips, real: uint8, or floats in [-1, 1], shape (n, 8, 16, 16, 1).

    Returns:
        bool, shape (n,): the jerk at most at the real clips' 98th percentile, the spread at most one and a half times
        as large as that, and a brightness that varies by at most 15%: what an eye would let pass.
    """
    from gan_utils import metrics

    found, known = metrics.motion(clips), metrics.motion(real)
    limits = rows.GROUPS["clips"]
    even = found.jerk <= np.percentile(known.jerk, 98)
    compact = (found.spread > 0) & (found.spread <= limits["spread"] * np.percentile(known.spread, 98))
    return even & compact & (found.flicker <= limits["flicker"])


def of_clips(draw, seed, n=N_MADE):
    """Return how many clips are plausible, how evenly they move, and some of them."""
    from gan_utils import data, metrics

    real, made = data.draw_clips(n, 1000 + seed), in_frames(draw(n))
    found, known = metrics.motion(made), metrics.motion(real)
    record = {"plausible": rounded(metrics.wilson_interval(int(plausible(made, real).sum()), n))}
    for name, own, theirs in zip(found._fields, found, known, strict=True):
        record[name] = [round(float(np.median(own)), 4), round(float(np.median(theirs)), 4)]
    return record, {"clips": data.to_display(made[:8])}
