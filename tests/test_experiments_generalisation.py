"""The runs behind notebook 08: fair choices of images, one change a row, and a table that grows a run at a time."""

import json

import keras
import numpy as np
import pytest

from gan_course.experiments import generalisation, table
from gan_course.experiments.generalisation import measuring, rows, runs
from gan_course.experiments.generalisation import table as table_module
from gan_utils import data

TRAIN, TEST = data.load("mnist5k"), data.load("mnist5k", "test")


def pixels(images):
    return {image.tobytes() for image in images}


@pytest.mark.parametrize("seed", [0, 3])
def test_a_smaller_choice_is_part_of_a_larger_one(seed):
    few, more = (generalisation.training_digits(n, seed) for n in (50, 500))
    assert np.bincount(few.labels).tolist() == [5] * 10 and np.bincount(more.labels).tolist() == [50] * 10
    assert pixels(few.images) < pixels(more.images) < pixels(TRAIN.images)
    assert not pixels(more.images) & pixels(TEST.images)


def test_each_seed_chooses_its_own_digits():
    first, second = (pixels(generalisation.training_digits(50, seed).images) for seed in (0, 1))
    assert len(first & second) < 10


@pytest.mark.parametrize("n", [0, 55, 4010])
def test_only_as_many_of_each_class(n):
    with pytest.raises(ValueError, match="multiple of 10 from 10 to 4000"):
        generalisation.training_digits(n)


def test_the_unseen_digits_of_the_new_classes_are_all_the_others():
    few, unseen = generalisation.new_digits(50, seed=1)
    # 2 classes of 500: 50 to learn from leave 950
    assert np.bincount(few.labels, minlength=10).tolist() == [0] * 8 + [25, 25]
    assert np.bincount(unseen.labels, minlength=10).tolist() == [0] * 8 + [475, 475]
    assert not pixels(few.images) & pixels(unseen.images)


def test_a_row_changes_one_thing_of_the_row_that_it_names():
    for name, row in generalisation.ROWS.items():
        other = generalisation.ROWS[generalisation.against(name)]
        assert (row.images, row.steps) == (other.images, other.steps) or row.group == "data", name
        changed = {key for key in row._fields if getattr(row, key) != getattr(other, key)} - {"group", "every"}
        if row.real_only:
            changed -= {"augment"}  # against "500 digits" it augments, and the real ones only
        assert len(changed) == (generalisation.against(name) != name), (name, changed)
    penalised = [row for row in generalisation.ROWS.values() if row.r1]
    assert penalised and not any(row.batch_norm for row in penalised)


def test_a_penalised_row_compiles_without_a_warning():
    runs.gan_for(generalisation.ROWS["50 without batch norm + R1"], 0, jit_compile=False)  # warnings are errors here


def test_unknown_rows_and_groups_are_named():
    with pytest.raises(ValueError, match="unknown row 'none': choose one of 4,000 digits"):
        generalisation.run("none", 0)
    with pytest.raises(ValueError, match="unknown group 'none': choose one of data, help"):
        generalisation.group("none")
    with pytest.raises(ValueError, match="unknown network 'none': choose"):
        generalisation.build("none", 0)


def test_only_the_real_images_are_moved():
    row = rows.Row("help", 500, augment=("translation",), real_only=True)
    digits = generalisation.training_digits(500)
    plain, moved, again = (
        np.stack(list(runs.real_batches(each, digits, 0, 3).as_numpy_iterator()))
        for each in (row._replace(real_only=False), row, row)
    )
    assert plain.shape == moved.shape == (3, 50, 28, 28, 1)
    assert not np.array_equal(plain, moved)
    np.testing.assert_array_equal(np.sort(moved, axis=None), np.sort(again, axis=None))
    # a digit that moves inside its black margin keeps its pixels
    same = [
        np.array_equal(np.sort(a, axis=None), np.sort(b, axis=None)) for a, b in zip(plain[0], moved[0], strict=True)
    ]
    assert np.mean(same) > 0.5
    gan = runs.gan_for(row, 0, jit_compile=False)
    assert gan.augment is None and runs.gan_for(row._replace(real_only=False), 0, False).augment is not None


def test_fine_tuning_starts_from_the_pretrained_weights(monkeypatch):
    row = rows.ROWS["fine-tuned, D half frozen"]
    source = [network.get_weights() for network in generalisation.build("small", 7)]
    monkeypatch.setattr(runs, "pretrained", lambda seed: source)
    gan = runs.gan_for(row, 0, jit_compile=False)
    for network, weights in zip(
        (gan.generator, gan.discriminator, gan.ema_generator), [*source, source[0]], strict=True
    ):
        for got, want in zip(network.get_weights(), weights, strict=True):
            np.testing.assert_array_equal(got, want)
    scratch = runs.gan_for(rows.ROWS["from scratch"], 0, jit_compile=False)
    assert len(gan.discriminator.trainable_variables) < len(scratch.discriminator.trainable_variables)
    assert not np.array_equal(scratch.generator.get_weights()[0], source[0][0])


def test_mean_logits_over_all_batches():
    stack = [keras.Input((2, 1, 1)), keras.layers.Flatten(), keras.layers.Dense(1)]
    discriminator = keras.Sequential(stack)
    discriminator.layers[-1].set_weights([np.array([[1.0], [2.0]]), np.array([0.5])])
    images = np.array([[0, 255], [255, 255], [255, 255]], np.uint8).reshape(3, 2, 1, 1)
    # logits −1 + 2 + ½ = 1.5 and twice 1 + 2 + ½ = 3.5; the mean is 8.5/3, and not the mean of the batches' means
    assert measuring.mean_logits(discriminator, images, batch_size=2) == pytest.approx(8.5 / 3)


class Printer:
    """A GAN whose generator prints given images, and whose discriminator says 1 to training images, else 0."""

    def __init__(self, images, known):
        self.images, self.known = images, {image.tobytes() for image in known}
        self.generator = keras.Sequential(
            [keras.Input((2,)), keras.layers.Dense(784), keras.layers.Reshape((28, 28, 1))]
        )

    def generate(self, n, seed):
        return data.to_model(self.images[np.random.default_rng(seed).integers(0, len(self.images), n)])

    def discriminator(self, images, training):
        assert not training
        return np.array([[float(data.to_display(image).tobytes() in self.known)] for image in images])


@pytest.mark.parametrize("copies", [True, False])
def test_a_copier_is_found_and_an_honest_generator_is_not(copies):
    few = generalisation.training_digits(50)
    fresh = TRAIN.subset(slice(0, 4000, 5))
    fresh = fresh.subset(np.array([image.tobytes() not in pixels(few.images) for image in fresh.images]))
    watcher = measuring.Watcher(few, TEST, seed=0, every=5, n_samples=200)
    watcher.set_model(Printer(few.images if copies else fresh.images, few.images))
    watcher.on_train_begin()
    watcher.on_train_batch_end(0)
    watcher.on_train_end()  # between two measurements, so that there is a last one here
    found = watcher.record()
    assert found["gap"] == 1.0  # this D knows its training images, whatever G does
    assert found["logits"]["fake"] == [float(copies)] * 2 and found["fcd_raw"] != found["fcd"]
    assert found["curve"]["step"] == found["logits"]["step"] == [0, 1]
    if copies:
        assert found["share"] == found["share_pixels"] == found["copies"] == found["copies_pixels"] == 1.0
    else:
        assert abs(found["share_pixels"] - 0.5) < 0.15 and found["copies_pixels"] < 0.1
        assert abs(found["share"] - found["share_real"]) < 0.2
    assert 0.35 < found["share_real_pixels"] < 0.65


def record(name, seed, fcd):
    return {"row": name, "seed": seed, "fcd": fcd, "curve": {"step": [0], "fcd": [fcd]}}


def test_the_table_grows_by_a_run_at_a_time(tmp_path, monkeypatch):
    elsewhere = generalisation.EXPERIMENT._replace(folder=tmp_path)
    monkeypatch.setattr(table_module, "EXPERIMENT", elsewhere)
    made, samples = [], np.zeros((24, 28, 28, 1), np.uint8)

    def run(name, seed):
        if name == "500 digits" and seed == 2:
            raise KeyboardInterrupt
        made.append((name, seed))
        return record(name, seed, float(len(made))), samples + seed

    monkeypatch.setattr(runs, "run", run)
    names = ["500 digits", "50 digits"]
    with pytest.raises(KeyboardInterrupt):
        table.make(elsewhere, names, seeds=(1, 2))
    assert made == [("500 digits", 1), ("50 digits", 1)]  # kept, although the third was interrupted
    table.make(elsewhere, ["50 digits"], seeds=(1, 2))
    assert made[2:] == [("50 digits", 2)]  # what is there is not made again
    table.make(elsewhere, ["500 digits"], seeds=(1,), again=True)
    kept = json.loads((tmp_path / "generalisation.json").read_text(encoding="utf-8"))
    # in the order of the rows, the run made again with its new value
    assert [(run["row"], run["seed"], run["fcd"]) for run in kept["runs"]] == [
        ("500 digits", 1, 4.0),
        ("50 digits", 1, 2.0),
        ("50 digits", 2, 3.0),
    ]
    assert kept["settings"]["rows"]["50 digits"]["images"] == 50
    assert set(generalisation.pictures()) == set(names) and generalisation.pictures()["50 digits"].max() == 1


def test_main_refuses_an_unknown_row_before_it_trains(monkeypatch):
    monkeypatch.setattr(runs, "run", lambda *_: pytest.fail("trained"))
    with pytest.raises(ValueError, match="unknown row"):
        table.make(generalisation.EXPERIMENT, ["50 digits", "none"])


def test_the_committed_table_is_whole_and_agrees_with_itself():
    found = generalisation.load()
    pairs = [(run["row"], run["seed"]) for run in found["runs"]]
    assert len(set(pairs)) == len(pairs)
    assert {run["row"] for run in found["runs"]} <= set(generalisation.ROWS)
    assert found["settings"]["rows"] == json.loads(json.dumps(table.settings(generalisation.EXPERIMENT)["rows"]))
    for run in found["runs"]:
        row, curve, logits = generalisation.ROWS[run["row"]], run["curve"], run["logits"]
        assert curve["step"] == [*range(0, row.steps + 1, row.every)], run["row"]
        assert logits["step"] == [*range(0, row.steps + 1, min(row.every, 500))], run["row"]
        assert (curve["fcd"][-1], curve["share"][-1]) == (run["fcd"], run["share"])
        assert run["low"] <= run["share"] <= run["high"]
        assert run["gap"] == pytest.approx(logits["train"][-1] - logits["unseen"][-1], abs=2e-3)


def test_the_claims_rest_on_three_seeds():
    fcd = generalisation.collect(generalisation.load()["runs"], "fcd")
    assert {name: len(values) for name, values in fcd.items()} == dict.fromkeys(generalisation.ROWS, 3)
