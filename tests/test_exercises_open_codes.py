"""The open task of notebook 11: what its score tells apart, and what it refuses."""

import keras
import numpy as np
import pytest

from gan_course.exercises.asking import Slip
from gan_course.exercises.codes import open_task
from gan_utils import data, models, training

SHAPE = (28, 28, 1)


def infogan(seed=0, shape=SHAPE, n_classes=10, compiled=True):
    heads = models.with_heads(models.dcgan_discriminator(shape, width=2), n_classes, 0 if n_classes else 1)
    model = training.InfoGAN(models.dcgan_generator(shape, 4 + (n_classes or 1), width=2), heads, seed=seed)
    if compiled:
        model.compile(jit_compile=False)
    return model


def knowing(order):
    """An InfoGAN whose generator looks its digit up: of code c always one of class order[c]."""
    digits = data.load("mnist5k", "test")
    pictures = np.stack([data.to_model(digits.images[digits.labels == order[code]][0]) for code in range(10)])
    z = keras.Input((14,))
    picked = keras.layers.Dense(784, use_bias=False, name="look")(z[:, 4:])
    generator = keras.Model(z, keras.layers.Reshape(SHAPE)(picked))
    generator.get_layer("look").set_weights([pictures.reshape(10, 784)])
    heads = models.with_heads(models.dcgan_discriminator(SHAPE, width=2), 10)
    model = training.InfoGAN(generator, heads)
    model.compile(jit_compile=False)
    return model


def test_codes_that_draw_a_digit_each_score_best_whichever_digit_it_is(monkeypatch):
    monkeypatch.setattr(training.InfoGAN, "fit", lambda *_, **__: None)  # nothing here learns
    assert open_task._score(lambda seed: knowing(np.roll(np.arange(10), 3)), 0, quick=True) == 100
    twice = open_task._score(lambda seed: knowing([0, 0, 1, 1, 2, 2, 3, 3, 4, 4]), 0, quick=True)
    assert 40 <= twice <= 60  # two codes share a digit, and only one of them may stand for it
    assert open_task._score(lambda seed: knowing([7] * 10), 0, quick=True) < 25


@pytest.mark.parametrize(
    ("answer", "words"),
    [
        (lambda seed: "sorted", "returns a `training.InfoGAN`"),
        (lambda seed: infogan(compiled=False), "not compiled"),
        (lambda seed: infogan(shape=(8, 8, 1)), "is for digits"),
        (lambda seed: infogan(n_classes=0), "Ten codes are matched"),
    ],
)
def test_what_is_no_infogan_for_digits_is_refused_in_words(answer, words):
    with pytest.raises(Slip, match=words):
        open_task._score(answer, 0, quick=True)


def test_one_that_was_trained_before_is_refused():
    model = infogan()
    model.fit(data.load("mnist5k").batches(8, seed=0).take(1))
    with pytest.raises(Slip, match="trained already"):
        open_task._score(lambda seed: model, 0, quick=True)


def test_an_honest_answer_is_scored():
    assert 0 <= open_task._score(infogan, 0, quick=True) <= 100
