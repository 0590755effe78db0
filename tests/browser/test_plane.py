"""The plane laboratory in a real JupyterLab: played, drawn in by mouse and by keyboard, read by a screen reader."""

import lab_page
import nbformat
import pytest

pytestmark = lab_page.MARKS

CELL = """\
import os
os.environ["TF_CPP_MIN_LOG_LEVEL"] = "3"
os.environ["CUDA_VISIBLE_DEVICES"] = "-1"
from gan_utils import widgets
laboratory = widgets.PlaneLaboratory("ring", path="drawing.json")
laboratory"""


def open_laboratory(page, address, folder):
    notebook = nbformat.v4.new_notebook(cells=[nbformat.v4.new_code_cell(CELL)])
    notebook.metadata["kernelspec"] = {"name": "python3", "display_name": "Python 3"}  # else JupyterLab asks
    nbformat.write(notebook, folder / "course" / "plane.ipynb")
    lab_page.open_notebook(page, address, "plane")
    lab_page.run_all(page)
    page.locator(".gan-plane canvas").first.wait_for(timeout=60_000)
    lab_page.wait_until_idle(page)
    return page.locator(".gan-explorer").first


@pytest.fixture
def page(tmp_path):
    with lab_page.lab(tmp_path, 18960) as address, lab_page.chromium(1280, 800) as page:
        page.box = open_laboratory(page, address, tmp_path)
        yield page


def button(page, name):
    return page.box.get_by_role("button", name=name, exact=True)


def says(page, pattern):
    found = "() => document.querySelector('.gan-explorer [role=status]')?.innerText ?? ''"
    page.wait_for_function(f"() => /{pattern}/.test(({found})())", timeout=60_000)
    return page.evaluate(found)


def frame(page):
    return int(page.locator(".gan-plane canvas").first.get_attribute("data-frame"))


def test_the_plane_laboratory_plays_pauses_steps_and_is_drawn_in_by_mouse_and_keyboard(page, tmp_path):
    picture = page.locator(".gan-plane canvas").first
    assert says(page, "Ready, at step 0")
    button(page, "One step").focus()
    page.keyboard.press("Enter")
    says(page, "Paused at step 1:")
    button(page, "Play").click()
    says(page, "Playing at step [1-9]")
    before = frame(page)
    page.wait_for_timeout(1500)
    assert frame(page) > before + 5
    button(page, "Pause").click()
    stopped = says(page, "Paused at step")
    still = frame(page)
    page.wait_for_timeout(500)
    assert frame(page) == still
    assert picture.get_attribute("role") == "img" and "real points (ring)" in picture.get_attribute("aria-label")
    lab_page.keep_picture(page, "plane_light")
    assert lab_page.barriers(page) == []

    page.box.get_by_role("checkbox", name="slow motion").check()
    button(page, "Play").click()
    for stage in range(1, 5):
        says(page, f"Slow motion, step .*{stage} of 4")
    lab_page.keep_picture(page, "plane_slow_motion")
    button(page, "Pause").click()
    assert says(page, "Paused at step") != stopped
    draw_by_hand(page, picture, tmp_path)
    assert page.errors == [] and lab_page.cell_errors(page) == []


def draw_by_hand(page, picture, folder):
    page.box.get_by_role("combobox", name="data").select_option("your own drawing")
    says(page, "Nothing is drawn yet")
    box = picture.bounding_box()
    page.mouse.move(box["x"] + 100, box["y"] + 200)
    page.mouse.down()
    page.mouse.move(box["x"] + 300, box["y"] + 200, steps=10)
    page.mouse.up()
    says(page, "at step")
    picture.focus()
    page.keyboard.press("Shift+ArrowUp")
    page.keyboard.press("Space")
    page.wait_for_function("() => document.querySelector('.gan-plane-said').innerText.includes('0.0, 0.5')")
    assert picture.get_attribute("role") == "application"
    assert "arrow keys" in picture.get_attribute("aria-label")
    button(page, "One step").click()
    page.wait_for_timeout(500)
    lab_page.keep_picture(page, "plane_drawn")
    assert lab_page.barriers(page) == []
    kept = (folder / "course" / "drawing.json").read_text()
    assert kept.count("[[") >= 1 and "0.5" in kept


def test_the_plane_laboratory_keeps_its_white_face_in_the_dark_theme(tmp_path):
    with lab_page.lab(tmp_path, 18961, theme="JupyterLab Dark") as address, lab_page.chromium(1280, 800) as page:
        page.box = open_laboratory(page, address, tmp_path)
        button(page, "Play").click()
        page.wait_for_timeout(6000)
        button(page, "Pause").click()
        says(page, "Paused at step")
        lab_page.keep_picture(page, "plane_dark")
        assert lab_page.barriers(page) == []
        assert page.errors == []
