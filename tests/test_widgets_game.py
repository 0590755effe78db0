"""The explorer says and shows what the game gives for its sliders."""

import asyncio
import io
import re

import numpy as np
import pytest
from matplotlib.backends.backend_agg import FigureCanvasAgg
from PIL import Image

from gan_utils import game, plotting, toy, widgets
from gan_utils.widgets.game import next_place


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
    changes = {"mean": -2.0}, {"width": 2.0}, {"data": "two peaks"}, {"data": "heavy tails"}
    for change in changes:
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


def test_a_drag_draws_only_what_moves(explorer, monkeypatch):
    """Whole figures drawn are counted: axes, contours and words, which take about 50 times as long as what moves."""
    whole, draw = [], FigureCanvasAgg.draw
    monkeypatch.setattr(FigureCanvasAgg, "draw", lambda canvas: whole.append(canvas) or draw(canvas))
    explorer.set(data="one peak", mean=0.0)
    explorer.seconds.clear()
    whole.clear()
    for mean in np.linspace(-5.0, 5.0, 41):
        explorer.set(mean=float(mean))
    assert len(explorer.seconds) == 41 and explorer.error is None and whole == []
    plotting.GamePicture(data := toy.Gaussian(0.0, 1.0)).draw(data)
    assert len(whole) == 1


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


def place(explorer):
    """Where the line says that the generator is, in hundredths."""
    found = re.match(r"Mean (-?[\d.]+), width ([\d.]+)", explorer.words)
    return float(found[1]), float(found[2])


def test_a_step_goes_against_the_gradient_of_the_loss_that_is_chosen(explorer):
    p, q = toy.Gaussian(0.0, 1.0), toy.Gaussian(-2.0, 1.5)
    for loss in game.LOSSES:
        explorer.set(data="one peak", loss=loss, mean=q.mean, width=q.std)
        explorer.buttons["Step"].click()
        gradient = game.generator_gradient(p, q, loss)
        assert place(explorer) == pytest.approx((-2.0 - 0.3 * gradient.mean, 1.5 - 0.3 * gradient.std), abs=0.006)
        assert explorer.error is None and "after 1 step:" in explorer.words


def test_the_other_loss_shows_another_next_step(explorer):
    explorer.set(data="one peak", loss="minimax", mean=-2.0, width=1.5)
    first = pixels(explorer)
    explorer.set(loss="non_saturating")
    assert not np.array_equal(pixels(explorer), first)


def test_steps_are_exact_though_sliders_round_and_the_way_is_drawn(explorer):
    explorer.set(data="one peak", loss="non_saturating", mean=-3.0, width=1.0)
    exact = (-3.0, 1.0)
    for _ in range(5):
        explorer.buttons["Step"].click()
        exact = next_place(toy.Gaussian(0.0, 1.0), exact, "non_saturating")
    assert place(explorer) == pytest.approx(exact, abs=0.006) and "after 5 steps" in explorer.words
    shown = [explorer.controls[name].value for name in ("mean", "width")]
    assert shown == pytest.approx(exact, abs=0.026)  # half a step of the sliders
    with_trail, here = pixels(explorer), shown
    explorer.set(mean=0.0)  # by hand: a new start
    explorer.set(mean=here[0], width=here[1])
    assert "step" not in explorer.words and np.sum(with_trail != pixels(explorer)) > 100


def test_sliders_stand_on_their_grid_so_that_a_page_has_nothing_to_snap(explorer):
    explorer.set(data="one peak", loss="non_saturating", mean=-3.0, width=1.0)
    explorer.buttons["Step"].click()
    for control in (explorer.controls["mean"], explorer.controls["width"]):
        steps = (control.value - control.slider.min) / control.slider.step
        assert steps == pytest.approx(round(steps), abs=1e-6)
    explorer.controls["mean"].value += 1e-9  # what a page may send back
    explorer.refresh()
    assert "after 1 step:" in explorer.words
    explorer.controls["mean"].value += 0.05  # a hand: one press of an arrow key
    explorer.refresh()
    assert "step" not in explorer.words


def test_play_without_an_event_loop_walks_home_and_stops_there(explorer):
    explorer.set(data="one peak", loss="non_saturating", mean=-3.0, width=1.0)
    explorer.buttons["Play"].click()
    assert place(explorer) == pytest.approx((0.0, 1.0), abs=0.01)
    walked = int(re.search(r"after (\d+) steps", explorer.words)[1])
    assert 20 < walked < 60  # it stops where steps lead nowhere


def test_play_from_far_away_arrives_under_the_non_saturating_loss_only(explorer):
    for loss, low, high in (("minimax", -5.0, -2.0), ("non_saturating", -0.1, 0.1)):
        explorer.set(data="one peak", loss=loss, mean=-5.0, width=1.0)
        explorer.buttons["Play"].click()
        assert low <= explorer.controls["mean"].value <= high, loss


def test_play_moves_by_itself_until_a_hand_takes_the_generator(explorer):
    async def act():
        explorer.set(data="one peak", loss="non_saturating", mean=-3.0, width=2.0)
        explorer.buttons["Play"].click()
        first = explorer.words
        await asyncio.sleep(0.5)
        assert explorer.words != first and "steps" in explorer.words
        explorer.set(mean=4.0)
        await asyncio.sleep(0.4)
        assert explorer.controls["mean"].value == 4.0 and "step" not in explorer.words

    asyncio.run(act())


def test_the_generator_stays_within_its_sliders():
    beyond = toy.Gaussian(20.0, 4.0)
    gradient = game.generator_gradient(beyond, toy.Gaussian(4.9, 2.99), "non_saturating")
    assert gradient.mean < -0.5 and gradient.std < -0.05  # it would leave both
    assert next_place(beyond, (4.9, 2.99), "non_saturating") == (5.0, 3.0)
