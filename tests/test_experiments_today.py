"""The runs behind notebook 13: their rows, what is measured, and the table that is shipped."""

import itertools

import numpy as np
import pytest

from gan_course.experiments import table, today
from gan_course.experiments.today import measuring
from gan_utils import data
from gan_utils.data.sprites import FILLS


def test_each_row_of_the_roadmap_changes_one_thing_as_far_as_it_can_be_one():
    names = ["DCGAN", "no batch norm in D", "relativistic, R1 and R2", "no batch norm", "residual"]
    found = [today.ROWS[name]._asdict() for name in names]
    changed = [{key for key in one if one[key] != other[key]} for one, other in itertools.pairwise(found)]
    assert changed == [{"norm"}, {"loss", "penalty", "gamma"}, {"norm"}, {"network"}]
    assert {row.steps for row in today.group("roadmap").values()} == {today.ROWS["DCGAN"].steps}


def test_a_long_row_is_a_row_of_the_roadmap_with_more_steps_and_scores_on_the_way():
    for name, row in today.group("roadmap").items():
        long = today.ROWS[today.long_row(name)]
        assert long == row._replace(group="long", steps=today.MARKS[-1]) and today.MARKS[0] == row.steps
        assert today.settings(today.long_row(name))["marks"] == list(today.MARKS)
        assert "marks" not in today.settings(name)  # or the runs of 600 steps would all be dropped
    assert len(today.group("long")) == len(today.group("roadmap"))


@pytest.mark.parametrize("name", ["stacked", "pairs", "style", "long"])
def test_rows_beside_each_other_have_the_same_steps(name):
    assert len({row.steps for row in today.group(name).values() if row.network != "data"}) == 1


def test_rows_of_gamma_differ_in_gamma_and_side_alone():
    kept = [row._replace(gamma=0, side=0) for row in today.group("gamma").values()]
    assert len(kept) == len(today.GAMMAS) * len(today.SIDES) and len(set(kept)) == 1
    assert today.gamma_row(4.0, 28) in today.ROWS


def test_each_prediction_names_what_it_is_about():
    assert len(today.PREDICTIONS) == 16 and all(today.PREDICTIONS.values())


def test_pairs_match_until_one_side_is_painted_over():
    images = today.draw_pairs(40, seed=1)
    both, same = today.matches(images)
    assert both.all() and same.all()
    painted = images.copy()
    half = painted[:, :, 16:]  # every blue becomes orange at the right, every other colour blue
    blue, ink = (half == FILLS[0]).all(axis=-1), (half != 255).any(axis=-1)
    half[ink & ~blue], half[blue] = FILLS[0], FILLS[1]
    both, same = today.matches(painted)
    assert both.all() and not same.any()
    gone = images.copy()
    gone[:, :, :16] = 255
    both, same = today.matches(gone)
    assert not both.any() and not same.any()
    assert np.array_equal(images, today.draw_pairs(40, seed=1)) and not np.array_equal(images, today.draw_pairs(40, 2))


def test_without_attention_the_logit_is_a_sum_over_windows_and_cannot_see_that_two_match():
    judge = today.local_discriminator(4, attention=False, seed=0)
    left, right = (np.ones((1, 16, 32, 3), np.float32) for _ in range(2))
    left[:, 4:10, 1:7], right[:, 4:10, 25:31] = -0.5, 0.2
    empty, both = np.ones((1, 16, 32, 3), np.float32), np.minimum(left, right)
    logit = lambda images: float(judge(images, training=False)[0, 0])
    assert logit(both) - logit(left) == pytest.approx(logit(right) - logit(empty), abs=1e-6)
    attending = today.local_discriminator(4, attention=True, seed=0)
    next(layer for layer in attending.layers if layer.name.startswith("self_attention")).gamma.assign(1.0)
    hear = lambda images: float(attending(images, training=False)[0, 0])
    assert abs(hear(both) - hear(left) - hear(right) + hear(empty)) > 1e-6


def test_factors_are_what_moved():
    images = np.ones((2, 16, 16, 3), np.float32)
    images[0, 3:6, 4:7] = images[1, 3:6, 9:12] = (-1.0, 0.0, 1.0)
    found = today.factors_of(images)
    assert found["x"][:, 0].tolist() == pytest.approx([5, 10]) and found["y"][:, 0].tolist() == pytest.approx([4, 4])
    assert found["size"][:, 0].tolist() == pytest.approx([3, 3])
    np.testing.assert_allclose(found["colour"], [[-1, 0, 1]] * 2, atol=1e-5)


def test_what_inputs_tell_is_judged_on_rows_that_were_not_fitted():
    rng = np.random.default_rng(0)
    x, noise = rng.standard_normal((300, 5)), rng.standard_normal((300, 2))
    values = x[:, :2] + noise  # half of the variance is noise
    assert today.told_by(x, values) == pytest.approx(0.5, abs=0.12)
    assert today.told_by(x[:, 2:], values) < 0.05
    many = rng.standard_normal((300, 150))  # as many numbers as two thirds of the rows hardly leave anything
    assert today.told_by(many, values) < 0


def test_a_path_is_as_long_whichever_way_it_goes_and_twice_as_fast_four_times_as_long():
    starts, ends, straight = np.zeros((3, 2)), np.ones((3, 2)), lambda a, b, t: a + t * (b - a)
    t = np.array([0.1, 0.5, 0.9])
    length = lambda draw, a=starts, b=ends: measuring.path_length(draw, a, b, straight, t)
    assert length(lambda w: w) == pytest.approx(1.0) == length(lambda w: w, ends, starts)
    assert length(lambda w: 2 * w + 5) == pytest.approx(4.0)


@pytest.mark.parametrize("row", ["residual", "50 clusters", "γ = 4 at 14×14", "style: mapping", "pairs: attention"])
def test_a_run_measures_its_row(row):
    record, arrays = today.run(row, seed=0, steps=2)
    assert record["steps"] == 2 and record["ms_a_step"] > 0 and arrays["pictures"].dtype == np.uint8
    if row.startswith("style"):
        assert set(record["told"]["w"]) == {"x", "y", "size", "colour"} and min(record["path"].values()) >= 0
        generator = today.players(row, 0)[0]
        shapes = [arrays[f"weights{i:02d}"].shape for i in range(len(generator.weights))]
        assert shapes == [weight.shape for weight in generator.weights]
    elif row.startswith("pairs"):
        assert all(0 <= share <= 1 for share in (*record["match"], *record["match_raw"]))
    else:
        assert record["fcd"] > 0 and record["fcd_raw"] > 0 and 0 <= record["coverage"] <= 1


def test_a_long_run_is_scored_at_each_mark_that_it_reaches(monkeypatch):
    name = today.long_row("no batch norm")
    monkeypatch.setattr(today.rows, "MARKS", (1, 2, 9))
    record, _ = today.run(name, seed=0, steps=3)
    assert [mark["steps"] for mark in record["marks"]] == [1, 2, 3]
    spent = [mark["processor_seconds"] for mark in record["marks"]]
    assert spent == sorted(spent) and spent[-1] == record["processor_seconds"] and len(record["marks"][0]) == 5
    assert record["marks"][-1]["fcd"] == record["fcd"] != record["marks"][0]["fcd"]


def test_the_data_itself_finds_nearly_all_numbers():
    record, arrays = today.run("1,000 modes: held-out digits", seed=1)
    assert record["modes"] > 950 and record["kl"] < 0.2 and arrays["pictures"].shape == (32, 28, 28, 3)


def test_unknown_rows_are_refused():
    with pytest.raises(ValueError, match="unknown row 'r3gan'"):
        today.run("r3gan", seed=0)
    with pytest.raises(ValueError, match="is the data itself"):
        today.trainer("1,000 modes: held-out digits", seed=0)


def test_the_shipped_table_is_whole_and_of_todays_settings():
    fresh = table.fresh(today.EXPERIMENT)
    assert set(fresh) == {(row, seed) for row in today.ROWS for seed in today.SEEDS}
    assert set(today.pictures()) == set(today.ROWS)
    long = [run for (row, _), run in fresh.items() if today.ROWS[row].group == "long"]
    assert {tuple(mark["steps"] for mark in run["marks"]) for run in long} == {today.MARKS}
    assert all(run["marks"][-1]["fcd"] == run["fcd"] for run in long)


def test_the_kept_style_generator_draws_what_the_run_kept():
    name = "style: mapping"
    generator, shown = today.trained(name), today.pictures()[name]["pictures"]
    again = measuring._drawn(generator, len(shown), 1000 + today.SEEDS[0])
    assert np.abs(data.to_display(again).astype(int) - shown).mean() < 2  # its weights were kept in 16 bits
    with pytest.raises(ValueError, match="unknown row with weights"):
        today.trained("DCGAN")
