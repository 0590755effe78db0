"""The laboratory's table: what a run keeps, and how to read a column, a history and the samples."""

import numpy as np

from gan_course.experiments import table
from gan_course.experiments.laboratory import runs
from gan_course.experiments.laboratory.configurations import (
    CONFIGURATIONS,
    KEPT_SEED,
    N_KEPT,
    SEEDS,
    TASKS,
    settings,
    shared,
)
from gan_utils import data


def _measure(name, task, seed):
    record, steps, generated = runs.run(name, task, seed)
    some = generated[: N_KEPT[task]]
    kept = np.round(some, 2).astype(np.float16) if task == "grid" else data.to_display(some)
    return record | {"history": runs.thinned(steps)}, {"samples": kept} if seed == KEPT_SEED else {}


EXPERIMENT = table.Experiment(
    command="gan-course laboratory",
    file="laboratory",
    rows=CONFIGURATIONS,
    tasks=TASKS,
    seeds=SEEDS,
    shared=shared,
    settings=settings,
    measure=_measure,
)


def arguments(parser):
    """Add the arguments of `gan-course laboratory` to an `argparse` parser."""
    table.arguments(parser, EXPERIMENT)


def main(options):
    """Make the runs that are missing, and return the exit code."""
    return table.main(options, EXPERIMENT)


def load():
    """Return the table as it was measured: command, machine, settings and runs, each with a thinned history.

    >>> sorted(load())
    ['command', 'machine', 'runs', 'settings']
    """
    return table.load(EXPERIMENT)


def samples():
    """Return {"task/row": samples of its first seed}: points (500, 2) float16, or images (8, 28, 28, 1) uint8.

    >>> samples()["grid/R1"].shape
    (500, 2)
    """
    kept = table.with_arrays(EXPERIMENT)
    return {f"{run['task']}/{run['row']}": arrays["samples"] for run, arrays in kept if arrays}


def collect(runs, task, key):
    """Return {row: values of `key` on one task, one for each seed}, in the order of `CONFIGURATIONS`.

    >>> runs = [{"row": "R1", "task": "grid", "modes": 25}, {"row": "R1", "task": "digits"}]
    >>> collect(runs, "grid", "modes")
    {'R1': [25]}
    """
    found = {name: [run[key] for run in runs if (run["row"], run["task"]) == (name, task)] for name in CONFIGURATIONS}
    return {name: values for name, values in found.items() if values}


def history(runs, name, task, seed=0):
    """Return the thinned history of one run of a table, a dictionary of lists.

    Raises:
        ValueError: when the table does not hold that run.

    >>> sorted(history(load()["runs"], "R1", "grid"))
    ['d_fake_term', 'd_g_z', 'd_real_term', 'd_x', 'g_loss', 'penalty']
    """
    for run in runs:
        if (run["row"], run["task"], run["seed"]) == (name, task, seed):
            return run["history"]
    raise ValueError(
        f"the table holds no run of {name!r} on {task!r} with seed {seed}: "
        f"choose a row of {', '.join(CONFIGURATIONS)} and a seed that was run"
    )
