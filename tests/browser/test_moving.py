"""Every kind of widget, in the notebooks that learners run, moved by mouse and by the keyboard alone."""

import by_hand
import lab_page
import pytest

from gan_course.tools import notebooks

pytestmark = lab_page.MARKS

NOTEBOOKS = (
    "00_start_here",
    "01_minimax_game",
    "04_conditional_gan",
    "05_latent_space",
    "08_generalisation",
    "11_infogan_and_interpretability",
    "12_image_to_image",
    "13_todays_gan",
    "14_gan_and_flow",
    "15_beyond_images",
    "16_responsible_use",
)
CONTRAST = """element => {
  const rgba = text => text.match(/[\\d.]+/g).map(Number);
  const light = ([r, g, b]) => [r, g, b].map(v => v / 255)
    .map(v => v <= 0.04045 ? v / 12.92 : ((v + 0.055) / 1.055) ** 2.4)
    .reduce((sum, v, i) => sum + v * [0.2126, 0.7152, 0.0722][i], 0);
  let behind = element, colour = [0, 0, 0, 0];
  while (behind && (colour[3] ?? 1) === 0) {
    colour = rgba(getComputedStyle(behind).backgroundColor);
    behind = behind.parentElement;
  }
  const pair = [light(rgba(getComputedStyle(element).color)), light(colour)].sort((a, b) => b - a);
  return (pair[0] + 0.05) / (pair[1] + 0.05);
}"""


@pytest.fixture(scope="module")
def address(tmp_path_factory):
    with lab_page.lab(tmp_path_factory.mktemp("lab"), 18891) as address:
        yield address


@pytest.fixture
def page():
    with lab_page.chromium() as page:
        yield page


@pytest.mark.notebooks
@pytest.mark.parametrize("name", NOTEBOOKS)
def test_each_control_moves_its_picture_and_everything_agrees(name, address, page):
    lab_page.open_notebook(page, address, name)
    lab_page.run_all(page)
    found = by_hand.views(page)
    assert found
    moves = [by_hand.exercise(page, view) for view in found]
    lab_page.keep_picture(page, name)
    assert all(moves), moves
    assert unnamed(page) == []
    assert lab_page.barriers(page) == []
    assert faint_words(found) == []
    assert lab_page.cell_errors(page) == []
    assert page.errors == []
    print(f"{name}: {len(found)} views, {sum(moves)} moves")


def faint_words(found):
    """Return the words of views, labels and status lines, whose contrast is below 4.5 to 1 (WCAG 2.1, 1.4.3)."""
    faint = []
    for view in found:
        for words in (*view.box.locator(".widget-label:visible").all(), view.box.get_by_role("status")):
            contrast = words.evaluate(CONTRAST)
            if contrast < 4.5:
                faint.append((words.inner_text(), round(contrast, 2)))
    return faint


@pytest.mark.notebooks
def test_in_the_dark_theme_and_at_200_percent_zoom_views_stay_readable_and_in_reach(page, tmp_path):
    with lab_page.lab(tmp_path, 18892, theme="JupyterLab Dark") as address:
        lab_page.open_notebook(page, address, "00_start_here")
        lab_page.run_all(page)
        assert page.locator("body").get_attribute("data-jp-theme-light") == "false"
        assert faint_words(by_hand.views(page)) == []
        assert lab_page.barriers(page) == []
        lab_page.keep_picture(page, "dark_theme")
        width, height = page.viewport_size["width"] // 2, page.viewport_size["height"] // 2
        page.set_viewport_size({"width": width, "height": height})  # all that zooming to 200% changes for a layout
        page.wait_for_timeout(1000)
        view = by_hand.views(page)[0]
        for control in (*view.sliders.all(), *view.numbers.all(), *view.buttons.all()):
            control.scroll_into_view_if_needed()
            box = control.bounding_box()
            assert box["width"] > 0 and box["x"] >= 0 and box["x"] + box["width"] <= width, box
        by_hand.exercise(page, view)
        lab_page.keep_picture(page, "zoomed_to_200_percent")
        assert page.errors == []


def test_the_measure_of_contrast_knows_grey_on_white(page):
    page.set_content('<div style="background: white"><p style="color: #777">grey</p></div>')
    assert 4.4 < page.locator("p").evaluate(CONTRAST) < 4.5  # WCAG's own example: #777 on white just fails


def unnamed(page):
    """Return the controls inside views that assistive technology meets without a name."""
    client = page.context.new_cdp_session(page)
    nodes = client.send("Accessibility.getFullAXTree")["nodes"]
    inside = _inside(client.send("DOM.getDocument", {"depth": -1})["root"])
    roles = {"slider", "spinbutton", "combobox", "button", "checkbox", "textbox", "image", "listbox"}
    wrong = []
    for node in nodes:
        role = node.get("role", {}).get("value")
        if node.get("backendDOMNodeId") in inside and role in roles and not node.get("ignored"):
            name = node.get("name", {}).get("value", "").strip()
            if not name:
                wrong.append(role)
    return wrong


def _inside(node, view=False):
    """Return the ids of what lies in views below a node of one answer: a picture that moves leaves no gaps in it."""
    attributes = node.get("attributes", [])
    classes = dict(zip(attributes[::2], attributes[1::2], strict=True)).get("class", "").split()
    found = {node["backendNodeId"]} if view else set()
    return found.union(*(_inside(child, view or "gan-explorer" in classes) for child in node.get("children", [])))


def test_the_search_for_nameless_controls_finds_one(page):
    page.set_content('<div class="gan-explorer"><div role="slider" tabindex="0"></div><button>Go</button></div>')
    assert unnamed(page) == ["slider"]


def test_axe_core_finds_the_barriers_that_are_planted(page):
    page.set_content(
        '<div class="gan-explorer"><img src="data:,"><select></select><p style="color: #bbb">faint</p></div>'
        "<img src='data:,'>"
    )
    found = [barrier.split(":")[0] for barrier in lab_page.barriers(page)]
    assert sorted(found) == ["color-contrast", "image-alt", "select-name"]  # and not the image outside


def test_screenshots_are_kept_in_the_build_folder_which_git_ignores(page, tmp_path, monkeypatch):
    assert lab_page.PICTURES == notebooks.ROOT / "build" / "browser"
    assert "build/" in (notebooks.ROOT / ".gitignore").read_text().splitlines()
    monkeypatch.setattr(lab_page, "PICTURES", tmp_path / "pictures")
    page.set_content('<div style="height: 3000px"></div><div class="gan-explorer">a view</div>')
    lab_page.keep_picture(page, "far_below")
    assert (tmp_path / "pictures" / "far_below.png").read_bytes()[1:4] == b"PNG"
    assert page.evaluate("scrollY") > 1000  # the view is in the picture
