"""What can go wrong when it works? The runs behind the tables of notebook 16.

`gan-course responsible` writes them to data/results/responsible.json, a run at a time, and leaves out those that are
there already; `PREDICTIONS` was written before the first of them.
"""

from gan_course.experiments.responsible.attacks import attacked, projection_errors
from gan_course.experiments.responsible.detecting import Detector, generated, tested, touched
from gan_course.experiments.responsible.marking import damaged, hide, key_of, passes, sign
from gan_course.experiments.responsible.rows import (
    KNOWN,
    MINORITY,
    PREDICTIONS,
    ROWS,
    SEEDS,
    THRESHOLD,
    group,
    settings,
    shared,
)
from gan_course.experiments.responsible.runs import players, run
from gan_course.experiments.responsible.table import (
    EXPERIMENT,
    arguments,
    kept_decoder,
    kept_players,
    load,
    main,
    pictures,
)

__all__ = [
    "EXPERIMENT",
    "KNOWN",
    "MINORITY",
    "PREDICTIONS",
    "ROWS",
    "SEEDS",
    "THRESHOLD",
    "Detector",
    "arguments",
    "attacked",
    "damaged",
    "generated",
    "group",
    "hide",
    "kept_decoder",
    "kept_players",
    "key_of",
    "load",
    "main",
    "passes",
    "pictures",
    "players",
    "projection_errors",
    "run",
    "settings",
    "shared",
    "sign",
    "tested",
    "touched",
]
