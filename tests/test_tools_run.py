"""A headless run of the course: past failures, with a table at the end."""

import nbformat
import pytest
import sample_notebook as sample

from gan_course import results
from gan_course.tools import notebooks, run

RECORD = "import numpy as np\nfrom gan_course import record\nrecord(share=np.float32(0.25), modes=[1, 2])"


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
    assert sample.cell_of(copy, "show").outputs[0].text == "smoke\n"


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
