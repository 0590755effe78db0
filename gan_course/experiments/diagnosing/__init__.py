"""Runs whose trouble is known because it was put there: what the thresholds of `diagnostics` are set and judged on.

`gan-course diagnosing` trains them, keeps what a diagnosis needs in tests/data/diagnosis.npz, sets the thresholds on
one half of the seeds, and writes the confusion matrix of the other half to data/results/diagnosis.json.

>>> len(CONFIGURATIONS) >= 10, DATASETS
(True, ('ring', 'digits'))
"""

from gan_course.experiments.diagnosing.configurations import (
    CONFIGURATIONS,
    DATASETS,
    SEEDS,
    confirmed,
    label_of,
    settings,
    shared,
)
from gan_course.experiments.diagnosing.fitting import confusion, fit
from gan_course.experiments.diagnosing.runs import build, run
from gan_course.experiments.diagnosing.table import EXPERIMENT, arguments, judge, load, load_runs, main, measures, path

__all__ = [
    "CONFIGURATIONS",
    "DATASETS",
    "EXPERIMENT",
    "SEEDS",
    "arguments",
    "build",
    "confirmed",
    "confusion",
    "fit",
    "judge",
    "label_of",
    "load",
    "load_runs",
    "main",
    "measures",
    "path",
    "run",
    "settings",
    "shared",
]
