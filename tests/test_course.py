"""The tools for notebooks: record, render, lint, run."""

import base64
import gc
import io

import nbformat
import nbformat.v4 as v4
import numpy as np
import pytest
import sample_notebook as sample
from PIL import Image

from gan_course import quiet, results
from gan_course.quiet import final_text, without_noise
from gan_course.tools import lint, normal_form, notebooks, render, run, stamp
from gan_utils import plotting

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


def encoded(pixels):
    buffer = io.BytesIO()
    Image.fromarray(pixels).save(buffer, "PNG")
    return base64.b64encode(buffer.getvalue()).decode()


def decoded(picture):
    return np.asarray(Image.open(io.BytesIO(base64.b64decode(picture))).convert("RGB"), int)


def test_pictures_shrink_only_while_they_look_the_same():
    fig, ax = plotting.figure()
    ax.fill_between([0, 1, 2], [0, 2, 1], alpha=0.3)
    plot = base64.b64encode(plotting.to_png(fig)).decode()
    small = normal_form.smaller_png(plot)
    assert len(small) < len(plot) / 2
    assert np.abs(decoded(small) - decoded(plot)).mean() <= 1.0
    assert normal_form.smaller_png(small) == small
    noise = np.random.default_rng(0).integers(0, 256, (200, 200, 3), "uint8")
    assert normal_form.smaller_png(encoded(noise)) == encoded(noise)
    clear = np.zeros((20, 20, 4), "uint8")
    assert normal_form.smaller_png(encoded(clear)) == encoded(clear)


def good_notebook():
    """A notebook in normal form, with a picture and a printed line."""
    picture = v4.new_output(
        "display_data",
        {"image/png": encoded(np.zeros((4, 4), "uint8"))},
        metadata={"image/png": {"alt": "A digit."}},
    )
    cell = sample.code("show()", "picture")
    cell.outputs = [picture, v4.new_output("stream", name="stdout", text="done\n")]
    return normal_form.normalise(sample.make(cell), "laptop")


def cell_of(notebook, cell_id):
    return next(cell for cell in notebook.cells if cell.id == cell_id)


def _outputs(notebook):
    return cell_of(notebook, "picture").outputs


MUTATIONS = {
    "the first cell must be Markdown": lambda n: n.cells.pop(0),
    "exactly one cell must be tagged `setup`": lambda n: cell_of(n, "setup").metadata.pop("tags"),
    "the second cell must be": lambda n: n.cells.insert(1, sample.text("Hello", "hello")),
    "differs from the canonical": lambda n: cell_of(n, "setup").update(source="import gan_utils"),
    "exactly one cell must be tagged `parameters`": lambda n: cell_of(n, "parameters").metadata.pop("tags"),
    "must assign profile_name": lambda n: cell_of(n, "parameters").update(source="seed = 0"),
    "is used twice": lambda n: cell_of(n, "picture").update(id="title"),
    "no readable id": lambda n: cell_of(n, "picture").update(id="0a1b2c3d"),
    "is empty": lambda n: cell_of(n, "q1-statement").update(source=" "),
    "each needs both": lambda n: cell_of(n, "q3-answer").metadata.pop("tags"),
    "not 1, 2, 3": lambda n: cell_of(n, "q3-answer").metadata.update(tags=["exercise", "q5"]),
    "a notebook has 3 to 6": lambda n: [n.cells.remove(cell_of(n, f"q3-{x}")) for x in ("answer", "statement")],
    "but checks (code cells": lambda n: n.cells.remove(cell_of(n, "q2-check")),
    "needs the comment": lambda n: cell_of(n, "q1-answer").update(source="def double(x): ..."),
    "raises: return": lambda n: cell_of(n, "q1-answer").update(
        source="def double(x):\n    # your code here\n    raise NotImplementedError"
    ),
    "execution count": lambda n: cell_of(n, "picture").update(execution_count=9),
    "stores an error": lambda n: _outputs(n).append(v4.new_output("error", ename="E", evalue="", traceback=[])),
    "text from stderr": lambda n: _outputs(n).append(v4.new_output("stream", name="stderr", text="look")),
    "a widget view": lambda n: _outputs(n)[0].data.update({normal_form.WIDGET_VIEW: {}}),
    "without alt text": lambda n: _outputs(n)[0].metadata.clear(),
    "memory address": lambda n: _outputs(n)[0].data.update({"text/plain": "<Axes at 0x7fc4681e3910>"}),
    "not that of a rendered notebook": lambda n: n.metadata.update(widgets={}),
    "not the plain python3": lambda n: n.metadata.kernelspec.update(name="gan-course"),
    "has not been rendered": lambda n: n.metadata.pop("gan_course"),
    "not laptop": lambda n: n.metadata.gan_course.update(profile="smoke"),
    "older than the sources": lambda n: cell_of(n, "picture").update(source="show(2)"),
    "metadata of a run": lambda n: cell_of(n, "picture").metadata.update(papermill={}),
    "more than 1,000,000": lambda n: _outputs(n)[0].data.update({"image/png": "a" * 1_000_000}),
}


def test_a_good_notebook_has_no_problems():
    assert normal_form.problems(good_notebook(), "03_sample") == []


@pytest.mark.parametrize("words", MUTATIONS)
def test_each_departure_from_the_normal_form_is_named(words):
    notebook = good_notebook()
    MUTATIONS[words](notebook)
    assert any(words in sentence for sentence in normal_form.problems(notebook, "03_sample"))


def test_lint_reads_files_and_survives_a_broken_one(tmp_path):
    notebooks.write(good_notebook(), tmp_path / "03_sample.ipynb")
    assert lint.lint(folder=tmp_path) == []
    (tmp_path / "04_broken.ipynb").write_text("{")
    assert ["04_broken" in sentence for sentence in lint.lint(folder=tmp_path)] == [True]


def test_the_hash_ignores_the_place_of_publication_and_nothing_else():
    notebook = good_notebook()
    before = notebooks.source_hashes(notebook)
    stamped = stamp.apply(good_notebook(), "03_sample", ("owner/name", "v1"))
    assert stamped.cells[0].source != notebook.cells[0].source
    assert notebooks.source_hashes(stamped) == before
    notebook.cells[0].source += "!"
    assert notebooks.source_hashes(notebook)["sources"] != before["sources"]


def test_find_knows_numbers_and_names_and_lists_what_there_is(tmp_path):
    for name in ("00_start", "03_sample", "10_later", "notes"):
        (tmp_path / f"{name}.ipynb").write_text("{}")
    stems = lambda *names: [path.stem for path in notebooks.find(names, tmp_path)]
    assert stems() == ["00_start", "03_sample", "10_later"]
    assert stems("10", "3", "notebooks/03_sample.ipynb") == ["03_sample", "10_later"]
    with pytest.raises(ValueError, match="03_sample"):
        stems("30")


@pytest.mark.parametrize("value", [float("nan"), np.array([1.0, np.inf]), {"a": [float("-inf")]}, object()])
def test_record_refuses_what_a_test_could_not_read(value):
    with pytest.raises(ValueError, match="record: fcd"):
        results.record(fcd=value)


def test_a_result_recorded_twice_is_refused():
    cells = [sample.code("…", f"cell-{i}") for i in range(2)]
    for cell in cells:
        cell.outputs = [v4.new_output("display_data", {results.MIME: {"fcd": 1.0}})]
    with pytest.raises(ValueError, match="'fcd' twice"):
        results.recorded(v4.new_notebook(cells=cells))


def test_long_results_are_cut_for_readers_and_kept_whole_for_tests():
    shown = results._Result({"losses": list(range(100))})
    assert repr(shown).endswith("9, … 100 in all]")
    assert len(shown._repr_mimebundle_()[results.MIME]["losses"]) == 100


def test_final_text_applies_backspaces_as_keras_writes_them():
    # Keras' bar goes back over itself before it writes the next state, which may be shorter.
    assert final_text("1/20 ...\b\b\b\b\b\b\b\b\r20/20 ok \x1b[1mdone\x1b[0m\n") == "20/20 ok done\n"


def test_only_tensorflows_start_up_notes_count_as_noise():
    note = "I0000 00:00:1795231037.541724    6418 port.cc:153] oneDNN custom operations are on.\n"
    assert without_noise(note) == ""
    assert without_noise(note + "UserWarning: look\n") == "UserWarning: look\n"


@pytest.fixture
def course_of_two(tmp_path):
    """A folder with a notebook that runs and one that fails."""
    folder = tmp_path / "notebooks"
    folder.mkdir()
    fine = sample.make(sample.code(RECORD, "results"), sample.code("print(profile_name)", "show"), setup=False)
    bad = sample.make(sample.code("int('seven')", "culprit"), setup=False)
    nbformat.write(fine, folder / "01_fine.ipynb")
    nbformat.write(bad, folder / "02_bad.ipynb")
    return folder


def test_the_course_runs_past_a_failure_and_reports_it(course_of_two, tmp_path, capsys):
    runs = run.run_course(profile="smoke", folder=course_of_two, build=tmp_path / "build")
    assert [(run.name, bool(run.error)) for run in runs] == [("01_fine", False), ("02_bad", True)]
    printed = capsys.readouterr().out
    assert "`culprit`: ValueError: invalid literal" in printed
    assert "int('seven')" in printed
    assert "1 of 2 ran at smoke" in printed
    made = sorted(path.name for path in (tmp_path / "build").iterdir())
    assert made == ["01_fine.html", "01_fine.ipynb", "02_bad.html", "02_bad.ipynb"]
    copy = notebooks.read(tmp_path / "build" / "01_fine.ipynb")
    assert results.recorded(copy)["share"] == 0.25
    assert outputs_of(copy, "show")[0].text == "smoke\n"


def test_an_interrupted_course_still_tells_what_has_run(course_of_two, tmp_path, capsys, monkeypatch):
    def run_one(path, build, profile):
        if path.stem == "02_bad":
            raise KeyboardInterrupt
        return run.Run(path.stem, 2.0, "")

    monkeypatch.setattr(run, "_run_one", run_one)
    with pytest.raises(KeyboardInterrupt):
        run.run_course(folder=course_of_two, build=tmp_path)
    assert "1 of 1 ran at laptop in 2 s" in capsys.readouterr().out


def test_a_misspelt_parameter_is_named(course_of_two, tmp_path):
    with pytest.raises(ValueError, match=r"no parameter sede.*profile_name, seed"):
        run.execute(course_of_two / "01_fine.ipynb", tmp_path / "copy.ipynb", "smoke", sede=1)


def test_the_page_keeps_alt_text_and_leaves_the_closed_cell_out(tmp_path):
    notebook = good_notebook()
    run.pages.write(notebook, tmp_path / "page.html", "03_sample")
    page = (tmp_path / "page.html").read_text()
    assert 'alt="A digit."' in page
    assert "google.colab" not in page


def test_python_does_not_look_for_garbage_in_what_the_set_up_cell_imported():
    """The first `fit` of a `GAN` collects garbage, and through all of TensorFlow that takes a quarter of a second."""
    here = [[] for _ in range(1000)]
    before = gc.get_freeze_count()
    quiet.import_tensorflow()
    assert gc.get_freeze_count() >= before + len(here)
