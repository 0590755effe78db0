"""The table of notebook 09: what a run keeps, and how to read what a bug cost."""

import numpy as np

from gan_course.experiments import table
from gan_course.experiments.clinic import patients, playing, runs


def _shared():
    return {
        "batch_size": playing.BATCH_SIZE,
        "rates": playing.RATES,
        "latent_dim": playing.LATENT_DIM,
        "ring": {"modes": playing.MODES, "std": playing.STD, "widths": list(playing.WIDTHS)},
        "width": playing.WIDTH,
    }


EXPERIMENT = table.Experiment(
    command="gan-course clinic",
    file="clinic",
    rows=patients.ROWS,
    seeds=patients.SEEDS,
    shared=_shared,
    settings=patients.settings,
    measure=table.of_first_seed(runs.run, patients.SEEDS),
)

# `pictures()` is {row: its arrays} of the first seed: `made`, 500 points or 30 digits.
arguments, main, load, pictures = table.verbs(EXPERIMENT)


def costs(found):
    """Return {patient: what the bug cost in each seed}, against the mended run of that seed; more is worse.

    On the ring it is overlap that was lost, on digits Fréchet classifier distance that was added.

    Args:
        found: runs, as in `load()["runs"]`.

    >>> pair = [{"row": "codes, sick", "seed": 1, "score": 0.25}, {"row": "codes, mended", "seed": 1, "score": 0.75}]
    >>> costs(pair)
    {'codes': [0.5]}
    """
    scores = {(run["row"], run["seed"]): run["score"] for run in found}
    cost = {}
    for name, patient in patients.PATIENTS.items():
        sign = 1 if patient.data == "digits" else -1
        pairs = [[scores.get((f"{name}, {state}", seed)) for state in patients.STATES] for seed in patients.SEEDS]
        lost = [float(np.round(sign * (sick - mended), 4)) for sick, mended in pairs if None not in (sick, mended)]
        cost |= {name: lost} if lost else {}
    return cost
