"""The open task of notebook 15: what its score tells apart, and what it refuses."""

import keras
import pytest

from gan_course.exercises.asking import Slip
from gan_course.exercises.beyond import open_task
from gan_course.experiments.beyond import tables
from gan_utils import models, training


def gan(seed=0, columns=30, n_classes=2, compiled=True):
    layers = {"widths": (4,), "n_classes": n_classes}
    pair = (
        models.mlp_generator((columns,), 4, activation=None, **layers),
        models.mlp_discriminator((columns,), **layers),
    )
    model = training.GAN(*pair, seed=seed)
    if compiled:
        model.compile(jit_compile=False)
    return model


def test_rows_like_the_real_ones_are_nearer_than_noise():
    train, units = tables.real()
    real = open_task.distance(units.to_model(train.values))
    gaussian = open_task.distance(tables.by_gaussians(train.labels, seed=1))
    assert real < gaussian < open_task.distance(gan().generate(labels=train.labels, seed=0))


@pytest.mark.parametrize(
    ("answer", "words"),
    [
        (lambda seed: "rows", "returns a `training.GAN`"),
        (lambda seed: gan(compiled=False), "not compiled"),
        (lambda seed: gan(columns=4), "has 30 columns"),
        (lambda seed: gan(n_classes=3), "has two classes"),
    ],
)
def test_what_is_no_gan_for_this_table_is_refused_in_words(answer, words):
    with pytest.raises(Slip, match=words):
        open_task._score(answer, 0, quick=True)


def test_one_that_was_trained_before_is_refused_and_an_honest_one_scored():
    model = gan()
    assert open_task._score(lambda seed: model, 0, quick=True) > 0
    keras.utils.set_random_seed(0)
    with pytest.raises(Slip, match="trained already"):
        open_task._score(lambda seed: model, 0, quick=True)
