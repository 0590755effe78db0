"""The square to write a digit in, in a real JupyterLab: by mouse, by the keyboard alone, and what a reader hears."""

import json

import by_hand
import lab_page
import nbformat
import pytest

pytestmark = lab_page.MARKS

# An autoencoder that knows how much ink there is: what the page does needs no training.
CELL = """\
import numpy as np
from gan_utils import widgets
encode = lambda pictures: np.array([[pictures.mean() / 255, 0.0]])
decode = lambda z: np.ones((len(z), 28, 28, 1), "float32") * np.tanh(z.sum(axis=1) / 3)[:, None, None, None]
view = widgets.encoding_explorer(encode, decode, [[0.0, 1.0]], ["brighter"], path="digit.json")
view"""


@pytest.fixture
def page(tmp_path):
    with lab_page.lab(tmp_path, 18970) as address, lab_page.chromium(1280, 800) as page:
        notebook = nbformat.v4.new_notebook(cells=[nbformat.v4.new_code_cell(CELL)])
        notebook.metadata["kernelspec"] = {"name": "python3", "display_name": "Python 3"}  # else JupyterLab asks
        nbformat.write(notebook, tmp_path / "course" / "writing.ipynb")
        lab_page.open_notebook(page, address, "writing")
        lab_page.run_all(page)
        page.locator(".gan-explorer canvas").wait_for(timeout=60_000)
        yield page


def strokes(page, number):
    """Wait until the square says that it holds so many strokes."""
    page.locator(f'.gan-explorer canvas[aria-label*=" {number} strokes"]').wait_for(timeout=30_000)


def test_a_digit_is_written_by_mouse_and_by_keyboard_and_kept(page, tmp_path):
    square = page.locator(".gan-explorer canvas")
    box = square.bounding_box()
    strokes(page, 0)
    page.mouse.move(box["x"] + 60, box["y"] + 100)
    page.mouse.down()
    page.mouse.move(box["x"] + 160, box["y"] + 100, steps=10)
    page.mouse.up()
    strokes(page, 1)
    square.focus()
    for key in ("Space", *["Shift+ArrowDown"] * 3, "Space"):
        page.keyboard.press(key)
    strokes(page, 2)
    assert square.get_attribute("role") == "application" and "arrow keys" in square.get_attribute("aria-label")
    kept = json.loads((tmp_path / "course" / "digit.json").read_text())["strokes"]
    assert [len(stroke) > 2 for stroke in kept] == [True, True] and kept[1][-1] == [14.0, 23.0]
    lab_page.keep_picture(page, "writing")
    page.keyboard.press("Backspace")
    strokes(page, 1)
    page.locator(".gan-explorer").get_by_role("button", name="clear").click()
    strokes(page, 0)
    assert lab_page.barriers(page) == []
    assert lab_page.cell_errors(page) == [] and page.errors == []


def test_the_slider_and_the_buttons_are_moved_by_mouse_and_keyboard(page):
    (view,) = by_hand.views(page)
    assert by_hand.exercise(page, view) == 3 + 2 * 3  # a slider; undo, clear and reset
    assert lab_page.cell_errors(page) == [] and page.errors == []
