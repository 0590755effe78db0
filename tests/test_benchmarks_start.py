"""The benchmark of beginnings: what it runs, and that it fails where that fails."""

import json
import re
import subprocess
from pathlib import Path

import pytest
import sample_notebook

from benchmarks import course, course_laptop, measure, start, tests_time
from gan_course.tools import notebooks


def test_the_share_of_the_package_is_taken_pair_by_pair(monkeypatch):
    taken = {"pass": [9.0, 0.25, 0.5], "import gan_utils": [9.0, 0.5, 1.0], "import tensorflow": [8.0, 4.0]}
    monkeypatch.setattr(start, "seconds_of", lambda program: taken[program].pop(0))
    found = start.imports(3, 1)
    assert found["gan_utils alone"]["values"] == [0.0, 0.25, 0.5]
    assert found["tensorflow"]["values"] == [4.0]  # the first one only reads the files


def test_a_program_that_fails_is_no_quick_program():
    assert start.seconds_of("pass") > 0
    with pytest.raises(subprocess.CalledProcessError):
        start.seconds_of("import no_such_module")


def test_the_first_picture_is_that_of_the_first_view_of_notebook_00():
    (path,) = notebooks.find(["00"])
    views = [cell.id for cell in notebooks.read(path).cells if "_explorer(" in cell.source]
    assert views[0] == start.FIRST_PICTURE


@pytest.mark.notebooks
def test_a_cell_without_a_view_is_no_first_picture(monkeypatch):
    monkeypatch.setattr(start, "FIRST_PICTURE", "setup")
    with pytest.raises(RuntimeError, match="'setup' of 00_start_here shows no view"):
        start.seconds_to_first_picture()


def sample(folder, *cells):
    notebook = sample_notebook.make(*(sample_notebook.code(cell, f"cell-{i}") for i, cell in enumerate(cells)))
    notebook.cells = [cell for cell in notebook.cells if "setup" not in notebooks.tags(cell)]  # no TensorFlow
    notebooks.write(notebook, folder / "03_sample.ipynb")


@pytest.mark.notebooks
def test_a_notebook_is_measured_with_its_kernel(tmp_path):
    sample(tmp_path, "held = bytearray(300_000_000)\nimport time\ntime.sleep(0.5)")  # so that its memory is seen
    (name, one), *others = course.measured("smoke", folder=tmp_path).items()
    assert name == "03_sample" and others == []
    assert one["seconds"] > 0 and one["peak_memory"] > 300_000_000
    _, header, rows = course.table("Sample", {name: one})
    assert rows[-1][0] == "together" and len(header) == len(rows[0]) == len(rows[-1])
    assert list(tmp_path.iterdir()) == [tmp_path / "03_sample.ipynb"]


@pytest.mark.notebooks
def test_a_notebook_that_fails_is_no_quick_notebook(tmp_path):
    sample(tmp_path, "raise ValueError('too bad')")
    with pytest.raises(RuntimeError, match="too bad"):
        course.measured("smoke", folder=tmp_path)


def test_the_course_at_laptop_is_every_notebook(monkeypatch, tmp_path):
    asked = []
    monkeypatch.setattr(course, "measured", lambda *which, **how: asked.append((which, how)) or {})
    course_laptop.run(result=tmp_path / "none.json")
    assert asked == [(("laptop",), {"kept": {}})]


def test_only_notebooks_whose_cells_changed_are_measured_again(monkeypatch, tmp_path):
    sample(tmp_path, "1 + 1")
    ran = []

    def run_alone(command):
        ran.append(command)
        return {"said": "2.5", "peak_memory": 10}

    monkeypatch.setattr(measure, "run_alone", run_alone)
    first = course.measured("smoke", folder=tmp_path)
    assert course.measured("smoke", folder=tmp_path, kept=first) == first and len(ran) == 1
    sample(tmp_path, "1 + 2")
    second = course.measured("smoke", folder=tmp_path, kept=first)
    assert len(ran) == 2 and second["03_sample"]["sources"] != first["03_sample"]["sources"]


def test_figures_of_another_machine_are_not_kept(tmp_path):
    result = tmp_path / "course_laptop.json"
    here = measure.machine()
    for machine, kept in ((here | {"date": "2020-01-01"}, True), (here | {"cores": 64}, False)):
        result.write_text(json.dumps({"machine": machine, "result": {"03_sample": {"seconds": 1.0}}}))
        assert bool(course_laptop.still_valid(result)) == kept


def test_the_time_of_the_tests_comes_with_their_own_summary(monkeypatch):
    said = "\n".join(
        [
            "============================= slowest 20 durations =============================",
            "61.53s call     tests/test_load.py::test_twenty_kernels",
            "0.01s setup    tests/test_data.py::test_one",
            "=========== 1412 passed, 3 skipped in 1201.13s (0:20:01) ===========",
        ]
    )
    cases = [("tests.notebooks.test_run", "test_a_learner_can_restart_and_run_all[00_start_here]", 30.0)]
    cases += [("tests.notebooks.test_run", "test_normal_form[00]", 0.5), ("tests.test_data", "test_one", 6.0)]
    found = "".join(f'<testcase classname="{where}" name="{name}" time="{time}"/>' for where, name, time in cases)

    def made_up(command):
        (report,) = re.findall(r"--junitxml=(\S+)", command[-1])
        Path(report).write_text(f"<testsuites><testsuite>{found}</testsuite></testsuites>")
        return {"seconds": 1203.0, "peak_memory": 2.5e9, "said": f"{said}\nleft out: nothing"}

    monkeypatch.setattr(measure, "run_alone", made_up)
    whole, by_lane, slowest = tests_time.tables(tests_time.run())
    assert [row[2:] for row in by_lane[2]] == [["1", "0.5"], ["1", "0.0"], ["1", "0.1"]]
    assert [row[0] for row in by_lane[2]] == [tests_time.LANES[place][0] for place in (0, 2, -1)]
    assert whole[2] == [["20.1", "2.50", "1412 passed, 3 skipped in 1201.13s (0:20:01)"]]
    assert slowest[2] == [["tests/test_load.py::test_twenty_kernels", "62"]]
