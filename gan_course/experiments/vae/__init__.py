"""What if we knew the density? The runs behind the tables of notebook 10.

`gan-course vae` writes them to data/results/vae.json, a run at a time, and leaves out those that are there already;
`PREDICTIONS` was written before the first of them, and its last sentence before the first run that it is about.
"""

from gan_course.experiments.vae.measuring import active_units, edge_energy
from gan_course.experiments.vae.rows import PREDICTIONS, ROWS, SEEDS, Row, group, settings, shared
from gan_course.experiments.vae.runs import plane_vae, ring_points, run, tokenizers, way
from gan_course.experiments.vae.table import EXPERIMENT, arguments, load, main, pictures

__all__ = [
    "EXPERIMENT",
    "PREDICTIONS",
    "ROWS",
    "SEEDS",
    "Row",
    "active_units",
    "arguments",
    "edge_energy",
    "group",
    "load",
    "main",
    "pictures",
    "plane_vae",
    "ring_points",
    "run",
    "settings",
    "shared",
    "tokenizers",
    "way",
]
