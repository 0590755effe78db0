"""The table of all runs: where it lies, how it grows by a run at a time, and how to read a column."""

import json
import os
import re

import numpy as np

from gan_course.experiments.generalisation import rows
from gan_utils import _files

PICTURED_SEED = rows.SEEDS[0]  # its samples are kept, 24 of each row in `PICTURED`
PICTURED = (*rows.group("data"), *rows.group("transfer"), "500 + translation of real only", "50 + intensity")


def path():
    """Return where the table lies."""
    return _files.data_dir() / "results" / "generalisation.json"


def load():
    """Return the table as it was measured: a dictionary of command, machine, settings and runs.

    >>> sorted(load())
    ['command', 'machine', 'runs', 'settings']
    """
    return json.loads(path().read_text(encoding="utf-8"))


def pictures():
    """Return {row: 24 samples of its first seed}, uint8, shape (24, 28, 28, 1).

    >>> pictures()["50 digits"].shape
    (24, 28, 28, 1)
    """
    arrays = _files.load_arrays(path().with_suffix(".npz"))
    return {name: arrays[_key(name)] for name in rows.ROWS if _key(name) in arrays}


def _key(name):
    """Return the name under which a row's samples are stored.

    >>> _key("4,000 digits"), _key("50 + intensity")
    ('row_4_000_digits', 'row_50_intensity')
    """
    return "row_" + re.sub(r"\W+", "_", name)


def collect(runs, key, group=None):
    """Return {row: values of `key`, one for each seed}, in the order of `ROWS`.

    Args:
        runs: as in `load()["runs"]`.
        key: of a run, as "fcd".
        group: only the rows of this group.

    >>> runs = [{"row": "50 digits", "fcd": 2.0}, {"row": "500 digits", "fcd": 3.0}, {"row": "50 digits", "fcd": 4.0}]
    >>> collect(runs, "fcd")
    {'500 digits': [3.0], '50 digits': [2.0, 4.0]}
    """
    wanted = rows.ROWS if group is None else rows.group(group)
    found = {name: [run[key] for run in runs if run["row"] == name] for name in wanted}
    return {name: values for name, values in found.items() if values}


def settings():
    """Return what all rows share and what each changes, as it goes into the table."""
    return {
        "batch_size": rows.BATCH_SIZE,
        "learning_rate": rows.LEARNING_RATE,
        "ema_decay": rows.EMA_DECAY,
        "equal_steps": rows.EQUAL_STEPS,
        "pretraining_steps": rows.PRETRAINING_STEPS,
        "new_classes": list(rows.NEW_CLASSES),
        "n_samples": rows.N_SAMPLES,
        "rows": {name: row._asdict() | {"augment": list(row.augment)} for name, row in rows.ROWS.items()},
    }


def main(names=None, seeds=rows.SEEDS, again=False):
    """Make the runs that are missing, a line each, and write the table after every one.

    Args:
        names: of rows; all by default.
        seeds: a run of each row for each.
        again: whether to make runs anew that are there.
    """
    from gan_course.experiments.generalisation.runs import run

    names = list(names or rows.ROWS)
    for name in names:
        rows.find(name)
    for seed in seeds:
        for name in names:
            if not again and _is_there(name, seed):
                continue
            record, samples = run(name, seed)
            _keep(record, samples)
            shown = {key: value for key, value in record.items() if key != "curve"}
            print(shown, flush=True)
    return 0


def _is_there(name, seed):
    runs = load()["runs"] if path().exists() else []
    return any((run["row"], run["seed"]) == (name, seed) for run in runs)


def _keep(record, samples):
    """Add a run to the table, in the place of one with the same row and seed; runs of rows that are gone leave."""
    import tensorflow as tf

    gpu = "a GPU" if tf.config.list_physical_devices("GPU") else "no GPU"
    old = load()["runs"] if path().exists() else []
    place = {name: number for number, name in enumerate(rows.ROWS)}
    key = lambda run: (run["row"], run["seed"])
    runs = [run for run in old if key(run) != key(record) and run["row"] in place] + [record]
    table = {
        "command": "gan-course generalise",
        "machine": f"{os.cpu_count()} cores, {gpu}",
        "settings": settings(),
        "runs": sorted(runs, key=lambda run: (place[run["row"]], run["seed"])),
    }
    if record["seed"] == PICTURED_SEED and record["row"] in PICTURED:
        file = path().with_suffix(".npz")
        kept = _files.load_arrays(file) if file.exists() else {}
        _files.save_arrays(file, {**kept, _key(record["row"]): np.asarray(samples)})
    with _files.replacing(path()) as temporary:
        temporary.write_text(_text(table), encoding="utf-8")


def _text(table):
    """Return the table as JSON with a line for each run."""
    runs = ",\n".join("  " + json.dumps(run, ensure_ascii=False) for run in table["runs"])
    head = json.dumps({key: value for key, value in table.items() if key != "runs"}, indent=1, ensure_ascii=False)
    return f'{head[:-2]},\n "runs": [\n{runs}\n ]\n}}\n'
