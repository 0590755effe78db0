"""`gan-course unlabelled`: short runs of its rows, and the table that is committed."""

import numpy as np
import pytest

from gan_course.experiments import common, unlabelled
from gan_utils import data


@pytest.fixture(scope="module")
def runs():
    """Three steps of the run with ten clusters, twice with one seed and once with another."""
    return [unlabelled.run("10 clusters", seed=seed, marks=(1, 3), n_samples=200) for seed in (4, 4, 5)]


def test_a_run_scores_at_its_marks_and_follows_from_its_seed(runs):
    first, again, other = runs
    assert first["steps"] == [1, 3] and len(first["fcd"]) == len(first["seconds"]) == 2
    assert first["seconds"] == sorted(first["seconds"]) and first["seconds"][0] > 0
    assert first["fcd"] == pytest.approx(again["fcd"], rel=1e-3)
    assert first["fcd"] != pytest.approx(other["fcd"], rel=1e-3)
    assert first["fcd"][0] != pytest.approx(first["fcd"][1], rel=1e-3)  # it trains between its marks
    assert 0 <= first["share_nearer_to_training"] <= 1


def test_rows_differ_in_what_they_say_they_do():
    gans = {name: unlabelled._gan(name, 0, (28, 28, 1)) for name in unlabelled.ROWS}
    assert [gan.n_classes for gan in gans.values()] == [None, None, 10, 50, 50, 50]
    betas = [(gan.g_optimizer.beta_1, gan.d_optimizer.beta_1, gan.d_optimizer.beta_2) for gan in gans.values()]
    assert betas == [(0.5, 0.5, 0.999)] + 5 * [(0.0, 0.0, 0.99)]
    for player in ("g_optimizer", "d_optimizer"):
        rates = [float(getattr(gan, player).learning_rate) for gan in gans.values()]
        assert rates == pytest.approx([1e-3, 1e-3, 1e-3, 1e-3, 2e-3, 1e-3])
    kinds = [{type(layer).__name__ for layer in gan.generator._flatten_layers()} for gan in gans.values()]
    assert ["UpSampling2D" in found for found in kinds] == 5 * [False] + [True]
    assert all(gan.ema_warmup and gan.ema_decay == 0.998 for gan in gans.values())
    with pytest.raises(
        ValueError, match=r"choose one of no labels, β₁ = 0\.5, no labels, 10 clusters, 50 clusters, 50, rates ×2"
    ):
        unlabelled.run("9 clusters", seed=0)


def test_copies_lie_nearer_to_the_training_digits():
    train, held_out = (data.to_model(data.load("mnist5k", split).images) for split in ("train", "test"))
    # 1,000 of the 4,000 are compared, so about a quarter of the copies meet their original; the rest are fresh digits.
    assert common.nearer_to_training(train[::10]) > 0.55
    assert common.nearer_to_training(held_out[::5]) == 0.0
    assert common.fcd(held_out) == pytest.approx(0, abs=1e-3) and common.fcd(-held_out) > 100


def test_the_committed_table_holds_every_row_with_three_seeds():
    table = unlabelled.load()
    assert table["settings"]["marks"] == list(unlabelled.MARKS)
    found = {(run["row"], run["seed"]) for run in table["runs"]}
    assert found == {(row, seed) for row in unlabelled.ROWS for seed in unlabelled.SEEDS}
    for run in table["runs"]:
        assert run["steps"] == list(unlabelled.MARKS) and np.isfinite(run["fcd"]).all()
        assert run["seconds"] == sorted(run["seconds"])
