"""The open task of notebook 00: a shorter film scores better, and what shows no ten digits is refused in words."""

import numpy as np
import pytest

from gan_course.exercises.start import open_task, task


@pytest.fixture(autouse=True)
def own_progress(tmp_path, monkeypatch):
    monkeypatch.setenv("GAN_PROGRESS_FILE", str(tmp_path / "progress.json"))


def some(seed):
    latents = np.random.default_rng(seed).normal(size=(1000, open_task.LATENT_DIM))
    return latents, open_task.read(open_task.draw(latents))


def first(draw, read, seed):
    latents, sure = some(seed)
    return np.stack([latents[np.flatnonzero(sure[:, k] >= 0.9)[0]] for k in range(10)])


def near(draw, read, seed):
    """Return of each digit the latent that lies nearest to the one before."""
    latents, sure = some(seed)
    chosen = [latents[np.flatnonzero(sure[:, 0] >= 0.9)[0]]]
    for k in range(1, 10):
        fit = latents[sure[:, k] >= 0.9]
        chosen.append(fit[np.linalg.norm(fit - chosen[-1], axis=1).argmin()])
    return np.stack(chosen)


def test_neighbours_make_a_shorter_film_than_the_first_that_fit():
    far, close = (task.measure(answer, quick=True).mean for answer in (first, near))
    assert 0 < close < far


def test_the_film_is_as_long_as_its_parts_and_standing_still_costs_nothing():
    latents = some(0)[0][:3]
    whole = open_task.length(latents)
    assert whole == pytest.approx(open_task.length(latents[:2]) + open_task.length(latents[1:]), rel=1e-4)
    assert open_task.length(latents[[0, 0, 1]]) == pytest.approx(open_task.length(latents[:2]), rel=1e-4)


@pytest.mark.parametrize(
    ("answer", "says"),
    [
        (lambda draw, read, seed: np.zeros((10, 3)), "ten latents"),
        (lambda draw, read, seed: first(draw, read, seed)[::-1], "latent k draws the digit k"),
        (lambda draw, read, seed: np.full((10, 64), np.nan), "not finite"),
        (lambda draw, read, seed: "0123456789", "number"),
    ],
)
def test_what_shows_no_ten_digits_is_refused_in_words(answer, says):
    found = task.measure(answer, quick=True)
    assert found.status == "not yet" and says in repr(found)
