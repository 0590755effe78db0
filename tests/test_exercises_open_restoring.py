"""The open task of notebook 12: what its score tells apart, and what it refuses."""

import keras
import numpy as np
import pytest

from gan_course.exercises.asking import Slip
from gan_course.exercises.restoring import open_task
from gan_utils import models, training


class Knowing(keras.layers.Layer):
    """Looks each damaged digit up among those that it was shown, and returns the original."""

    def __init__(self, damaged, originals):
        super().__init__()
        flat = damaged.reshape(len(damaged), -1).astype("float32") / 127.5 - 1
        self.flat, self.originals = flat, originals.astype("float32") / 127.5 - 1

    def call(self, x):
        away = -2 * keras.ops.reshape(x, (-1, self.flat.shape[1])) @ self.flat.T + (self.flat**2).sum(axis=1)
        return keras.ops.take(keras.ops.convert_to_tensor(self.originals), keras.ops.argmin(away, axis=1), axis=0)

    def compute_output_shape(self, shape):
        return (shape[0], *open_task.SHAPE)


def restorer(layer, compiled=True, shape=open_task.SHAPE):
    x = keras.Input(shape)
    model = training.ImageToImage(keras.Model(x, layer(x)), seed=0)
    if compiled:
        model.compile(g_optimizer=keras.optimizers.SGD(0.0), jit_compile=False, run_eagerly=True)
    return model


def test_the_originals_score_better_than_the_holes_and_those_better_than_one_digit(monkeypatch):
    train, damaged, held_out = open_task.pairs(0)
    shown = [model for model in (damaged[::10], held_out.images[::10])]
    monkeypatch.setattr(training.ImageToImage, "fit", lambda *_, **__: None)  # nothing here learns
    same = keras.layers.Activation("linear")
    one = Knowing(damaged[:1], held_out.images[:1])
    scores = [
        open_task._score(lambda seed, layer=layer: restorer(layer), 0, True) for layer in (Knowing(*shown), same, one)
    ]
    assert scores[0] < 5 < scores[1] < 60 < scores[2]
    assert not {image.tobytes() for image in held_out.images} & {image.tobytes() for image in train.targets}


def test_each_seed_has_holes_of_its_own():
    (_, first, _), (_, second, _) = (open_task.pairs(seed) for seed in (0, 1))
    assert not np.array_equal(first, second)


@pytest.mark.parametrize(
    ("answer", "words"),
    [
        (lambda seed: "sharper", "returns an ImageToImage"),
        (lambda seed: restorer(keras.layers.Activation("linear"), compiled=False), "not compiled"),
        (lambda seed: restorer(keras.layers.Activation("linear"), shape=(8, 8, 1)), "from digits to digits"),
    ],
)
def test_what_is_no_restorer_of_digits_is_refused_in_words(answer, words):
    with pytest.raises(Slip, match=words):
        open_task._score(answer, 0, quick=True)


def test_the_networks_of_the_course_are_taken():
    def plain(seed):
        model = training.ImageToImage(models.unet(open_task.SHAPE, width=2, seed=seed), seed=seed)
        model.compile(jit_compile=False)
        return model

    assert 0 <= open_task._score(plain, 0, quick=True) <= 100
