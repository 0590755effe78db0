"""The views: controls, picture and words always say the same; nothing piles up; errors are shown."""

import asyncio
import gc
import io
import time

import ipywidgets
import numpy as np
import pytest
from jupyter_client.manager import start_new_kernel
from PIL import Image

from gan_utils import latent, models, widgets
from gan_utils.widgets import film

DIRECTIONS = np.linalg.qr(np.random.default_rng(0).standard_normal((16, 16)))[0][:8]


def decode(png):
    return np.asarray(Image.open(io.BytesIO(png)))


def grey_view(calls=None, **options):
    """A view whose picture is as bright as its slider says."""

    def draw(grey):
        if calls is not None:
            calls.append(grey)
        if grey == 13:
            raise ValueError("13 is <unlucky>")
        return widgets.View(np.full((3, 5, 1), grey, "uint8"), f"grey {grey}", f"A rectangle of grey {grey}")

    return widgets.Explorer(draw, {"grey": widgets.Slider("grey", 0, 255, value=7, step=1)}, **options)


# Pictures --------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("shape", [(4, 6), (4, 6, 1), (4, 6, 3)])
def test_png_is_exact(shape):
    image = np.random.default_rng(0).integers(0, 256, shape).astype("uint8")
    np.testing.assert_array_equal(decode(widgets.png_bytes(image)), image.squeeze())
    # By hand: each pixel becomes a 3×3 block of itself.
    blocks = np.kron(image.reshape(4, 6, -1), np.ones((3, 3, 1), "uint8")).squeeze()
    np.testing.assert_array_equal(decode(widgets.png_bytes(image, scale=3)), blocks)


@pytest.mark.parametrize(
    ("image", "scale", "message"),
    [
        (np.zeros((4, 4)), 1, "float64 of shape"),
        (np.zeros((4, 4, 2), "uint8"), 1, r"\(4, 4, 2\)"),
        (np.zeros((1, 4, 4, 1), "uint8"), 1, r"\(1, 4, 4, 1\)"),
        (np.zeros((4, 4), "uint8"), 1.5, "whole number"),
        (np.zeros((4, 4), "uint8"), 0, "whole number"),
    ],
)
def test_png_refuses(image, scale, message):
    with pytest.raises(ValueError, match=message):
        widgets.png_bytes(image, scale)


# Controls --------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(("low", "high", "step", "new"), [(-3.0, 3.0, 0.01, 1.37), (0, 99, 1, 42)])
def test_slider_and_box_agree_both_ways(low, high, step, new):
    slider, heard = widgets.Slider("mean", low, high, step=step), []
    slider.on_change(lambda: heard.append(slider.value))
    for control, value in ((slider.slider, new), (slider.box, low), (slider, high)):
        control.value = value
        assert slider.value == slider.slider.value == slider.box.value == value
    assert heard == [new, low, high]  # once each: the link does not echo


def test_the_box_shows_no_noise_digits():
    slider = widgets.Slider("t", 0.0, 1.0, step=0.1)
    slider.slider.value = 0.1 + 0.2
    assert slider.box.value == 0.3


def test_the_box_stays_within_the_range():
    slider = widgets.Slider("t", 0.0, 1.0)
    slider.box.value = 7.0
    assert slider.value == slider.box.value == 1.0


@pytest.mark.parametrize(
    ("arguments", "options", "message"),
    [
        ((" ", 0, 1), {}, "needs a label"),
        (("t", 1, 1), {}, "low < high"),
        (("t", 0, 1), {"value": 2}, "value 2"),
        (("t", 0, 1), {"step": 0}, "step 0"),
    ],
)
def test_slider_refuses(arguments, options, message):
    with pytest.raises(ValueError, match=message):
        widgets.Slider(*arguments, **options)


# The explorer ----------------------------------------------------------------------------------------------


def test_picture_words_and_alt_follow():
    explorer = grey_view(scale=2)
    for grey in (0, 200, 31):
        explorer.controls["grey"].box.value = grey
        assert (decode(explorer.picture.value) == np.full((6, 10), grey)).all()
        assert explorer.words == f"grey {grey}" and f"grey {grey}" in explorer.line.value
        assert explorer.alt == f"A rectangle of grey {grey}"
        if explorer.picture.has_trait("tooltip"):  # not in ipywidgets 7
            assert explorer.picture.tooltip == explorer.alt
            # The browser side of ipywidgets 8 fails on a tooltip where no description is sent along.
            assert explorer.picture.get_state()["description"] == ""


def test_picture_and_hover_text_travel_in_one_message(monkeypatch):
    """In two, the page would make and decode every picture twice."""
    explorer, sent = grey_view(), []
    monkeypatch.setattr(explorer.picture, "send_state", lambda key=None: sent.append(str(key)))
    explorer.controls["grey"].value = 99
    assert len(sent) == 1 and "'value'" in sent[0]


def test_words_serve_as_alt_text_and_png_bytes_pass_through():
    png = widgets.png_bytes(np.zeros((2, 2), "uint8"))
    explorer = widgets.Explorer(lambda: (png, "two by two"), {}, scale=9)
    assert explorer.picture.value == png and explorer.alt == "two by two"


def test_an_error_is_shown_and_the_last_good_picture_stays():
    explorer = grey_view()
    before = explorer.picture.value
    explorer.controls["grey"].value = 13
    assert explorer.picture.value == before
    assert explorer.error == "ValueError: 13 is <unlucky>"
    assert 'role="alert"' in explorer.line.value and "&lt;unlucky&gt;" in explorer.line.value
    explorer.controls["grey"].value = 14
    assert explorer.error is None and "grey 14" in explorer.line.value


def test_an_error_in_a_button_is_shown():
    explorer = grey_view(buttons={"break": lambda: 1 / 0})
    explorer.buttons["break"].click()
    assert explorer.error == "ZeroDivisionError: division by zero"


def test_controls_stand_in_line_and_lists_have_room_for_their_longest_entry():
    controls = {
        "a": widgets.Choice("data", ["one", "a very long entry"]),
        "b": widgets.Choice("a long label", [("short", 1), ("longer", 2)]),
        "c": widgets.Slider("x", 0, 1),
        "d": widgets.Slider("wide", 0, 1),
    }
    view = lambda **values: widgets.View(np.zeros((2, 2), "uint8"), "words")
    widgets.Explorer(view, controls, columns=2)
    assert [control.named.style.description_width for control in controls.values()] == ["13ch", "13ch", "5ch", "5ch"]
    assert controls["a"].list.layout.width == "37ch" and controls["b"].list.layout.width == "26ch"


def test_a_view_that_cannot_be_made_raises():
    with pytest.raises(ValueError, match="float64"):
        widgets.Explorer(lambda: (np.zeros((2, 2)), "floats"), {})


def test_set_draws_once():
    calls = []
    controls = {name: widgets.Slider(name, 0, 9, step=1) for name in "ab"}
    explorer = widgets.Explorer(
        lambda a, b: (calls.append((a, b)), widgets.View(np.zeros((2, 2), "uint8"), f"{a} {b}"))[1], controls
    )
    explorer.set(a=3, b=4)
    assert calls == [(0, 0), (3, 4)] and explorer.words == "3 4"
    with pytest.raises(ValueError, match="there are a, b"):
        explorer.set(c=1)


def test_a_burst_is_drawn_as_few_and_the_newest_wins():
    calls = []
    explorer = grey_view(calls)

    async def drag():
        for grey in range(20, 220):
            explorer.controls["grey"].value = grey
        await asyncio.sleep(0.05)

    asyncio.run(drag())
    assert calls[-1] == 219 and explorer.words == "grey 219"
    assert len(calls) <= 10  # without the pause there would be 201


def test_a_slow_drag_is_drawn_at_every_step():
    calls = []
    explorer = grey_view(calls)

    async def drag():
        for grey in range(20, 25):
            explorer.controls["grey"].value = grey
            await asyncio.sleep(0.03)

    asyncio.run(drag())
    assert calls == [7, 20, 21, 22, 23, 24]


def test_200_changes_leave_nothing_behind():
    explorer = grey_view()

    def count():
        gc.collect()
        return len(gc.get_objects()), sum(isinstance(it, ipywidgets.Widget) for it in gc.get_objects())

    explorer.controls["grey"].value = 100
    objects, views = count()
    for i in range(200):
        explorer.controls["grey"].value = 20 + i
    after, views_after = count()
    assert views_after == views
    assert after - objects < 100
    assert len(explorer.seconds) == 202 <= explorer.seconds.maxlen


# Views of a latent space -----------------------------------------------------------------------------------


@pytest.fixture(scope="module")
def generator():
    return models.dcgan_generator((28, 28, 1), latent_dim=16, width=4, init_stddev=0.3, seed=1)


@pytest.fixture(scope="module")
def conditional():
    return models.dcgan_generator((28, 28, 1), latent_dim=16, width=4, n_classes=10, init_stddev=0.3, seed=1)


@pytest.fixture
def explorers(generator, conditional):
    return {
        "latent": widgets.latent_explorer(generator, DIRECTIONS),
        "interpolation": widgets.interpolation_explorer(generator, 16),
        "class": widgets.class_explorer(models.conditional_mixer(conditional), DIRECTIONS[:3]),
    }


NUMBERS = {"latent": 8, "interpolation": 3, "class": 4}


@pytest.mark.parametrize("which", NUMBERS)
def test_every_slider_has_a_label_and_a_number_box(explorers, which):
    sliders = [control for control in explorers[which].controls.values() if isinstance(control, widgets.Slider)]
    assert len(sliders) == NUMBERS[which]
    labels = [slider.slider.description for slider in sliders]
    assert all(labels) and len(set(labels)) == len(labels)
    for slider in sliders:
        assert slider.children == (slider.slider, slider.box)
        slider.slider.value = slider.slider.max
        assert slider.box.value == slider.slider.max


@pytest.mark.parametrize("which", NUMBERS)
def test_every_control_moves_picture_and_words(explorers, which):
    explorer = explorers[which]
    if which == "class":
        explorer.set(mix=0.5)  # so that the second class shows
    for i, (name, control) in enumerate(explorer.controls.items()):
        picture, words = explorer.picture.value, explorer.words
        if isinstance(control, widgets.Slider):
            control.value = control.slider.max - 10 * i * control.slider.step
        else:
            control.value = next(value for value in _options(control) if value not in explorer.values.values())
        assert explorer.error is None
        assert explorer.picture.value != picture, name
        assert explorer.words != words, name


def _options(choice):
    return [option[1] if isinstance(option, tuple) else option for option in choice.list.options]


@pytest.mark.parametrize("which", NUMBERS)
def test_surprise_me(explorers, which):
    explorer = explorers[which]
    seen = {(explorer.picture.value, explorer.words)}
    for _ in range(3):
        explorer.buttons["surprise me"].click()
        assert explorer.error is None
        for control in explorer.controls.values():
            if isinstance(control, widgets.Slider):
                assert control.box.value == control.slider.value
        seen.add((explorer.picture.value, explorer.words))
    assert len(seen) == 4


@pytest.mark.parametrize("which", NUMBERS)
def test_a_move_costs_little_more_than_the_picture_itself(explorers, generator, which):
    explorer = explorers[which]
    slider = [control for control in explorer.controls.values() if isinstance(control, widgets.Slider)][-1]
    z, follows, eager = latent.sample(1, 16, seed=0), [], []
    for value in np.linspace(slider.slider.min, slider.slider.max, 40):
        start = time.perf_counter()
        slider.value = type(slider.value)(value)
        follows.append(time.perf_counter() - start)
        start = time.perf_counter()
        np.asarray(generator(z, training=False))
        eager.append(time.perf_counter() - start)
    assert np.median(follows) < 5 * np.median(eager)  # some 0.3 times: the view's generator is compiled


@pytest.mark.parametrize("which", NUMBERS)
def test_reset_goes_back_to_where_the_view_began_and_to_the_last_surprise(explorers, which):
    explorer = explorers[which]
    home = explorer.values
    numbers = {name: control.slider.max for name, control in explorer.controls.items() if name not in CHOICES}
    explorer.set(**numbers)
    assert explorer.values != home
    explorer.buttons["reset"].click()
    assert explorer.values == home and explorer.error is None
    if which != "interpolation":  # its ends are on sliders, so that its home is where it began
        explorer.buttons["surprise me"].click()
        surprised = explorer.values
        explorer.set(a1=3.0)
        explorer.buttons["reset"].click()
        assert explorer.values == surprised != home


CHOICES = ("first", "second", "how")
FILMS = {"latent": "a0", "interpolation": "t", "class": "mix"}


def watch(explorer, monkeypatch, during=lambda count: None):
    """Click "play" in an event loop until it ends; return what was shown, and the slider's values meanwhile."""
    monkeypatch.setattr(film, "FRAME", 0.001)
    seen, slider = [], []

    async def play():
        explorer.buttons["play"].click()
        for _ in range(2000):
            await asyncio.sleep(0.001)
            if not explorer.film.playing:
                return
            during(len(seen))
            seen.append(dict(explorer.instead)), slider.append(explorer.values)

    asyncio.run(play())
    assert not explorer.film.playing and explorer.buttons["play"].description == "play"
    return seen, slider


@pytest.mark.parametrize("which", FILMS)
def test_play_moves_the_picture_while_the_slider_waits_and_the_slider_ends_where_the_film_does(
    explorers, which, monkeypatch
):
    explorer, name = explorers[which], FILMS[which]
    home, pictures = explorer.values, set()
    seen, slider = watch(explorer, monkeypatch, lambda count: pictures.add(explorer.picture.value))
    shown = [each[name] for each in seen]
    assert len(set(shown)) > 10 and len(pictures) > 10
    assert all(values == home for values in slider)
    end = {"interpolation": 1.0, "class": 0.0}.get(which, home[name])
    assert explorer.values == home | {name: pytest.approx(end, abs=0.03)} and not explorer.instead


def test_play_takes_the_slider_that_was_moved_last(explorers, monkeypatch):
    explorer = explorers["latent"]
    explorer.controls["a2"].value = 1.0
    seen, _ = watch(explorer, monkeypatch)
    assert {name for each in seen for name in each} == {"a2"}
    assert max(each["a2"] for each in seen) > 3 and min(each["a2"] for each in seen) < -3


@pytest.mark.parametrize("act", ["hand", "stop", "surprise me", "reset"])
def test_a_hand_or_a_button_ends_the_film_and_has_the_last_word(explorers, monkeypatch, act):
    explorer = explorers["latent"]

    def during(count):
        if count == 5 and act == "hand":
            explorer.controls["a3"].value = 2.5
        elif count == 5:
            explorer.buttons["play" if act == "stop" else act].click()

    seen, _ = watch(explorer, monkeypatch, during)
    assert len(seen) < 20 and not explorer.instead and explorer.error is None
    if act == "hand":
        explorer.refresh()  # the loop has ended before the picture was due
        assert explorer.values["a3"] == 2.5 and explorer.words.startswith("direction 4 +2.50")


def test_without_an_event_loop_play_shows_the_end(explorers):
    explorer = explorers["interpolation"]
    explorer.buttons["play"].click()
    assert explorer.values["t"] == 1.0 and "t = 1.00" in explorer.words


def test_the_line_says_what_was_moved_and_no_minus_nought(explorers):
    explorer = explorers["latent"]
    assert explorer.words.startswith("length of z")  # the boxes say the rest
    explorer.controls["a1"].value = 0.004 - 0.004
    explorer.controls["a1"].value = -0.0
    assert "-0.00" not in explorer.words
    explorer.controls["a1"].value = -1.5
    assert explorer.words.startswith("direction 2 -1.50; length of z")


@pytest.mark.parametrize("which", FILMS)
def test_picture_and_controls_stand_side_by_side(explorers, which):
    row = explorers[which].children[0]
    assert row.children[0] is explorers[which].picture and row.layout.flex_flow == "row wrap"


def test_latent_explorer_shows_the_latent_on_its_sliders(generator):
    explorer = widgets.latent_explorer(generator, DIRECTIONS, seed=5, scale=1)
    z = latent.sample(1, 16, seed=5)
    shown = np.array(list(explorer.values.values()))
    np.testing.assert_allclose(shown, DIRECTIONS @ z[0], atol=0.03)  # to the nearest step of 0.05

    def expect(z):
        image = np.asarray(generator(z, training=False))[0, ..., 0]
        np.testing.assert_allclose(decode(explorer.picture.value), (image + 1) * 127.5, atol=0.51)

    expect(z)
    explorer.controls["a2"].value = 2.5
    expect(z + (2.5 - shown[2]) * DIRECTIONS[2])


def test_interpolation_explorer_ends_where_it_should(generator):
    explorer = widgets.interpolation_explorer(generator, 16, start=3, end=9, scale=1)
    for t, same in ((0.0, (slice(0, 28), slice(30, 58))), (1.0, (slice(60, 88), slice(30, 58)))):
        explorer.controls["t"].value = t
        picture = decode(explorer.picture.value)
        assert picture.shape == (28, 88)
        assert np.abs(picture[:, same[0]].astype(int) - picture[:, same[1]]).max() <= 1
    assert np.abs(picture[:, :28].astype(int) - picture[:, 30:58]).max() > 1


def test_class_explorer_at_its_ends_is_the_conditional_generator(conditional):
    explorer = widgets.class_explorer(
        models.conditional_mixer(conditional), DIRECTIONS[:2], first=3, second=8, seed=2, scale=1
    )
    z = latent.sample(1, 16, seed=2)
    for mix, label in ((0.0, 3), (1.0, 8)):
        explorer.controls["mix"].value = mix
        image = np.asarray(conditional([z, np.array([label])], training=False))[0, ..., 0]
        np.testing.assert_allclose(decode(explorer.picture.value), (image + 1) * 127.5, atol=0.51)
    assert "0% 3 and 100% 8" in explorer.words


def test_class_explorer_with_three_classes_begins_with_the_first_and_the_last():
    generator = models.dcgan_generator((28, 28, 1), latent_dim=16, width=4, n_classes=3, seed=1)
    mixer = models.conditional_mixer(generator)
    explorer = widgets.class_explorer(mixer, DIRECTIONS[:2], ["cup", "jug", "pot"], n_classes=3)
    assert explorer.values["first"] == 0 and explorer.values["second"] == 2 and "100% cup and 0% pot" in explorer.words


def test_latent_views_refuse(generator, conditional):
    with pytest.raises(ValueError, match=r"\(k, latent_dim\)"):
        widgets.latent_explorer(generator, DIRECTIONS[0])
    with pytest.raises(ValueError, match="8 directions need as many names, got 1"):
        widgets.latent_explorer(generator, DIRECTIONS, names=["only one"])
    with pytest.raises(ValueError, match="from 0 to 9"):
        widgets.class_explorer(models.conditional_mixer(conditional), DIRECTIONS, first=11)


# In a real kernel ------------------------------------------------------------------------------------------

SLOW_VIEW = """
import time
import numpy as np
from gan_utils import widgets
drawn = []
def draw(grey):
    drawn.append(grey)
    time.sleep(0.04)
    return widgets.View(np.full((4, 4), grey, "uint8"), f"grey {grey}")
explorer = widgets.Explorer(draw, {"grey": widgets.Slider("grey", 0, 255, step=1)})
print(explorer.controls["grey"].slider.comm.comm_id)
"""


@pytest.fixture(scope="module")
def kernel():
    manager, client = start_new_kernel(kernel_name="python3")
    try:
        yield client
    finally:
        client.stop_channels()
        manager.shutdown_kernel(now=True)


def run(kernel, code):
    """Return what code prints in the kernel."""
    said = []

    def hear(message):
        assert message["msg_type"] != "error", message["content"]
        said.append(message["content"].get("text", ""))

    kernel.execute_interactive(code, timeout=60, output_hook=hear)
    return "".join(said).strip()


def test_values_that_queue_up_in_a_kernel_are_drawn_as_few(kernel):
    """A front end that does not wait for the kernel: 100 values in half a second, each picture takes 40 ms."""
    comm_id = run(kernel, SLOW_VIEW)
    for value in range(20, 120):
        content = {
            "comm_id": comm_id,
            "data": {"method": "update", "state": {"value": value}, "buffer_paths": []},
        }
        kernel.shell_channel.send(kernel.session.msg("comm_msg", content))
        time.sleep(0.005)
    time.sleep(0.3)
    drawn = int(run(kernel, "print(len(drawn))"))
    assert drawn < 80  # about 15; drawn one by one it would be 101
    assert run(kernel, "print(drawn[-1], explorer.words, explorer.controls['grey'].box.value)") == "119 grey 119 119"
