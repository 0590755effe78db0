"""One kind of table for every experiment: what is kept, what is dropped, and what an interrupt leaves behind."""

import argparse
import json
import os
import subprocess
import sys

import numpy as np
import pytest

from gan_course.experiments import (
    ablation,
    common,
    diagnosing,
    generalisation,
    image_to_image,
    laboratory,
    table,
    training_data,
    unpaired,
)
from gan_utils import _files

TABLES = (ablation, laboratory, generalisation, diagnosing, image_to_image, unpaired, training_data)
EXPERIMENTS = {each.EXPERIMENT.file: each.EXPERIMENT for each in TABLES}


class Lamps:
    """A made-up experiment: rows with a brightness, two tasks, and a new number for each run, in table and arrays."""

    def __init__(self, folder):
        self.rows = {"red": {"watts": 1}, "green": {"watts": (2, 3)}, "blue": {"watts": 4}}
        self.shared = {"steps": {"day": 10, "night": 20}, "night": {"moon": 0.5}, "size": 7}
        self.made, self.fail_at = [], None
        self.experiment = table.Experiment(
            command="gan-course lamps",
            file="lamps",
            rows=self.rows,
            tasks=("day", "night"),
            seeds=(0, 1),
            shared=lambda: self.shared,
            settings=lambda row, task: self.rows[row],
            measure=self.measure,
            summary=lambda runs: {"total": sum(run["value"] for run, _ in runs)},
            folder=folder,
            arrays_folder=folder / "arrays",
        )

    def measure(self, row, task, seed):
        if len(self.made) == self.fail_at:
            raise KeyboardInterrupt
        self.made.append((row, task, seed))
        value = len(self.made)
        return {"value": value, "long": [0.5] * 200}, {"x": np.full(3, value), "y": np.zeros(2)} if seed == 0 else {}

    def make(self, *arguments, **named):
        """Return the keys of the runs that were made."""
        before = len(self.made)
        table.make(self.experiment, *arguments, **named)
        return self.made[before:]

    def in_table(self):
        return [(run["row"], run["task"], run["seed"]) for run in table.load(self.experiment)["runs"]]

    def members(self):
        """Return the hashes in the file of arrays."""
        return {name.partition("/")[0] for name in _files.load_arrays(table._arrays_path(self.experiment))}


@pytest.fixture
def lamps(tmp_path, monkeypatch):
    monkeypatch.setattr(common, "machine", lambda: "an abacus")
    return Lamps(tmp_path)


def assert_sound(lamps):
    """Every run on disk has the arrays that were made with it, and no array is read without a run."""
    if not table.path(lamps.experiment).exists():
        return
    for run, arrays in table.with_arrays(lamps.experiment):
        assert set(arrays) == ({"x", "y"} if run["seed"] == 0 else set()), run
        if run["seed"] == 0:
            assert arrays["x"].tolist() == [run["value"]] * 3, "the arrays of another run"


def test_every_row_task_and_seed_is_made_once_in_a_fixed_order(lamps, capsys):
    assert lamps.make() == [
        (row, task, seed) for task in ("day", "night") for seed in (0, 1) for row in ("red", "green", "blue")
    ]
    lines = [json.loads(line) for line in capsys.readouterr().out.splitlines()]
    assert len(lines) == 12 and lines[0] == {"row": "red", "task": "day", "seed": 0, "value": 1}  # without what is long
    assert lamps.make() == [] and lamps.make(["blue"], seeds=(1,)) == []
    expected = [(row, task, seed) for task in ("day", "night") for row in ("red", "green", "blue") for seed in (0, 1)]
    assert lamps.in_table() == expected
    found = table.load(lamps.experiment)
    assert found["command"] == "gan-course lamps" and found["machine"] == "an abacus" and found["total"] == 78
    assert found["settings"]["rows"]["night"]["green"] == {"watts": [2, 3]} and found["settings"]["size"] == 7
    text = table.path(lamps.experiment).read_text(encoding="utf-8")
    assert [line.lstrip().startswith('{"row"') for line in text.splitlines()].count(True) == 12  # a line a run
    assert len(lamps.members()) == 6


def test_a_table_made_in_pieces_is_the_same_file(lamps, tmp_path):
    lamps.make(["blue"], seeds=(1,))
    lamps.make(["red"], tasks=("night",))
    lamps.make()
    other = Lamps(tmp_path / "other")
    other.make()
    without = lambda text: [line.partition('"value"')[0] for line in text.splitlines()]
    mine, theirs = (table.path(each.experiment).read_text(encoding="utf-8") for each in (lamps, other))
    assert without(mine) == without(theirs)


def test_a_run_is_kept_although_the_next_is_interrupted(lamps):
    lamps.fail_at = 4
    with pytest.raises(KeyboardInterrupt):
        lamps.make()
    assert len(lamps.in_table()) == 4 and "total" not in table.load(lamps.experiment)  # the summary is of whole tables
    lamps.fail_at = None
    assert len(lamps.make()) == 8
    assert len(lamps.in_table()) == 12 and table.load(lamps.experiment)["total"] == 78


@pytest.mark.parametrize(
    ("change", "stale"),
    [
        (lambda lamps: lamps.rows["red"].update(watts=5), {("red", "day"), ("red", "night")}),
        (lambda lamps: lamps.rows["green"].update(bulbs=1), {("green", "day"), ("green", "night")}),
        (lambda lamps: lamps.shared["steps"].update(day=11), {(row, "day") for row in ("red", "green", "blue")}),
        (lambda lamps: lamps.shared["night"].update(moon=1), {(row, "night") for row in ("red", "green", "blue")}),
        (
            lambda lamps: lamps.shared.update(size=8),
            {(r, t) for r in ("red", "green", "blue") for t in ("day", "night")},
        ),
        (lambda lamps: lamps.shared.update(size=7, steps={"night": 20, "day": 10}), set()),  # the same, in other words
        (lambda lamps: lamps.rows["green"].update(watts=[2, 3]), set()),
    ],
)
def test_what_other_settings_made_is_dropped_and_nothing_else(lamps, change, stale, capsys):
    lamps.make()
    capsys.readouterr()
    change(lamps)
    assert {key[:2] for key in lamps.make(["blue"], tasks=("day",), seeds=(0,))} == stale & {("blue", "day")}
    runs = f"dropped: {2 * len(stale)} runs" if stale else ""
    assert capsys.readouterr().out.startswith(runs)
    kept = {key[:2] for key in lamps.in_table()}
    assert kept == {(row, task) for row in lamps.rows for task in ("day", "night")} - (stale - {("blue", "day")})
    assert_sound(lamps)
    assert len(lamps.members()) == sum(seed == 0 for _, _, seed in lamps.in_table())
    assert {key[:2] for key in lamps.make()} | ({("blue", "day")} & stale) == stale


def test_the_runs_of_a_row_that_is_gone_leave_with_their_arrays(lamps):
    lamps.make()
    del lamps.rows["green"]
    assert lamps.make() == []
    assert {row for row, _, _ in lamps.in_table()} == {"red", "blue"} and len(lamps.members()) == 4


def test_a_run_whose_arrays_are_lost_is_made_again(lamps):
    lamps.make(tasks=("day",))
    table._arrays_path(lamps.experiment).unlink()
    assert [seed for _, _, seed in lamps.make(tasks=("day",))] == [0, 0, 0]
    assert_sound(lamps)


def test_a_table_of_an_older_form_is_made_again(lamps):
    """As this project wrote them before runs carried the hash of their settings."""
    old = {"command": "lamps", "settings": {}, "runs": [{"configuration": "red", "task": "day", "seed": 0, "value": 5}]}
    lamps.experiment.arrays_folder.mkdir()
    _files.save_arrays(table._arrays_path(lamps.experiment), {"row_red": np.zeros(2), "day/red": np.zeros(2)})
    table.path(lamps.experiment).write_text(json.dumps(old), encoding="utf-8")
    assert lamps.make(["red"]) == [("red", task, seed) for task in ("day", "night") for seed in (0, 1)]
    assert_sound(lamps)
    assert lamps.members() == {run["arrays"] for run, arrays in table.with_arrays(lamps.experiment) if arrays}


def test_again_makes_a_run_anew_and_forgets_the_old_arrays(lamps):
    lamps.make(tasks=("day",))
    assert lamps.make(["red"], tasks=("day",), seeds=(0,), again=True) == [("red", "day", 0)]
    assert len(lamps.in_table()) == 6 and len(lamps.members()) == 3
    run, arrays = table.with_arrays(lamps.experiment)[0]
    assert run["value"] == 7 and arrays["x"].tolist() == [7, 7, 7]


def test_a_stale_table_stays_until_a_run_replaces_it(lamps):
    """A start by mistake, stopped at once, costs nothing."""
    lamps.make()
    before = table.path(lamps.experiment).read_bytes()
    lamps.shared["size"], lamps.fail_at = 8, len(lamps.made)
    with pytest.raises(KeyboardInterrupt):
        lamps.make()
    assert table.path(lamps.experiment).read_bytes() == before
    assert_sound(lamps)


@pytest.mark.parametrize("after", [False, True], ids=["before", "after"])
@pytest.mark.parametrize("again", [False, True], ids=["grown", "made anew"])
def test_an_interrupt_between_any_two_writes_leaves_each_run_with_its_arrays(tmp_path, monkeypatch, after, again):
    """Stopped just before or just after each file takes its place, while runs are added, dropped and made anew."""
    monkeypatch.setattr(common, "machine", lambda: "an abacus")
    replace = os.replace
    for moment in range(40):
        lamps = Lamps(tmp_path / str(moment))
        lamps.make(["red", "green"], tasks=("day",))
        lamps.rows["green"]["watts"] = 9
        writes = iter(range(40))

        def stopping(source, target, writes=writes, moment=moment):
            stop = next(writes) == moment
            if after or not stop:
                replace(source, target)
            if stop:
                raise KeyboardInterrupt

        monkeypatch.setattr(os, "replace", stopping)
        stopped = False
        try:
            lamps.make(tasks=("day",), again=again)
        except KeyboardInterrupt:
            stopped = True
        monkeypatch.setattr(os, "replace", replace)
        assert_sound(lamps)
        known = {key for key in lamps.in_table() if key[0] == "red"}
        assert known == {("red", "day", 0), ("red", "day", 1)}, "a run that was sound is lost"
        lamps.make(tasks=("day",))
        assert_sound(lamps)
        assert sorted(lamps.in_table()) == sorted((row, "day", seed) for row in lamps.rows for seed in (0, 1))
        assert len(lamps.members()) == 3, "arrays without a run"
        if not stopped:
            break
    assert moment >= (8 if again else 6)  # so many files take their place


def test_the_machines_of_a_table_are_named(lamps, monkeypatch):
    lamps.make(["red"])
    monkeypatch.setattr(common, "machine", lambda: "a slide rule")
    lamps.make(["red"])
    assert table.load(lamps.experiment)["machine"] == "an abacus"
    lamps.make(["red", "green"])
    lamps.make()
    assert table.load(lamps.experiment)["machine"] == "an abacus; a slide rule"
    lamps.shared["size"] = 0
    lamps.make()
    assert table.load(lamps.experiment)["machine"] == "a slide rule"


@pytest.mark.parametrize(
    ("asked", "message"),
    [
        ({"rows": ["mauve"]}, "unknown row 'mauve': choose one of red, green, blue"),
        ({"tasks": ["dusk"]}, "unknown task 'dusk': choose one of day, night"),
        ({"seeds": [0, -1]}, "a seed must be a whole number of at least 0, got -1"),
        ({"seeds": [0.5]}, "a seed must be a whole number of at least 0, got 0.5"),
    ],
)
def test_what_does_not_exist_is_refused_before_anything_runs(lamps, asked, message):
    with pytest.raises(ValueError, match=message):
        lamps.make(**asked)
    assert not lamps.made


def test_a_table_that_is_not_there_names_its_command(lamps):
    with pytest.raises(FileNotFoundError, match=r"lamps.json is not there yet: run `gan-course lamps`"):
        table.load(lamps.experiment)


def test_the_arguments_reach_the_runs(lamps):
    parser = argparse.ArgumentParser()
    table.arguments(parser, lamps.experiment)
    table.main(parser.parse_args(["red", "blue", "--tasks", "night", "--seeds", "3", "2"]), lamps.experiment)
    assert lamps.made == [(row, "night", seed) for seed in (3, 2) for row in ("red", "blue")]
    assert table.main(parser.parse_args(["red", "--tasks", "night", "--seeds", "3", "--again"]), lamps.experiment) == 0
    assert len(lamps.made) == 5
    table.main(parser.parse_args([]), lamps.experiment)
    assert len(lamps.made) == 5 + 12


@pytest.mark.parametrize(
    ("module", "words", "sentence"),
    [
        (ablation, ["--steps", "-5"], "--steps: expected a whole number of at least 1, got '-5'"),
        (ablation, ["--steps", "0"], "--steps: expected a whole number of at least 1, got '0'"),
        (laboratory, ["--seeds", "-1"], "--seeds: expected a whole number of at least 0, got '-1'"),
        (generalisation, ["--seeds", "one"], "--seeds: expected a whole number of at least 0, got 'one'"),
        (diagnosing, ["--seeds", "1.5"], "--seeds: expected a whole number of at least 0, got '1.5'"),
    ],
)
def test_numbers_that_make_no_sense_are_refused_in_a_sentence(module, words, sentence, capsys):
    parser = argparse.ArgumentParser()
    module.arguments(parser)
    with pytest.raises(SystemExit) as stop:
        parser.parse_args(words)
    assert stop.value.code == 2 and sentence in capsys.readouterr().err


@pytest.mark.parametrize("steps", [0, -5])
def test_no_experiment_trains_for_ever(steps):
    for start in (
        lambda: ablation.run("all guidelines", 0, steps),
        lambda: laboratory.run("R1", "grid", 0, steps),
        lambda: generalisation.run("50 digits", 1, steps),
        lambda: image_to_image.run("digits, L1", 1, steps),
        lambda: unpaired.run("no way back", 1, steps),
    ):
        with pytest.raises(ValueError, match="steps must be a whole number of at least 1"):
            start()


@pytest.mark.parametrize("file", EXPERIMENTS)
def test_the_committed_tables_hold_nothing_that_other_settings_made(file):
    experiment = EXPERIMENTS[file]
    found = table.load(experiment)
    assert len(table.fresh(experiment)) == len(found["runs"]) > 0
    assert found["settings"] == json.loads(json.dumps(table.settings(experiment)))
    assert found["command"] == experiment.command
    named = {run["arrays"] for run in found["runs"] if "arrays" in run}
    assert named == set(table._stored_arrays(experiment))
    text = table.path(experiment).read_text(encoding="utf-8")
    head = {key: value for key, value in found.items() if key != "runs"}
    assert text == table._text(head, sorted(found["runs"], key=lambda run: table._place(experiment, run)))


@pytest.mark.parametrize("file", ["dcgan_ablation", "laboratory", "diagnosis", "image_to_image"])
def test_the_committed_tables_hold_every_row_and_seed(file):
    assert set(table.fresh(EXPERIMENTS[file])) == set(table._todo(EXPERIMENTS[file], None, None, None))


def test_the_commands_are_known_without_tensorflow():
    """What a parser needs must not take the seconds of an import of TensorFlow."""
    code = (
        "import argparse, sys\n"
        "from gan_course.experiments import ablation, diagnosing, generalisation, image_to_image\n"
        "from gan_course.experiments import laboratory, pretrain, training_data, unpaired\n"
        "tables = ablation, diagnosing, generalisation, image_to_image, laboratory, pretrain, training_data, unpaired\n"
        "for each in tables:\n"
        "    each.arguments(argparse.ArgumentParser()), each.main\n"
        "print([name for name in ('tensorflow', 'keras') if name in sys.modules])"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "[]"


def test_of_a_row_s_runs_the_first_seed_s_keeps_its_arrays_and_is_the_one_shown(tmp_path):
    lamp = lambda row, seed: ({"lit": seed}, {"light": np.full(2, seed)})
    one = table.Experiment(
        command="gan-course lamp",
        file="lamp",
        rows={"red": {}},
        seeds=(4, 5),
        shared=dict,
        settings=lambda row: {},
        measure=table.of_first_seed(lamp, (4, 5)),
        folder=tmp_path,
    )
    table.make(one)
    assert [("arrays" in run, run["lit"]) for run in table.load(one)["runs"]] == [(True, 4), (False, 5)]
    assert {row: arrays["light"].tolist() for row, arrays in table.pictures(one).items()} == {"red": [4, 4]}
