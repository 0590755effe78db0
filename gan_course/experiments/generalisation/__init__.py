"""Does it create, or does it copy? Every run behind the tables of notebook 08.

`gan-course generalisation` writes them to data/results/generalisation.json, a run at a time, and leaves out those that
are there already; `run` makes any single row again. Within a seed all rows see the same noise, and rows with as many
images see the same images in the same order.
"""

from gan_course.experiments.generalisation.rows import NEW_CLASSES, ROWS, SEEDS, Row, against, group, settings, shared
from gan_course.experiments.generalisation.runs import build, new_digits, run, training_digits
from gan_course.experiments.generalisation.table import EXPERIMENT, arguments, collect, load, main, pictures

__all__ = [
    "EXPERIMENT",
    "NEW_CLASSES",
    "ROWS",
    "SEEDS",
    "Row",
    "against",
    "arguments",
    "build",
    "collect",
    "group",
    "load",
    "main",
    "new_digits",
    "pictures",
    "run",
    "settings",
    "shared",
    "training_digits",
]
