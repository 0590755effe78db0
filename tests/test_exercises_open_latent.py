"""The open task of notebook 05: moves that keep the digit score better, and what is no move is refused in words."""

import numpy as np
import pytest

from gan_course.exercises.latent import open_task, task
from gan_utils import latent


@pytest.fixture(autouse=True)
def own_progress(tmp_path, monkeypatch):
    monkeypatch.setenv("GAN_PROGRESS_FILE", str(tmp_path / "progress.json"))


def along_slant(latents, generate):
    known = latent.sample(800, open_task.LATENT_DIM, 0)
    direction, slope, _ = latent.attribute_direction(known, latent.slant(generate(known)))
    return latents + open_task.WANTED / slope * direction


def test_a_step_along_the_slant_beats_standing_still_and_a_random_one():
    answers = (along_slant, lambda latents, generate: latents, lambda latents, generate: -latents)
    scores = [task.measure(answer, quick=True).mean for answer in answers]
    assert scores[0] > 10 > max(scores[1:]) and scores[1] == 0.0


def test_a_hit_leans_enough_keeps_its_digit_and_its_strokes():
    before = open_task.generate(latent.sample(20, open_task.LATENT_DIM, 1))
    sheared = np.stack([_sheared(picture, 10.0) for picture in before])
    assert open_task.hits(before, sheared).mean() > 0.5  # the interpolation blurs a few too thick
    assert not open_task.hits(before, np.stack([_sheared(picture, -10.0) for picture in before])).any()
    assert not open_task.hits(before, before[::-1]).all()


def _sheared(picture, degrees):
    """Return a picture whose lines of ink lean by so much more, about its middle."""
    from scipy.ndimage import affine_transform

    shear = np.array([[1.0, 0.0], [np.tan(np.radians(degrees)), 1.0]])
    moved = affine_transform(picture[..., 0] + 1.0, shear, 13.5 - shear @ (13.5, 13.5), order=1)
    return np.clip(moved - 1.0, -1, 1)[..., None].astype("float32")


@pytest.mark.parametrize(
    ("answer", "says"),
    [
        (lambda latents, generate: latents[0], "a latent for each"),
        (lambda latents, generate: latents * np.inf, "not finite"),
        (lambda latents, generate: "further", "number"),
    ],
)
def test_what_is_no_move_is_refused_in_words(answer, says):
    found = task.measure(answer, quick=True)
    assert found.status == "not yet" and says in repr(found)
