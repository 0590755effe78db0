"""How does a wave sound? Its distance from another in the spectrum, and its pitch with how clear it is."""

from typing import NamedTuple

import numpy as np

from gan_utils._checked import real
from gan_utils.data.spectra import checked_waves, spectrogram
from gan_utils.data.tones import TONE_RATE


def log_spectral_distance(real_waves, made, frame=256, hop=64, floor=0.1):
    """Return the log-spectral distance of each wave from its own original, in decibels.

    In each window √(mean over frequencies of d²), with d = 20·log₁₀((|S(x)| + floor) / (|S(y)| + floor)); then the mean
    over windows.

    Args:
        real_waves, made: floats, one shape (n, length, 1).
        frame, hop: as in `data.spectrogram`.
        floor: added to each magnitude, so that what nobody hears does not count.

    Returns:
        float64, shape (n,), at least 0.

    Raises:
        ValueError: when the two differ in shape.

    Reference: Gray & Markel 1976, doi:10.1109/TASSP.1976.1162849.

    >>> wave = np.sin(np.arange(512.0))[None, :, None]
    >>> log_spectral_distance(wave, -wave).tolist()
    [0.0]
    """
    real_waves, made = checked_waves(real_waves, frame), checked_waves(made, frame)
    if real_waves.shape != made.shape:
        raise ValueError(
            f"the waves have the shapes {real_waves.shape} and {made.shape}: each is held against its own original, "
            "window by window, so both need one shape"
        )
    logs = [20.0 * np.log10(spectrogram(waves, frame, hop) + floor) for waves in (real_waves, made)]
    return np.sqrt(((logs[0] - logs[1]) ** 2).mean(axis=2)).mean(axis=1)


class Pitches(NamedTuple):
    """The pitch of each wave in hertz, and how clear it is: 1 repeats exactly, noise is near 0; shape (n,) each."""

    hertz: np.ndarray
    clarity: np.ndarray


def pitches(waves, rate=TONE_RATE, low=150.0, high=1000.0):
    """Return at which pitch each wave repeats, and how well: the highest peak of its autocorrelation.

    r(τ) = Σ x(t) x(t + τ) / √(Σ x(t)² Σ x(t + τ)²), over what overlaps; a parabola through each peak gives fractions
    of a sample. The first peak of 90% of the highest is taken, since a wave repeats after two periods as well.

    Args:
        waves: floats, shape (n, length, 1).
        rate: samples a second.
        low, high: hertz, between which the pitch is looked for.

    Returns:
        A `Pitches`; silence has the pitch `low` and a clarity of 0.

    Raises:
        ValueError: for waves of another rank, too short for two periods of `low`, or a range that is none.

    Reference: McLeod & Wyvill 2005, *A smarter way to find pitch*, section 4 (a relative of it).

    >>> wave = np.sin(2 * np.pi * 250 * np.arange(1024) / 8000)[None, :, None]
    >>> [round(float(each[0]), 1) for each in pitches(wave)]
    [250.0, 1.0]
    """
    low, high = (real(each, name, "above 0", lambda f: f > 0) for each, name in ((low, "low"), (high, "high")))
    if not low < high < rate / 2:
        raise ValueError(f"low < high < rate / 2 is needed, got {low:g}, {high:g} and a rate of {rate:g}")
    last, first = int(np.ceil(rate / low)), int(np.floor(rate / high))
    x = checked_waves(waves, 2 * last)[..., 0].astype(float)
    x = x - x.mean(axis=1, keepdims=True)
    found = np.stack([_repeats(x, lag) for lag in range(first - 1, last + 2)], axis=1)
    before, middle, after = found[:, :-2], found[:, 1:-1], found[:, 2:]
    bend = before - 2 * middle + after
    peak = (middle >= before) & (middle >= after) & (bend < -1e-12)
    shift = np.where(peak, 0.5 * (before - after) / np.where(peak, bend, 1.0), 0.0)
    height = np.where(peak, middle - 0.25 * (before - after) * shift, -1.0)
    best, rows = height.max(axis=1), np.arange(len(x))
    at = (peak & (height >= 0.9 * best[:, None])).argmax(axis=1)
    there = best > 0
    hertz = np.where(there, rate / (first + at + shift[rows, at]), low)
    return Pitches(hertz, np.where(there, np.clip(height[rows, at], 0.0, 1.0), 0.0))


def _repeats(x, lag):
    """Return how well each row repeats after `lag` samples, from −1 to 1; 0 for silence."""
    one, other = x[:, :-lag], x[:, lag:]
    size = np.sqrt((one**2).sum(axis=1) * (other**2).sum(axis=1))
    return np.divide((one * other).sum(axis=1), size, out=np.zeros(len(x)), where=size > 1e-12)
