"""Exercise 4 of notebook 04: does a discriminator listen to the label?"""

import numpy as np

from gan_course.exercises.asking import Slip, array, draw
from gan_course.exercises.base import Exercise

SIDE = 4

q4 = Exercise(
    "04_conditional_gan",
    4,
    "a test for deaf discriminators",
    ["sees_label"],
    points=2,
    why="This takes milliseconds before the first step; section 6 needed a whole training run to find the same.",
    hints=[
        "Give the same images twice with different labels: what has to happen to the logits if labels matter?",
        "Let all images have class 0, then all class 1, and so on, and keep the logits of each. When is a "
        "discriminator deaf: if two classes agree, or if all do?",
        "`logits = [np.asarray(discriminator([images, np.full(____, ____)], training=____)) for k in "
        "range(n_classes)]`; then compare each with `logits[0]`, with `np.allclose`, and think about `all`, `any` "
        "and `not`.",
    ],
)


def _discriminator(rng, table):
    """Return a projection discriminator of 4×4 pictures with dropout and batch norm; row k of `table` is class k's."""
    import keras
    from keras import layers, ops

    from gan_course.exercises.networks import fill

    image, labels = keras.Input((SIDE, SIDE, 1)), keras.Input((), dtype="int32")
    x = layers.BatchNormalization()(layers.Dense(table.shape[1])(layers.Flatten()(image)))
    features = layers.Dropout(0.4)(layers.LeakyReLU(0.2)(x))
    embedding = layers.Embedding(*table.shape)
    projection = ops.sum(features * embedding(labels), axis=-1, keepdims=True)
    model = keras.Model([image, labels], layers.Dense(1)(features) + projection, name="discriminator")
    fill(model, rng)
    embedding.set_weights([table])
    return model


def _cases(rng, n_classes):
    """Yield (table of the classes' vectors, whether labels matter, what to say to a wrong answer)."""
    table = draw(rng, -1.0, 1.0, n_classes, 6)
    same = np.repeat(table[:1], n_classes, axis=0)
    yield (
        table,
        True,
        "This discriminator's logits change with the label. Does the test really change the labels, and nothing else?",
    )
    yield (
        same,
        False,
        "This discriminator takes labels but they lead nowhere; it also holds dropout and batch normalisation. Compare "
        "with `training=False`, for the same images, and allow for rounding (`np.allclose`).",
    )
    for odd in (n_classes - 1, n_classes // 2):
        one = same.copy()
        one[odd] += 1
        yield (
            one,
            True,
            f"This discriminator hears one class only, {odd} of 0 to {n_classes - 1}: compare each with the first.",
        )
    close = same + 1e-3 * table
    yield close, True, "Here the label moves the logits by about a thousandth only, and still it matters."


@q4.check_with
def _hears_or_not(sees_label, rng):
    n_classes = 6
    for n, (table, hears, message) in zip((1, 5, 5, 2, 4), _cases(rng, n_classes), strict=True):
        images = draw(rng, -1.0, 1.0, n, SIDE, SIDE, 1)
        got = array(sees_label(_discriminator(rng, table), images, n_classes))
        if got.size != 1 or got.item() not in (0.0, 1.0):
            raise Slip(
                "The answer should be one bool for the whole discriminator, True or False.",
                expected="True or False",
                got=f"shape {got.shape}" if got.size != 1 else f"{got.item():g}",
            )
        if bool(got.item()) != hears:
            raise Slip(message, expected=str(hears), got=str(not hears))
