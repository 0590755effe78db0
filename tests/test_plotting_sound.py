"""Sound on a page: what the player holds, and what the pictures beside it show."""

import io
import wave

import matplotlib.pyplot as plt
import numpy as np
import pytest

from gan_utils import data, plotting

FACTORS = data.tone_factors(3, seed=1)
TONES = data.draw_tones(FACTORS)


def test_a_player_holds_the_waves_one_after_the_other():
    with wave.open(io.BytesIO(plotting.wav_bytes(TONES, pause=100))) as file:
        assert (file.getframerate(), file.getsampwidth(), file.getnchannels()) == (8000, 1, 1)
        heard = (np.frombuffer(file.readframes(10**6), np.uint8).astype(float) - 128) / 127
    assert len(heard) == 3 * 1124
    np.testing.assert_allclose(heard[1124 : 1124 + 1024], TONES[1, :, 0], atol=0.005)
    assert (heard[1024:1124] == 0).all()


def test_outside_a_notebook_the_title_is_printed(capsys):
    plotting.listen("three tones", TONES)
    assert capsys.readouterr().out == "three tones: 3 sounds\n"


def test_the_spectrum_drawn_peaks_at_the_labelled_pitch():
    fig, axes = plotting.figure(1, 2)
    plotting.plot_wave(TONES[0], 80, ax=axes[0])
    plotting.plot_spectrum(TONES[0], FACTORS["pitch"][0], ax=axes[1])
    drawn, pitch = axes[1].lines
    hertz, decibels = drawn.get_data()
    assert hertz[decibels.argmax()] == pytest.approx(FACTORS["pitch"][0], rel=0.02)
    assert pitch.get_xdata()[0] == pytest.approx(FACTORS["pitch"][0]) and decibels.max() == pytest.approx(0, abs=0.1)
    assert axes[0].lines[0].get_xdata()[-1] == pytest.approx(79 / 8)  # milliseconds
    plt.close(fig)


def test_what_is_no_wave_is_refused():
    with pytest.raises(ValueError, match=r"the waves reach 1\.8, expected \[-1, 1\]"):
        plotting.wav_bytes(TONES / np.abs(TONES).max() * 1.8)
    with pytest.raises(ValueError, match=r"expected \(n, length, 1\)"):
        plotting.wav_bytes(TONES[..., 0])
