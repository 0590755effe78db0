"""The view of notebook 10: what a hand writes is encoded, moved and kept."""

import numpy as np
import pytest

from gan_utils import data, widgets
from gan_utils.widgets.encoding import Pen

LINE = [[6, 14], [22, 14]]


def explorer(**settings):
    """A view of an autoencoder that knows two things: how much ink there is, and how bright its picture should be."""
    encode = lambda pictures: np.array([[pictures.mean() / 255, 0.0]])
    decode = lambda z: np.ones((len(z), 28, 28, 1), "float32") * np.clip(z[:, 1], -1, 1)[:, None, None, None]
    return widgets.encoding_explorer(encode, decode, [[0.0, 1.0]], ["brighter"], **settings)


def test_a_stroke_from_the_page_is_drawn_encoded_and_shown():
    view = explorer()
    before = view.picture.value
    view.pen._handle_custom_msg({"type": "stroke", "points": LINE}, [])
    assert view.pen.strokes == [LINE] and view.picture.value != before and view.error is None
    view.pen._handle_custom_msg({"type": "undo"}, [])
    assert view.pen.strokes == [] and view.picture.value == before


def test_the_sliders_move_the_code_and_reset_puts_it_back():
    view = explorer(strokes=[LINE])
    still = view.picture.value
    view.set(a0=1.0)
    assert "moved by brighter +1.0" in view.words and view.picture.value != still
    view.buttons["reset"].click()
    assert view.picture.value == still


def test_clear_can_be_taken_back_and_a_file_keeps_the_drawing(tmp_path):
    view = explorer(strokes=[LINE], path=tmp_path / "digit.json")
    view.buttons["clear"].click()
    assert view.pen.strokes == []
    view.buttons["undo"].click()
    assert view.pen.strokes == [LINE]
    assert explorer(strokes=[[[1, 1], [2, 2]]], path=tmp_path / "digit.json").pen.strokes == [LINE]


def test_directions_without_names_or_of_another_number_are_refused():
    with pytest.raises(ValueError, match="1 directions need as many names, got 2"):
        widgets.encoding_explorer(lambda x: x, lambda z: z, [[1.0, 0.0]], ["a", "b"])
    with pytest.raises(ValueError, match="shape"):
        widgets.encoding_explorer(lambda x: x, lambda z: z, [1.0, 0.0])


def test_the_page_gets_a_module_that_draws_and_takes_the_keyboard():
    assert "export default { render }" in Pen._esm and "keydown" in Pen._esm and "aria-label" in Pen._esm


def test_strokes_become_ink_of_the_pens_width_in_the_middle():
    picture = data.draw_strokes([LINE], width=2.0, centre=False)
    assert picture.shape == (28, 28, 1) and picture.dtype == np.uint8
    assert picture[13:15, 6:22].min() == 255 and picture[:12].max() == picture[16:].max() == 0
    assert np.array_equal(picture, data.draw_strokes([LINE[::-1]], width=2.0, centre=False))
    corner = data.draw_strokes([[[3, 3], [3, 9]]])
    rows, columns = np.nonzero(corner[..., 0])
    assert abs(rows.mean() - 13.5) <= 0.5 and abs(columns.mean() - 13.5) <= 0.5
    assert data.draw_strokes([]).max() == 0
    with pytest.raises(ValueError, match="a stroke has shape"):
        data.draw_strokes([[1, 2, 3]])


def test_centring_loses_no_ink():
    reaching = [[[1, 14], [27, 14]], [[1, 2], [1, 14]]]
    drawn, moved = data.draw_strokes(reaching, centre=False), data.draw_strokes(reaching)
    assert int(drawn.sum()) == int(moved.sum())
