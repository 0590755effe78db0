"""The runs behind notebook 12: the same damage for all, fair rows, and measurements that a known answer passes."""

import numpy as np
import pytest

from gan_course.experiments import image_to_image
from gan_course.experiments.image_to_image import rows, runs
from gan_utils import data, training
from gan_utils.data.sprites import FILLS

TEST = data.load("mnist5k", "test")


def test_all_runs_are_measured_on_the_same_damaged_digits():
    found = [run["damages"] for run in image_to_image.load()["runs"] if run["row"].startswith("digits")]
    assert len(found) == 6
    for kind in rows.DAMAGES:
        assert len({str(damages[kind]["damaged"]) for damages in found}) == 1


def test_the_table_agrees_with_what_its_damages_score_today():
    kept = image_to_image.load()["runs"][0]["damages"]["low resolution"]["damaged"]
    again = image_to_image.scores(image_to_image.damaged(TEST.images, "low resolution", 1002), TEST)
    assert again == pytest.approx(kept, rel=1e-3)


def test_training_digits_are_damaged_by_each_seed_in_its_own_way():
    first, second = (runs._pairs(rows.ROWS["digits, L1"], seed) for seed in (1, 2))
    assert len(first) == 12_000 and np.array_equal(first.targets, second.targets)
    noise, low = slice(0, 4000), slice(8000, 12_000)
    assert not np.array_equal(first.inputs[noise], second.inputs[noise])
    assert np.array_equal(first.inputs[low], second.inputs[low])  # nothing there is drawn
    held_out = {image.tobytes() for image in TEST.images}
    assert not held_out & {image.tobytes() for image in first.targets}


@pytest.mark.parametrize("name", rows.ROWS)
def test_a_row_has_a_judge_or_a_distance_and_learns_as_it_says(name):
    row, model = rows.ROWS[name], image_to_image.restorer(rows.ROWS[name], 1)
    assert (model.discriminator is not None) == row.judged and model.l1_weight == row.l1_weight
    assert isinstance(model, training.ImageToImage) and (row.judged or row.l1_weight > 0)
    other = next(each for key, each in rows.ROWS.items() if key != name and each.group == row.group)
    assert other.steps == row.steps  # compared at equal steps


def test_the_fill_of_a_sprite_is_its_colour_and_a_grey_one_is_none_of_the_six():
    _, sprites, colours = (part[::50] for part in image_to_image.drawings("test"))
    found = image_to_image.fills(sprites, sprites, colours)
    assert np.abs(found - np.array(FILLS)[colours]).max() <= 2
    grey = np.full_like(sprites, 150)
    assert np.allclose(image_to_image.fills(grey, sprites, colours), 150)
    away = np.linalg.norm(np.array(FILLS) - 150.0, axis=1)
    assert away.min() > rows.TOLERANCE


class Painter:
    """Colours every outline by a rule, in the place of a trained model."""

    def __init__(self, colour):
        self.colour = colour

    def generate(self, outlines, seed):
        made = np.repeat(outlines[..., :1], 3, axis=-1)
        return np.where(made > 0, np.uint8(self.colour(seed)), made).astype(np.uint8)


def test_a_painter_of_one_true_colour_scores_all_and_one_who_listens_to_the_noise_spreads():
    measured, pictures = runs._measure_sprites(Painter(lambda seed: FILLS[3]), seed=1, n=100, draws=2)
    assert measured["true_colour"] == 1 and measured["colours"] == [0, 0, 0, 100, 0, 0]
    assert measured["spread_over_z"] == 0 and pictures["drawn"].shape[:1] == (2,)
    measured, _ = runs._measure_sprites(Painter(lambda seed: FILLS[seed % 6]), seed=1, n=100, draws=2)
    assert measured["true_colour"] == 1 and measured["spread_over_z"] > 30


def test_a_style_is_another_sprite_of_the_colour_that_is_asked():
    outlines, sprites, colours = image_to_image.drawings("test")
    taken = image_to_image.with_style(outlines, sprites, colours, colours, seed=0)
    assert np.array_equal(taken[..., :1], outlines)
    assert not (taken[..., 1:] == sprites).all(axis=(1, 2, 3)).any()  # never itself
    assert (_colour_of(taken[..., 1:], sprites, colours) == colours).all()
    asked = (colours + 2) % 6
    other = image_to_image.with_style(outlines[:50], sprites, colours, asked[:50], seed=0)
    assert (_colour_of(other[..., 1:], sprites, colours) == asked[:50]).all()


def _colour_of(shown, sprites, colours):
    known = {sprite.tobytes(): colour for sprite, colour in zip(sprites, colours, strict=True)}
    return np.array([known[np.ascontiguousarray(picture).tobytes()] for picture in shown])


class Copier:
    """Fills every outline with the strongest colour of the sprite behind it, in the place of a trained model."""

    def generate(self, taken, seed):
        shown = taken[..., 1:].reshape(len(taken), -1, 3)
        fill = shown[np.arange(len(taken)), np.ptp(shown.astype(int), axis=-1).argmax(axis=-1)]
        return np.tile(fill[:, None, None], (1, *taken.shape[1:3], 1))


def test_who_copies_the_colour_shown_gets_the_colour_asked_and_a_painter_of_one_does_not():
    measured, pictures = runs._measure_styled(Copier(), seed=1, n=100)
    assert measured["asked_colour"] > 0.9 and measured["true_colour"] > 0.9
    assert pictures["swapped"].shape[:2] == (5, 6)
    one, _ = runs._measure_styled(Painter(lambda seed: FILLS[3]), seed=1, n=100)
    assert one["true_colour"] == 1 and one["asked_colour"] < 0.35


@pytest.mark.parametrize("name", ["digits, L1 + patch D", "sprites, λ = 1", "sprites, L1, colour shown"])
def test_a_short_run_measures_what_the_table_holds(name):
    record, pictures = image_to_image.run(name, seed=0, steps=2)
    kept = next(run for run in image_to_image.load()["runs"] if run["row"] == name)
    assert set(record) == set(kept) - {"row", "seed", "hash", "arrays"} and record["steps"] == 2
    shapes = {key: value.shape for key, value in pictures.items()}
    assert shapes == {key: value.shape for key, value in image_to_image.pictures()[name].items()}


def test_what_is_unknown_is_refused_in_a_sentence():
    with pytest.raises(ValueError, match="unknown damage 'rust': choose one of noise, hole, low resolution"):
        image_to_image.damaged(TEST.images, "rust", 0)
    with pytest.raises(ValueError, match="unknown row 'digits, L2': choose one of digits, L1"):
        image_to_image.run("digits, L2", 0)
    with pytest.raises(ValueError, match="unknown group 'faces'"):
        image_to_image.group("faces")


def test_only_the_first_seed_keeps_pictures():
    assert set(image_to_image.pictures()) == set(rows.ROWS)
    kept = {run["seed"] for run in image_to_image.load()["runs"] if "arrays" in run}
    assert kept == {rows.SEEDS[0]}
