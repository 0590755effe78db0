"""The open task of notebook 10: a likelihood that fits scores better, and what has no density is refused in words."""

import keras
import pytest

from gan_course.exercises.density import task
from gan_utils import models, training


@pytest.fixture(autouse=True)
def own_progress(tmp_path, monkeypatch):
    monkeypatch.setenv("GAN_PROGRESS_FILE", str(tmp_path / "progress.json"))


def vae(deviation=0.5, judged=False, compiled=True, shape=(28, 28, 1)):
    judge = models.dcgan_discriminator(shape, 2) if judged else None
    model = training.VAE(models.encoder(shape, 2, 2, seed=1), models.decoder(shape, 2, 2, seed=2), judge)
    if compiled:
        model.compile(g_optimizer=keras.optimizers.Adam(1e-3), deviation=deviation)
    return model


def test_the_deviation_decides_before_anything_is_learnt():
    scores = {deviation: task.measure(lambda seed, d=deviation: vae(d), quick=True).mean for deviation in (0.1, 1.0)}
    assert scores[1.0] > scores[0.1]  # two steps: the squared error is still near that of grey


@pytest.mark.parametrize(
    ("answer", "says"),
    [
        (lambda seed: models.decoder((28, 28, 1), 2, 2), "returns a `training.VAE`"),
        (lambda seed: vae(judged=True), "no density of pixels"),
        (lambda seed: vae(compiled=False), "not compiled"),
        (lambda seed: vae(shape=(8, 8, 1)), "for digits"),
    ],
)
def test_what_has_no_density_is_refused_in_words(answer, says):
    found = task.measure(answer, quick=True)
    assert found.status == "not yet" and says in repr(found)
