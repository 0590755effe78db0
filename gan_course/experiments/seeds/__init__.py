"""The systems of the five articles behind the course, built as they are described and trained until they draw.

`gan-course seeds` writes them to data/results/seeds.json, a run at a time, and leaves out those that are there already;
`PREDICTIONS` was written before the first of them.
"""

from gan_course.experiments.seeds.rows import (
    LABELS,
    PREDICTIONS,
    ROWS,
    SEEDS,
    SYSTEMS,
    WRONG,
    Row,
    group,
    settings,
    shared,
)
from gan_course.experiments.seeds.runs import judge_is_right, run, sprites
from gan_course.experiments.seeds.systems import networks, trainer
from gan_course.experiments.seeds.table import (
    EXPERIMENT,
    arguments,
    by_row,
    load,
    main,
    outcomes,
    pictures,
    save_grids,
    told,
)

__all__ = [
    "EXPERIMENT",
    "LABELS",
    "PREDICTIONS",
    "ROWS",
    "SEEDS",
    "SYSTEMS",
    "WRONG",
    "Row",
    "arguments",
    "by_row",
    "group",
    "judge_is_right",
    "load",
    "main",
    "networks",
    "outcomes",
    "pictures",
    "run",
    "save_grids",
    "settings",
    "shared",
    "sprites",
    "told",
    "trainer",
]
