"""The film strip of a view: it shows what the slider touched last would show, in one call, and says where one is."""

import io

import numpy as np
import pytest
from PIL import Image

from gan_utils import models, widgets
from gan_utils.data.dataset import to_display
from gan_utils.widgets.strip import STOPS, strip_picture

DIRECTIONS = np.linalg.qr(np.random.default_rng(0).standard_normal((16, 16)))[0][:8]


def build(which):
    options = {"latent_dim": 16, "width": 4, "init_stddev": 0.3, "seed": 1}
    if which == "class":
        generator = models.dcgan_generator((28, 28, 1), n_classes=10, **options)
        return widgets.class_explorer(models.conditional_mixer(generator), DIRECTIONS[:3])
    generator = models.dcgan_generator((28, 28, 1), **options)
    if which == "interpolation":
        return widgets.interpolation_explorer(generator, 16)
    return widgets.latent_explorer(generator, DIRECTIONS)


@pytest.fixture(scope="module")
def shared():
    return {which: build(which) for which in ("latent", "interpolation", "class")}


@pytest.fixture(params=["latent", "interpolation", "class"])
def explorer(request, shared):
    return shared[request.param]


def decode(png):
    return np.asarray(Image.open(io.BytesIO(png)))


def of_strip(explorer, place, side=28):
    """Return one picture of the strip, at its first size, grey."""
    wide = side * (84 // side)
    left = place * (wide + 8) + 4
    return decode(explorer.strip.picture.value)[4 : 4 + wide : 84 // side, left : left + wide : 84 // side, 0]


def of_view(explorer, which):
    """Return what the view shows now: of the walk between two latents the picture in the middle."""
    scale = 6 if which == "interpolation" else 12
    picture = decode(explorer.picture.value)[::scale, ::scale]
    return picture[:, 30:58] if which == "interpolation" else picture


@pytest.mark.parametrize("which", ["latent", "interpolation", "class"])
def test_each_picture_of_the_strip_is_what_the_view_shows_there(shared, which):
    explorer = shared[which]
    for name, control in explorer.controls.items():
        if not isinstance(control, widgets.Slider):
            continue
        explorer.set(**{name: control.value})  # touched
        strip = [of_strip(explorer, place) for place in range(STOPS)]
        for place, stop in enumerate(explorer.strip.stops):
            control.value = stop
            assert explorer.strip.marked == place and explorer.strip.name == name
            assert np.abs(strip[place].astype(int) - of_view(explorer, which)).max() <= 1, (name, stop)


def test_the_strip_follows_the_slider_touched_last_and_says_which(explorer):
    names = [name for name, control in explorer.controls.items() if isinstance(control, widgets.Slider)]
    for name in reversed(names):
        slider = explorer.controls[name]
        slider.value = slider.slider.min if slider.value != slider.slider.min else slider.slider.max
        assert explorer.strip.name == name and explorer.strip.words.startswith(slider.label)
        state = explorer.strip.picture
        assert "Film strip" in state.tooltip and slider.label in state.tooltip
        assert explorer.strip.words in explorer.strip.children[0].value


def test_while_a_slider_moves_the_generator_is_not_asked_again(shared):
    explorer = shared["latent"]
    explorer.controls["a3"].value = -3.0
    calls, sent = explorer.strip.calls, []
    explorer.strip.picture.observe(lambda change: sent.append(change), "value")
    for value in np.linspace(-3, 3, 61):
        explorer.controls["a3"].value = float(value)
    assert explorer.strip.calls == calls and len(sent) == 6  # the frame alone has gone on, from −3 to 3
    explorer.controls["a4"].value = 1.0
    assert explorer.strip.calls == calls + 1


def test_surprise_and_reset_keep_the_slider_and_make_the_strip_anew(shared):
    explorer = shared["latent"]
    explorer.controls["a2"].value = 1.0
    for label in ("surprise me", "reset"):
        explorer.controls["a2"].value = 3.0
        before = explorer.strip.picture.value
        explorer.buttons[label].click()
        assert explorer.strip.name == "a2" and explorer.strip.picture.value != before
        assert explorer.strip.stops[explorer.strip.marked] == pytest.approx(explorer.values["a2"], abs=0.51)


def test_while_a_film_plays_the_frame_goes_with_it(shared):
    explorer = shared["interpolation"]
    explorer.set(t=0.0)
    explorer.instead["t"] = 1.0
    explorer.refresh()
    assert explorer.strip.marked == STOPS - 1 and explorer.values["t"] == 0.0
    explorer.instead.clear()
    explorer.refresh()
    assert explorer.strip.marked == 0


def test_one_picture_of_a_strip_is_framed_and_its_label_is_light_on_dark():
    images = np.full((5, 10, 8, 1), 128, "uint8")
    picture = strip_picture(images, "abcde", 3).astype(int)
    coloured = (np.ptp(picture, axis=-1) > 100).any(axis=0)
    wide = picture.shape[1] // 5
    assert [coloured[i * wide : (i + 1) * wide].any() for i in range(5)] == [False, False, False, True, False]
    below = picture[-16:, :, 0]
    assert [below[:, i * wide : (i + 1) * wide].mean() > 128 for i in range(5)] == [True, True, True, False, True]
    assert (picture[4:-18][:80, 4 : wide - 4] == 128).all()  # eight times as large, and nothing over it


def test_colour_and_large_pictures_fit_too():
    images = to_display(np.random.default_rng(0).uniform(-1, 1, (9, 64, 64, 3)))
    picture = strip_picture(images, "123456789", 0)
    np.testing.assert_array_equal(picture[4:68, 4:68], images[0])
    assert picture.shape == (64 + 26, 9 * 72, 3)


def test_views_without_a_strip_stay_as_they_were():
    explorer = widgets.Explorer(
        lambda grey: widgets.View(np.full((2, 2), grey, "uint8"), "grey"),
        {"grey": widgets.Slider("grey", 0, 9, step=1)},
    )
    explorer.set(grey=3)
    assert explorer.strip is None and len(explorer.children) == 5


def test_a_page_that_sends_back_values_a_hair_off_touches_nothing(shared):
    """As pages do when they first show a view: the strip must not jump to the last slider."""
    explorer = shared["latent"]
    explorer.set(a1=1.0)
    for name in ("a1", "a0", "a7"):
        explorer.controls[name].slider.value += 1e-9
    explorer.refresh()
    assert explorer.strip.name == "a1" and explorer.words.startswith("direction 2 +1.00")
    explorer.controls["a7"].value += -0.05 if explorer.values["a7"] > 0 else 0.05  # the least that a hand can do
    assert explorer.strip.name == "a7"
