"""Exercise 2 of notebook 04: a grid of classes and styles."""

import numpy as np

from gan_course.exercises.asking import draw, expect
from gan_course.exercises.base import Exercise

q2 = Exercise(
    "04_conditional_gan",
    2,
    "a grid to order",
    ["class_grid"],
    points=2,
    why="Rows of one class and columns of one style take the two inputs apart, so that you see what each does.",
    hints=[
        "Write down class and style of the first places of the example, 0 to 6. Which of the two changes from place "
        "to place, and which only at the end of a row?",
        "You need n_classes·k labels and as many latents, in the same order. NumPy has one function that repeats "
        "each entry and one that repeats the whole: which is which here?",
        "`labels = np.____(np.arange(n_classes), ____)`, `styles = np.____(z, (____, 1))`, and one call of the "
        "generator as the statement gives it; mind what comes first in the list.",
    ],
)


def _small_generator(rng, n_classes):
    """Return a conditional generator of 2×2 pictures that holds batch normalisation; z has width 3."""
    import keras
    from keras import layers

    from gan_course.exercises.networks import fill

    z, labels = keras.Input((3,), name="z"), keras.Input((), dtype="int32", name="labels")
    x = layers.Concatenate()([z, layers.Embedding(n_classes, 2)(labels)])
    x = layers.LeakyReLU(0.2)(layers.BatchNormalization()(layers.Dense(8)(x)))
    return fill(keras.Model([z, labels], layers.Reshape((2, 2, 1))(layers.Dense(4)(x)), name="generator"), rng)


def _grid_slips(generator, z, n_classes):
    """Return what the usual mistakes give; the generator's averages come back as they were."""
    k, classes = len(z), np.arange(n_classes)
    rows, columns = np.repeat(classes, k), np.tile(z, (n_classes, 1))
    kept = generator.get_weights()
    in_training = generator([columns, rows], training=True).numpy()
    generator.set_weights(kept)

    def of(styles, labels):
        return generator([styles, labels.astype(np.int32)], training=False).numpy()

    return [
        (
            of(np.repeat(z, n_classes, axis=0), np.tile(classes, k)),
            "Rows and columns changed places: picture row·k + column is class `row` in style `z[column]`.",
        ),
        (
            of(np.repeat(z, n_classes, axis=0), rows),
            "The styles run out of step with the labels: in a row each style comes once (`np.tile`).",
        ),
        (
            of(columns, np.tile(classes, k)),
            "The labels run out of step with the styles: they stay in a row (`np.repeat`).",
        ),
        (in_training, "This is training mode: each picture depends on the others in the batch. Use `training=False`."),
        (
            of(columns, rows).reshape(n_classes, k, 2, 2, 1),
            "One axis too many: the pictures come row by row in one axis.",
        ),
        (of(columns, 0 * rows), "Every picture is class 0."),
        (of(np.repeat(z[:1], n_classes * k, axis=0), rows), "Every picture has the first style."),
    ]


@q2.check_with
def _class_by_style(class_grid, rng):
    for n_classes, k in ((2, 3), (5, 1), (4, 6)):
        generator = _small_generator(rng, n_classes)
        z = draw(rng, -1.5, 1.5, k, 3)
        labels = np.repeat(np.arange(n_classes), k).astype(np.int32)
        want = generator([np.tile(z, (n_classes, 1)), labels], training=False).numpy()
        expect(
            class_grid(generator, z, n_classes),
            want,
            "Picture row·k + column should be class `row` in the style `z[column]`, made with `training=False`.",
            slips=lambda g=generator, z=z, n=n_classes: _grid_slips(g, z, n),
        )
