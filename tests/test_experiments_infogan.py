"""The runs behind notebook 11: their rows, what is measured, and the table that is shipped."""

import numpy as np
import pytest

from gan_course.experiments import infogan, table
from gan_utils import data, metrics


def test_rows_of_a_group_start_alike_and_differ_in_one_thing():
    for group in ("digits", "sprites"):
        first, *others = infogan.group(group).values()
        for other in others:
            assert sum(one != changed for one, changed in zip(first, other, strict=True)) == 1
    one, other = infogan.group("labels")
    assert infogan.ROWS[one].steps == infogan.ROWS[other].steps
    players = [infogan.trainer(name, seed=1) for name in (one, other)]
    weights = [[w for w in player.generator.get_weights()] for player in players]
    assert all(np.array_equal(*pair) for pair in zip(*weights, strict=True))
    trunks = [player.discriminator.layers[1].get_weights()[0] for player in players]
    assert np.array_equal(*trunks)


def test_each_prediction_names_what_it_is_about():
    assert len(infogan.PREDICTIONS) == 10 and all(infogan.PREDICTIONS.values())


def test_every_code_comes_as_often_as_the_others():
    codes = infogan.codes_in_turn(2000, 10, seed=1)
    assert (np.bincount(codes) == 200).all() and not np.array_equal(codes[:10], np.arange(10))
    assert not np.array_equal(codes, infogan.codes_in_turn(2000, 10, seed=2))
    for half in (codes[::2], codes[1::2]):  # both halves hold every code, whatever the order
        assert np.bincount(half, minlength=10).min() > 60


def test_turning_one_code_leaves_the_other_and_the_noise():
    class Model:
        latent_dim = 3

        def generate(self, labels, uniform, z):
            assert np.array_equal(z, np.repeat(z[:1], len(z), axis=0))
            return np.stack([labels, *uniform.T], axis=1)[:, :, None, None]

    made = infogan.turned(Model(), seed=0, n_codes=4)[..., 0, 0]
    assert made.shape == (2, 4, 5, 3)
    assert made[0, 2].tolist() == [[2, turn, 0] for turn in (-1, -0.5, 0, 0.5, 1)]
    assert made[1, 3].tolist() == [[3, 0, turn] for turn in (-1, -0.5, 0, 0.5, 1)]


@pytest.mark.parametrize("row", ["digits, λ = 1", "digits, nothing dense", "sprites, λ = 0", "AC-GAN"])
def test_a_run_measures_its_row(row):
    record, pictures = infogan.run(row, seed=0, steps=2)
    assert record["steps"] == 2 and record["processor_seconds"] > 0
    assert all(each.dtype == np.uint8 for each in pictures.values())
    if row == "sprites, λ = 0":
        assert set(record["explained"]) == {"x", "y", "size", "angle", "shape", "colour"}
        assert all(0 <= share <= 1 for shares in record["explained"].values() for share in shares)
    elif row == "AC-GAN":
        assert len(record["coverage"]) == len(record["shown"]) == 10
        assert np.mean(record["shown"]) == pytest.approx(record["agreement"][0], abs=1e-3)
    else:
        assert np.sum(record["pairs"]) == 2000 and sorted(record["stands_for"]) == list(range(10))
        assert pictures["codes"].shape == (80, 28, 28, 1) and pictures["turned"].shape == (100, 28, 28, 1)


def test_unknown_rows_are_refused():
    with pytest.raises(ValueError, match="unknown row 'digits'"):
        infogan.run("digits", seed=0)


def test_the_shipped_table_is_whole_and_of_todays_settings():
    fresh = table.fresh(infogan.EXPERIMENT)
    assert set(fresh) == {(row, seed) for row in infogan.ROWS for seed in infogan.SEEDS}
    assert set(infogan.pictures()) == set(infogan.ROWS)


def test_the_codes_that_fail_draw_two_digits_that_look_alike():
    pairs = next(
        np.array(run["pairs"])
        for run in infogan.load()["runs"]
        if run["row"] == "digits, λ = 1" and run["seed"] == 1  # the seed of the notebook's picture
    )
    two = [sorted(np.argsort(found)[-2:].tolist()) for found in pairs if np.sort(found)[-2] / found.sum() > 0.2]
    assert [4, 9] in two and [3, 5] in two


def test_the_first_code_moves_the_picture_s_sprites_to_the_left_and_the_second_makes_them_grow():
    turned = infogan.pictures()["sprites, λ = 1"]["turned"].reshape(2, 6, 5, 32, 32, 3)
    ink = 255.0 - turned.min(axis=-1)
    ink[ink < 60] = 0  # the ground is not quite white
    place = (ink.sum(axis=-2) * np.arange(32)).sum(axis=-1) / ink.sum(axis=(-2, -1))
    assert (np.diff(place[0], axis=-1) < 0).all() and np.ptp(place[0], axis=-1).min() > 4
    assert np.abs(np.diff(place[1].mean(axis=0))).max() < 1
    assert (np.diff(ink.sum(axis=(-2, -1))[1], axis=-1) > 0).all()


def test_what_an_untaught_head_sorts_comes_from_what_its_d_has_learnt():
    test = data.load("mnist5k", "test")
    for run in infogan.load()["runs"]:
        if run["row"] == "digits, λ = 0":  # where the head keeps its first weights
            read, _ = infogan.trainer(run["row"], run["seed"]).read(test.images)
            before = metrics.code_agreement(read.argmax(axis=1), test.labels)
            assert before.high < run["sorted"][1]  # the intervals, before the first step and after the last, lie apart
