"""One kind of table for every experiment: a run is kept once it is made, and dropped when its settings change.

A table is a JSON file of command, machine, settings and runs, a line a run. Every run carries the hash of the settings
that made it: what all runs share, and what its row changes. So a change of one row costs the runs of that row, a change
of what all share costs them all, and an interrupted table is finished by asking for it again.

An experiment is its rows, its settings, and a function that measures one run:

>>> import tempfile
>>> rows = {"low": {"start": 1}, "high": {"start": 10}}
>>> sums = Experiment(
...     command="gan-course sums",
...     file="sums",
...     rows=rows,
...     seeds=(0, 1),
...     shared=lambda: {"steps": 2},
...     settings=lambda row: rows[row],
...     measure=lambda row, seed: ({"sum": rows[row]["start"] + 2 * seed}, {}),
...     folder=Path(tempfile.mkdtemp()),
... )
>>> make(sums, seeds=(0,))
{"row": "low", "seed": 0, "sum": 1}
{"row": "high", "seed": 0, "sum": 10}
>>> rows["low"]["start"] = 5
>>> make(sums, ["low"])
dropped: 1 run of other settings or of rows that are gone
{"row": "low", "seed": 0, "sum": 5}
{"row": "low", "seed": 1, "sum": 7}
>>> [(run["row"], run["seed"], run["sum"]) for run in load(sums)["runs"]]
[('low', 0, 5), ('low', 1, 7), ('high', 0, 10)]
"""

import functools
import hashlib
import json
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import NamedTuple

from gan_course.experiments import common
from gan_utils import _files


class Experiment(NamedTuple):
    """What a table holds, and how one of its runs is made.

    Attributes:
        command: what makes the table, as "gan-course laboratory".
        file: the table's name in data/results, without suffix.
        rows: a dictionary whose keys name the rows, in the order of the table.
        seeds: one run of each row for each, unless others are asked for.
        shared: () -> dictionary of what all runs share. A value with one entry for each task counts for that task
            alone, as does a key that is the name of a task.
        settings: (row) or (row, task) -> dictionary of what a row uses.
        measure: (row, seed) or (row, task, seed) -> (what is measured, a dictionary that JSON can hold; arrays that
            belong to the run, a dictionary, often empty). The arrays lie in an .npz beside the table.
        tasks: what every row is tried on, if there is more than one thing.
        summary: (list of (run, arrays)) -> dictionary that the finished table holds besides.
        folder: where the table lies, if not in data/results.
        arrays_folder: where the arrays lie, if not beside the table.
    """

    command: str
    file: str
    rows: Mapping
    seeds: tuple
    shared: Callable
    settings: Callable
    measure: Callable
    tasks: tuple = ()
    summary: Callable = lambda runs: {}
    folder: Path | None = None
    arrays_folder: Path | None = None


def path(experiment):
    """Return where the table lies."""
    return (experiment.folder or _files.data_dir() / "results") / f"{experiment.file}.json"


def load(experiment):
    """Return the table as it was measured: a dictionary of command, machine, settings and runs.

    Raises:
        FileNotFoundError: when nothing was measured yet, with the command that does.
    """
    if not path(experiment).exists():
        raise FileNotFoundError(f"{path(experiment).name} is not there yet: run `{experiment.command}`")
    return json.loads(path(experiment).read_text(encoding="utf-8"))


def with_arrays(experiment):
    """Return (run, its arrays) for every run of the table; the arrays are a dictionary, empty where none were kept."""
    stored = _stored_arrays(experiment)
    return [(run, stored.get(run.get("arrays"), {})) for run in load(experiment)["runs"]]


def pictures(experiment):
    """Return {row: its arrays} of the runs that kept any: of the first seed, where `of_first_seed` measured."""
    return {run["row"]: arrays for run, arrays in with_arrays(experiment) if arrays}


def of_first_seed(run, seeds):
    """Return a `measure` that calls run(row, seed) -> (record, arrays) and keeps the arrays of the first seed."""

    def measure(row, seed):
        record, arrays = run(row, seed)
        return record, arrays if seed == seeds[0] else {}

    return measure


def settings(experiment):
    """Return what all runs share and what each row uses, by task where there are tasks, as it goes into the table."""
    rows = lambda *task: {row: experiment.settings(row, *task) for row in experiment.rows}
    return experiment.shared() | {"rows": {task: rows(task) for task in experiment.tasks} or rows()}


def fingerprint(experiment, row, task=None):
    """Return the hash of all settings that make a run of a row on a task; it knows nothing of the code."""
    if task is None:
        made_with = [experiment.shared(), experiment.settings(row)]
    else:
        made_with = [common.of_task(experiment.shared(), task, experiment.tasks), experiment.settings(row, task)]
    return hashlib.sha256(json.dumps(made_with, sort_keys=True, allow_nan=False).encode()).hexdigest()[:12]


def fresh(experiment):
    """Return {(row, seed) or (row, task, seed): run} of the runs on disk that today's settings would make alike.

    A run whose arrays are lost is not among them.
    """
    stored = _stored_arrays(experiment)
    found = {}
    for run in load(experiment)["runs"] if path(experiment).exists() else ():
        key = tuple(run.get(part) for part in _parts(experiment))
        there = key[0] in experiment.rows and (not experiment.tasks or key[1] in experiment.tasks)
        if there and run.get("hash") == fingerprint(experiment, *key[:-1]) and run.get("arrays") in {None, *stored}:
            found[key] = run
    return found


def make(experiment, rows=None, tasks=None, seeds=None, again=False):
    """Make the runs that are missing, a printed line each, and write the table after every one.

    Args:
        experiment: an `Experiment`.
        rows: names; all by default.
        tasks: of the experiment; all by default.
        seeds: one run of each row and task for each; by default the experiment's.
        again: whether to make runs anew that are there.

    Raises:
        ValueError: for an unknown row or task, or a seed below 0, before anything runs.
    """
    todo = _todo(experiment, rows, tasks, seeds)
    known_runs = fresh(experiment)
    dropped = len(load(experiment)["runs"]) - len(known_runs) if path(experiment).exists() else 0
    if dropped:
        print(f"dropped: {dropped} run{'s' if dropped > 1 else ''} of other settings or of rows that are gone")
    for key in todo:
        if key in known_runs and not again:
            continue
        measured, arrays = experiment.measure(*key)
        names = dict(zip(_parts(experiment), key, strict=True))
        run = names | {"hash": fingerprint(experiment, *key[:-1])} | measured
        _write(experiment, run, arrays)
        print(_shown(run), flush=True)
    _write(experiment, finished=True)


def arguments(parser, experiment):
    """Add the arguments that all experiments have to an `argparse` parser: rows, --tasks, --seeds and --again."""
    parser.add_argument("rows", nargs="*", metavar="ROW", help="as in the table, in quotes; default all")
    if experiment.tasks:
        tasks = ", ".join(experiment.tasks)
        parser.add_argument(
            "--tasks", nargs="+", default=experiment.tasks, metavar="TASK", help=f"{tasks}; default all"
        )
    seeds = " ".join(map(str, experiment.seeds))
    parser.add_argument(
        "--seeds",
        type=common.at_least(0),
        nargs="+",
        default=experiment.seeds,
        metavar="SEED",
        help=f"one run of each row a seed; default {seeds}",
    )
    parser.add_argument("--again", action="store_true", help="also make runs anew that the table has")


def main(options, experiment):
    """Make what the parsed arguments of `arguments` ask for, and return the exit code."""
    make(experiment, options.rows, getattr(options, "tasks", None), options.seeds, options.again)
    return 0


def verbs(experiment):
    """Return what the module of an experiment offers: arguments(parser), main(options), load() and pictures().

    They are the functions of this module, with the experiment in place.

    >>> import argparse
    >>> arguments, main, load, pictures = verbs(Experiment("gan-course none", "none", {}, (0,), dict, dict, dict))
    >>> parser = argparse.ArgumentParser()
    >>> arguments(parser)
    >>> parser.parse_args([]).seeds
    (0,)
    """
    first = (functools.partial(function, experiment) for function in (load, pictures))
    last = (functools.partial(function, experiment=experiment) for function in (arguments, main))
    return (*last, *first)


def _parts(experiment):
    return ("row", "task", "seed") if experiment.tasks else ("row", "seed")


def _todo(experiment, rows, tasks, seeds):
    rows = [common.known("row", row, experiment.rows) for row in rows or experiment.rows]
    tasks = [common.known("task", task, experiment.tasks) for task in tasks or experiment.tasks]
    seeds = [common.whole(seed, 0, "a seed") for seed in (experiment.seeds if seeds is None else seeds)]
    keys = ((row, *task, seed) for task in [(each,) for each in tasks] or [()] for seed in seeds for row in rows)
    return list(dict.fromkeys(keys))


def _arrays_path(experiment):
    return (experiment.arrays_folder or path(experiment).parent) / f"{experiment.file}.npz"


def _stored_arrays(experiment):
    """Return {hash: {name: array}} of the arrays on disk, whether a run names them or not."""
    file, stored = _arrays_path(experiment), {}
    for name, array in _files.load_arrays(file).items() if file.exists() else ():
        digest, slash, name = name.partition("/")
        if slash:
            stored.setdefault(digest, {})[name] = array
    return stored


def _save_arrays(experiment, stored):
    named = {f"{digest}/{name}": array for digest, arrays in stored.items() for name, array in arrays.items()}
    _files.save_arrays(_arrays_path(experiment), named)


def _write(experiment, run=None, arrays=None, finished=False):
    """Write the table without stale runs, and with one more run, in such an order that it never lacks its arrays.

    Arrays are stored under their own hash, which their run names. New ones are added to those of the table on disk;
    then the table is replaced; only then those leave that no run names any more. Wherever that is interrupted, each run
    on disk has its arrays, and arrays without a run are seen by nobody and gone after the next write.
    """
    machine = load(experiment).get("machine") if path(experiment).exists() else None
    runs, stored = fresh(experiment), _stored_arrays(experiment)
    if run is not None:
        earlier = machine.split("; ") if machine and runs else []
        machine = "; ".join(dict.fromkeys([*earlier, common.machine()]))
        if arrays:
            run = run | {"arrays": _files.content_hash(arrays)[:12]}
            stored[run["arrays"]] = arrays
            _save_arrays(experiment, stored)
        runs[tuple(run[part] for part in _parts(experiment))] = run
    runs = sorted(runs.values(), key=functools.partial(_place, experiment))
    head = {"command": experiment.command, "machine": machine, "settings": settings(experiment)}
    if finished:
        head |= experiment.summary([(run, stored.get(run.get("arrays"), {})) for run in runs])
    with _files.replacing(path(experiment)) as temporary:
        temporary.write_text(_text(head, runs), encoding="utf-8")
    named = {run.get("arrays") for run in runs}
    if set(stored) - named:
        _save_arrays(experiment, {digest: arrays for digest, arrays in stored.items() if digest in named})


def _place(experiment, run):
    """Return by what runs are ordered: task, row and seed, as the experiment names them."""
    task = list(experiment.tasks).index(run["task"]) if experiment.tasks else 0
    return task, list(experiment.rows).index(run["row"]), run["seed"]


def _text(head, runs):
    r"""Return a table as JSON: a line a run, and a line for whatever in the settings is short.

    >>> print(_text({"command": "gan-course sums"}, [{"row": "low"}, {"row": "high"}]), end="")
    {
     "command": "gan-course sums",
     "runs": [
      {"row": "low"},
      {"row": "high"}
     ]
    }
    """
    lines = ",\n".join("  " + json.dumps(run, ensure_ascii=False) for run in runs)
    entries = [f" {json.dumps(key)}: {_lines(value, 1)}" for key, value in head.items()]
    return "{\n" + ",\n".join([*entries, f' "runs": [\n{lines}\n ]']) + "\n}\n"


def _lines(value, depth):
    text = json.dumps(value, ensure_ascii=False)
    if not isinstance(value, dict) or len(text) < 400:
        return text
    indent = " " * (depth + 1)
    entries = [
        f"{indent}{json.dumps(key, ensure_ascii=False)}: {_lines(item, depth + 1)}" for key, item in value.items()
    ]
    return "{\n" + ",\n".join(entries) + f"\n{indent[1:]}}}"


def _shown(run):
    """Return a run as a line of JSON, without what is long."""
    short = {key: value for key, value in run.items() if key != "hash" and len(json.dumps(value)) < 200}
    return json.dumps(short, ensure_ascii=False)
