"""The open task of notebook 16: what its score tells apart, and what it refuses."""

import numpy as np
import pytest

from gan_course.exercises.asking import Slip
from gan_course.exercises.responsible import open_task


@pytest.fixture
def still(monkeypatch):
    """Fakes with a white corner, and real pictures without one; JPEG, blur and size leave it bright."""

    def drawn(name, n, seed):
        images = np.zeros((n, 28, 28, 1), np.uint8)
        images[:, :8, :8] = 255
        return images

    monkeypatch.setattr(open_task, "drawn", drawn)


def test_who_knows_the_fakes_is_right_and_who_guesses_is_right_half_of_the_time(still):
    knowing = lambda real, fake, seed: lambda images: images[:, :4, :4].mean(axis=(1, 2, 3)) - 128.0
    assert open_task._score(knowing, 0, quick=True) == 100
    assert open_task._score(lambda *_: lambda images: np.ones(len(images)), 0, quick=True) == 50
    turned = lambda *given: lambda images: -knowing(*given)(images)
    assert open_task._score(turned, 0, quick=True) == 0


def test_five_kinds_of_pictures_count_alike():
    real, fake, other = (np.full((3, 28, 28, 1), level, np.uint8) for level in (0, 128, 255))
    found = open_task.harder(real, fake, other)
    assert list(found) == ["as they are", "JPEG 50", "half size and back", "blur", "another generator"]
    assert np.array_equal(found["another generator"][1], other) and np.array_equal(found["JPEG 50"][0], real)


@pytest.mark.parametrize(
    ("answer", "words"),
    [
        (lambda real, fake, seed: 1.0, "returns a function that scores pictures"),
        (lambda real, fake, seed: lambda images: np.ones((len(images), 2)), "one score a picture"),
        (lambda real, fake, seed: lambda images: "fake", "is text, not a number"),
    ],
)
def test_what_is_no_detector_is_refused_in_words(still, answer, words):
    with pytest.raises(Slip, match=words):
        open_task._score(answer, 0, quick=True)


def test_an_honest_answer_is_scored():
    def detector(real, fake, seed):
        middle = 0.5 * (real.mean() + fake.mean())
        return lambda images: np.sign(fake.mean() - middle) * (images.mean(axis=(1, 2, 3)) - middle)

    assert 0 <= open_task._score(detector, 0, quick=True) <= 100
