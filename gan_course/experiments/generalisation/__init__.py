"""Does it create, or does it copy? Every run behind the tables of notebook 08.

`gan-course generalise` writes them to data/results/generalisation.json, a run at a time, and leaves out those that are
there already; `run` makes any single row again. Within a seed all rows see the same noise, and rows with as many
images see the same images in the same order.
"""

from gan_course.experiments.generalisation.rows import NEW_CLASSES, ROWS, SEEDS, Row, group
from gan_course.experiments.generalisation.runs import build, new_digits, run, training_digits
from gan_course.experiments.generalisation.table import collect, load, main, path, pictures

__all__ = [
    "NEW_CLASSES",
    "ROWS",
    "SEEDS",
    "Row",
    "build",
    "collect",
    "group",
    "load",
    "main",
    "new_digits",
    "path",
    "pictures",
    "run",
    "training_digits",
]
