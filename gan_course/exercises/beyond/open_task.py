"""The open task of notebook 15: a GAN for a table of few rows."""

from gan_course.exercises.asking import Slip
from gan_course.exercises.open_task import OpenTask

TABLE, STEPS, BATCH_SIZE = "breast_cancer", 1000, 64


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
    from gan_utils import data, metrics

    units, held_out = data.scaling(data.load_table(TABLE).values), data.load_table(TABLE, "test")
    return metrics.two_sample_test(units.to_model(held_out.values), made, permutations=1).distance


def _score(ask, seed, quick):
    """Return how far rows of a GAN that was trained here are from those held out."""
    import keras
    import tensorflow as tf

    from gan_utils import data

    keras.utils.set_random_seed(seed)
    gan, table = _checked(ask(seed)), data.load_table(TABLE)
    rows = (data.scaling(table.values).to_model(table.values), table.labels)
    shuffled = tf.data.Dataset.from_tensor_slices(rows).shuffle(len(table.labels), seed=seed)
    gan.fit(shuffled.repeat().batch(BATCH_SIZE).take(2 if quick else STEPS))
    return distance(gan.generate(labels=table.labels, seed=1000 + seed))


task = OpenTask(
    "15_beyond_images",
    "a GAN for a table of few rows",
    "my_table_gan",
    _score,
    what=f"energy distance from the tumours held out, {STEPS} steps",
    minutes=5.0,
)
