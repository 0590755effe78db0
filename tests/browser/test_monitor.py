"""The training monitor in a real JupyterLab: start, watch, stop, resume, restart, by mouse and by keyboard."""

import lab_page
import nbformat
import pytest

pytestmark = lab_page.MARKS

CELLS = (
    """\
import os
os.environ["TF_CPP_MIN_LOG_LEVEL"] = "3"
os.environ["CUDA_VISIBLE_DEVICES"] = "-1"
import keras
from gan_utils import data, models, training, widgets
keras.utils.set_random_seed(0)
gan = training.GAN(models.mlp_generator((8, 8, 1), 16, (64,)), models.mlp_discriminator((8, 8, 1), (64,)))
gan.compile(jit_compile=False)
monitor = widgets.TrainingMonitor(gan, data.load("digits").batches(32, seed=0), 1_000_000, "runs/digits", seconds=0.5)
monitor""",
    'print("meanwhile the monitor is", monitor.state)',
)


@pytest.fixture
def page(tmp_path):
    with lab_page.lab(tmp_path, 18940) as address, lab_page.chromium(height=1100) as page:
        notebook = nbformat.v4.new_notebook(cells=[nbformat.v4.new_code_cell(cell) for cell in CELLS])
        notebook.metadata["kernelspec"] = {
            "name": "python3",
            "display_name": "Python 3",
        }  # else JupyterLab asks
        nbformat.write(notebook, tmp_path / "course" / "monitor.ipynb")
        lab_page.open_notebook(page, address, "monitor")
        yield page


def wait_for_words(page, pattern, timeout=120_000):
    """Wait until the line below the picture matches; return what it says."""
    found = "() => document.querySelector('.gan-explorer [role=status]').innerText"
    page.wait_for_function(f"() => /{pattern}/.test(({found})())", timeout=timeout)
    return page.evaluate(found)


def press_until(page, button, pattern):
    """Press Enter on a button until the line matches: a busy JupyterLab may take the first for one of its own keys."""
    from playwright.sync_api import TimeoutError

    for patience in (20_000, 20_000, 20_000):
        button.focus()
        page.keyboard.press("Enter")
        try:
            return wait_for_words(page, pattern, patience)
        except TimeoutError:
            continue
    return wait_for_words(page, pattern)


def picture(page):
    return page.locator(".gan-explorer img.widget-image").first.get_attribute("src")


def step_of(words):
    return int(words.split("step ")[1].split()[0].strip(".,").replace(",", ""))


def test_the_training_monitor_starts_stops_resumes_and_restarts(page, tmp_path):
    button = lambda name: page.get_by_role("button", name=name, exact=True)
    page.get_by_text("Run", exact=True).first.click()
    page.get_by_text("Run All Cells", exact=True).click()
    button("Start").wait_for(timeout=120_000)
    lab_page.wait_until_idle(page)
    assert "Ready: nothing is trained yet." in wait_for_words(page, "Ready")
    before = picture(page)

    button("Start").click()
    wait_for_words(page, "Training: step [1-9]")
    assert picture(page) != before
    page.locator(".jp-CodeCell .jp-InputArea-editor").nth(1).click()
    page.keyboard.press("Control+Enter")  # the kernel is free for other cells
    page.get_by_text("meanwhile the monitor is training").last.wait_for(timeout=60_000)

    stopped = step_of(press_until(page, button("Stop"), "Stopped at step"))
    runs = tmp_path / "course" / "runs" / "digits"
    assert (runs / f"step-{stopped:08d}.npz").exists()
    page.wait_for_timeout(500)
    lab_page.keep_picture(page, "monitor_stopped")
    assert lab_page.barriers(page) == []

    button("Resume").click()
    wait_for_words(page, "Training: step")
    assert step_of(wait_for_words(page, "Training: step")) >= stopped
    button("Restart").click()
    wait_for_words(page, "Training: step")
    page.wait_for_timeout(2000)
    button("Stop").click()
    wait_for_words(page, "Stopped at step")
    assert (runs / "earlier-1").is_dir()
    assert page.errors == [] and lab_page.cell_errors(page) == []
