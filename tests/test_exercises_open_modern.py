"""The open task of notebook 13: what its score tells apart, and what it refuses."""

import keras
import numpy as np
import pytest

from gan_course.exercises.asking import Slip
from gan_course.exercises.modern import open_task
from gan_utils import data, models, training

SHAPE = (28, 28, 3)


def gan(seed=0, shape=SHAPE, n_classes=None, compiled=True):
    build = {"width": 2, "n_classes": n_classes}
    model = training.GAN(
        models.dcgan_generator(shape, 4, **build), models.dcgan_discriminator(shape, **build), seed=seed
    )
    if compiled:
        model.compile(jit_compile=False)
    return model


def knowing(kinds):
    """A GAN whose generator looks digits up, by the signs of z: of so many kinds, one of 2, 4 or 8 a channel."""
    digits = data.load("mnist5k", "test")
    firsts = np.stack([data.to_model(digits.images[digits.labels == label][0]).ravel() for label in range(10)])
    z = keras.Input((9,))
    channels = []
    for channel in range(3):
        bits = (keras.ops.sign(z[:, 3 * channel : 3 * channel + 3]) + 1.0) / 2.0
        number = keras.ops.cast(keras.ops.matmul(bits, np.array([[4.0], [2.0], [1.0]], np.float32)), "int32")
        one_hot = keras.ops.one_hot(number[:, 0] % kinds, 10)
        look = keras.layers.Dense(784, use_bias=False)
        channels.append(keras.layers.Reshape((28, 28, 1))(look(one_hot)))
        look.set_weights([firsts])
    generator = keras.Model(z, keras.layers.Concatenate()(channels))
    model = training.GAN(generator, models.dcgan_discriminator(SHAPE, width=2))
    model.compile(jit_compile=False)
    return model


def test_more_numbers_more_evenly_score_better(monkeypatch):
    monkeypatch.setattr(training.GAN, "fit", lambda *_, **__: None)  # nothing here learns
    scores = [open_task._score(lambda seed, k=kinds: knowing(k), 0, quick=True) for kinds in (1, 2, 8)]
    assert scores[0] == pytest.approx(np.log(1000)) and scores[0] > scores[1] > scores[2]


@pytest.mark.parametrize(
    ("answer", "words"),
    [
        (lambda seed: "even", "returns a `training.GAN`"),
        (lambda seed: gan(compiled=False), "not compiled"),
        (lambda seed: gan(shape=(28, 28, 1)), "is for stacked digits"),
        (lambda seed: gan(n_classes=10), "Nobody tells this GAN a label"),
    ],
)
def test_what_is_no_gan_for_stacked_digits_is_refused_in_words(answer, words):
    with pytest.raises(Slip, match=words):
        open_task._score(answer, 0, quick=True)


def test_one_that_was_trained_before_is_refused():
    model = gan()
    model.fit(data.stacked_digits(8, seed=0).batches(8, seed=0))
    with pytest.raises(Slip, match="trained already"):
        open_task._score(lambda seed: model, 0, quick=True)


def test_an_honest_answer_is_scored():
    assert 0 <= open_task._score(gan, 0, quick=True) <= np.log(1000)
