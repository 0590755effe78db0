"""The table of notebook 12: what a run keeps, and its pictures."""

from gan_course.experiments import table
from gan_course.experiments.image_to_image import rows, runs

EXPERIMENT = table.Experiment(
    command="gan-course image_to_image",
    file="image_to_image",
    rows=rows.ROWS,
    seeds=rows.SEEDS,
    shared=rows.shared,
    settings=rows.settings,
    measure=table.of_first_seed(runs.run, rows.SEEDS),
)

# `pictures()` is {row: its arrays} of the first seed: restored digits by damage, or `drawn` for sprites.
arguments, main, load, pictures = table.verbs(EXPERIMENT)
