"""The open task of notebook 15: a GAN for a table of few rows."""

from gan_course.exercises.asking import Slip
from gan_course.exercises.open_task import OpenTask

STEPS, BATCH_SIZE = 1000, 64


def _checked(gan):
    """Return the answer when it is an untrained GAN for rows of 30 numbers and two classes; raise `Slip` otherwise."""
    from gan_utils import training

    if not isinstance(gan, training.GAN):
        raise Slip("`my_table_gan` returns a `training.GAN`.", expected="a training.GAN", got=type(gan).__name__)
    if not gan.compiled:
        raise Slip("This GAN is not compiled: call its `compile` before you return it.")
    if gan.sample_shape != (30,):
        raise Slip("The table has 30 columns.", expected="samples of (30,)", got=str(gan.sample_shape))
    if gan.n_classes != 2:
        raise Slip("It has two classes, and both networks hear them.", expected="2 classes", got=str(gan.n_classes))
    if gan.steps_done:
        raise Slip("It is trained already: it gets its steps here.", expected="0 steps", got=str(gan.steps_done))
    return gan


def distance(made):
    """Return the energy distance of rows, in units of deviations, from those held out.

    Args:
        made: floats, shape (n, 30).
    """
    from gan_course.experiments.beyond import tables
    from gan_utils import metrics

    held_out, units = tables.real("test")
    return metrics.two_sample_test(units.to_model(held_out.values), made, permutations=1).distance


def _score(ask, seed, quick):
    """Return how far rows of a GAN that was trained here are from those held out."""
    import keras

    from gan_course.experiments.beyond import tables

    keras.utils.set_random_seed(seed)
    gan = _checked(ask(seed))
    gan.fit(tables.batches(seed).take(2 if quick else STEPS))
    labels = tables.real()[0].labels
    return distance(gan.generate(labels=labels, seed=1000 + seed))


task = OpenTask(
    "15_beyond_images",
    "a GAN for a table of few rows",
    "my_table_gan",
    _score,
    what=f"energy distance from the tumours held out, {STEPS} steps",
    minutes=5.0,
)
