"""What does a GAN look like today? The runs behind the tables of notebook 13.

`gan-course today` writes them to data/results/today.json, a run at a time, and leaves out those that are there already;
`PREDICTIONS` was written before the first of those that it is about.
"""

from gan_course.experiments.today.measuring import factors_of, path_length, told_by
from gan_course.experiments.today.pairs import draw_pairs, local_discriminator, matches
from gan_course.experiments.today.rows import (
    GAMMAS,
    MARKS,
    PREDICTIONS,
    ROWS,
    SEEDS,
    SIDES,
    Row,
    gamma_row,
    group,
    long_row,
    settings,
    shared,
)
from gan_course.experiments.today.runs import pictures_of, players, run, trainer
from gan_course.experiments.today.table import EXPERIMENT, arguments, load, main, pictures, trained

__all__ = [
    "EXPERIMENT",
    "GAMMAS",
    "MARKS",
    "PREDICTIONS",
    "ROWS",
    "SEEDS",
    "SIDES",
    "Row",
    "arguments",
    "draw_pairs",
    "factors_of",
    "gamma_row",
    "group",
    "load",
    "local_discriminator",
    "long_row",
    "main",
    "matches",
    "path_length",
    "pictures",
    "pictures_of",
    "players",
    "run",
    "settings",
    "shared",
    "told_by",
    "trained",
    "trainer",
]
