"""Every view of every notebook, looked at in both themes and moved by mouse and keyboard, on one page each."""

import re

import by_eye
import by_hand
import lab_page
import pytest

from gan_course.tools import notebooks

pytestmark = lab_page.MARKS

WIDTH, HEIGHT = 1280, 800
VIEW = re.compile(r"widgets\.(\w+_explorer|Explorer|PlaneLaboratory|TrainingMonitor|blind_test)\(")
THEMES = {"dark": "JupyterLab Dark", "light": "JupyterLab Light"}
# The laboratory, the monitor, the blind test and the square to write in, which have tests of their own.
NOT_MOVED = {"02_vanilla_gan", "06_evaluating_gans", "10_vae_and_density"}


def shown(path):
    """Return whether a notebook shows a view."""
    return any(VIEW.search(cell.source) for cell in notebooks.read(path).cells if cell.cell_type == "code")


NOTEBOOKS = [path.stem for path in notebooks.find() if shown(path)]


@pytest.fixture(scope="module")
def address(tmp_path_factory):
    with lab_page.lab(tmp_path_factory.mktemp("lab"), 18896) as address:
        yield address


@pytest.fixture
def page():
    with lab_page.chromium(WIDTH, HEIGHT) as page:
        yield page


def choose_theme(page, name):
    """Choose a theme from the menu, as one does."""
    page.get_by_text("Settings", exact=True).first.click()
    page.locator(".lm-Menu-itemLabel").get_by_text("Theme", exact=True).hover()
    page.locator(".lm-Menu-itemLabel").get_by_text(name, exact=True).click()
    light = str(name.endswith("Light")).lower()
    page.locator(f'body[data-jp-theme-light="{light}"]').wait_for(state="attached", timeout=30_000)
    page.wait_for_timeout(500)


def test_faults_that_are_planted_are_found():
    with lab_page.chromium(WIDTH, HEIGHT) as page:
        page.set_content(
            '<div class="gan-explorer"><button style="position:absolute;left:1250px;width:90px">far</button>'
            '<button style="position:absolute;left:9px;top:50px;width:90px">a</button>'
            '<button style="position:absolute;left:50px;top:55px;width:90px">b</button>'
            '<div class="widget-label" style="width:30px;overflow:hidden;white-space:nowrap">a long label</div>'
            '<select style="position:absolute;top:150px;width:40px"><option>a long entry</option></select></div>'
        )
        found = [fault.split(":")[0] for fault in by_eye.faults(page.locator(".gan-explorer"))]
        assert sorted(found) == ["cut", "cut", "out of the page", "over each other"]


def test_the_list_holds_every_notebook_that_shows_a_view():
    without = {"03", "09", "17"}
    assert [name[:2] for name in NOTEBOOKS] == [f"{n:02d}" for n in range(18) if f"{n:02d}" not in without]
    assert {*NOT_MOVED, *BEFORE, *AFTER} <= set(NOTEBOOKS)


@pytest.mark.notebooks
@pytest.mark.parametrize("name", NOTEBOOKS)
def test_every_view_stands_well_in_both_themes_and_each_control_moves_its_picture(name, address, page):
    lab_page.open_notebook(page, address, name)
    choose_theme(page, THEMES["light"])
    lab_page.run_all(page, seconds=900)
    views, wrong = by_hand.views(page), []
    assert views
    for theme, full in THEMES.items():
        choose_theme(page, full)
        for number, view in enumerate(views):
            lab_page.keep_picture(page, f"view_{name[:2]}_{number}_{theme}", view.box)
            wrong += [f"{theme}, view {number}: {fault}" for fault in by_eye.faults(view.box)]
        wrong += [f"{theme}: {barrier}" for barrier in lab_page.barriers(page)]
        wrong += [f"{theme}: contrast of {faint}" for faint in by_eye.faint_words(views)]
    assert wrong == []
    for check in BEFORE.get(name, ()):
        check(page, views[0])
    moves = [] if name in NOT_MOVED else [by_hand.exercise(page, view) for view in views]
    assert all(moves), moves
    for check in AFTER.get(name, ()):
        check(page, views[0])
    assert by_eye.unnamed(page) == [] and lab_page.barriers(page) == [] and by_eye.faint_words(views) == []
    assert page.errors == [] and lab_page.cell_errors(page) == []
    print(f"{name}: {len(views)} views, {sum(moves)} moves")


def the_picture_stands_large_beside_its_controls(page, view):
    """The strip stands below both, and what the slider shows there is seen without scrolling."""
    picture, strip = view.box.locator("img.widget-image:not(.gan-strip)"), view.box.locator("img.gan-strip")
    large, small = picture.bounding_box(), strip.bounding_box()
    assert large["width"] >= 320 and small["height"] < large["height"] / 2
    for slider in view.sliders.all():
        place = slider.bounding_box()
        assert place["x"] > large["x"] + large["width"] and place["y"] < large["y"] + large["height"]
    assert small["y"] >= large["y"] + large["height"]
    assert small["y"] + small["height"] - large["y"] < 700
    before = strip.get_attribute("title")
    by_hand.by_keyboard(page, view.sliders.nth(2), "End")
    page.wait_for_timeout(1000)
    assert strip.get_attribute("title") != before and "direction 3" in strip.get_attribute("title")
    assert view.box.get_by_role("img", name=re.compile("^Film strip: 9 pictures")).count() == 1


def in_the_dark_theme_and_at_200_percent_zoom_all_is_in_reach(page, view):
    choose_theme(page, THEMES["dark"])
    assert page.locator("body").get_attribute("data-jp-theme-light") == "false"
    width, height = page.viewport_size["width"] // 2, page.viewport_size["height"] // 2
    page.set_viewport_size({"width": width, "height": height})  # all that zooming to 200% changes for a layout
    page.wait_for_timeout(1000)
    for control in (*view.sliders.all(), *view.numbers.all(), *view.buttons.all()):
        control.scroll_into_view_if_needed()
        box = control.bounding_box()
        assert box["width"] > 0 and box["x"] >= 0 and box["x"] + box["width"] <= width, box
    by_hand.move_slider(page, view, 0)
    by_hand.press(page, view, 0)
    lab_page.keep_picture(page, "zoomed_to_200_percent")


def play_goes_on_until_a_hand_takes_the_generator(page, view):
    view.box.scroll_into_view_if_needed()

    def steps():
        found = re.search(r"after (\d+) step", view.words)
        return int(found[1]) if found else 0

    assert steps() == 0
    view.box.get_by_role("button", name="Play").click()
    seen = []
    for _ in range(200):
        page.wait_for_timeout(250)
        seen.append(steps())
        if seen[-1] > 12:
            break
    assert seen[-1] > 12 and len(set(seen)) >= 3, seen  # one after the other, not at once
    lab_page.keep_picture(page, "playing")
    handle = view.sliders.first
    by_hand.by_keyboard(page, handle, "ArrowLeft")
    page.wait_for_timeout(1_500)
    assert steps() == 0 and view.box.get_by_role("alert").count() == 0
    where = float(handle.get_attribute("aria-valuenow"))
    page.wait_for_timeout(500)
    assert float(handle.get_attribute("aria-valuenow")) == where


def the_blind_test_is_judged_by_mouse_and_keyboard_and_outlives_a_rerun(page, view):
    box = view.box
    says = lambda words: box.get_by_role("status").get_by_text(words).wait_for(timeout=20_000)
    focused = lambda: page.evaluate("document.activeElement.innerText.trim()")
    says("Picture 1 of 20: real or fake?")
    box.get_by_role("button", name="Real", exact=True).click()
    says("Picture 2 of 20")
    box.get_by_role("button", name="Fake", exact=True).click()
    says("Picture 3 of 20")
    # From here on by keyboard: the focus stays on the button that was pressed.
    assert focused() == "Fake"
    page.keyboard.press("Space")
    says("Picture 4 of 20")
    page.keyboard.press("Tab")
    assert focused() == "Back one"
    page.keyboard.press("Enter")
    says("Picture 3 of 20")
    page.keyboard.press("Shift+Tab")
    page.keyboard.press("Shift+Tab")
    assert focused() == "Real"
    for answered in range(3, 20):
        page.keyboard.press("Space")
        says(f"Picture {answered + 1} of 20")
    page.keyboard.press("Space")
    says("of 20 right")
    verdict = box.get_by_role("status").inner_text()
    assert "95% interval" in verdict and "guessing" in verdict
    assert box.get_by_role("button", name="Real", exact=True).is_disabled()
    assert lab_page.barriers(page) == []
    lab_page.keep_picture(page, "blind_test")
    box.get_by_role("button", name="20 more", exact=True).click()
    says("Picture 21 of 40")
    box.get_by_role("button", name="Back one", exact=True).click()
    says("Picture 20 of 40")
    # The cell run again makes a new view of the same test, which goes on after the 19 answers that are left.
    cell = page.locator(".jp-CodeCell").filter(has_text="widgets.blind_test(held_out.images, fakes, n=20").first
    cell.locator(".jp-InputPrompt").first.click()
    page.get_by_text("Run", exact=True).first.click()
    page.locator(".lm-Menu-itemLabel").filter(has_text="Run Selected Cell").first.click()
    says("Picture 20 of 20 (19 answers kept from before)")


BEFORE = {
    "00_start_here": [the_picture_stands_large_beside_its_controls],
    "01_minimax_game": [play_goes_on_until_a_hand_takes_the_generator],
    "06_evaluating_gans": [the_blind_test_is_judged_by_mouse_and_keyboard_and_outlives_a_rerun],
}
AFTER = {"00_start_here": [in_the_dark_theme_and_at_200_percent_zoom_all_is_in_reach]}


def test_the_measure_of_contrast_knows_grey_on_white(page):
    page.set_content('<div style="background: white"><p style="color: #777">grey</p></div>')
    assert 4.4 < page.locator("p").evaluate(by_eye.CONTRAST) < 4.5  # WCAG's own example: #777 on white just fails


def test_the_search_for_nameless_controls_finds_one(page):
    page.set_content('<div class="gan-explorer"><div role="slider" tabindex="0"></div><button>Go</button></div>')
    assert by_eye.unnamed(page) == ["slider"]


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
