"""The open task of notebook 03: better pictures score better, and what no generator made is refused in words."""

import numpy as np
import pytest

from gan_course.exercises import asking
from gan_course.exercises.dcgan import open_task, task
from gan_utils import data, models, training


def score(answer, quick=True):
    return open_task._score(asking.Ask(answer, "my_digits", []), 0, quick)


def shipped(images, steps, n, seed):
    """Samples of the shipped generator of clusters, as an answer would return them."""
    labels = data.draw_labels(models.pretrained_card("clusters")["cluster_sizes"], n, seed=seed)
    z = training.sample_latents(n, 64, seed=seed)
    return models.load_pretrained("clusters")([z, labels], training=False)


def test_readable_digits_score_better_than_noise():
    def noise(images, steps, n, seed):
        return np.random.default_rng(seed).uniform(-1, 1, (n, 28, 28, 1))

    assert score(shipped) < score(noise) / 5
    assert task.what == "FCD of 2,000 samples after 1,000 steps" and task.lower_is_better


@pytest.mark.parametrize(
    ("nonsense", "words"),
    [
        (lambda images, steps, n, seed: data.to_model(images[:n]), "Many of these are training digits"),
        (lambda images, steps, n, seed: 0.98 * data.to_model(images[-n:]), "Many of these are training digits"),
        (lambda images, steps, n, seed: np.zeros((n, 28, 28)), "returns n pictures of 28×28×1"),
        (lambda images, steps, n, seed: np.full((n, 28, 28, 1), 255.0), r"should be in \[-1, 1\]"),
        (lambda images, steps, n, seed: models, "of type module"),
    ],
)
def test_what_is_no_answer_is_refused(nonsense, words):
    with pytest.raises(asking.Slip, match=words):
        score(nonsense)
