"""The explorer says and shows what the game gives for its sliders."""

import io
import re

import numpy as np
import pytest
from PIL import Image

from gan_utils import game, toy, widgets


@pytest.fixture(scope="module")
def explorer():
    return widgets.game_explorer()


def pixels(explorer):
    return np.asarray(Image.open(io.BytesIO(explorer.picture.value)).convert("RGB"))


def test_the_line_reads_value_divergence_and_both_gradients(explorer):
    explorer.set(data="one peak", mean=2.0, width=1.0)
    p, q = toy.Gaussian(0.0, 1.0), toy.Gaussian(2.0, 1.0)
    numbers = [game.value_function(p, q), game.jensen_shannon(p, q)]
    for loss in ("minimax", "non_saturating"):
        numbers.extend(game.generator_gradient(p, q, loss))
    assert explorer.error is None
    read = [float(number) for number in re.findall(r"-?\d+\.\d{3}", explorer.words)]
    read.remove(0.693)  # the bound of JSD, also in the line
    assert read == pytest.approx(numbers, abs=5e-4)


def test_at_the_data_the_line_says_that_nobody_can_tell(explorer):
    explorer.set(data="one peak", mean=0.0, width=1.0)
    assert "V(D*, G) = -1.386" in explorer.words and "JSD = 0.000" in explorer.words  # −log 4 and 0
    assert "-0.000" not in explorer.words


def test_every_control_moves_picture_and_words(explorer):
    explorer.set(data="one peak", mean=1.0, width=1.0)
    seen = [(pixels(explorer).tobytes(), explorer.words)]
    for change in ({"mean": -2.0}, {"width": 2.0}, {"data": "two peaks"}, {"data": "heavy tails"}):
        explorer.set(**change)
        assert explorer.error is None
        seen.append((pixels(explorer).tobytes(), explorer.words))
    assert len({picture for picture, _ in seen}) == len({words for _, words in seen}) == 5
    assert "heavy tails" in explorer.alt


def test_the_same_state_gives_the_same_picture(explorer):
    explorer.set(data="one peak", mean=1.0, width=1.0)
    first = explorer.picture.value
    explorer.set(data="two peaks", mean=-1.0, width=0.5)
    explorer.set(data="one peak", mean=1.0, width=1.0)
    assert explorer.picture.value == first


def test_the_picture_follows_a_drag(explorer):
    explorer.set(data="one peak")
    explorer.seconds.clear()
    for mean in np.linspace(-5.0, 5.0, 41):
        explorer.set(mean=float(mean))
    assert np.median(explorer.seconds) < 0.05  # about 0.011 on two idle cores


def test_ends_of_the_sliders_are_drawn(explorer):
    for data in explorer.controls["data"].list.options:
        for mean in (-5.0, 5.0):
            for width in (0.4, 3.0):
                explorer.set(data=data, mean=mean, width=width)
                assert explorer.error is None


def test_own_data_and_wrong_starts():
    mine = widgets.game_explorer({"mine": toy.Laplace(1.0, 0.5)}, mean=1.0)
    assert "mine" in mine.alt
    with pytest.raises(ValueError, match="at least one density"):
        widgets.game_explorer({})
    with pytest.raises(ValueError, match="between the ends"):
        widgets.game_explorer(mean=50.0)
