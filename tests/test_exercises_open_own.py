"""The open task of notebook 17: what its score tells apart, and what it refuses."""

import keras
import numpy as np
import pytest

from gan_course.exercises.asking import Slip
from gan_course.exercises.own import open_task
from gan_utils import models, training


def still(image=None, compiled=True, shape=open_task.SHAPE):
    """A GAN that prints one picture, whatever it is taught; grey without one."""
    z, x = keras.Input((4,)), keras.Input(shape)
    dense = keras.layers.Dense(int(np.prod(shape)), kernel_initializer="zeros")
    generator = keras.Model(z, keras.layers.Reshape(shape)(dense(z)))
    gan = training.GAN(generator, keras.Model(x, keras.layers.Dense(1)(keras.layers.Flatten()(x))), seed=0)
    if image is not None:
        dense.set_weights([np.zeros_like(dense.get_weights()[0]), image.ravel()])
    if compiled:
        fixed = lambda: keras.optimizers.SGD(0.0)
        gan.compile(g_optimizer=fixed(), d_optimizer=fixed(), jit_compile=False)
    return gan


def test_one_picture_scores_better_than_grey():
    train, held_out = open_task.pictures(0)
    picture = (train.images[0] / 127.5 - 1).astype("float32")
    shown, grey = (open_task._score(lambda *_, image=image: still(image), 0, quick=True) for image in (picture, None))
    assert shown < grey
    assert not {image.tobytes() for image in train.images} & {image.tobytes() for image in held_out.images}


def test_labels_are_handed_to_a_gan_that_takes_them():
    def conditional(shape, n_classes, seed):
        generator = models.dcgan_generator(shape, width=2, n_classes=n_classes)
        gan = training.GAN(generator, models.dcgan_discriminator(shape, width=2, n_classes=n_classes))
        gan.compile(jit_compile=False)
        return gan

    assert open_task._score(conditional, 0, quick=True) > 0


@pytest.mark.parametrize(
    ("answer", "words"),
    [
        (lambda *_: "told", "returns a GAN"),
        (lambda *_: still(compiled=False), "not compiled"),
        (lambda *_: still(shape=(8, 8, 3)), "the shape that it is given"),
    ],
)
def test_what_is_no_gan_for_these_pictures_is_refused_in_words(answer, words):
    with pytest.raises(Slip, match=words):
        open_task._score(answer, 0, quick=True)
