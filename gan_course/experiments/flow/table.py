"""The table of notebook 14: what a run keeps, and how far two seeds agree on where noise goes."""

import itertools

import numpy as np

from gan_course.experiments import table
from gan_course.experiments.flow import rows, runs


def _measure(row, seed):
    """Measure a run; of the digits' pictures the first seed's are kept, of the ring's modes every seed's."""
    record, arrays = runs.run(row, seed)
    if seed != rows.SEEDS[0]:
        arrays = {name: array for name, array in arrays.items() if name == "modes"}
    return record, arrays


EXPERIMENT = table.Experiment(
    command="gan-course flow",
    file="flow",
    rows=rows.ROWS,
    seeds=rows.SEEDS,
    shared=rows.shared,
    settings=rows.settings,
    measure=_measure,
)

arguments, main, load, _ = table.verbs(EXPERIMENT)


def pictures():
    """Return {row: its arrays} of the first seed: `drawn`, and more of a flow; `modes` and `ends` on the ring."""
    kept = table.with_arrays(EXPERIMENT)
    return {run["row"]: arrays for run, arrays in kept if arrays and run["seed"] == rows.SEEDS[0]}


def agreement(one, other):
    """Return how often two runs on the ring send the same noise to the same mode.

    Args:
        one, other: which mode each noise went to, ints, shape (n,), of the same noise.

    Returns:
        (share, low, high, chance): Wilson's 95% interval, and the share that two runs would reach which fill their
        modes as these do, but with no regard to the noise.

    >>> agreement(np.array([0, 0, 1, 1]), np.array([0, 0, 1, 0]))[0::3]
    (0.75, 0.5)
    """
    from gan_utils import metrics

    one, other = np.asarray(one), np.asarray(other)
    share, low, high = metrics.wilson_interval(int((one == other).sum()), len(one))
    shares = [np.bincount(each, minlength=8) / len(each) for each in (one, other)]
    return share, low, high, float(shares[0] @ shares[1])


def sent(row):
    """Return {seed: the mode that each of the table's draws of noise is sent to} of a row on the ring."""
    return {run["seed"]: arrays["modes"] for run, arrays in table.with_arrays(EXPERIMENT) if run["row"] == row}


def agreements(row):
    """Return {(seed, seed): what `agreement` says} of each two runs of a row on the ring."""
    found = sent(row)
    return {pair: agreement(*(found[seed] for seed in pair)) for pair in itertools.combinations(sorted(found), 2)}
