"""JupyterLab as learners get it."""

import sys
import urllib.request

import lab_server


def test_learners_see_none_of_nbgraders_menus(tmp_path):
    """nbgrader is installed for the tests and for instructors; its menu, buttons and side bar would puzzle others."""
    command = [sys.executable, "-m", "gan_course.tools.cli", "lab", "--port", "18889"]
    with (
        lab_server.running(command, tmp_path) as (address, _),
        urllib.request.urlopen(address, timeout=60) as page,
    ):
        text = page.read().decode()
    disabled = text.split('"disabledExtensions":')[1].split("]")[0]
    assert '"@jupyter/nbgrader"' in disabled and '"@jupyter-notebook/lab-extension"' in disabled
    assert "jupyterlab-manager" in text and "jupyterlab-manager" not in disabled
