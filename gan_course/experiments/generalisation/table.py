"""The tables of notebook 08: what a run keeps, and how to read a column and the pictures."""

import numpy as np

from gan_course.experiments import table
from gan_course.experiments.generalisation import rows, runs


def _measure(name, seed):
    record, samples = runs.run(name, seed)
    pictured = name in rows.PICTURED and seed == rows.PICTURED_SEED
    return record, {"samples": np.asarray(samples)} if pictured else {}


EXPERIMENT = table.Experiment(
    command="gan-course generalisation",
    file="generalisation",
    rows=rows.ROWS,
    seeds=rows.SEEDS,
    shared=rows.shared,
    settings=rows.settings,
    measure=_measure,
)


def arguments(parser):
    """Add the arguments of `gan-course generalisation` to an `argparse` parser."""
    table.arguments(parser, EXPERIMENT)


def main(options):
    """Make the runs that are missing, and return the exit code."""
    return table.main(options, EXPERIMENT)


def load():
    """Return the table as it was measured: a dictionary of command, machine, settings and runs.

    >>> sorted(load())
    ['command', 'machine', 'runs', 'settings']
    """
    return table.load(EXPERIMENT)


def pictures():
    """Return {row: 24 samples of its first seed}, uint8, shape (24, 28, 28, 1).

    >>> pictures()["50 digits"].shape
    (24, 28, 28, 1)
    """
    return {run["row"]: arrays["samples"] for run, arrays in table.with_arrays(EXPERIMENT) if arrays}


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
