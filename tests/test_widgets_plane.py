"""The plane laboratory without a browser: what its controls do to the run, and what it sends and says."""

import asyncio
import json

import numpy as np
import pytest
import tensorflow as tf

from gan_utils import toy
from gan_utils.training.plane import plane_networks
from gan_utils.widgets import PlaneLaboratory
from gan_utils.widgets.drawing import Drawing
from gan_utils.widgets.plane import laboratory as plane_laboratory
from gan_utils.widgets.plane import playing
from gan_utils.widgets.plane.canvas import LAYERS
from gan_utils.widgets.plane.controls import OWN


def small(data="ring", **more):
    return PlaneLaboratory(data, networks=plane_networks((8,)), **more)


@pytest.fixture(scope="module")
def shared():
    return small()


def sent(laboratory, name):
    return np.frombuffer(getattr(laboratory.canvas, name), np.float32)


def stroke(laboratory, points):
    laboratory.canvas._handle_custom_msg({"type": "stroke"}, [np.asarray(points, np.float32).tobytes()])


def page_paints(laboratory):
    laboratory.canvas._handle_custom_msg({"type": "seen", "number": laboratory.canvas.number}, [])


def play(laboratory, pictures):
    """Play in an event loop with a page that paints at once, until so many pictures were sent."""

    async def watch():
        laboratory.toggle()
        last = laboratory.canvas.number + pictures
        while laboratory.playing and laboratory.canvas.number < last:
            page_paints(laboratory)
            await asyncio.sleep(0.002)
        if laboratory.playing:
            laboratory.toggle()

    asyncio.run(watch())


def test_a_step_moves_the_picture_the_words_and_the_alt_text(shared):
    before = shared.canvas.fakes, shared.canvas.field, shared.words, shared.alt, shared.canvas.number
    shared.buttons["step"].click()
    after = shared.canvas.fakes, shared.canvas.field, shared.words, shared.alt, shared.canvas.number
    assert all(a != b for a, b in zip(before, after, strict=True)) and shared.error is None
    assert "JS distance" in shared.words and "σ(D) from" in shared.alt and "fakes around" in shared.alt


def test_what_is_sent_is_what_the_players_say(shared):
    look = shared.run.look()
    np.testing.assert_array_equal(sent(shared, "fakes"), look.fakes.ravel())
    np.testing.assert_array_equal(sent(shared, "manifold"), look.manifold.ravel())
    assert len(shared.canvas.field) == look.field.size and shared.canvas.lines == len(look.manifold)
    assert np.abs(np.frombuffer(shared.canvas.field, np.uint8) / 255 - look.field.ravel()).max() <= 0.5 / 255 + 1e-6
    arrows = sent(shared, "pushes").reshape(-1, 2)
    np.testing.assert_allclose(arrows[0], 0.3 * look.pushes[0], rtol=1e-5)  # short enough not to be cut
    assert np.linalg.norm(arrows, axis=1).max() <= 0.6 + 1e-6


def test_play_sends_pictures_as_the_page_paints_them_and_pause_stops():
    laboratory = small()
    laboratory.set(pace=5)
    play(laboratory, 4)
    assert laboratory.run.steps >= 20 and laboratory.run.steps % 5 == 0
    assert not laboratory.playing and laboratory.words.startswith("Paused at step")
    assert laboratory.buttons["play"].description == "Play"


def test_without_a_page_that_paints_it_waits():
    laboratory = small()

    async def nobody_looks():
        laboratory.toggle()
        await asyncio.sleep(0.3)
        return laboratory.canvas.number

    start = laboratory.canvas.number
    assert asyncio.run(nobody_looks()) <= start + 2


def test_playing_is_the_same_run_as_steps_in_a_cell():
    played, stepped = small(), small()
    play(played, 3)
    stepped.advance(played.run.steps)
    np.testing.assert_allclose(sent(played, "fakes"), sent(stepped, "fakes"), atol=1e-4)


def test_without_an_event_loop_play_shows_the_end():
    laboratory = small()
    laboratory.set(pace=1)
    laboratory.toggle()
    assert laboratory.run.steps == playing.WITHOUT_A_LOOP and not laboratory.playing


def test_slow_motion_shows_four_stages_of_the_same_step(monkeypatch):
    monkeypatch.setattr(playing, "SLOW", 0.002)
    slow, quick, phases = small(), small(), []
    slow.canvas.observe(lambda change: phases.append(change["new"]), "phase")
    slow.slow.value = True
    play(slow, 5)
    assert phases[:4] == [1, 2, 3, 4]
    quick.advance(slow.run.steps)
    np.testing.assert_allclose(sent(slow, "fakes"), sent(quick, "fakes"), atol=1e-4)


@pytest.mark.parametrize(("who", "moves"), [("only D", "field"), ("only G", "fakes")])
def test_one_player_alone_moves_only_what_is_its_own(who, moves):
    laboratory = small()
    laboratory.set(who=who)
    before = laboratory.canvas.field, laboratory.canvas.fakes
    laboratory.step()
    changed = laboratory.canvas.field != before[0], laboratory.canvas.fakes != before[1]
    assert changed == (moves == "field", moves == "fakes")
    assert laboratory.error is None


def test_rates_losses_and_penalties_change_while_networks_stay(shared):
    weights = shared.run.gan.generator.get_weights()[0].copy()
    shared.set(loss="wasserstein", penalty="gradient_penalty", penalty_weight=10.0, d_rate=1e-2)
    assert shared.run.gan.gan_loss.name == "wasserstein" and float(
        shared.run.gan.d_optimizer.learning_rate
    ) == pytest.approx(0.01)
    np.testing.assert_array_equal(weights, shared.run.gan.generator.get_weights()[0])
    shared.step()
    assert np.isfinite(shared.losses.last("D"))
    shared.set(loss="non_saturating", penalty="none", d_rate=1e-3)
    assert shared.run.gan.penalty is None


def test_other_networks_begin_anew_and_those_trained_before_come_back():
    laboratory = PlaneLaboratory("ring")
    laboratory.set(units=8)
    laboratory.advance(3)
    kept = laboratory.canvas.fakes
    laboratory.set(noise=1)
    assert laboratory.run.steps == 0 and laboratory.canvas.lines == 0
    laboratory.set(noise=2)
    assert laboratory.run.steps == 3 and laboratory.canvas.fakes == kept


def test_restart_repeats_the_run_and_keeps_the_settings():
    laboratory = small()
    laboratory.set(g_rate=3e-3)
    laboratory.advance(4)
    first = sent(laboratory, "fakes")
    laboratory.buttons["restart"].click()
    assert laboratory.run.steps == 0 and len(laboratory.losses.rows) == 0
    laboratory.advance(4)
    np.testing.assert_allclose(sent(laboratory, "fakes"), first, atol=1e-5)


@pytest.mark.parametrize("name", list(toy.SHAPES))
def test_each_shape_can_be_chosen(shared, name):
    shared.set(data=name)
    np.testing.assert_array_equal(sent(shared, "real"), toy.SHAPES[name](4096, 0)[:400].ravel())
    assert name in shared.alt


def test_one_draws_data_and_what_was_drawn_is_never_lost(tmp_path):
    path = tmp_path / "drawing.json"
    laboratory = small(OWN, path=path)
    assert laboratory.words.startswith("Nothing is drawn yet") and laboratory.canvas.drawing
    laboratory.buttons["play"].click()
    assert "nothing is drawn yet" in laboratory.error and not laboratory.playing
    stroke(laboratory, [[1.0, 1.0], [1.1, 1.0]])
    stroke(laboratory, [[-2.0, 0.0]])
    assert len(json.loads(path.read_text())["strokes"]) == 2
    laboratory.step()
    laboratory.set(data="grid")
    laboratory.set(data=OWN)
    drawn = sent(laboratory, "real").reshape(-1, 2)
    assert np.mean(np.linalg.norm(drawn - [-2, 0], axis=1) < 0.3) == pytest.approx(1 / 3, abs=0.1)
    laboratory.buttons["clear"].click()
    laboratory.buttons["undo"].click()
    assert len(laboratory.drawing.strokes) == 2
    again = small(OWN, path=path)
    np.testing.assert_allclose(again.drawing.points, laboratory.drawing.points, atol=1e-3)


def test_a_drawing_refuses_what_is_none(tmp_path):
    with pytest.raises(ValueError, match="a stroke has shape"):
        Drawing().add([1.0, 2.0])
    (tmp_path / "notes.json").write_text('{"strokes": "mine"}')
    with pytest.raises(ValueError, match=r"notes\.json does not hold a drawing"):
        Drawing(tmp_path / "notes.json")
    assert (tmp_path / "notes.json").read_text() == '{"strokes": "mine"}'


def test_every_control_has_a_name_a_hover_text_and_stands_in_the_view(shared):
    inside, left = set(), list(shared.children)
    while left:
        widget = left.pop()
        inside.add(widget)
        left.extend(getattr(widget, "children", ()))
    named = [*shared.buttons.values(), shared.slow, *shared.layers.values()]
    assert all(widget.description for widget in named)
    assert {*named, shared.canvas, shared.line, *shared.controls.values()} <= inside
    assert len({control.label for control in shared.controls.values()}) == len(shared.controls)


def test_layers_are_shown_and_described_as_chosen(shared):
    shared.layers["arrows"].value = False
    assert shared.canvas.layers == [name for name in LAYERS if name != "arrows"]
    shared.advance(1)
    assert "arrows" not in shared.alt
    shared.layers["arrows"].value = True


def test_numbers_that_run_away_pause_and_say_what_to_do():
    laboratory = small()
    laboratory.set(optimizer="SGD", loss="least_squares")
    for network in (laboratory.run.gan.generator, laboratory.run.gan.discriminator):
        network.set_weights([np.full_like(weight, np.inf) for weight in network.get_weights()])
    laboratory.buttons["step"].click()
    assert "Restart" in laboratory.error and not laboratory.playing
    laboratory.buttons["restart"].click()
    laboratory.buttons["step"].click()
    assert laboratory.error is None


def test_a_stage_of_the_learners_own_can_be_played():
    stage = lambda generator, discriminator, optimizer, z: tf.constant(5.0)
    laboratory = small(generator_stage=stage)
    fakes = laboratory.canvas.fakes
    laboratory.step()
    assert laboratory.losses.last("G") == 5 and laboratory.canvas.fakes == fakes
    laboratory.set(stage="the course’s")
    laboratory.step()
    assert laboratory.canvas.fakes != fakes


def test_the_still_twin_shows_the_same_with_its_alt_text(shared, monkeypatch):
    shown = []
    monkeypatch.setattr(plane_laboratory, "show_figure", lambda fig, alt: shown.append((fig, alt)))
    shared.show()
    (fig, alt), look = shown[0], shared.run.look()
    np.testing.assert_allclose(fig.axes[0].collections[-2].get_offsets(), look.fakes, atol=1e-6)
    assert shared.alt in alt and "Both losses" in alt


def test_refusals():
    with pytest.raises(ValueError, match="unknown data 'torus': choose one of ring, grid, spiral"):
        PlaneLaboratory("torus")
    with pytest.raises(ValueError, match="no control called speed: there are who, pace"):
        small().set(speed=3)
