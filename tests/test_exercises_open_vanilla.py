"""The open task of notebook 02: what is no GAN for the ring is refused in words, and any that is gets a score."""

import keras
import numpy as np
import pytest

from gan_course.exercises.vanilla import task
from gan_utils import models, training


@pytest.fixture(autouse=True)
def own_progress(tmp_path, monkeypatch):
    monkeypatch.setenv("GAN_PROGRESS_FILE", str(tmp_path / "progress.json"))


def ring_gan(seed, rate=1e-3, **compiled):
    keras.utils.set_random_seed(seed)
    generator = models.mlp_generator((2,), latent_dim=2, widths=(16,), activation=None)
    gan = training.GAN(generator, models.mlp_discriminator((2,), widths=(16,)), seed=seed)
    adam = lambda: keras.optimizers.Adam(rate)
    gan.compile(g_optimizer=adam(), d_optimizer=adam(), jit_compile=False, **compiled)
    return gan


def test_a_gan_is_scored_and_one_that_diverges_gets_nothing():
    found = task.measure(ring_gan, quick=True)
    assert found.status == "measured" and 0.0 <= found.mean <= 100.0 and not task.lower_is_better
    spoilt = ring_gan(0)
    spoilt.fit = lambda batches: None
    spoilt.generate = lambda n, seed: np.full((n, 2), np.nan)
    assert task.measure(lambda seed: spoilt, quick=True).mean == 0.0


@pytest.mark.parametrize(
    ("answer", "says"),
    [
        (lambda seed: "a GAN", "returns a compiled `training.GAN`"),
        (lambda seed: models.mlp_generator((2,)), "returns a compiled `training.GAN`"),
        (
            lambda seed: training.GAN(models.mlp_generator((2,), 2, (4,)), models.mlp_discriminator((2,), (4,))),
            "returns a compiled `training.GAN`",
        ),
    ],
)
def test_nonsense_is_refused_in_words(answer, says):
    found = task.measure(answer, quick=True)
    assert found.status == "not yet" and says in repr(found)


def test_a_gan_for_pictures_is_refused():
    def pictures(seed):
        gan = training.GAN(models.mlp_generator((8, 8, 1), 2, (4,)), models.mlp_discriminator((8, 8, 1), (4,)))
        gan.compile(jit_compile=False)
        return gan

    assert "points of the plane" in repr(task.measure(pictures, quick=True))
