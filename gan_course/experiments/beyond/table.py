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


def arguments(parser):
    """Add the arguments of `gan-course beyond` to an `argparse` parser."""
    table.arguments(parser, EXPERIMENT)


def main(options):
    """Make the runs that are missing, and return the exit code."""
    return table.main(options, EXPERIMENT)


def load():
    """Return the table as it was measured: a dictionary of command, machine, settings and runs."""
    return table.load(EXPERIMENT)


def kept():
    """Return {row: its arrays} of the first seed: waves as int16, rows, sentences, clips as uint8."""
    return table.pictures(EXPERIMENT)
