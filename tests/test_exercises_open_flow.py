"""The open task of notebook 14: what its score tells apart, and what it refuses."""

import numpy as np
import pytest

from gan_course.exercises.asking import Slip
from gan_course.exercises.flow import open_task
from gan_utils import models, toy, training


def flow(shape=(2,), compiled=True):
    model = training.Flow(models.velocity_mlp(shape, (4,), seed=0))
    if compiled:
        model.compile(jit_compile=False)
    return model


class Drawing(training.Flow):
    """A flow that draws what it is told to, whatever it has learnt."""

    def generate(self, n, seed, steps, method):
        return self.drawn(n, seed)


def drawing(drawn):
    model = Drawing(models.velocity_mlp((2,), (4,), seed=0))
    model.compile(jit_compile=False)
    model.drawn = drawn
    return model


def score(drawn):
    return open_task._score(lambda seed: (drawing(drawn), 4, "euler"), 0, quick=True)


def test_the_ring_itself_scores_best_and_one_mode_alone_its_share_and_half(monkeypatch):
    monkeypatch.setattr(training.Flow, "fit", lambda *_, **__: None)  # nothing here learns
    ring = toy.ring(8)
    assert score(lambda n, seed: np.tile(ring, (n // 8, 1))) == 100
    assert score(lambda n, seed: toy.sample_modes(ring, n, 0.1, seed=seed)) > 85
    assert score(lambda n, seed: np.tile(ring[:1], (n, 1))) == 100 * 1.5 / 8
    assert score(lambda n, seed: np.zeros((n, 2))) == 0


@pytest.mark.parametrize(
    ("answer", "words"),
    [
        ("straight", "returns three things"),
        (("a flow", 4, "euler"), "is a `training.Flow`"),
        ((flow(compiled=False), 4, "euler"), "not compiled"),
        ((flow(shape=(3,)), 4, "euler"), "points in the plane"),
        ((flow(), 4, "heun"), "one of the two"),
        ((flow(), 4, "midpoint"), "4 calls in all"),
        ((flow(), 0, "euler"), "4 calls in all"),
    ],
)
def test_what_is_no_flow_of_four_calls_is_refused_in_words(answer, words):
    with pytest.raises(Slip, match=words):
        open_task._score(lambda seed: answer, 0, quick=True)


def test_an_honest_answer_is_scored_and_one_that_was_trained_before_is_refused():
    model = flow()
    assert 0 <= open_task._score(lambda seed: (model, 2, "midpoint"), 0, quick=True) <= 100
    with pytest.raises(Slip, match="trained already"):
        open_task._score(lambda seed: (model, 2, "midpoint"), 0, quick=True)
