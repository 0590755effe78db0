"""The table of notebook 11: what a run keeps, and its pictures."""

from gan_course.experiments import table
from gan_course.experiments.infogan import rows, runs

EXPERIMENT = table.Experiment(
    command="gan-course infogan",
    file="infogan",
    rows=rows.ROWS,
    seeds=rows.SEEDS,
    shared=rows.shared,
    settings=rows.settings,
    measure=table.of_first_seed(runs.run, rows.SEEDS),
)

# `pictures()` is {row: its arrays} of the first seed: `codes`, eight pictures a code, and `turned`.
arguments, main, load, pictures = table.verbs(EXPERIMENT)
