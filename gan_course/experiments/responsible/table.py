"""The table of notebook 16: what a run keeps, and the networks that are attacked and read with again."""

import numpy as np

from gan_course.experiments import common, table
from gan_course.experiments.responsible import rows, runs

EXPERIMENT = table.Experiment(
    command="gan-course responsible",
    file="responsible",
    rows=rows.ROWS,
    seeds=rows.SEEDS,
    shared=rows.shared,
    settings=rows.settings,
    measure=table.of_first_seed(runs.run, rows.SEEDS),
)

# `pictures()` is {row: its arrays} of the first seed: weights of attacked networks and of decoders, marked digits.
arguments, main, load, pictures = table.verbs(EXPERIMENT)


def kept_players(name):
    """Return (generator, discriminator) of an attacked row's first seed, from weights kept in half precision.

    Args:
        name: a row of the group "attack".

    Raises:
        ValueError: for another row, listing the valid ones.
    """
    from gan_course.experiments.generalisation import build

    row = common.known("row", name, rows.group("attack"))
    arrays = pictures()[row]
    return tuple(
        _filled(network, arrays, letter) for network, letter in zip(build("small", rows.SEEDS[0]), "gd", strict=True)
    )


def kept_decoder(name="hardened mark"):
    """Return (decoder, its key) of a mark's first seed, from weights kept in half precision.

    Args:
        name: a row of the group "mark".

    Raises:
        ValueError: for another row, listing the valid ones.
    """
    from gan_utils import models

    row = common.known("row", name, rows.group("mark"))
    arrays = pictures()[row]
    return _filled(models.watermark_decoder((28, 28, 1), rows.N_BITS), arrays, "r"), arrays["key"]


def _filled(network, arrays, letter):
    named = sorted(name for name in arrays if name[0] == letter and name[1:].isdigit())
    network.set_weights([arrays[name].astype(np.float32) for name in named])
    return network
