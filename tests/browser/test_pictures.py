"""Every view of every notebook at 1,280 × 800 in both themes: a screenshot to look at, and what can be told without."""

import re

import lab_page
import pytest

from gan_course.tools import notebooks

pytestmark = lab_page.MARKS

WIDTH, HEIGHT = 1280, 800
VIEW = re.compile(r"widgets\.(\w+_explorer|Explorer|PlaneLaboratory|TrainingMonitor|blind_test)\(")
THEMES = {"light": "JupyterLab Light", "dark": "JupyterLab Dark"}
# What stands in a view, as rectangles: pictures and whatever one can touch or read.
PARTS = """box => [...box.querySelectorAll(
  "img.widget-image, canvas, .widget-slider, .widget-text, .widget-dropdown, .widget-checkbox, button, [role=status]"
)].map(part => [part, part.getBoundingClientRect()])
  .filter(([part, place]) => place.width > 0 && place.height > 0)
  .map(([part, place]) => ({
    what: part.tagName + " " + (part.className.baseVal ?? part.className) + " " + part.innerText.slice(0, 30),
    picture: part.matches("img.widget-image, canvas"),
    left: place.left, right: place.right, top: place.top, bottom: place.bottom}))"""
CUT = """box => {
  const labels = [...box.querySelectorAll(".widget-label, button")]
    .filter(label => label.clientWidth > 1 && label.scrollWidth > label.clientWidth + 1);
  const pen = document.createElement("canvas").getContext("2d");
  const lists = [...box.querySelectorAll("select")].filter(list => {
    pen.font = getComputedStyle(list).font;
    const widest = Math.max(...[...list.options].map(option => pen.measureText(option.text).width));
    return list.clientWidth > 0 && widest + 20 > list.clientWidth;  // 20 for the arrow
  });
  return [...labels.map(label => label.innerText), ...lists.map(list => list.options[0].text)];
}"""


def shown(path):
    """Return whether a notebook shows a view."""
    return any(VIEW.search(cell.source) for cell in notebooks.read(path).cells if cell.cell_type == "code")


NOTEBOOKS = [path.stem for path in notebooks.find() if shown(path)]


@pytest.fixture(scope="module")
def address(tmp_path_factory):
    with lab_page.lab(tmp_path_factory.mktemp("lab"), 18896) as address:
        yield address


def choose_theme(page, name):
    """Choose a theme from the menu, as one does."""
    page.get_by_text("Settings", exact=True).first.click()
    page.locator(".lm-Menu-itemLabel").get_by_text("Theme", exact=True).hover()
    page.locator(".lm-Menu-itemLabel").get_by_text(name, exact=True).click()
    light = str(name.endswith("Light")).lower()
    page.locator(f'body[data-jp-theme-light="{light}"]').wait_for(state="attached", timeout=30_000)
    page.wait_for_timeout(500)


def overlaps(parts):
    """Return pairs of parts that lie over each other by more than a hair, "a / b"."""
    found = []
    for i, a in enumerate(parts):
        for b in parts[i + 1 :]:
            wide = min(a["right"], b["right"]) - max(a["left"], b["left"])
            high = min(a["bottom"], b["bottom"]) - max(a["top"], b["top"])
            if wide > 2 and high > 2:
                found.append(f"{a['what']} / {b['what']}")
    return found


def faults(view):
    """Return what is wrong with how a view stands on the page: out of reach, over each other, cut."""
    parts = view.evaluate(PARTS)
    wrong = [f"out of the page: {part['what']}" for part in parts if part["left"] < 0 or part["right"] > WIDTH]
    wrong += [f"over each other: {pair}" for pair in overlaps(parts)]
    return wrong + [f"cut: {label}" for label in view.evaluate(CUT)]


def test_faults_that_are_planted_are_found():
    with lab_page.chromium(WIDTH, HEIGHT) as page:
        page.set_content(
            '<div class="gan-explorer"><button style="position:absolute;left:1250px;width:90px">far</button>'
            '<button style="position:absolute;left:9px;top:50px;width:90px">a</button>'
            '<button style="position:absolute;left:50px;top:55px;width:90px">b</button>'
            '<div class="widget-label" style="width:30px;overflow:hidden;white-space:nowrap">a long label</div>'
            '<select style="position:absolute;top:150px;width:40px"><option>a long entry</option></select></div>'
        )
        found = [fault.split(":")[0] for fault in faults(page.locator(".gan-explorer"))]
        assert sorted(found) == ["cut", "cut", "out of the page", "over each other"]


def test_the_list_holds_every_notebook_that_shows_a_view():
    assert {"00_start_here", "01_minimax_game", "02_vanilla_gan", "04_conditional_gan"} <= set(NOTEBOOKS)
    assert {"05_latent_space", "06_evaluating_gans", "07_training_stability", "08_generalisation"} <= set(NOTEBOOKS)


@pytest.mark.notebooks
@pytest.mark.parametrize("name", NOTEBOOKS)
def test_every_view_stands_well_at_1280_by_800_in_both_themes(name, address):
    with lab_page.chromium(WIDTH, HEIGHT) as page:
        lab_page.open_notebook(page, address, name)
        choose_theme(page, THEMES["light"])
        lab_page.run_all(page, seconds=900)
        views, wrong = page.locator(".gan-explorer"), []
        assert views.count()
        for theme, full in THEMES.items():
            choose_theme(page, full)
            for number in range(views.count()):
                view = views.nth(number)
                lab_page.keep_picture(page, f"view_{name[:2]}_{number}_{theme}", view)
                wrong += [f"{theme}, view {number}: {fault}" for fault in faults(view)]
            wrong += [f"{theme}: {barrier}" for barrier in lab_page.barriers(page)]
        assert wrong == [] and page.errors == [] and lab_page.cell_errors(page) == []


def test_at_1280_pixels_the_picture_of_a_latent_view_stands_large_beside_its_controls(address):
    """The strip stands below both, and what the slider shows there is seen without scrolling."""
    with lab_page.chromium(WIDTH, HEIGHT) as page:
        lab_page.open_notebook(page, address, "00_start_here")
        lab_page.run_all(page)
        view = page.locator(".gan-explorer").first
        picture, strip = view.locator("img.widget-image:not(.gan-strip)"), view.locator("img.gan-strip")
        large, small = picture.bounding_box(), strip.bounding_box()
        assert large["width"] >= 320 and small["height"] < large["height"] / 2
        for slider in view.get_by_role("slider").all():
            place = slider.bounding_box()
            assert place["x"] > large["x"] + large["width"] and place["y"] < large["y"] + large["height"]
        assert small["y"] >= large["y"] + large["height"]
        assert small["y"] + small["height"] - large["y"] < 700
        before = strip.get_attribute("title")
        handle = view.get_by_role("slider").nth(2)
        handle.focus()
        page.keyboard.press("End")
        page.wait_for_timeout(1000)
        assert strip.get_attribute("title") != before and "direction 3" in strip.get_attribute("title")
        assert view.get_by_role("img", name=re.compile("^Film strip: 9 pictures")).count() == 1
