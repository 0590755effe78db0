"""The failure laboratory: rows that differ only in what they say, runs that repeat, a table that resumes."""

import json

import matplotlib.pyplot as plt
import numpy as np
import pytest

from gan_course.experiments import laboratory, table
from gan_course.experiments.laboratory import configurations
from gan_course.experiments.laboratory import runs as runs_module
from gan_course.experiments.laboratory import table as table_module
from gan_utils import plotting, toy

NAMES = list(laboratory.CONFIGURATIONS)


@pytest.fixture
def own_table(tmp_path, monkeypatch):
    """A table elsewhere, of runs of very few steps."""
    elsewhere = laboratory.EXPERIMENT._replace(folder=tmp_path)
    monkeypatch.setattr(table_module, "EXPERIMENT", elsewhere)
    for module in (runs_module, configurations):
        monkeypatch.setattr(module, "STEPS", {"grid": 3, "digits": 1})
    return elsewhere


def test_there_are_twelve_rows_or_more_and_each_has_settings_for_both_tasks():
    assert len(NAMES) >= 12 and len(set(NAMES)) == len(NAMES)
    for task in laboratory.TASKS:
        chosen = [json.dumps(laboratory.settings(name, task)) for name in NAMES]
        assert len(set(chosen)) == len(NAMES), "two rows are the same"


BOUNDED = {"loss", "weight_clip"}, {"loss", "penalty", "penalty_weight"}  # a Wasserstein loss and what bounds its slope


def changes(name, task):
    """Return which settings of a row differ from those of the row that it names; a penalty and its weight are one."""
    mine, others = (laboratory.settings(row, task) for row in (name, laboratory.against(name)))
    return {key for key in mine if mine[key] != others[key]}


@pytest.mark.parametrize("task", laboratory.TASKS)
def test_a_row_changes_one_thing_of_the_row_that_it_names(task):
    for name in NAMES:
        found = changes(name, task)
        if "Wasserstein" in name and laboratory.against(name) == laboratory.BARE:
            assert found in BOUNDED, name
        elif name.startswith("both rates"):
            assert found == {"g_rate", "d_rate"}
        elif name == "SGD":
            assert found == {"optimizer", "g_rate", "d_rate"}  # its steps are of another length
        else:
            assert len(found - {"penalty_weight"}) == (name != laboratory.BARE), (name, found)
    assert changes("R1 with EMA", task) == {"ema_decay"} and changes("hinge with spectral norm", task) == {
        "spectral_norm"
    }
    assert changes("D's rate ×4", task) == {"d_rate"} and changes("minimax", task) == {"loss"}


@pytest.mark.parametrize(("name", "task"), [("R3", "grid"), ("R1", "faces")])
def test_an_unknown_row_or_task_is_refused_with_the_valid_ones(name, task):
    with pytest.raises(ValueError, match=r"choose one of .*(R1 with EMA|digits)"):
        laboratory.run(name, task)
    with pytest.raises(ValueError, match="choose one of"):
        table.make(laboratory.EXPERIMENT, [name], tasks=(task,))


def test_all_rows_of_a_task_start_from_the_same_weights():
    for task in laboratory.TASKS:
        first, second = (laboratory.build(name, task, seed=4) for name in ("minimax", "hinge with spectral norm"))
        kernels = [
            [v.numpy() for v in gan.discriminator.trainable_variables if v.path.endswith("kernel")]
            for gan in (first, second)
        ]
        assert len(kernels[0]) == 3
        for a, b in zip(*kernels, strict=True):
            np.testing.assert_array_equal(a, b)
        for a, b in zip(first.generator.get_weights(), second.generator.get_weights(), strict=True):
            np.testing.assert_array_equal(a, b)
        other = laboratory.build("minimax", task, seed=5)
        assert any(
            (a != b).any() for a, b in zip(first.generator.get_weights(), other.generator.get_weights(), strict=True)
        )


@pytest.mark.parametrize("task", laboratory.TASKS)
def test_no_discriminator_mixes_the_images_of_a_batch(task):
    """Batch normalisation would: the logit of an image must not depend on its company."""
    rng = np.random.default_rng(0)
    for name in NAMES:
        gan = laboratory.build(name, task)
        kinds = [type(layer).__name__ for layer in gan.discriminator._flatten_layers()]
        assert "BatchNormalization" not in kinds
    shape = gan.sample_shape
    images = rng.uniform(-1, 1, (4, *shape)).astype("float32")
    alone = gan.discriminator(images[:1], training=True).numpy()
    together = gan.discriminator(images, training=True).numpy()
    np.testing.assert_allclose(alone, together[:1], rtol=1e-4, atol=1e-5)


def test_a_row_reaches_the_training_step():
    """Each setting shows in the compiled GAN."""
    of = lambda name: laboratory.build(name, "grid")
    assert of("Wasserstein with clipping").weight_clip == 0.1
    assert of("R1").penalty.__name__ == "r1_penalty" and of("R1").penalty_weight == 0.1
    scales = of("D's rate ×4")
    ratio = float(scales.d_optimizer.learning_rate) / float(scales.g_optimizer.learning_rate)
    assert ratio == pytest.approx(4.0)
    assert float(of("both rates ×¼").g_optimizer.learning_rate) == pytest.approx(0.25 * 2e-3)
    assert type(of("SGD").g_optimizer).__name__ == "SGD" and float(of("β₁ = 0").d_optimizer.beta_1) == 0.0
    kinds = [
        type(layer).__name__
        for network in (of("PReLU").generator, of("PReLU").discriminator)
        for layer in network.layers
    ]
    assert kinds.count("PReLU") == 4 and of("relativistic").gan_loss.relativistic
    assert of("EMA").ema_generator is not None and of("minimax").ema_generator is None
    zeros = np.zeros((2, 1), "float32")
    # At D = ½ smoothing changes nothing; where D is sure of real images it costs: t·softplus(−r) + (1 − t)·softplus(r).
    sure = of("label smoothing").gan_loss.discriminator(zeros + 5, zeros)[0]
    assert float(sure) == pytest.approx(0.9 * 0.006715 + 0.1 * 5.006715, rel=1e-3)


def test_the_same_row_and_seed_see_the_same_batches_whatever_n_critic():
    few = [batch.numpy() for batch in laboratory.batches("grid", steps=2, seed=3)]
    many = [batch.numpy() for batch in laboratory.batches("grid", steps=2, seed=3, n_critic=2)]
    other = next(iter(laboratory.batches("grid", steps=1, seed=4))).numpy()
    assert len(few) == 2 and len(many) == 4
    np.testing.assert_array_equal(few[1], many[1])
    assert (few[0] != other).any()


def test_a_run_repeats_and_scores_what_it_returns():
    record, history, generated = laboratory.run("R1", "grid", seed=1, steps=4)
    again, _, same = laboratory.run("R1", "grid", seed=1, steps=4)
    np.testing.assert_allclose(generated, same, atol=1e-5)
    assert record["modes"] == again["modes"] and len(history["penalty"]) == record["done"] == 4
    centres = toy.grid(5, 2.0)
    assert record["modes"] == toy.modes_covered(generated, centres, 0.1, minimum=10)
    assert record["touched"] >= record["modes"]
    assert record["good"] == pytest.approx(toy.mode_counts(generated, centres, 0.1).sum() / 2500, abs=1e-4)


def test_scores_tell_a_perfect_generator_from_one_that_lost_a_mode():
    centres = toy.grid(5, 2.0)
    perfect = toy.sample_modes(centres, 2500, 0.1, seed=0)
    lacking = toy.sample_modes(centres[1:], 2500, 0.1, seed=0)
    assert runs_module._scores("grid", perfect)["modes"] == 25
    assert runs_module._scores("grid", perfect)["good"] > 0.97  # 1 − exp(−9/2) = 98.9%
    assert runs_module._scores("grid", lacking)["modes"] == 24
    nine = np.concatenate([lacking, np.tile(centres[:1], (9, 1))])
    ten = np.concatenate([lacking, np.tile(centres[:1], (10, 1))])
    assert [runs_module._scores("grid", cloud)["modes"] for cloud in (nine, ten)] == [24, 25]


def test_a_row_that_averages_is_scored_raw_beside(monkeypatch):
    record, *_ = laboratory.run("EMA", "grid", seed=1, steps=4)
    assert {"modes", "modes_raw", "good", "good_raw", "touched", "touched_raw"} < set(record)
    assert not any(key.endswith("_raw") for key in laboratory.run("R1", "grid", seed=1, steps=1)[0])
    gan = laboratory.build("EMA", "grid")
    assert gan.ema_warmup and not laboratory.build("R1", "grid").ema_warmup


def test_a_batch_is_as_large_as_its_row_says():
    sizes = {name: laboratory.settings(name, "grid")["batch"] for name in ("batch ×¼", "batch ×4")}
    shapes = {name: next(iter(laboratory.batches("grid", 1, times=times))).shape[0] for name, times in sizes.items()}
    assert shapes == {"batch ×¼": 16, "batch ×4": 256}


def test_a_thinned_history_averages_and_keeps_short_ones():
    assert laboratory.thinned({"a": [1.0, 2.0, 6.0]}, points=2) == {"a": [1.5, 6.0]}
    assert laboratory.thinned({"a": [1.0, 2.0]}, points=60) == {"a": [1.0, 2.0]}
    assert len(laboratory.thinned({"a": list(range(1000))})["a"]) == 60


def test_the_table_grows_resumes_and_drops_what_other_settings_made(own_table, monkeypatch, capsys):
    table.make(own_table, ["minimax", "EMA"], tasks=("grid",), seeds=(0,))
    assert capsys.readouterr().out.count('"row"') == 2
    table.make(own_table, ["EMA", "minimax"], tasks=("grid",), seeds=(0, 1))
    assert capsys.readouterr().out.count('"row"') == 2  # those of seed 1 only
    found = laboratory.load()
    order = [(run["row"], run["seed"]) for run in found["runs"]]
    assert order == [("minimax", 0), ("minimax", 1), ("EMA", 0), ("EMA", 1)]
    assert laboratory.samples()["grid/EMA"].shape == (500, 2)
    assert set(laboratory.samples()) == {"grid/minimax", "grid/EMA"}  # of the first seed
    assert list(laboratory.collect(found["runs"], "grid", "modes")) == ["minimax", "EMA"]
    assert len(laboratory.history(found["runs"], "EMA", "grid", 1)["g_loss"]) == 3
    with pytest.raises(ValueError, match="no run of 'R1'"):
        laboratory.history(found["runs"], "R1", "grid")

    monkeypatch.setitem(laboratory.CONFIGURATIONS, "EMA", {"ema_decay": 0.5})
    table.make(own_table, ["EMA"], tasks=("grid",), seeds=(0,))
    assert capsys.readouterr().out.count('"row"') == 1
    assert [run["row"] for run in laboratory.load()["runs"]] == ["minimax", "minimax", "EMA"]


def test_other_steps_on_digits_leave_the_grid_alone(own_table, monkeypatch):
    """The two tasks share a table, but no settings that would make one's runs again for the other's sake."""
    row = {task: table.fingerprint(own_table, "R1", task) for task in laboratory.TASKS}
    for module in (runs_module, configurations):
        monkeypatch.setattr(module, "STEPS", {"grid": 3, "digits": 2500})
    changed = {task for task in laboratory.TASKS if table.fingerprint(own_table, "R1", task) != row[task]}
    assert changed == {"digits"}


def test_the_committed_table_is_whole_and_made_with_todays_settings():
    found = laboratory.load()
    assert found["settings"] == json.loads(json.dumps(table.settings(laboratory.EXPERIMENT)))
    for task, key in (("grid", "modes"), ("digits", "fcd")):
        values = laboratory.collect(found["runs"], task, key)
        assert list(values) == NAMES
        assert all(len(each) >= 3 for each in values.values())
        assert all(f"{task}/{name}" in laboratory.samples() for name in NAMES)


def test_plot_rows_draws_every_value_and_names_each_row():
    fig, ax = plotting.figure()
    plotting.plot_rows({"a": [1.0, 3.0], "b": [2.0]}, "modes", target=25, ax=ax)
    dots = [collection.get_offsets()[:, 0].tolist() for collection in ax.collections]
    assert dots == [[1.0, 3.0], [2.0]]
    means = [line.get_xdata()[0] for line in ax.lines if line.get_lw() == 2.2 and len(line.get_xdata())]
    assert means == [2.0, 2.0]
    assert [label.get_text() for label in ax.get_yticklabels()] == ["a", "b"]
    plt.close(fig)


@pytest.mark.parametrize("table", [{}, {"a": []}, {"a": [1.0, float("nan")]}])
def test_plot_rows_refuses_what_it_cannot_draw(table):
    with pytest.raises(ValueError, match=r"at least one row|needs finite values"):
        plotting.plot_rows(table, "modes")
    plt.close("all")


def test_plot_modes_marks_covered_and_missed_centres():
    centres = toy.grid(2, 2.0)
    samples = np.repeat(centres[:3], [5, 5, 1], axis=0)
    fig, ax = plotting.figure()
    plotting.plot_modes(samples, centres, 0.1, minimum=2, ax=ax)
    covered, missed = ax.collections[1:]
    np.testing.assert_array_equal(covered.get_offsets(), centres[:2])
    np.testing.assert_array_equal(missed.get_offsets(), centres[2:])
    plt.close(fig)
