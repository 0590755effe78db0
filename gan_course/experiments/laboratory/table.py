"""The table of all runs: where it lies, how it grows by a run at a time, and how to read a column."""

import json

import numpy as np

from gan_course.experiments.laboratory.configurations import (
    BATCH_SIZE,
    BETA_1,
    CONFIGURATIONS,
    LEARNING_RATE,
    MINIMUM,
    N_SAMPLES,
    SEEDS,
    SIDE,
    SPACING,
    STD,
    STEPS,
    TASKS,
    WIDTH,
    WIDTHS,
    settings,
)
from gan_utils import _files, data

PICTURED_SEED = 0  # of its runs some samples are kept
PICTURED = {"grid": 500, "digits": 8}


def path():
    """Return where the table lies."""
    return _files.data_dir() / "results" / "laboratory.json"


def load():
    """Return the table as it was measured: a dictionary of command, settings and runs, each with a thinned history.

    >>> sorted(load())
    ['command', 'runs', 'settings']
    """
    return json.loads(path().read_text(encoding="utf-8"))


def samples():
    """Return {"task/row": samples of its first seed}: points (500, 2) float16, or images (8, 28, 28, 1) uint8.

    >>> samples()["grid/R1"].shape
    (500, 2)
    """
    return _files.load_arrays(path().with_suffix(".npz"))


def collect(runs, task, key):
    """Return {row: values of `key` on one task, one for each seed}, in the order of `CONFIGURATIONS`.

    >>> runs = [{"configuration": "R1", "task": "grid", "modes": 25}, {"configuration": "R1", "task": "digits"}]
    >>> collect(runs, "grid", "modes")
    {'R1': [25]}
    """
    found = {
        name: [run[key] for run in runs if (run["configuration"], run["task"]) == (name, task)]
        for name in CONFIGURATIONS
    }
    return {name: values for name, values in found.items() if values}


def history(runs, name, task, seed=0):
    """Return the thinned history of one run of a table, a dictionary of lists.

    Raises:
        ValueError: when the table does not hold that run.

    >>> sorted(history(load()["runs"], "R1", "grid"))
    ['d_fake_term', 'd_g_z', 'd_real_term', 'd_x', 'g_loss', 'penalty']
    """
    for run in runs:
        if (run["configuration"], run["task"], run["seed"]) == (name, task, seed):
            return run["history"]
    raise ValueError(
        f"the table holds no run of {name!r} on {task!r} with seed {seed}: "
        f"choose a row of {', '.join(CONFIGURATIONS)} and a seed that was run"
    )


def shared():
    """Return what all rows share and what each uses on each task, as it goes into the table."""
    return {
        "steps": STEPS,
        "batch_size": BATCH_SIZE,
        "learning_rate": LEARNING_RATE,
        "beta_1": BETA_1,
        "samples": N_SAMPLES,
        "minimum": MINIMUM,
        "widths": {"grid": list(WIDTHS), "digits": WIDTH},
        "grid": {"side": SIDE, "spacing": SPACING, "std": STD},
        "rows": {task: {name: settings(name, task) for name in CONFIGURATIONS} for task in TASKS},
    }


def main(names=None, tasks=TASKS, seeds=SEEDS, again=False):
    """Make the runs that are missing, a line each, and write the table after every one.

    A run that was made with other settings than now counts as missing.

    Args:
        names: rows; all by default.
        tasks: of `TASKS`.
        seeds: one run of each row and task for each.
        again: whether to make runs anew that are there.

    Raises:
        ValueError: for an unknown row or task, before anything runs.
    """
    from gan_course.experiments.laboratory.runs import run, thinned

    names = list(names or CONFIGURATIONS)
    todo = [(name, task, seed) for task in tasks for seed in seeds for name in names]
    kept = _still_valid()
    for name, task, _ in todo:
        settings(name, task)
    for name, task, seed in todo:
        if not again and (name, task, seed) in kept:
            continue
        record, steps, generated = run(name, task, seed)
        print(record, flush=True)
        kept[name, task, seed] = record | {"history": thinned(steps)}
        _write(kept, (task, name, generated) if seed == PICTURED_SEED else None)
    return 0


def _still_valid():
    """Return {(row, task, seed): run} of the runs on disk that today's settings would make alike."""
    if not path().exists():
        return {}
    table, now = load(), json.loads(json.dumps(shared()))
    then = table["settings"]
    per_task = ("steps", "learning_rate", "samples", "widths")
    if any(then.get(key) != now[key] for key in now if key not in (*per_task, "grid", "rows")):
        return {}

    def valid(run):
        name, task = run["configuration"], run["task"]
        alike = all(then[key][task] == now[key][task] for key in per_task)
        alike = alike and (task != "grid" or then["grid"] == now["grid"])
        return alike and then["rows"][task].get(name) == now["rows"][task].get(name, "gone")

    return {(run["configuration"], run["task"], run["seed"]): run for run in table["runs"] if valid(run)}


def _write(kept, picture):
    """Write the table, a line for each run, and with a picture (task, row, generated) some of its samples."""
    order = {name: number for number, name in enumerate(CONFIGURATIONS)}
    keys = sorted(kept, key=lambda key: (TASKS.index(key[1]), order[key[0]], key[2]))
    head = json.dumps({"command": "gan-course laboratory", "settings": shared()}, indent=1, ensure_ascii=False)
    runs = ",\n".join("  " + json.dumps(kept[key], ensure_ascii=False) for key in keys)
    if picture is not None:
        task, name, generated = picture
        file = path().with_suffix(".npz")
        arrays = _files.load_arrays(file) if file.exists() else {}
        some = generated[: PICTURED[task]]
        arrays[f"{task}/{name}"] = np.round(some, 2).astype(np.float16) if task == "grid" else data.to_display(some)
        _files.save_arrays(file, arrays)
    with _files.replacing(path()) as temporary:
        temporary.write_text(f'{head[:-2]},\n "runs": [\n{runs}\n ]\n}}\n', encoding="utf-8")
