"""Runs every notebook at smoke: with nbval as a learner gets it, and with papermill answered, to read its results.

Answered, a notebook is run once: with Colab's versions where these are installed (tests/colab), and else here.
"""

import os
import re
import subprocess
import sys

import pytest
from expected import FOLDER, answered, assert_holds, expectations, told

from gan_course import results
from gan_course.tools import lint, notebooks, run

NOTEBOOKS = notebooks.find()

every_notebook = pytest.mark.parametrize("path", NOTEBOOKS, ids=[path.stem for path in NOTEBOOKS])


def as_learners_get_it(path, folder):
    """Run nbval in a pytest of its own: its plugin and its warnings stay out of this one."""
    return subprocess.run(
        [
            *(sys.executable, "-m", "pytest", "--nbval-lax", "--nbval-cell-timeout=600", str(path)),
            *("-c", os.devnull, f"--rootdir={path.parent}", "-p", "no:cacheprovider", "-q", "--no-header"),
        ],
        env=dict(os.environ, GAN_PROFILE="smoke", GAN_PROGRESS_FILE=str(folder / "progress.json")),
        capture_output=True,
        text=True,
        timeout=900,
    )


def with_answers(path, folder):
    """Run the notebook with the reference answers; return the path of the executed copy."""
    source, executed = folder / "answered" / path.name, folder / path.name
    notebooks.write(answered(path), source)
    run.execute(source, executed, "smoke", timeout=600)
    return executed


@pytest.mark.notebooks
@every_notebook
def test_a_learner_can_restart_and_run_all(path, tmp_path):
    done = as_learners_get_it(path, tmp_path)
    assert done.returncode == 0, done.stdout[-6000:] + done.stderr[-2000:]
    cells = sum(cell.cell_type == "code" for cell in notebooks.read(path).cells)
    passed = int(re.search(r"(\d+) passed", done.stdout)[1])
    assert passed == cells, done.stdout[-2000:]


@pytest.mark.notebooks
@pytest.mark.answered
@every_notebook
def test_results_and_answers_at_smoke(path, tmp_path):
    """What the notebook records holds, and every check finds the reference answer correct in its notebook."""
    assert_holds(path, notebooks.read(with_answers(path, tmp_path)))


@every_notebook
def test_results_as_committed(path):
    """What readers see on the page keeps the promises made for a laptop."""
    notebook = notebooks.read(path)
    expectations(path)(results.recorded(notebook), notebook.metadata[notebooks.METADATA_KEY]["profile"])


@every_notebook
def test_the_committed_checks_wait_for_an_answer(path):
    notebook = notebooks.read(path)
    shown = told(notebook) | told(notebook, "story-check") | told(notebook, "open-check")
    assert all(text.startswith("○ Not attempted") for text in shown.values()), shown


@every_notebook
def test_normal_form(path):
    assert lint.lint([path.stem]) == []


@every_notebook
def test_some_outputs_are_compared(path):
    """nbval-lax compares only marked cells, so a notebook without any would only be run."""
    marked = [cell for cell in notebooks.read(path).cells if cell.source.startswith("# NBVAL_CHECK_OUTPUT")]
    assert len(marked) >= 2, "mark two cells or more whose outputs are the same at every profile"
    assert all(cell.outputs for cell in marked)


def test_no_expectations_without_their_notebook():
    files = {file.stem for file in FOLDER.glob("[0-9]*.py")}
    assert files <= {path.stem for path in NOTEBOOKS}
