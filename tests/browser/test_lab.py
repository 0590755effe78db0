"""The first notebook in a real browser, in a real JupyterLab: do the sliders appear, and does the picture follow?"""

import os
import shutil
import sys

import lab_server
import pytest

from gan_utils.course import launch, notebooks

CHROMIUM = next(filter(None, map(shutil.which, ("chromium", "chromium-browser", "google-chrome"))), None)
FLAGS = ("--no-sandbox", "--disable-gpu", "--disable-background-networking", "--disable-component-update")

pytestmark = [
    pytest.mark.browser,
    pytest.mark.skipif(
        not (CHROMIUM or os.environ.get("CI")), reason="no Chromium here: install it to run this"
    ),
]


@pytest.fixture
def page():
    from playwright.sync_api import sync_playwright

    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=CHROMIUM, args=FLAGS)
        yield browser.new_page(viewport={"width": 1300, "height": 1000})
        browser.close()


def test_a_slider_moves_the_picture(page, tmp_path):
    """On a copy, since JupyterLab saves what it runs."""
    (first,) = notebooks.find(["0"])
    course_copy = tmp_path / "course"
    course_copy.mkdir()
    shutil.copy(first, course_copy)
    settings = tmp_path / "settings" / "@jupyterlab" / "notebook-extension" / "tracker.jupyterlab-settings"
    settings.parent.mkdir(parents=True)
    settings.write_text('{"windowingMode": "none"}')  # else cells out of sight are not in the page
    arguments = launch.command(first.name, "localhost", 18890, {}, sys.platform, root=True)
    root = f"--ServerApp.root_dir={notebooks.ROOT}"
    arguments[arguments.index(root)] = f"--ServerApp.root_dir={course_copy}"
    own = {"GAN_PROFILE": "smoke", "JUPYTERLAB_SETTINGS_DIR": str(tmp_path / "settings")}
    with lab_server.running(arguments, tmp_path, **own) as (address, _):
        page.goto(address)
        page.locator(".jp-Notebook .jp-Cell").first.wait_for(timeout=60_000)
        page.get_by_text("| Idle").wait_for(
            timeout=60_000
        )  # before that, JupyterLab drops what it is told to run
        page.get_by_text("Run", exact=True).first.click()
        page.get_by_text("Run All Cells", exact=True).click()
        picture = page.locator("img.widget-image").first
        picture.wait_for(state="attached", timeout=120_000)
        page.get_by_text("| Idle").wait_for(timeout=120_000)  # later cells move the sliders, too
        page.wait_for_timeout(1000)
        before = picture.get_attribute("src")
        handle = page.get_by_role("slider").first
        handle.focus()
        for _ in range(10):
            handle.press("ArrowRight")
        page.wait_for_function(
            "before => document.querySelector('img.widget-image').src !== before", arg=before, timeout=30_000
        )
        page.screenshot(path=tmp_path / "lab.png")
