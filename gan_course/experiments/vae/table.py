"""The table of notebook 10: what a run keeps, and its pictures."""

from gan_course.experiments import table
from gan_course.experiments.vae import rows, runs

EXPERIMENT = table.Experiment(
    command="gan-course vae",
    file="vae",
    rows=rows.ROWS,
    seeds=rows.SEEDS,
    shared=rows.shared,
    settings=rows.settings,
    measure=table.of_first_seed(runs.run, rows.SEEDS),
)

# `pictures()` is {row: its arrays} of the first seed: `samples` and `rebuilt` digits, points of the ring.
arguments, main, load, pictures = table.verbs(EXPERIMENT)
