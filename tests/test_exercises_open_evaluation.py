"""The open task of notebook 06: better forgeries score better, and what is no picture is refused in words."""

import numpy as np
import pytest

from gan_course.exercises.evaluation import task


@pytest.fixture(autouse=True)
def own_progress(tmp_path, monkeypatch):
    monkeypatch.setenv("GAN_PROGRESS_FILE", str(tmp_path / "progress.json"))


def repeat(few, n, seed):
    return few[np.arange(n) % len(few)]


def one_class(few, n, seed):
    return few[np.arange(n) % 10]


def noise(few, n, seed):
    return np.random.default_rng(seed).integers(0, 256, (n, *few.shape[1:]))


def test_copies_beat_one_class_and_that_beats_noise():
    scores = [task.measure(forge, quick=True).mean for forge in (repeat, one_class, noise)]
    assert scores == sorted(scores) and scores[2] > 2 * scores[0]


@pytest.mark.parametrize(
    ("forge", "says"),
    [
        (lambda few, n, seed: few, "returns n pictures"),
        (lambda few, n, seed: repeat(few, n, seed) / 255.0, "not from 0 to 1"),
        (lambda few, n, seed: repeat(few, n, seed) * 2.0 - 255.0, "Grey levels go from 0 to 255."),
        (lambda few, n, seed: "digits", "number"),
    ],
)
def test_nonsense_is_refused_in_words(forge, says):
    found = task.measure(forge, quick=True)
    assert found.status == "not yet" and says in repr(found)
