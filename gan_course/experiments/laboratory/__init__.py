"""The failure laboratory: one change at a time to a bare GAN, on two tasks and three seeds. The table of notebook 07.

`gan-course laboratory` writes it to data/results/laboratory.json; `run` makes any single run again, and `build` gives
its networks, compiled and untrained.

>>> len(CONFIGURATIONS) >= 12, TASKS
(True, ('grid', 'digits'))
"""

from gan_course.experiments.laboratory.configurations import BARE, CONFIGURATIONS, TASKS, against, settings, shared
from gan_course.experiments.laboratory.runs import batches, build, run, thinned
from gan_course.experiments.laboratory.table import EXPERIMENT, arguments, collect, history, load, main, samples

__all__ = [
    "BARE",
    "CONFIGURATIONS",
    "EXPERIMENT",
    "TASKS",
    "against",
    "arguments",
    "batches",
    "build",
    "collect",
    "history",
    "load",
    "main",
    "run",
    "samples",
    "settings",
    "shared",
    "thinned",
]
