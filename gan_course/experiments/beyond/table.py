"""The table of notebook 15: what a run keeps, and some of what it made."""

from gan_course.experiments import table
from gan_course.experiments.beyond import rows, runs

EXPERIMENT = table.Experiment(
    command="gan-course beyond",
    file="beyond",
    rows=rows.ROWS,
    seeds=rows.SEEDS,
    shared=rows.shared,
    settings=rows.settings,
    measure=table.of_first_seed(runs.run, rows.SEEDS),
)

# `kept()` is {row: its arrays} of the first seed: waves as int16, rows, sentences, clips as uint8.
arguments, main, load, kept = table.verbs(EXPERIMENT)
