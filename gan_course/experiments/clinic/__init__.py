"""Twelve bugs from published code, rewritten small: each as it was found and mended. The table of notebook 09.

`gan-course clinic` writes it to data/results/clinic.json, a run at a time; `PREDICTIONS` was written before the first
of them. A patient's `check` fails on its bug, and passes once that is mended.

>>> PATIENTS["codes"].check(PATIENTS["codes"].code("mended")).passed
True
"""

from gan_course.experiments.clinic.patients import (
    PATIENTS,
    PREDICTIONS,
    ROWS,
    SEEDS,
    STATES,
    STEPS,
    Patient,
    settings,
)
from gan_course.experiments.clinic.report import cost, examined, fix, of, source, verdicts
from gan_course.experiments.clinic.runs import overlap, run
from gan_course.experiments.clinic.table import EXPERIMENT, arguments, costs, load, main, pictures

__all__ = [
    "EXPERIMENT",
    "PATIENTS",
    "PREDICTIONS",
    "ROWS",
    "SEEDS",
    "STATES",
    "STEPS",
    "Patient",
    "arguments",
    "cost",
    "costs",
    "examined",
    "fix",
    "load",
    "main",
    "of",
    "overlap",
    "pictures",
    "run",
    "settings",
    "source",
    "verdicts",
]
