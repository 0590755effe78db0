"""Sound on a page: a small player, and beside it the wave and the spectrum for those who do not hear it."""

import base64
import io
import wave as wav_files

import matplotlib.pyplot as plt
import numpy as np

from gan_utils._checked import whole
from gan_utils.data.spectra import checked_waves
from gan_utils.data.tones import TONE_RATE


def wav_bytes(waves, rate=TONE_RATE, pause=400):
    """Return waves one after the other, with a pause between them, as a WAV file of 8 bits a sample.

    Args:
        waves: floats in [-1, 1], shape (n, length, 1).
        rate: samples a second.
        pause: samples of silence after each wave.

    Returns:
        bytes: n · (length + pause) and a head of 44.

    Raises:
        ValueError: for waves of another shape, or louder than 1.

    >>> len(wav_bytes(np.zeros((2, 100, 1)), pause=10))
    264
    """
    waves = checked_waves(waves)
    if np.abs(waves).max() > 1.01:
        raise ValueError(f"the waves reach {np.abs(waves).max():.3g}, expected [-1, 1]: divide them by that first")
    silent = np.zeros((len(waves), whole(pause, "pause", 0)))
    line = np.concatenate([np.clip(waves[..., 0], -1, 1), silent], axis=1).ravel()
    buffer = io.BytesIO()
    with wav_files.open(buffer, "wb") as file:
        file.setnchannels(1)
        file.setsampwidth(1)  # 8 bits are unsigned, 128 in the middle
        file.setframerate(whole(rate, "rate", 1))
        file.writeframes(np.rint(128 + 127 * line).astype(np.uint8).tobytes())
    return buffer.getvalue()


def listen(title, waves, rate=TONE_RATE, pause=400):
    """Display a player of waves, one after the other, under a title; outside a notebook, print the title.

    Args:
        title: what is heard.
        waves, rate, pause: as in `wav_bytes`; a second of sound adds 11 kB to the notebook.

    Raises:
        ValueError: as `wav_bytes`.
    """
    from IPython import get_ipython
    from IPython.display import HTML, display

    sound = base64.b64encode(wav_bytes(waves, rate, pause)).decode("ascii")
    if get_ipython() is None:
        print(f"{title}: {len(waves)} sounds")
        return
    source = f'<audio controls src="data:audio/wav;base64,{sound}" aria-label="{title}"></audio>'
    display(HTML(f"<figure><figcaption>{title}</figcaption>{source}</figure>"))


def plot_wave(wave, samples=200, rate=TONE_RATE, ax=None):
    """Draw the first samples of a wave over milliseconds.

    Args:
        wave: floats, shape (length, 1).
        samples: how many are drawn.
        rate: samples a second.
    """
    ax = ax or plt.gca()
    part = checked_waves(np.asarray(wave)[None])[0, : whole(samples, "samples", 1), 0]
    ax.plot(1000 * np.arange(len(part)) / rate, part, lw=1)
    ax.set(xlabel="milliseconds", ylim=(-1, 1))
    return ax


def plot_spectrum(wave, pitch=None, rate=TONE_RATE, top=2500, ax=None):
    """Draw how loud each frequency of a wave is, in decibels below its loudest, with a line at its pitch if given.

    Args:
        wave: floats, shape (length, 1).
        pitch: in hertz.
        rate: samples a second.
        top: the highest frequency drawn, in hertz.
    """
    ax = ax or plt.gca()
    sound = checked_waves(np.asarray(wave)[None])[0, :, 0]
    size = np.abs(np.fft.rfft(sound * np.hanning(len(sound)), n=4 * len(sound)))
    hertz = np.fft.rfftfreq(4 * len(sound), 1 / rate)
    ax.plot(hertz, 20 * np.log10(size / max(size.max(), 1e-9) + 1e-3), lw=1)
    if pitch is not None:
        ax.axvline(pitch, color="black", ls=":", lw=1)
    ax.set(xlabel="hertz", xlim=(0, top), ylim=(-62, 3))
    return ax
