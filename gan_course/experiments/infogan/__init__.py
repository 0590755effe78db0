"""What does the network know? The runs behind the tables of notebook 11.

`gan-course infogan` writes them to data/results/infogan.json, a run at a time, and leaves out those that are there
already; `PREDICTIONS` was written before the first of them.
"""

from gan_course.experiments.infogan.rows import PREDICTIONS, ROWS, SEEDS, Row, group, settings, shared
from gan_course.experiments.infogan.runs import codes_in_turn, run, small_sprites, trainer, turned
from gan_course.experiments.infogan.table import EXPERIMENT, arguments, load, main, pictures

__all__ = [
    "EXPERIMENT",
    "PREDICTIONS",
    "ROWS",
    "SEEDS",
    "Row",
    "arguments",
    "codes_in_turn",
    "group",
    "load",
    "main",
    "pictures",
    "run",
    "settings",
    "shared",
    "small_sprites",
    "trainer",
    "turned",
]
