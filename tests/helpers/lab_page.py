"""Notebooks in a real browser, in a real JupyterLab: what the tests in tests/browser share."""

import contextlib
import os
import re
import shutil
import sys
import urllib.parse

import lab_server
import pytest

from gan_course.tools import lab as lab_tool
from gan_course.tools import notebooks

CHROMIUM = next(filter(None, map(shutil.which, ("chromium", "chromium-browser", "google-chrome"))), None)
FLAGS = ("--no-sandbox", "--disable-gpu", "--disable-background-networking", "--disable-component-update")
MARKS = [
    pytest.mark.browser,
    pytest.mark.skipif(not (CHROMIUM or os.environ.get("CI")), reason="no Chromium here: install it to run this"),
]
PICTURES = notebooks.ROOT / "build" / "browser"
SETTINGS = {
    # else cells out of sight are not in the page
    "notebook-extension/tracker": '{"windowingMode": "none"}',
    # else JupyterLab asks the network for news, and whether it may
    "apputils-extension/notification": '{"fetchNews": "false", "checkForUpdates": false}',
}
# What a page says of itself that is no error of ours: JupyterLab asks for files that were never there.
HARMLESS = re.compile(r"favicon|workspaces|Failed to load resource.*404|net::ERR_(INTERNET|NAME)")


@contextlib.contextmanager
def lab(folder, port, theme="JupyterLab Light"):
    """Start JupyterLab on copies of all notebooks, since it saves what it runs; yield its address with token.

    Args:
        folder: a temporary one.
        port: to listen on; another program there moves it to the next.
        theme: "JupyterLab Light" or "JupyterLab Dark".
    """
    copies = folder / "course"
    copies.mkdir()
    for path in notebooks.find():
        shutil.copy(path, copies)
    for name, text in (SETTINGS | {"apputils-extension/themes": f'{{"theme": "{theme}"}}'}).items():
        file = folder / "settings" / "@jupyterlab" / f"{name}.jupyterlab-settings"
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_text(text)
    arguments = lab_tool.command("0", "localhost", port, {}, sys.platform, root=True)
    root = f"--ServerApp.root_dir={notebooks.ROOT}"
    arguments[arguments.index(root)] = f"--ServerApp.root_dir={copies}"
    own = {
        "GAN_PROFILE": "smoke",
        "GAN_PROGRESS_FILE": str(folder / "progress.json"),
        "JUPYTERLAB_SETTINGS_DIR": str(folder / "settings"),
        "JUPYTERLAB_WORKSPACES_DIR": str(folder / "workspaces"),
    }
    with lab_server.running(arguments, folder, **own) as (address, _):
        yield address


@contextlib.contextmanager
def chromium(width=1300, height=1000, zoom=1.0):
    """Yield a page of a fresh Chromium; `zoom` does what the browser's own zoom does: fewer, larger pixels."""
    from playwright.sync_api import sync_playwright

    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=CHROMIUM, args=FLAGS)
        size = {"width": int(width / zoom), "height": int(height / zoom)}
        page = browser.new_page(viewport=size, device_scale_factor=zoom)
        page.errors = []
        page.on("pageerror", lambda error: page.errors.append(str(error)))
        page.on("console", lambda message: _keep_error(page.errors, message))
        yield page
        browser.close()


def _keep_error(errors, message):
    said = f"{message.text} ({message.location.get('url', '')})"
    if message.type == "error" and not HARMLESS.search(said):
        errors.append(said)


def open_notebook(page, address, name):
    """Open a notebook and wait until its kernel is ready: before that, JupyterLab drops what it is told to run."""
    parts = urllib.parse.urlsplit(address)
    page.goto(f"{parts.scheme}://{parts.netloc}/lab/tree/{name}.ipynb?{parts.query}&reset")
    page.locator(".jp-Notebook .jp-Cell").first.wait_for(timeout=90_000)
    wait_until_idle(page)


def run_all(page, seconds=300):
    """Choose Run All Cells from the menu with the mouse, and wait for the end."""
    page.get_by_text("Run", exact=True).first.click()
    page.get_by_text("Run All Cells", exact=True).click()
    done = r"() => /\d/.test([...document.querySelectorAll('.jp-CodeCell .jp-InputPrompt')].pop().innerText)"
    failed = "document.querySelector('[data-mime-type=\"application/vnd.jupyter.error\"]')"
    page.wait_for_function(f"() => ({done})() || {failed}", timeout=1000 * seconds)
    wait_until_idle(page, seconds)


def wait_until_idle(page, seconds=120):
    page.get_by_text("| Idle").wait_for(timeout=1000 * seconds)
    page.wait_for_timeout(500)


def cell_errors(page):
    """Return what cells show as errors or on stderr; a progress bar that has cleared itself leaves blanks there."""
    kinds = ("application/vnd.jupyter.error", "application/vnd.jupyter.stderr")
    shown = (text for kind in kinds for text in page.locator(f'[data-mime-type="{kind}"]').all_inner_texts())
    return [text for text in shown if text.strip()]


def keep_picture(page, name, shows=".gan-explorer"):
    """Leave a screenshot to be looked at, `build/browser/NAME.png`, with what is shown in sight.

    Args:
        page: the browser's.
        name: of the file.
        shows: a selector, of which the first counts, or a locator, which is put at the top of the page.
    """
    if isinstance(shows, str):
        page.locator(shows).first.scroll_into_view_if_needed()
    else:
        shows.evaluate("view => view.scrollIntoView({block: 'start'})")
        page.wait_for_timeout(300)
    PICTURES.mkdir(parents=True, exist_ok=True)
    page.screenshot(path=PICTURES / f"{name}.png")


def barriers(page, inside=".gan-explorer"):
    """Return what axe-core finds inside views that keeps people out, as "rule: element"."""
    from axe_playwright_python.sync_playwright import Axe

    found = Axe().run(page, context=inside).response["violations"]
    return [f"{rule['id']}: {node['html'][:200]}" for rule in found for node in rule["nodes"]]
