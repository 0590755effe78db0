"""The runs behind notebook 10: their rows, what is measured, and the table that is shipped."""

import numpy as np
import pytest

from gan_course.experiments import table, vae


def test_rows_share_what_they_should_and_differ_in_one_thing():
    ways = vae.group("ways")
    assert list(ways) == ["VAE", "GAN", "VAE-GAN"]
    decoders = [vae.way(row.kind, seed=1).generator for row in ways.values()]
    for other in decoders[1:]:
        assert all(np.array_equal(*pair) for pair in zip(decoders[0].get_weights(), other.get_weights(), strict=True))
    collapse = vae.group("collapse")
    assert {row.kind for row in collapse.values()} == {"VAE"} and len({row.steps for row in collapse.values()}) == 1
    tokens = vae.group("tokens")
    assert tokens["L1"]._replace(kind="") == tokens["L1 + patch D"]._replace(kind="")


def test_each_prediction_names_what_it_is_about():
    assert len(vae.PREDICTIONS) == 8 and all(vae.PREDICTIONS.values())


def test_edges_by_hand_and_of_a_softer_picture():
    sharp = np.zeros((1, 8, 8, 1))
    sharp[:, :, 4:] = 1.0
    soft = sharp.copy()
    soft[:, :, 3:5] = 0.5
    assert vae.edge_energy(sharp) == pytest.approx(8 / (2 * 7 * 8))  # eight steps of 1 among 112
    assert vae.edge_energy(soft) < vae.edge_energy(sharp)


def test_silent_coordinates_are_not_counted():
    means = np.random.default_rng(0).normal(0.0, [1.0, 0.05, 0.2], (500, 3))
    assert vae.active_units(means) == 2


@pytest.mark.parametrize("row", ["ring", "VAE-GAN", "L1 + patch D"])
def test_a_run_measures_its_row(row):
    record, pictures = vae.run(row, seed=0, steps=2)
    assert record["steps"] == 2 and record["processor_seconds"] > 0
    if row == "ring":
        values = [value for value, _ in record["densities"].values()]
        assert len(values) == 5 and values[:3] == sorted(values[:3])
        assert pictures["samples"].shape == (1000, 2)
    else:
        assert record["squared_error"] > 0 and 0 <= record["read"] <= 1
        assert pictures["rebuilt"].shape == (20, 28, 28, 1) and pictures["rebuilt"].dtype == np.uint8


def test_unknown_rows_and_kinds_are_refused():
    with pytest.raises(ValueError, match="unknown row 'flow'"):
        vae.run("flow", seed=0)
    with pytest.raises(ValueError, match="unknown kind 'flow'"):
        vae.way("flow", seed=0)


def test_the_shipped_table_is_whole_and_of_todays_settings():
    fresh = table.fresh(vae.EXPERIMENT)
    assert set(fresh) == {(row, seed) for row in vae.ROWS for seed in vae.SEEDS}
    pictures = vae.pictures()
    assert set(pictures) == set(vae.ROWS)


def test_the_three_ways_took_equal_time():
    spent = {name: [] for name in vae.group("ways")}
    for run in vae.load()["runs"]:
        if run["row"] in spent:
            spent[run["row"]].append(run["processor_seconds"])
    means = [np.mean(values) for values in spent.values()]
    assert max(means) < 1.3 * min(means)
