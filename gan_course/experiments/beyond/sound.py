"""Tones out of noise, and waves out of spectra: how they are built, and what is measured of them."""

import numpy as np

from gan_course.experiments import common
from gan_course.experiments.beyond import rows

CLEAR = 0.9  # how well a wave repeats that counts as a tone; 98% of drawn tones do better
N_MADE = 500


def tones(n, seed):
    """Return (factors, waves) of n tones that belong to a run of this seed."""
    from gan_utils import data

    factors = data.tone_factors(n, seed)
    return factors, data.draw_tones(factors)


def players(name, seed):
    """Return (generator, discriminator or None) of a row of tones or of the vocoder, untrained."""
    from gan_utils import models

    chosen = rows.settings(name)
    width, starts = chosen["width"], {"seed": 3 * seed + 1}
    if chosen["group"] == "tones":
        narrow = chosen["change"].endswith("kernel 4")
        kernels = {"kernel_size": 4 if narrow else chosen["kernel_size"], "stride": chosen["stride"]}
        if chosen["change"].startswith("R1"):  # which is a slope at each wave by itself: no batch normalisation in D
            kernels["init_stddev"] = None
        plain = {"batch_norm": not chosen["change"].startswith("R1"), "seed": 3 * seed + 2}
        generator = models.dcgan_generator((1024, 1), 64, width, **kernels, **starts)
        return generator, models.dcgan_discriminator((1024, 1), width, **kernels, **plain)
    generator = models.vocoder((16, 32), 1024, width, **starts)
    if "D" not in chosen["change"]:
        return generator, None
    kernels = {"kernel_size": 25, "stride": 4, "batch_norm": False, "init_stddev": None}
    return generator, models.dcgan_discriminator((1024, 1), chosen["judge_width"], **kernels, seed=3 * seed + 2)


def batches(name, seed):
    """Return what a row learns from, without end: waves, or (spectrum, wave)."""
    from gan_utils import data

    chosen = rows.settings(name)
    waves = tones(chosen["n"], seed)[1]
    points = waves if chosen["group"] == "tones" else (data.coarse_spectrum(waves), waves)
    return common.endless(points, rows.BATCH_SIZE, seed)


def of_tones(draw, seed, n=N_MADE):
    """Return what tones out of noise sound like, and some of them.

    Args:
        draw: n -> waves, shape (n, 1024, 1).
        seed: of the run.
        n: how many are measured.
    """
    from gan_utils import metrics

    real, made = tones(n, 1000 + seed)[1], draw(n)
    heard, drawn = metrics.pitches(made), metrics.pitches(real)
    clear = heard.clarity >= CLEAR
    octaves = [np.log2(each.hertz)[:, None] for each in (drawn, heard)]
    record = {
        "clear": rounded(metrics.wilson_interval(int(clear.sum()), n)),
        "clarity": round(float(heard.clarity.mean()), 4),
        "pitch_gap": round(float(metrics.marginal_distances(*octaves)[0]), 4),
        "spectral_fd": round(float(metrics.frechet_distance(*map(loudness, (real, made)))), 4),
    }
    return record, {"waves": in_sixteen_bits(made[:12])}


def of_vocoder(turn_back, seed, n=N_MADE // 2):
    """Return how near waves out of spectra are to those that the spectra were taken from, and some of them."""
    from gan_utils import data, metrics

    real = tones(n, 1000 + seed)[1]
    made = turn_back(data.coarse_spectrum(real))
    heard, drawn = metrics.pitches(made), metrics.pitches(real)
    clear = heard.clarity >= CLEAR
    right = np.abs(np.log2(heard.hertz / drawn.hertz)) < 1 / 24  # within half a semitone
    size = lambda waves: np.sqrt((waves**2).mean(axis=(1, 2)))
    record = {
        "decibels": round(float(metrics.log_spectral_distance(real, made).mean()), 4),
        "clear": rounded(metrics.wilson_interval(int(clear.sum()), n)),
        "right_pitch": rounded(metrics.wilson_interval(int((clear & right).sum()), n)),
        "loudness": round(float(np.median(size(made) / size(real))), 4),
    }
    return record, {"waves": in_sixteen_bits(made[:6]), "real": in_sixteen_bits(real[:6])}


def loudness(waves):
    """Return how loud each band of a wave is on average, shape (n, 32): 32 numbers for a Fréchet distance."""
    from gan_utils import data

    return data.coarse_spectrum(waves).mean(axis=1)


def in_sixteen_bits(waves):
    """Return waves as int16, half of their size; 32767 is 1.

    >>> in_sixteen_bits(np.array([-1.0, 0.5])).tolist()
    [-32767, 16384]
    """
    return np.rint(32767 * np.clip(waves, -1, 1)).astype(np.int16)


def rounded(values):
    """Return a list of floats with four decimals."""
    return [round(float(value), 4) for value in values]
