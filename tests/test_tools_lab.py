"""JupyterLab as learners get it."""

import sys
import urllib.error
import urllib.request
from pathlib import Path

import lab_server
import pytest

from gan_course.tools import lab, notebooks

FIRST = "notebooks/00_start_here.ipynb"


@pytest.mark.parametrize(
    ("environment", "platform", "root", "browser", "allow_root"),
    [
        ({"DISPLAY": ":0"}, "linux", False, True, False),
        ({"WAYLAND_DISPLAY": "wayland-0"}, "linux", False, True, False),
        ({}, "linux", True, False, True),  # a container
        ({"SSH_CONNECTION": "10.0.0.1 22", "DISPLAY": "localhost:10.0"}, "linux", False, False, False),
        ({}, "darwin", False, True, False),
        ({}, "win32", False, True, False),
    ],
)
def test_lab_opens_a_browser_only_where_somebody_sees_it(environment, platform, root, browser, allow_root):
    arguments = lab.command(FIRST, "localhost", 8888, environment, platform, root)
    assert ("--ServerApp.open_browser=False" not in arguments) is browser
    assert ("--ServerApp.allow_root=True" in arguments) is allow_root
    assert f"--LabApp.default_url=/lab/tree/{FIRST}" in arguments
    assert f"--ServerApp.root_dir={notebooks.ROOT}" in arguments
    assert not any("token" in argument for argument in arguments)  # Jupyter's own token stays on


def test_lab_prints_an_address_that_opens_only_with_its_token(tmp_path):
    """The real server, as over SSH: started, asked with and without its token, and stopped."""
    script = Path(sys.executable).with_name("gan-course")
    with lab_server.running([script, "lab", "--port", "18888"], tmp_path) as (address, log):
        assert "/lab/tree/notebooks/" in address
        bare, token = address.split("/lab")[0], address.split("token=")[1]
        assert status(f"{bare}/api/contents/notebooks?token={token}") == 200
        assert status(f"{bare}/api/contents/notebooks") == 403
    assert "No screen here" in log.read_text()


def status(address):
    """Return the HTTP status of a page, which the server answers once it has printed its address."""
    try:
        with urllib.request.urlopen(address, timeout=30) as answer:
            return answer.status
    except urllib.error.HTTPError as error:
        error.close()
        return error.code


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
