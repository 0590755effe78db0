"""The runs behind notebook 15: their rows, what is measured, and the table that is shipped."""

import numpy as np
import pytest

from gan_course.experiments import beyond, table
from gan_course.experiments.beyond import clips, runs, sound, tables, text
from gan_utils import data, latent, metrics, toy

TRAINED = [name for name, row in beyond.ROWS.items() if row.steps]


def test_rows_of_a_group_differ_in_one_thing():
    groups = {row.group for row in beyond.ROWS.values()}
    assert groups == {"tones", "vocoder", "table", "text", "clips"}
    for group in groups:
        trained = [row for row in beyond.group(group).values() if row.steps]
        assert len({row.steps for row in trained}) == 1
        assert len({row.change for row in beyond.group(group).values()}) == len(beyond.group(group)) >= 2
    assert set(beyond.shared()) | set(beyond.settings("wave L1")) >= {"batch_size", "l1_weight", "change", "rates"}


def test_the_features_are_all_that_their_row_changes():
    plain, matched = (beyond.settings(f"spectral L1 + D{more}") for more in ("", " + features"))
    assert set(matched) - set(plain) == {"feature_weight"}
    assert {key for key in plain if plain[key] != matched[key]} == {"change"}
    pair = [beyond.trainer(f"spectral L1 + D{more}", seed=1) for more in ("", " + features")]
    weights = [model.discriminator.get_weights() for model in pair]
    assert all(np.array_equal(*each) for each in zip(*weights, strict=True))
    assert pair[1].feature_weight == 2.0 and len(pair[1].judge.outputs) == 5 and pair[0].judge is None


def test_each_prediction_names_a_row():
    spoken = set(beyond.PREDICTIONS) - {"text, other temperatures"}
    assert spoken <= set(beyond.ROWS) and all(beyond.PREDICTIONS.values())


def test_rows_that_share_their_networks_start_alike():
    vocoders = [("spectral L1", "spectral L1 + D"), ("spectral L1 + D", "spectral L1 + D + features")]
    for one, other in (*vocoders, ("text, τ = 1", "text, τ = 4")):
        pair = [beyond.trainer(name, seed=1).generator.get_weights() for name in (one, other)]
        assert all(np.array_equal(*weights) for weights in zip(*pair, strict=True))


@pytest.mark.parametrize("row", TRAINED)
def test_a_run_measures_its_row(row):
    record, arrays = beyond.run(row, seed=0, steps=2)
    assert record["steps"] == 2 and record["processor_seconds"] > 0
    wanted = {
        "tones": {"clear", "clarity", "pitch_gap", "spectral_fd"},
        "vocoder": {"decibels", "clear", "right_pitch", "loudness"},
        "table": {"tstr", "trtr", "marginals", "correlations", "energy", "p", "nearer", "below_zero"},
        "text": {"valid", "local", "agree", "distinct", "new", "short", "curve"},
        "clips": {"plausible", "jerk", "flicker", "spread"},
    }[beyond.ROWS[row].group]
    assert set(record["raw"]) == wanted and wanted <= set(record)
    assert sum(array.nbytes for array in arrays.values()) < 200_000


def test_what_needs_no_training_is_measured_alike():
    record, arrays = beyond.run("text, bigram", seed=0)
    assert 0.5 < record["valid"][0] < 0.7 and record["local"] == 1.0
    assert record["agree"][0] == pytest.approx(0.5, abs=0.06)  # a coin
    assert arrays["sentences"].shape == (2000, 6) and len(record["curve"]["valid"]) == len(beyond.TEMPERATURES)
    record, arrays = beyond.run("table, Gaussian", seed=0)
    assert record["tstr"][0] > 0.85 and arrays["rows"].shape == (380, 30)
    assert 0 < record["p"] <= 1 and 0 <= record["below_zero"] <= 1


def test_drawn_tones_would_score_well_and_noise_badly():
    record, arrays = sound.of_tones(lambda n: sound.tones(n, 7)[1], seed=0, n=200)
    noise, _ = sound.of_tones(lambda n: np.random.default_rng(0).uniform(-1, 1, (n, 1024, 1)), seed=0, n=200)
    assert record["clear"][0] > 0.95 and noise["clear"][0] == 0
    assert record["spectral_fd"] < noise["spectral_fd"] / 20 and arrays["waves"].dtype == np.int16
    back, _ = sound.of_vocoder(lambda spectra: sound.tones(len(spectra), 1000)[1], seed=0, n=50)
    assert back["decibels"] == 0 and back["right_pitch"][0] > 0.95 and back["loudness"] == 1
    silent, _ = sound.of_vocoder(lambda spectra: np.zeros((len(spectra), 1024, 1)), seed=0, n=50)
    assert silent["clear"][0] == silent["loudness"] == 0 < silent["decibels"]


def test_a_generators_sentences_at_temperature_1_are_its_own():
    generator = text.players("text, τ = 1", 0)[0]
    z = latent.sample(30, generator.input_shape[-1], seed=5)
    own = np.asarray(generator(z, training=False)).argmax(axis=-1)
    assert np.array_equal(beyond.at_temperature(generator, 30, seed=5), own)
    hot, cold = (len(np.unique(beyond.at_temperature(generator, 200, 1, t), axis=0)) for t in (2.0, 0.01))
    assert hot > cold
    with pytest.raises(ValueError, match="temperature must be a number above 0"):
        beyond.at_temperature(generator, 3, seed=0, temperature=0)


def test_sentences_are_counted_right():
    wrong = toy.draw_sentences(1000, seed=0)[:, ::-1]
    record, _ = text.of_text(lambda n, heat: np.concatenate([toy.draw_sentences(1000, seed=0), wrong]), seed=0)
    assert record["valid"][0] == 0.5 and record["new"] == 0  # those of the run's own seed
    assert record["distinct"] == len(np.unique(toy.draw_sentences(1000, seed=0), axis=0))
    assert record["agree"][0] == 1


def test_a_plausible_clip_is_one_body_that_moves_evenly():
    real = data.draw_clips(300, seed=1)
    found = beyond.plausible(data.draw_clips(300, seed=2), real)
    assert found.mean() > 0.85
    rng = np.random.default_rng(0)
    shuffled = np.stack([clip[rng.permutation(8)] for clip in real])
    two = np.maximum(real[:150], real[150:])
    assert beyond.plausible(shuffled, real).mean() < 0.35 and beyond.plausible(two, real).mean() < 0.35
    frames = np.arange(2 * 16 * 16 * 8).reshape(2, 16, 16, 8)
    assert np.array_equal(clips.in_frames(frames)[1, 3, ..., 0], frames[1, ..., 3])


def test_the_table_is_seen_in_units_of_its_training_rows():
    train, units = tables.real()
    test, same = tables.real("test")
    assert np.array_equal(units.mean, same.mean) and len(test.values) < len(train.values)
    made = tables.by_gaussians(train.labels, seed=1)
    own = units.to_model(train.values)
    for label in (0, 1):
        apart = made[train.labels == label].mean(axis=0) - own[train.labels == label].mean(axis=0)
        assert np.abs(apart).max() < 0.5
    assert metrics.correlation_distance(own, made) < 0.15


def test_unknown_rows_are_refused():
    for do in (lambda: beyond.run("tones", seed=0), lambda: runs.batches("tones", 0)):
        with pytest.raises(ValueError, match="unknown row 'tones'"):
            do()


def test_the_shipped_table_is_whole_and_of_todays_settings():
    fresh = table.fresh(beyond.EXPERIMENT)
    assert set(fresh) == {(row, seed) for row in beyond.ROWS for seed in beyond.SEEDS}
    assert set(beyond.kept()) == set(beyond.ROWS)
