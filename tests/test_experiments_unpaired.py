"""`gan-course unpaired`: piles of which nothing belongs together, measures that a known answer passes, its table."""

import numpy as np
import pytest

from gan_course.experiments import unpaired
from gan_utils import data, metrics
from gan_utils.data.sprites import FILLS

TEST = data.load("mnist5k", "test")


def test_no_digit_is_in_both_piles_and_none_is_held_out():
    grey, pictures, colours, of_grey, of_coloured = unpaired.piles("train", seed=1)
    assert len(grey) == len(pictures) == len(of_grey) == len(of_coloured) == 2000
    seen = {image.tobytes() for image in unpaired.ink(pictures)}
    assert not seen & {image[..., :1].tobytes() for image in grey}
    assert np.bincount(colours, minlength=6).min() > 250
    assert not np.array_equal(colours, unpaired.piles("train", seed=2)[2])


def test_a_coloured_digit_has_its_colour_and_can_be_read():
    pictures, colours = unpaired.coloured(TEST.images, seed=3)
    assert (unpaired.nearest(unpaired.inks(pictures)) == colours).all()
    assert unpaired.near(unpaired.inks(pictures)).mean() > 0.9
    grey = np.repeat(TEST.images, 3, axis=-1)
    assert not unpaired.near(unpaired.inks(grey)).any()
    read = metrics.digit_classifier().predict(unpaired.ink(pictures)) == TEST.labels
    assert read.mean() > 0.95
    assert not unpaired.ink(np.zeros((1, 28, 28, 3), "uint8")).any()


@pytest.mark.parametrize("name", unpaired.ROWS)
def test_a_row_weighs_the_way_back_as_it_says(name):
    chosen, model = unpaired.settings(name), unpaired.translators(name, 1)
    assert (model.cycle_weight, model.identity_weight) == (chosen["cycle_weight"], chosen["identity_weight"])
    joined = [layer for layer in model.to_b._flatten_layers() if type(layer).__name__ == "Concatenate"]
    assert bool(joined) == chosen["skips"] and model.pool_size == unpaired.POOL
    assert {tuple(shape) for shape in (model.to_a.output_shape, model.to_b.output_shape)} == {(None, 28, 28, 3)}


def test_a_short_run_measures_what_the_table_holds():
    record, pictures = unpaired.run("cycle 10 alone", seed=0, steps=1)
    kept = unpaired.load()["runs"][0]
    assert set(record) == set(kept) - {"row", "seed", "hash", "arrays"} and record["steps"] == 1
    assert {images.shape for images in pictures.values()} == {(10, 28, 28, 3)}
    assert sum(record["colours"]) == round(record["true_colour"] * 500)


def test_the_committed_table_holds_every_row_with_three_seeds():
    found = unpaired.load()["runs"]
    assert {(run["row"], run["seed"]) for run in found} == {
        (row, seed) for row in unpaired.ROWS for seed in unpaired.SEEDS
    }
    assert set(unpaired.pictures()) == set(unpaired.ROWS)
    assert len(FILLS) == len(found[0]["colours"])


def test_an_unknown_row_is_refused_with_the_list():
    with pytest.raises(ValueError, match=r"choose one of cycle 10, identity 0\.5, no way back"):
        unpaired.run("cycle 9", seed=0)
