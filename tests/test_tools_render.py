"""Rendering: a notebook executed by a real kernel, and written back as it is committed."""

import nbformat
import pytest
import sample_notebook as sample

from gan_course import results
from gan_course.tools import normal_form, notebooks, render

PROGRESS = r"""
import sys
print("step 1\rstep 2")
"""
WIDGET = "import ipywidgets\nipywidgets.IntSlider(description='a')"
RECORD = "import numpy as np\nfrom gan_course import record\nrecord(share=np.float32(0.25), modes=[1, 2])"


@pytest.fixture(scope="module")
def rendered(tmp_path_factory):
    """A notebook rendered by a real kernel, with all that rendering has to clean up."""
    folder = tmp_path_factory.mktemp("notebooks")
    notebook = sample.make(
        sample.code(PROGRESS, "progress"),
        sample.code(WIDGET, "widget"),
        sample.code(RECORD, "results"),
        sample.code("import os\nprint(os.environ['GAN_PROFILE'])", "profile"),
        setup=False,
    )
    notebook.cells[1].metadata["papermill"] = {"duration": 3.2}
    notebook.metadata["widgets"] = {"state": {}}
    nbformat.write(notebook, folder / "03_sample.ipynb")
    lines = []
    assert render.render(["3"], "smoke", folder=folder, say=lines.append) == []
    return notebooks.read(folder / "03_sample.ipynb"), lines


def outputs_of(notebook, cell_id):
    return next(cell.outputs for cell in notebook.cells if cell.id == cell_id)


def test_render_keeps_what_a_reader_sees_and_nothing_of_the_run(rendered):
    notebook, lines = rendered
    assert lines[0].startswith("03_sample")
    code_cells = [cell for cell in notebook.cells if cell.cell_type == "code"]
    assert [cell.execution_count for cell in code_cells] == list(range(1, len(code_cells) + 1))
    assert outputs_of(notebook, "progress")[0].text == "step 2\n"
    assert outputs_of(notebook, "widget")[0].data == {"text/plain": normal_form.WIDGET_TEXT}
    assert outputs_of(notebook, "profile")[0].text == "smoke\n"
    assert set(notebook.metadata) == {"kernelspec", "language_info", "gan_course"}
    assert all(set(cell.metadata) <= {"tags"} for cell in notebook.cells)


def test_results_are_read_back_as_they_were_recorded(rendered):
    notebook, _ = rendered
    assert results.recorded(notebook) == {"share": 0.25, "modes": [1, 2]}
    assert outputs_of(notebook, "results")[0].data["text/plain"] == "share = 0.25\nmodes = [1, 2]"


def test_rendering_again_gives_the_same_bytes(rendered, tmp_path):
    notebook, _ = rendered
    path = tmp_path / "03_sample.ipynb"
    notebooks.write(notebook, path)
    before = path.read_bytes()
    assert render.render(profile="smoke", folder=tmp_path, say=lambda line: None) == []
    assert path.read_bytes() == before


@pytest.mark.parametrize(
    ("source", "words"),
    [
        ("x = 1\nx / 0", "ZeroDivisionError: division by zero"),
        ("import warnings\nwarnings.warn('look')", "look"),
    ],
    ids=["error", "warning"],
)
def test_a_failing_render_says_which_cell_and_leaves_the_file(tmp_path, source, words):
    path = tmp_path / "03_sample.ipynb"
    nbformat.write(sample.make(sample.code(source, "culprit"), setup=False), path)
    before, lines = path.read_bytes(), []
    assert render.render(folder=tmp_path, say=lines.append) == ["03_sample"]
    assert "`culprit`" in lines[0] and words in lines[0]
    assert path.read_bytes() == before
    assert [found.name for found in tmp_path.iterdir()] == [path.name]


def test_a_kernel_that_dies_fails_its_notebook_and_not_the_command(tmp_path):
    path = tmp_path / "03_sample.ipynb"
    nbformat.write(sample.make(sample.code("import os\nos._exit(1)", "culprit"), setup=False), path)
    before, lines = path.read_bytes(), []
    assert render.render(folder=tmp_path, say=lines.append) == ["03_sample"]
    assert "FAILED, left as it was: Kernel died" in lines[0]
    assert path.read_bytes() == before


def test_an_interrupted_render_leaves_the_file(tmp_path, monkeypatch):
    path = tmp_path / "03_sample.ipynb"
    nbformat.write(sample.make(setup=False), path)
    before = path.read_bytes()

    def interrupted(*arguments):
        raise KeyboardInterrupt

    monkeypatch.setattr(normal_form, "normalise", interrupted)
    monkeypatch.setattr(render, "run_in_place", lambda *arguments: None)
    with pytest.raises(KeyboardInterrupt):
        render.render(folder=tmp_path)
    assert path.read_bytes() == before


def test_prose_only_takes_new_text_and_refuses_new_code(rendered, tmp_path):
    notebook, _ = rendered
    path = tmp_path / "03_sample.ipynb"
    notebooks.write(notebook, path)
    changed = notebooks.read(path)
    changed.cells[0].source += " Better."
    assert any("older than the sources" in found for found in normal_form.problems(changed, "03_sample"))
    notebooks.write(changed, path)
    assert render.render(prose_only=True, folder=tmp_path, say=lambda line: None) == []
    again = notebooks.read(path)
    assert not any("older than the sources" in found for found in normal_form.problems(again, "03_sample"))
    assert again.metadata["gan_course"]["profile"] == "smoke"
    again.cells[1].source += "\nseed = 1"
    notebooks.write(again, path)
    assert render.render(prose_only=True, folder=tmp_path, say=lambda line: None) == ["03_sample"]
