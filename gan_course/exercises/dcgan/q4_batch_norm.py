"""Exercise 4 of notebook 03: the batch-norm mode bug."""

import numpy as np

from gan_course.exercises.asking import Slip, array, expect
from gan_course.exercises.base import Exercise

q4 = Exercise(
    "03_dcgan",
    4,
    "the batch-norm mode bug",
    ["sample"],
    points=2,
    why="Samples that depend on their batch make every picture, score and slider a matter of company.",
    hints=[
        "Section 3: which mode uses averages collected during training?",
        "A Keras model takes the mode when it is called. The other mode also *changes* the averages, so it may not be "
        "called even once.",
        "`return np.asarray(generator(z, ____=____))`",
    ],
)


def _small_generator(rng):
    """Return a trained-looking generator of 4×4 pictures, whose moving averages are not those of any batch."""
    import keras
    from keras import layers

    from gan_course.exercises.networks import fill

    stack = [
        layers.Dense(16),
        layers.BatchNormalization(),
        layers.ReLU(),
        layers.Dense(16),
        layers.BatchNormalization(),
        layers.Activation("tanh"),
        layers.Reshape((4, 4, 1)),
    ]
    return fill(keras.Sequential([keras.Input((3,)), *stack]), rng, top=1.5)


@q4.check_with
def _each_by_itself(sample, rng):
    generator = _small_generator(rng)
    before = generator.get_weights()
    for n in (2, 1, 9):
        z = rng.standard_normal((n, 3)).round(2).astype(np.float32)
        z[0] = (0.5, -1.0, 0.25)
        batch = generator(z, training=True)  # what the bug gives; undone below
        alone = [generator(z[i : i + 1], training=True) for i in range(n)]
        generator.set_weights(before)
        want = array(generator(z, training=False))
        slips = [
            (
                np.concatenate(alone),
                "Alone in its batch a picture has itself as mean, so nothing of z is left: this is still training "
                "mode. Use the moving averages.",
            ),
            (batch, "This is training mode: the mean is that of this batch. Use the moving averages."),
            (want[0], "The batch axis is gone: a batch of one is still a batch."),
            (want[:1], "Only the first picture comes back; each latent of the batch has its own."),
            ((want + 1) / 2, "This is in [0, 1]: return what the generator makes, in [-1, 1]."),
            ((want + 1) * 127.5, "This is in [0, 255]: return what the generator makes, in [-1, 1]."),
            (want.mean(axis=0, keepdims=True), "This is the mean over the batch; each latent has its own picture."),
        ]
        got = sample(generator, z)
        _left_alone(generator, before)
        expect(got, want, "Each picture should be the one that the generator makes in inference mode.", slips=slips)


def _left_alone(generator, before):
    """Raise `Slip` when sampling changed the generator."""
    if any(not np.array_equal(a, b) for a, b in zip(generator.get_weights(), before, strict=True)):
        raise Slip(
            "Sampling changed the generator: each call with `training=True` moves its averages. Look with "
            "`training=False`.",
            expected="the same weights and averages after sampling",
            got="others",
        )
    if not generator.trainable or not all(layer.trainable for layer in generator.layers):
        raise Slip(
            "The generator is left frozen: `trainable = False` also stops its training. Choose the mode of this call "
            "with `training=False`.",
            expected="trainable, as before",
            got="frozen",
        )
