"""Sound: tones that have the pitch they are labelled with, spectra, what a spectrum costs, and how a wave is heard."""

import keras
import numpy as np
import pytest
import tensorflow as tf

from gan_utils import data, losses, metrics, models, training

FACTORS = data.tone_factors(60, seed=4)
TONES = data.draw_tones(FACTORS)
SECONDS = np.arange(1024) / 8000


def sine(hertz, size=1.0, phase=0.0):
    return (size * np.sin(2 * np.pi * hertz * SECONDS + phase))[None, :, None].astype(np.float32)


def test_the_spectrum_of_each_tone_peaks_at_its_labelled_pitch():
    window = np.hanning(1024)[None, :]
    spectrum = np.abs(np.fft.rfft(TONES[..., 0] * window, n=8192, axis=1))
    heard = spectrum.argmax(axis=1) * 8000 / 8192
    np.testing.assert_allclose(heard, FACTORS["pitch"], rtol=0.02)
    # one octave above a flute's pitch is a quarter of its strength; a clarinet has nothing there
    at = lambda k: spectrum[np.arange(60), np.rint(k * FACTORS["pitch"] * 8192 / 8000).astype(int)]
    ratio = at(2) / at(1)
    assert np.median(ratio[FACTORS["timbre"] == 0]) == pytest.approx(0.25, abs=0.03)
    assert np.median(ratio[FACTORS["timbre"] == 1]) < 0.03 < 0.4 < np.median(ratio[FACTORS["timbre"] == 2])


def test_tones_follow_their_seed_and_their_factors():
    assert np.array_equal(TONES, data.draw_tones(data.tone_factors(60, seed=4)))
    assert not np.array_equal(FACTORS, data.tone_factors(60, seed=5))
    row = FACTORS[:1].copy()
    row["decay"] = 10.0
    half = 512  # samples: 0.064 s, after which e^(−0.64) of the tone is left
    still = row.copy()
    still["decay"] = 0.0
    ratio = (
        data.draw_tones(row)[0, half:]
        / np.where(abs(data.draw_tones(still)[0, half:]) < 1e-3, np.nan, 1)
        / (data.draw_tones(still)[0, half:] + 1e-12)
    )
    assert np.nanmax(ratio) == pytest.approx(np.exp(-0.64), abs=1e-3)
    assert np.abs(TONES).max() <= 0.9


def test_a_spectrogram_by_hand():
    # a sine on bin 8 of 256 (250 Hz): its window adds up to 128, half of it goes to this side, so frame/4 = 64
    found = data.spectrogram(sine(250.0))
    assert found.shape == (1, 13, 129) and found[0, 5, 8] == pytest.approx(64, abs=0.01)
    assert found[0, 5, 7] == pytest.approx(32, abs=0.01) and found[0, 5, 20] < 1e-3  # Hann's neighbours have half
    np.testing.assert_allclose(data.spectrogram(sine(250.0, 0.5)), found / 2, atol=1e-4)
    silent, loud = data.coarse_spectrum(0 * TONES[:1]), data.coarse_spectrum(sine(250.0))
    assert (silent == -1).all() and loud.shape == (1, 16, 32)
    # band 1 holds bins 5 to 8: (32² + 64²)/64²/4 = 0.3125 of power, 1 + log10(0.3125)/3
    assert loud[0, 8, 1] == pytest.approx(1 + np.log10(0.3125) / 3, abs=1e-3)


def test_the_spectral_loss_sees_loudness_and_no_phase():
    wave, turned, half = sine(250.0), sine(250.0, phase=1.3), sine(250.0, 0.5)
    away = float(losses.spectral_loss(wave, half))
    # twice the magnitude in three bins of 129, log 2 each, the floor's share apart
    assert away == pytest.approx(3 * np.log(2) / 129, rel=0.02)
    assert float(losses.spectral_loss(wave, turned)) < 0.1 * away
    assert away == pytest.approx(float(losses.spectral_loss(half, wave)))
    assert float(tf.reduce_mean(tf.abs(wave - turned))) > 0.5  # which the mean of differences does see
    # the same magnitudes by NumPy
    logs = [np.log(data.spectrogram(each) + 0.1) for each in (wave, half)]
    assert away == pytest.approx(np.abs(logs[0] - logs[1]).mean(), rel=1e-3)
    quiet = tf.zeros((1, 1024, 1))
    with tf.GradientTape() as tape:
        tape.watch(quiet)
        loss = losses.spectral_loss(wave, quiet)
    assert np.isfinite(tape.gradient(loss, quiet)).all()  # the root's slope at 0 is infinite


def test_log_spectral_distance_by_hand():
    # with no floor, half the amplitude is 20·log10(2) = 6.0206 dB in every bin and window
    found = metrics.log_spectral_distance(TONES[:3], TONES[:3] / 2, floor=1e-9)
    np.testing.assert_allclose(found, 6.0206, atol=1e-2)
    assert metrics.log_spectral_distance(TONES[:2], -TONES[:2]).tolist() == [0, 0]
    one, other = (metrics.log_spectral_distance(*pair) for pair in ((TONES[:2], TONES[2:4]), (TONES[2:4], TONES[:2])))
    np.testing.assert_allclose(one, other)
    assert one.min() > 5


def test_the_pitch_of_tones_is_heard_and_noise_has_none():
    hertz, clarity = metrics.pitches(TONES)
    np.testing.assert_allclose(hertz, FACTORS["pitch"], rtol=0.01)
    assert clarity.min() > 0.94
    noise = np.random.default_rng(0).normal(0, 0.3, (20, 1024, 1))
    assert metrics.pitches(noise).clarity.max() < 0.4
    louder = metrics.pitches(0.01 * TONES[:5]).hertz
    np.testing.assert_allclose(louder, hertz[:5], rtol=1e-4)
    assert metrics.pitches(0 * TONES[:1]).clarity.tolist() == [0]


@pytest.mark.parametrize(
    ("do", "words"),
    [
        (lambda: data.tone_factors(0, seed=0), "n must be a whole number of at least 1"),
        (lambda: data.draw_tones(FACTORS[["pitch", "timbre"]]), "decay, phase is missing"),
        (lambda: data.draw_tones(np.array([(90.0, 0, 0, 0)], FACTORS.dtype)), "pitch must be from 200"),
        (lambda: data.spectrogram(TONES[..., 0]), r"expected \(n, length, 1\)"),
        (lambda: data.spectrogram(TONES[:, :100]), "a length of at least 256"),
        (lambda: data.spectrogram((TONES * 9).astype("int16")), "16-bit sound is divided by 32768"),
        (lambda: data.spectrogram(TONES * np.nan), "not finite"),
        (lambda: data.coarse_spectrum(TONES, bands=7), "do not come out even"),
        (lambda: losses.spectral_loss(TONES[:1], TONES[:1, :512]), "both need one length"),
        (lambda: losses.log_magnitudes(TONES[:1, :64]), "expected"),
        (lambda: metrics.log_spectral_distance(TONES[:2], TONES[:1]), "both need one shape"),
        (lambda: metrics.pitches(TONES, low=900, high=300), "low < high"),
        (lambda: models.vocoder((16, 32), 1000), "not 16 frames times a power of 4"),
    ],
)
def test_bad_input_is_one_sentence(do, words):
    with pytest.raises(ValueError, match=words):
        do()


def vocoder(distance=losses.spectral_loss, judged=True):
    judge = models.dcgan_discriminator((1024, 1), 2, kernel_size=25, stride=4, seed=2) if judged else None
    model = training.ImageToImage(models.vocoder((16, 32), 1024, width=2, seed=1), judge, seed=0)
    model.compile(loss="least_squares", l1_weight=45.0, distance=distance, jit_compile=False)
    return model


def test_a_vocoder_learns_by_the_distance_that_it_is_given():
    coarse = data.coarse_spectrum(TONES[:8])
    batches = tf.data.Dataset.from_tensors((coarse, TONES[:8]))
    model = vocoder()
    before = float(losses.spectral_loss(TONES[:8], model.generator(coarse, training=False)))
    history = model.fit(batches.repeat().take(3)).history
    assert history["l1"][0] == pytest.approx(before, rel=1e-3)  # and no mean of differences
    assert model.generate(coarse[:2]).shape == (2, 1024, 1)
    alone = vocoder(distance=None, judged=False).fit(batches).history
    assert set(alone) == {"g_loss", "l1"} and alone["g_loss"][0] == pytest.approx(45 * alone["l1"][0], rel=1e-4)
    with pytest.raises(ValueError, match="distance must be a function"):
        vocoder(distance="spectral")
    with pytest.raises(ValueError, match="one sample by itself"):
        model.generate(coarse[0])


def test_a_wave_of_another_length_is_refused_before_training():
    gan = training.GAN(
        models.dcgan_generator((1024, 1), 8, 2, kernel_size=25, stride=4),
        models.dcgan_discriminator((1024, 1), 2, kernel_size=25, stride=4),
    )
    gan.compile(d_optimizer=keras.optimizers.Adam(), jit_compile=False)
    with pytest.raises(ValueError, match=r"shape \(512, 1\) but the networks take \(1024, 1\)"):
        gan.fit(tf.data.Dataset.from_tensors(TONES[:4, :512]))
    gan.fit(tf.data.Dataset.from_tensors(TONES[:4]))
    assert gan.generate(3, seed=0).shape == (3, 1024, 1)
