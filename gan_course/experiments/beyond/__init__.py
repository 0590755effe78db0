"""Does it work on anything else? Sound, a table of biology, text and clips: the runs behind notebook 15.

`gan-course beyond` writes them to data/results/beyond.json, a run at a time, and leaves out those that are there
already; each of `PREDICTIONS` was written before the first run of its row.
"""

from gan_course.experiments.beyond.clips import plausible
from gan_course.experiments.beyond.rows import PREDICTIONS, ROWS, SEEDS, Row, group, settings, shared
from gan_course.experiments.beyond.runs import batches, run, trainer
from gan_course.experiments.beyond.table import EXPERIMENT, arguments, kept, load, main
from gan_course.experiments.beyond.text import TEMPERATURES, at_temperature

__all__ = [
    "EXPERIMENT",
    "PREDICTIONS",
    "ROWS",
    "SEEDS",
    "TEMPERATURES",
    "Row",
    "arguments",
    "at_temperature",
    "batches",
    "group",
    "kept",
    "load",
    "main",
    "plausible",
    "run",
    "settings",
    "shared",
    "trainer",
]
