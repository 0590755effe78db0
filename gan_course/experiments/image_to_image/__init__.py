"""Can it improve and restore a picture? The runs behind the tables of notebook 12.

`gan-course image_to_image` writes them to data/results/image_to_image.json, a run at a time, and leaves out those that
are there already; `PREDICTIONS` was written before the first of them.
"""

from gan_course.experiments.image_to_image.rows import PREDICTIONS, ROWS, SEEDS, Row, group, settings, shared
from gan_course.experiments.image_to_image.runs import damaged, drawings, fills, restorer, run, scores
from gan_course.experiments.image_to_image.table import EXPERIMENT, arguments, load, main, pictures

__all__ = [
    "EXPERIMENT",
    "PREDICTIONS",
    "ROWS",
    "SEEDS",
    "Row",
    "arguments",
    "damaged",
    "drawings",
    "fills",
    "group",
    "load",
    "main",
    "pictures",
    "restorer",
    "run",
    "scores",
    "settings",
    "shared",
]
