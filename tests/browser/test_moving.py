"""Every kind of widget, in the notebooks that learners run, moved by mouse and by the keyboard alone."""

import re

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
    "15_beyond_images",
)
HASH = """async image => {
  const bytes = new Uint8Array(await (await fetch(image.src)).arrayBuffer());
  return bytes.length + ":" + bytes.reduce((sum, byte) => (sum * 31 + byte) % 4294967291, 7);
}"""


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


class View:
    """One explorer in a page: what it shows now, and whether that changed."""

    def __init__(self, page, number):
        self.page, self.box = page, page.locator(".gan-explorer").nth(number)
        self.box.scroll_into_view_if_needed()
        self.sliders = self.box.get_by_role("slider")
        self.lists = self.box.get_by_role("combobox")
        self.numbers = self.box.get_by_role("spinbutton")
        self.buttons = self.box.get_by_role("button")

    @property
    def picture(self):
        return self.box.locator("img.widget-image:not(.gan-strip)").evaluate(HASH)

    @property
    def words(self):
        return self.box.get_by_role("status").inner_text()

    def changes(self, act, what):
        """Do `act` and wait until the picture differs; the line must be in step and say no error."""
        before = self.picture
        act()
        for _ in range(100):
            self.page.wait_for_timeout(100)
            if self.picture != before:
                break
        else:
            raise AssertionError(f"{what}: the picture did not change; the line says {self.words!r}")
        self.page.wait_for_timeout(300)
        assert self.box.get_by_role("alert").count() == 0, self.box.get_by_role("alert").all_inner_texts()

    def agree(self, i):
        """Assert that the slider's handle and the number box say the same value, and that the line says it too."""
        slider, box = self.sliders.nth(i), self.numbers.nth(i)
        value = float(box.input_value())
        low, high = (float(slider.get_attribute(f"aria-value{end}")) for end in ("min", "max"))
        assert abs(float(slider.get_attribute("aria-valuetext")) - value) <= 0.011 * max(1.0, high - low)
        shown = [
            float(number.replace("−", "-")) / (100 if percent else 1)
            for number, percent in re.findall(r"([−-]?\d+\.?\d*)(%?)", self.words)
        ]
        assert any(abs(number - value) <= 0.0501 for number in shown), (value, self.words)


def views(page):
    return [View(page, number) for number in range(page.locator(".gan-explorer").count())]


def drag(page, handle, by):
    """Drag with the mouse, in small moves, as a hand does."""
    where = handle.bounding_box()
    x, y = where["x"] + where["width"] / 2, where["y"] + where["height"] / 2
    page.mouse.move(x, y)
    page.mouse.down()
    for step in range(1, 6):
        page.mouse.move(x + by * step / 5, y)
        page.wait_for_timeout(30)
    page.mouse.up()


def by_keyboard(page, locator, *keys):
    locator.focus()
    for key in keys:
        page.keyboard.press(key)


def move_slider(page, view, i):
    """Move one slider by the keyboard, by the mouse and by its number box."""
    handle, box = view.sliders.nth(i), view.numbers.nth(i)
    name = handle.get_attribute("aria-label")
    low, high = (float(handle.get_attribute(f"aria-value{k}")) for k in ("min", "max"))
    room_right = lambda: float(handle.get_attribute("aria-valuenow")) < (low + high) / 2
    key = "ArrowRight" if room_right() else "ArrowLeft"
    view.changes(lambda: by_keyboard(page, handle, *[key] * 30), name)
    view.agree(i)
    view.changes(lambda: drag(page, handle, 70 if room_right() else -70), f"{name}, by mouse")
    view.agree(i)
    value = low + (high - low) * (0.3 + 0.1 * i)  # another for each, since some views compare two
    whole = "." not in handle.get_attribute("aria-valuetext")  # whose box takes no fraction
    typed = f"{value:.0f}" if whole or high - low > 20 else f"{value:.1f}"
    view.changes(lambda: (box.fill(typed), page.keyboard.press("Enter")), f"{name}, typed")
    view.agree(i)
    return 3


def choose(page, view, i):
    """Take the next entry of a list by the keyboard, and the first by name."""
    entries = view.lists.nth(i)
    view.changes(lambda: by_keyboard(page, entries, "ArrowDown"), f"list {i}, by keyboard")
    view.changes(lambda: entries.select_option(index=0), f"list {i}, by mouse")
    return 2


def press(page, view, i):
    """Press one button by the mouse and by the keyboard."""
    button = view.buttons.nth(i)
    label = button.inner_text()
    for way, act in (("mouse", button.click), ("keyboard", lambda: by_keyboard(page, button, "Enter"))):
        if label == "reset":  # which only shows where something has moved
            view.changes(lambda: by_keyboard(page, view.sliders.last, *["ArrowLeft"] * 12), "a slider before reset")
        view.changes(act, f"{label}, by {way}")
        if label == "play":  # a film: the button ends it, too
            view.changes(lambda: None, "the film")
            button.click()
            button.filter(has_text="play").wait_for(timeout=5000)
    return 2


def exercise(page, view):
    """Move every control of a view; return in how many ways."""
    kinds = ((move_slider, view.sliders), (choose, view.lists), (press, view.buttons))
    return sum(move(page, view, i) for move, controls in kinds for i in range(controls.count()))


@pytest.mark.notebooks
@pytest.mark.parametrize("name", NOTEBOOKS)
def test_each_control_moves_its_picture_and_everything_agrees(name, address, page):
    lab_page.open_notebook(page, address, name)
    lab_page.run_all(page)
    found = views(page)
    assert found
    moves = [exercise(page, view) for view in found]
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
        assert faint_words(views(page)) == []
        assert lab_page.barriers(page) == []
        lab_page.keep_picture(page, "dark_theme")
        width, height = page.viewport_size["width"] // 2, page.viewport_size["height"] // 2
        page.set_viewport_size({"width": width, "height": height})  # all that zooming to 200% changes for a layout
        page.wait_for_timeout(1000)
        view = views(page)[0]
        for control in (*view.sliders.all(), *view.numbers.all(), *view.buttons.all()):
            control.scroll_into_view_if_needed()
            box = control.bounding_box()
            assert box["width"] > 0 and box["x"] >= 0 and box["x"] + box["width"] <= width, box
        exercise(page, view)
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
