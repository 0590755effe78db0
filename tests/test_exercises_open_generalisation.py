"""The open task of notebook 08: what its score tells apart, and what it refuses."""

import keras
import numpy as np
import pytest

from gan_course.exercises.asking import Slip
from gan_course.exercises.generalisation import open_task
from gan_utils import data, training

HELD_OUT = data.load("mnist5k", "test")


class Printer(keras.layers.Layer):
    """Prints one of its pictures, whatever it is given: the latent chooses which."""

    def __init__(self, images):
        super().__init__()
        self.images = images

    def call(self, z):
        places = keras.ops.cast(keras.ops.abs(z[:, 0]) * 1e4, "int32") % len(self.images)
        return keras.ops.take(keras.ops.convert_to_tensor(self.images), places, axis=0)

    def compute_output_shape(self, shape):
        return (shape[0], *self.images.shape[1:])


def printing(images, compiled=True, side=28):
    z, x = keras.Input((4,)), keras.Input((side, side, 1))
    discriminator = keras.Model(x, keras.layers.Dense(1)(keras.layers.Flatten()(x)))
    gan = training.GAN(keras.Model(z, Printer(images)(z)), discriminator, seed=0)
    if compiled:
        still = lambda: keras.optimizers.SGD(0.0)
        gan.compile(g_optimizer=still(), d_optimizer=still(), jit_compile=False)
    return gan


def test_real_digits_score_better_than_one_digit_and_that_better_than_noise():
    train = data.to_model(data.load("mnist5k").images[::2])
    noise = np.random.default_rng(0).uniform(-1, 1, (100, 28, 28, 1)).astype("float32")
    scores = [
        open_task._score(lambda seed, images=images: printing(images), 0, quick=True)
        for images in (train, train[:200], noise)
    ]
    assert scores == sorted(scores) and scores[2] > 2 * scores[0]


def test_each_seed_has_its_own_fifty_and_none_is_held_out():
    first, second = ({image.tobytes() for image in open_task.few_digits(seed).images} for seed in (0, 1))
    assert len(first) == 50 and len(first & second) < 10
    assert not first & {image.tobytes() for image in HELD_OUT.images}


@pytest.mark.parametrize(
    ("answer", "words"),
    [
        (lambda seed: "all three", "returns a GAN"),
        (lambda seed: printing(np.zeros((2, 28, 28, 1), "float32"), compiled=False), "not compiled"),
        (lambda seed: printing(np.zeros((2, 8, 8, 1), "float32"), side=8), "like the digits"),
        (lambda seed: printing(data.to_model(open_task.few_digits(seed).images)), "are the fifty digits"),
    ],
)
def test_copiers_and_what_is_no_gan_of_digits_are_refused_in_words(answer, words):
    with pytest.raises(Slip, match=words):
        open_task._score(answer, 0, quick=True)
