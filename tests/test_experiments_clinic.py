"""The runs behind notebook 09: twelve patients, their checks, and the table that is shipped."""

import warnings

import numpy as np
import pytest

from gan_course.experiments import clinic, table
from gan_course.experiments.clinic import checks, inputs, networks, playing


def found(name, state):
    patient = clinic.PATIENTS[name]
    with warnings.catch_warnings():
        warnings.filterwarnings("ignore", "The model does not have any trainable weights", UserWarning)
        return patient.check(patient.code(state))


@pytest.mark.parametrize("name", clinic.PATIENTS)
def test_each_check_fails_on_the_bug_and_passes_on_the_fix(name):
    sick, mended = found(name, "sick"), found(name, "mended")
    assert not sick.passed and mended.passed
    assert sick.evidence != mended.evidence


def test_keras_says_of_the_untrained_discriminator_that_it_has_nothing_to_train():
    patient = clinic.PATIENTS["untrained D"]
    with pytest.warns(UserWarning, match="does not have any trainable weights"):
        assert "D's by 0.0000" in patient.check(patient.code("sick")).evidence


def test_checks_see_other_slips_too():
    shifted = lambda n, width, rng: rng.uniform(0, 1, (n, width))
    assert not checks.check_codes(shifted).passed
    assert not checks.check_framed(lambda d, f: (inputs.sick_framed(d, f)[1], inputs.mended_framed(d, f)[1])).passed
    one_hot_turned = lambda labels, side, n: np.swapaxes(inputs.mended_label_map(labels, side, n), 1, 3)
    assert not checks.check_label_map(one_hot_turned).passed
    assert not checks.check_penalty(lambda *args: 2.0 * clinic.PATIENTS["penalty's norm"].code("mended")(*args)).passed
    assert not checks.check_decay(lambda t: 0.99).passed


def test_a_map_lights_its_own_channel_and_the_bug_a_stripe_in_all():
    mended = np.asarray(inputs.mended_label_map(np.array([1]), 2, 3))
    assert mended.shape == (1, 2, 2, 3) and mended[0, :, :, 1].all() and mended.sum() == 4
    sick = np.asarray(inputs.sick_label_map(np.array([3]), 28, 10))[0]
    assert sick.sum() == mended.sum() / 4 * 28**2 and np.flatnonzero(sick.any(axis=(1, 2))).tolist() == [8, 9, 10, 11]
    assert sick.any(axis=(0, 1)).all()  # "rows 8 to 11 of all ten channels"


def test_a_phase_is_asked_or_merely_named():
    phase = networks.Phase()
    phase.training = False
    assert bool(phase.is_training) and not phase.is_training()


def test_overlap_counts_spread_and_quality():
    from gan_utils import toy

    centres = toy.ring(8)
    assert clinic.overlap(centres) == 1.0  # a point on each mode
    assert clinic.overlap(np.repeat(centres[:1], 8, axis=0)) == 0.125  # all on one
    assert clinic.overlap(np.concatenate([centres, np.zeros((8, 2))])) == 0.5  # half of the points are nowhere
    assert clinic.overlap(centres[::-1]) == clinic.overlap(centres)


def test_costs_pair_the_seeds_and_grow_where_it_gets_worse():
    run = lambda row, seed, score: {"row": row, "seed": seed, "score": score}
    runs = [run("codes, sick", 1, 0.25), run("codes, mended", 2, 0.5), run("codes, sick", 2, 0.25)]
    runs += [run("frame, sick", 3, 700.0), run("frame, mended", 3, 200.0)]
    assert clinic.costs(runs) == {"codes": [0.25], "frame": [500.0]}


def test_twins_start_alike_and_see_the_same():
    assert np.array_equal(playing.noise("ring", 1, 5), playing.noise("ring", 1, 5))
    assert not np.array_equal(playing.noise("ring", 1, 5), playing.noise("ring", 2, 5))
    one, other = (playing.batch_of("ring", 1)(3)[0] for _ in range(2))
    assert np.array_equal(one, other)
    judges = [networks.sick_judge(5).get_weights(), networks.mended_judge(5).get_weights()]
    assert all(np.array_equal(*pair) for pair in zip(*judges, strict=True))


@pytest.mark.parametrize("row", ["codes, sick", "always true, mended", "label map, mended", "cold average, sick"])
def test_a_run_measures_its_row(row):
    record, arrays = clinic.run(row, seed=0, steps=6)
    assert record["steps"] == 6 and set(record["history"]) == set(playing.KEYS)
    assert all(len(values) == 6 for values in record["history"].values())
    assert record["verdict"] and record["evidence"]
    assert arrays["made"].shape == ((500, 2) if clinic.settings(row)["data"] == "ring" else (30, 28, 28, 1))
    assert ("agreement" in record) == (row == "label map, mended")
    assert ("score_raw" in record) == (row == "cold average, sick")


@pytest.mark.parametrize("name", ["untrained D", "D in G's place", "one sum", "double sigmoid", "resumed"])
def test_points_of_the_other_patients(name):
    with warnings.catch_warnings():
        warnings.filterwarnings("ignore", "The model does not have any trainable weights", UserWarning)
        history, made = clinic.PATIENTS[name].train("sick", 0, 5)
    assert made.shape == (2000, 2) and len(history["g_loss"]) == 5


@pytest.mark.parametrize("name", ["frame", "epsilon", "penalty's norm"])
def test_digits_of_the_other_patients(name):
    history, made = clinic.PATIENTS[name].train("mended", 0, 2)
    assert made.shape == (1000, 28, 28, 1) and len(history["g_loss"]) == 2


def test_unknown_rows_and_states_are_refused():
    with pytest.raises(ValueError, match="unknown row 'codes'"):
        clinic.run("codes", seed=0)
    with pytest.raises(ValueError, match="unknown state 'well'"):
        clinic.PATIENTS["codes"].code("well")


def test_each_prediction_names_a_patient_or_the_verdicts():
    assert set(clinic.PREDICTIONS) == {*clinic.PATIENTS, "diagnose"}


def test_the_shipped_table_is_whole_and_of_todays_settings():
    assert set(table.fresh(clinic.EXPERIMENT)) == {(row, seed) for row in clinic.ROWS for seed in clinic.SEEDS}
    assert set(clinic.pictures()) == set(clinic.ROWS)


def test_the_report_shows_code_its_fix_and_what_was_warned_of():
    assert clinic.source("always true", "sick").startswith("def sick_forward(")
    assert clinic.fix("always true").splitlines() == ["−     if phase.is_training:", "+     if phase.is_training():"]
    found = clinic.examined("untrained D")
    assert found["sick"][1] == ["The model does not have any trainable weights."] and found["mended"][1] == []
    assert [finding.passed for finding, _ in found.values()] == [False, True]


def test_an_interval_is_that_of_a_paired_t():
    """Differences 1, 2, 3: mean 2, deviation 1, half an interval 4.303/√3 = 2.484."""
    run = lambda state, seed, score: {"row": f"frame, {state}", "seed": seed, "score": score}
    runs = [run("sick", seed, 10.0 * seed + seed) for seed in (1, 2, 3)]
    runs += [run("mended", seed, 10.0 * seed) for seed in (1, 2, 3)]
    assert np.allclose(clinic.cost(runs, "frame"), (2.0, 1.0, 2.484), atol=1e-3)


def test_verdicts_are_counted_by_data_and_state():
    runs = [{"row": "frame, mended", "verdict": word} for word in ("healthy", "oscillating", "mode_collapse")]
    counted = clinic.verdicts([*runs, {"row": "codes, sick", "verdict": "healthy"}])
    assert counted["digits", "mended"] == (1, 2) and counted["ring", "sick"] == (1, 0)
    assert counted["digits", "sick"] == counted["ring", "mended"] == (0, 0)
