"""Spectra of waves: magnitudes window by window, and a coarse one that a network can be asked to turn back."""

import numpy as np


def spectrogram(waves, frame=256, hop=64):
    """Return the magnitudes of the short-time Fourier transform, |Σ_t w(t) x(t) e^(−2πi kt/frame)|, a Hann window w.

    Args:
        waves: floats, shape (n, length, 1).
        frame: samples in a window.
        hop: samples from one window to the next.

    Returns:
        float64, shape (n, windows, frame/2 + 1). A sine of amplitude 1 on a bin has frame/4 there.

    Raises:
        ValueError: for waves of another rank, or shorter than a window.

    >>> spectrogram(np.zeros((2, 1024, 1))).shape
    (2, 13, 129)
    """
    waves = checked_waves(waves, frame)
    cut = np.lib.stride_tricks.sliding_window_view(waves[..., 0], frame, axis=1)[:, ::hop]
    window = 0.5 - 0.5 * np.cos(2 * np.pi * np.arange(frame) / frame)
    return np.abs(np.fft.rfft(cut * window, axis=-1))


def coarse_spectrum(waves, frame=256, hop=64, bands=32):
    """Return how loud each band of neighbouring frequencies is in each window, from −1 (60 decibels down) to 1.

    It holds no phase, and not the pitch itself: only near what it lies.

    Args:
        waves: floats in [-1, 1], shape (n, length, 1); length a multiple of `hop`.
        frame, hop: as in `spectrogram`; the wave is padded, so that there are length/hop windows.
        bands: how many, a divisor of frame/2.

    Returns:
        float32, shape (n, length/hop, bands).

    Raises:
        ValueError: for waves of another rank or length, or bands that do not come out even.

    >>> coarse_spectrum(np.zeros((2, 1024, 1))).shape
    (2, 16, 32)
    """
    waves = checked_waves(waves, frame)
    if waves.shape[1] % hop or (frame // 2) % bands:
        raise ValueError(
            f"{waves.shape[1]} samples in steps of {hop}, and {frame // 2} frequencies in {bands} bands, do not come "
            "out even: choose a hop that divides the length, and bands that divide frame/2"
        )
    edge = frame - hop
    padded = np.pad(waves, ((0, 0), (edge // 2, edge - edge // 2), (0, 0)))
    power = (spectrogram(padded, frame, hop)[..., 1:] / (frame / 4)) ** 2  # the first frequency is 0: no tone
    banded = power.reshape(*power.shape[:2], bands, -1).mean(axis=-1)
    return np.clip(1.0 + np.log10(banded + 1e-6) / 3.0, -1.0, 1.0).astype(np.float32)


def checked_waves(waves, least=1):
    """Return waves as a float array of shape (n, length, 1), or raise a `ValueError` that says what they should be."""
    waves = np.asarray(waves)
    if waves.ndim != 3 or waves.shape[-1] != 1 or waves.shape[1] < least or not len(waves):
        raise ValueError(
            f"the waves have shape {waves.shape}, expected (n, length, 1) with a length of at least {least}; one wave "
            "by itself is wave[None, :, None]"
        )
    if waves.dtype.kind != "f":
        raise ValueError(f"the waves are {waves.dtype}, expected floats in [-1, 1]: 16-bit sound is divided by 32768")
    if not np.isfinite(waves).all():
        raise ValueError("some samples of the waves are not finite: look for NaN with np.isnan(waves).any()")
    return waves
