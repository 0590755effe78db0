"""The runs behind notebook 14: a GAN beside a flow at equal compute, one step made adversarial, where noise goes."""

from gan_course.experiments.flow.rows import PREDICTIONS, ROWS, SEEDS, Row, group, settings, shared
from gan_course.experiments.flow.runs import against, modes, run, trainer, velocity
from gan_course.experiments.flow.table import EXPERIMENT, agreement, agreements, arguments, load, main, pictures, sent

__all__ = [
    "EXPERIMENT",
    "PREDICTIONS",
    "ROWS",
    "SEEDS",
    "Row",
    "against",
    "agreement",
    "agreements",
    "arguments",
    "group",
    "load",
    "main",
    "modes",
    "pictures",
    "run",
    "sent",
    "settings",
    "shared",
    "trainer",
    "velocity",
]
