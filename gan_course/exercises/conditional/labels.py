"""Exercises 1 and 2 of notebook 04: label maps beside an image, and a grid of classes and styles."""

import numpy as np

from gan_course.exercises.asking import draw, expect
from gan_course.exercises.base import Exercise

_NOTEBOOK = "04_conditional_gan"

q1 = Exercise(
    _NOTEBOOK,
    1,
    "the label map, joined to the image",
    ["join_labels"],
    points=2,
    why="A wrong map has the right shape and still trains, so only its values could tell you.",
    hints=[
        "Channel k of the maps is 1 everywhere when the label is k. Start from zeros and fill in, as in section 2.",
        "From one-hot vectors, shape (n, n_classes): add two axes, `[:, None, None, :]`, and let them broadcast.",
        "`maps = np.zeros((n, height, width, n_classes)) + np.eye(n_classes)[labels][:, None, None, :]`, then "
        "`np.concatenate([images, maps], axis=-1)`.",
    ],
)


def _join_slips(images, labels, n_classes):
    """Return what the usual mistakes give."""
    n, height, width, _ = images.shape
    one_hot = np.eye(n_classes)[labels]
    maps = np.zeros((n, height, width, n_classes)) + one_hot[:, None, None, :]
    repeated = np.repeat(one_hot, height * width).reshape(n, height, width, n_classes)
    number = np.zeros((n, height, width, 1)) + labels[:, None, None, None]
    shifted = np.roll(maps, 1, axis=-1)
    bug = (
        "This is the slip of section 2: repeating without an axis repeats every *number*, so the label becomes a "
        "stripe through all channels. Give each pixel the whole one-hot vector."
    )
    return [
        (np.concatenate([images, repeated], -1), bug),
        (np.concatenate([maps, images], -1), "The image's own channels come first, then the maps."),
        (maps, "These are the maps alone; join them to the image."),
        (
            np.concatenate([images, maps * images[..., :1]], -1),
            "The maps are 1 where the label is, not the image there.",
        ),
        (np.concatenate([images, 2 * maps - 1], -1), "A map is 0 where the label is not, not −1."),
        (
            np.concatenate([images, number], -1),
            "This is the label as a number; its size means nothing. Use one channel for each class.",
        ),
        (np.concatenate([images, shifted], -1), "The lit channel is one too far: classes count from 0."),
        (
            np.concatenate([images, np.roll(maps, -1, -1)], -1),
            "The lit channel is one too early: classes count from 0.",
        ),
        (
            np.concatenate([images, np.zeros_like(maps) + one_hot.mean(0)], -1),
            "Every image gets the batch's mean label; each has its own.",
        ),
        (
            np.concatenate([images, np.zeros_like(maps) + one_hot[:1, None, None, :]], -1),
            "Every image gets the label of the first; each has its own.",
        ),
    ]


@q1.check_with
def _by_values(join_labels, rng):
    for n, height, width, channels, n_classes in ((1, 1, 2, 1, 3), (3, 2, 3, 1, 4), (5, 4, 4, 3, 10)):
        images = draw(rng, -0.9, 0.9, n, height, width, channels)
        labels = rng.permutation(np.arange(n) % n_classes + int(n == 1)).astype(np.int32)
        maps = np.zeros((n, height, width, n_classes)) + np.eye(n_classes)[labels][:, None, None, :]
        expect(
            join_labels(images, labels, n_classes),
            np.concatenate([images, maps], axis=-1),
            "After the image's own channels, channel k should be 1 everywhere when the label is k, and else 0.",
            slips=lambda images=images, labels=labels, n=n_classes: _join_slips(images, labels, n),
        )


q2 = Exercise(
    _NOTEBOOK,
    2,
    "a grid to order",
    ["class_grid"],
    points=2,
    why="Rows of one class and columns of one style take the two inputs apart, so that you see what each does.",
    hints=[
        "Write down the label and the style of the first few places. Which of the two changes from place to place?",
        "Along a row the style changes and the label stays: labels 0 0 0 1 1 1 …, styles 0 1 2 0 1 2 ….",
        "`labels = np.repeat(np.arange(n_classes), k)`, `styles = np.tile(z, (n_classes, 1))`, and one call in "
        "inference mode.",
    ],
)


def small_generator(rng, n_classes):
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
        (
            in_training,
            "This is training mode: each picture depends on the others in the batch. Use `training=False`.",
        ),
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
        generator = small_generator(rng, n_classes)
        z = draw(rng, -1.5, 1.5, k, 3)
        labels = np.repeat(np.arange(n_classes), k).astype(np.int32)
        want = generator([np.tile(z, (n_classes, 1)), labels], training=False).numpy()
        expect(
            class_grid(generator, z, n_classes),
            want,
            "Picture row·k + column should be class `row` in the style `z[column]`, made with `training=False`.",
            slips=lambda g=generator, z=z, n=n_classes: _grid_slips(g, z, n),
        )
