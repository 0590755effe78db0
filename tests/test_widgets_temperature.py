"""The view of notebook 15: draws of a word, hotter and colder, from the same noise."""

import re

import numpy as np
import pytest

from gan_utils import models, widgets

WORDS = ("dog", "cat", "fox")
CHANCES = np.array([0.6, 0.3, 0.1], np.float32)


def soften(temperature, noise):
    shares = np.asarray(models.gumbel_softmax(np.log(CHANCES), noise, temperature))
    return shares, shares[:, 0] * (1 - shares[:, 0]) / temperature


def explorer(**settings):
    asked = []

    def watched(temperature, noise):
        asked.append((temperature, noise))
        return soften(temperature, noise)

    return widgets.temperature_explorer(watched, WORDS, **settings), asked


def largest(view):
    return float(re.search(r"largest share is (\d\.\d+)", view.words)[1])


def test_colder_draws_are_nearer_to_one_word_and_the_argmax_stays():
    view, asked = explorer()
    assert "log₂ τ = 0.0, τ = 1:" in view.words and "slope of “dog”" in view.words
    warm, taken = largest(view), view.alt
    view.set(log_tau=-4.0)
    assert "log₂ τ = −4.0, τ = 0.0625:" in view.words and largest(view) > max(warm, 0.95)
    assert view.alt == taken and taken.count("dog") + taken.count("cat") + taken.count("fox") == 8
    view.set(log_tau=2.0)
    assert largest(view) < min(warm, 0.6) and view.alt == taken
    assert [temperature for temperature, _ in asked] == [1.0, 0.0625, 4.0]
    assert all(np.array_equal(asked[0][1], noise) for _, noise in asked)  # the same noise at each
    assert view.error is None


def test_other_noise_is_drawn_and_undone():
    view, asked = explorer(seed=3)
    still = view.picture.value
    view.buttons["other noise"].click()
    assert view.picture.value != still and not np.array_equal(asked[0][1], asked[-1][1])
    view.set(log_tau=1.5)
    view.buttons["reset"].click()
    assert view.picture.value == still and view.values == {"log_tau": 0.0}
    assert not np.array_equal(explorer(seed=4)[1][0][1], asked[0][1])


def test_a_single_word_is_refused():
    with pytest.raises(ValueError, match="nothing to choose between"):
        widgets.temperature_explorer(soften, ["dog"])
