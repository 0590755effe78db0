"""What a wave costs whose spectrum is not the one asked for, whatever its phase."""

import tensorflow as tf
from keras import ops


def log_magnitudes(waves, frame=256, hop=64, floor=0.1):
    """Return log(|STFT| + floor) of waves, through which a gradient passes.

    Args:
        waves: float tensor, shape (batch, length, 1).
        frame: samples in a window (a Hann window), at most the length.
        hop: samples from one window to the next.
        floor: what is added to each magnitude; a full-scale sine has frame/4.

    Returns:
        float32, shape (batch, windows, frame/2 + 1).

    Raises:
        ValueError: for waves of another rank, or shorter than a window.

    >>> tuple(log_magnitudes(tf.zeros((2, 1024, 1))).shape)
    (2, 13, 129)
    """
    waves = ops.convert_to_tensor(waves, "float32")
    if len(waves.shape) != 3 or waves.shape[-1] != 1 or waves.shape[1] < frame:
        raise ValueError(
            f"the waves have shape {tuple(waves.shape)}, expected (batch, length, 1) with a length of at least "
            f"{frame}, one window"
        )
    found = tf.signal.stft(waves[..., 0], frame, hop)
    # The root's slope at 0 is infinite, and a silent wave has magnitudes of 0.
    return ops.log(tf.sqrt(tf.math.real(found) ** 2 + tf.math.imag(found) ** 2 + 1e-8) + floor)


def spectral_loss(targets, made, frame=256, hop=64, floor=0.1):
    """Spectral L1, mean |log(|S(y)| + floor) − log(|S(x)| + floor)|: blind to the phase, as the ear nearly is.

    Args:
        targets, made: float tensors of one shape (batch, length, 1).
        frame, hop, floor: as in `log_magnitudes`.

    Returns:
        A scalar ≥ 0, in nepers; 1 neper is 8.69 decibels.

    Raises:
        ValueError: for waves of another rank or length.

    Reference: Kong et al. 2020, arXiv:2010.05646, section 2.4, where the bands are those of the ear (mel).

    >>> wave = tf.reshape(tf.sin(tf.range(1024.0) * 0.5), (1, 1024, 1))
    >>> float(spectral_loss(wave, -wave)), float(spectral_loss(wave, 0.0 * wave)) > 0.01
    (0.0, True)
    """
    targets, made = ops.convert_to_tensor(targets, "float32"), ops.convert_to_tensor(made, "float32")
    lengths = [each.shape[1] if len(each.shape) == 3 else None for each in (targets, made)]
    if lengths[0] != lengths[1]:
        raise ValueError(
            f"the targets have shape {tuple(targets.shape)} but what was made {tuple(made.shape)}: spectra are "
            "compared window by window, so both need one length"
        )
    return ops.mean(ops.abs(log_magnitudes(targets, frame, hop, floor) - log_magnitudes(made, frame, hop, floor)))
