"""`gan-course training_data`: the real digits are few and fair, half a batch is drawn, and the table is whole."""

import numpy as np
import pytest

from gan_course.experiments import training_data
from gan_utils import data

TEST = data.load("mnist5k", "test")


def test_the_real_digits_are_as_many_of_each_class_and_none_is_held_out():
    held_out = {image.tobytes() for image in TEST.images}
    for seed in (1, 2):
        real = training_data.few(200, seed)
        assert np.bincount(real.labels).tolist() == [20] * 10
        assert len({image.tobytes() for image in real.images} - held_out) == 200
    assert not np.array_equal(real.images, training_data.few(200, 1).images)
    with pytest.raises(ValueError, match="multiple of 10"):
        training_data.few(55, 1)


def test_half_of_each_batch_is_drawn_by_the_gan_and_no_more():
    real = training_data.few(50, 1)
    drawn = np.full((20, 28, 28, 1), 0.25, "float32"), np.arange(20) % 10
    for moved in (False, True):
        for images, labels in training_data.mixed(real, drawn, seed=1, moved=moved).take(2):
            flat = (np.abs(images.numpy() - 0.25) < 0.01).reshape(64, -1).mean(axis=1) > 0.5
            assert flat[32:].all() and not flat[:32].any() and labels.shape == (64,)
    alone = next(iter(training_data.mixed(real, None, seed=1, moved=False)))[0].numpy()
    own = {image.tobytes() for image in data.to_model(real.images)}
    assert {image.tobytes() for image in alone} <= own


def test_a_classifier_learns_what_its_batches_show():
    real = training_data.few(200, 1)
    right = training_data.accuracy(training_data.mixed(real, None, 1, moved=False), seed=1, steps=60)
    turned = data.ImageDataset(real.images, (real.labels + 1) % 10)
    wrong = training_data.accuracy(training_data.mixed(turned, None, 1, moved=False), seed=1, steps=60)
    assert right > 0.6 > 0.2 > wrong


def test_a_short_run_measures_what_the_table_holds():
    record, pictures = training_data.run("50", seed=0, gan_steps=1, steps=1)
    kept = training_data.load()["runs"][0]
    assert set(record) == set(kept) - {"row", "seed", "hash", "arrays"}
    assert tuple(record["accuracy"]) == training_data.KINDS and pictures["drawn"].shape == (20, 28, 28, 1)


def test_the_committed_table_holds_every_row_with_three_seeds():
    found = training_data.load()["runs"]
    wanted = {(row, seed) for row in training_data.ROWS for seed in training_data.SEEDS}
    assert {(run["row"], run["seed"]) for run in found} == wanted
    assert set(training_data.pictures()) == set(training_data.ROWS)
