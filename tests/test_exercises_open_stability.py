"""The open task of notebook 07: how its score tells good answers from poor ones, and what it refuses."""

import keras
import numpy as np
import pytest

from gan_course.exercises.asking import Slip
from gan_course.exercises.stability import open_task
from gan_utils import toy, training

CENTRES = toy.grid(open_task.SIDE, open_task.SPACING)


def a_gan(point, compiled=True):
    """A GAN whose generator puts all samples on one point, whatever it is taught."""
    z = keras.Input((2,))
    generator = keras.Model(z, keras.layers.Dense(2, kernel_initializer="zeros", bias_initializer="zeros")(z))
    generator.layers[-1].set_weights([np.zeros((2, 2)), np.asarray(point, np.float32)])
    x = keras.Input((2,))
    gan = training.GAN(generator, keras.Model(x, keras.layers.Dense(1)(x)), seed=0)
    if compiled:
        still = lambda: keras.optimizers.SGD(0.0)
        gan.compile(g_optimizer=still(), d_optimizer=still(), jit_compile=False)
    return gan


def test_samples_count_for_no_more_than_their_mode_s_fair_share():
    half = np.concatenate([np.repeat(CENTRES[:5], 10, axis=0), np.full((50, 2), 99.0)])
    assert open_task.even_share(half) == pytest.approx(5 * 4.0)  # each holds a tenth, of which 1/25 counts
    assert open_task.even_share(np.full((10, 2), 1.0)) == 0.0  # between the modes
    fresh = toy.sample_modes(CENTRES, 2500, open_task.STD, seed=0)
    assert 90 < open_task.even_share(fresh) < 100


def test_a_generator_on_a_mode_scores_above_one_beside_it():
    on, beside = (open_task._score(lambda seed, at=at: a_gan(at), 0, quick=True) for at in (CENTRES[0], [1.0, 1.0]))
    assert on == pytest.approx(4.0) and beside == 0.0


@pytest.mark.parametrize(
    ("answer", "words"),
    [
        (lambda seed: "R1", "returns a GAN"),
        (lambda seed: a_gan(CENTRES[0], compiled=False), "not compiled"),
    ],
)
def test_what_is_no_gan_for_the_plane_is_refused_in_words(answer, words):
    with pytest.raises(Slip, match=words):
        open_task._score(answer, 0, quick=True)
