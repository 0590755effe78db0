"""The table of notebook 13: what a run keeps, and its pictures."""

from gan_course.experiments import common, table
from gan_course.experiments.today import rows, runs

EXPERIMENT = table.Experiment(
    command="gan-course today",
    file="today",
    rows=rows.ROWS,
    seeds=rows.SEEDS,
    shared=rows.shared,
    settings=rows.settings,
    measure=table.of_first_seed(runs.run, rows.SEEDS),
)

# `pictures()` is {row: its arrays} of the first seed: `pictures`, and of a style generator its weights.
arguments, main, load, pictures = table.verbs(EXPERIMENT)


def trained(name):
    """Return the style generator of a row as the first seed's run left it (its moving average, weights in 16 bits).

    Args:
        name: a row of the group "style".

    Raises:
        ValueError: for another row.
    """
    common.known("row with weights", name, rows.group("style"))
    arrays = pictures()[name]
    generator, _ = runs.players(name, rows.SEEDS[0])
    count = len(generator.weights)
    generator.set_weights([arrays[f"weights{i:02d}"].astype("float32") for i in range(count)])
    return generator
