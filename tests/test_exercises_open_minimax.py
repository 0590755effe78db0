"""The open task of notebook 01: what brings the generator nearer scores lower, and what is no loss is refused."""

import numpy as np
import pytest

from gan_course.exercises import asking
from gan_course.exercises.minimax.open_task import _problem, mean_divergence, task
from gan_utils import game


def test_the_pull_from_afar_beats_the_loss_that_saturates():
    scores = {loss: mean_divergence(lambda s, loss=loss: game.sample_loss(s, loss), 0, games=2) for loss in game.LOSSES}
    assert scores["non_saturating"] < scores["minimax"]


def test_the_seed_decides_the_games():
    first, again, other = (_problem(np.random.default_rng([seed, 101])) for seed in (0, 0, 1))
    assert first[0] == again[0] != other[0] and np.array_equal(first[1], again[1])


def test_a_loss_that_rises_with_the_logit_leads_away():
    away = mean_divergence(lambda s: np.logaddexp(0, s), 0, games=1)
    assert away > mean_divergence(lambda s: -np.logaddexp(0, s), 0, games=1)


NONSENSE = {
    "one number for all": (lambda s: np.mean(s), "one number for each logit"),
    "not finite": (lambda s: np.exp(-1e3 * s), "not finite at the logit"),
    "text": (lambda s: str(s), "text"),
}


@pytest.mark.filterwarnings("ignore:overflow")
@pytest.mark.parametrize(("loss", "words"), NONSENSE.values(), ids=NONSENSE)
def test_what_is_no_loss_is_refused_in_words(loss, words):
    ask = asking.Ask(loss, "my_loss", [])
    with pytest.raises(asking.Slip) as slip:
        task.score(ask, 0, True)
    assert words in slip.value.message
