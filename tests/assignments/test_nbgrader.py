"""Assignments handed out, graded, fed back and exported by nbgrader itself, in the form of its commands.

One course for the whole file: 01 with a submission of each kind, 03 only handed out.
"""

import copy
import csv
from pathlib import Path

import planted_answers
import pytest
from graded_course import EXERCISES, NAME, QS, Course, answered, cell, wrong

from gan_course.tools import cli, notebooks

pytestmark = pytest.mark.assignments

OTHER = "03_dcgan"
POINTS = {exercise.name: exercise.points for exercise in EXERCISES} | {"q1": 1.5}
SETTINGS = 'hidden_seed = 1905\n["01"]\npoints = { q1 = 1.5 }\n["03"]\ndrop = ["q2"]\n'
# Only the tests of the exercise that loops wait so little, so that a busy machine costs nobody else a point.
HURRY = """
c.Execute.timeout_func = lambda cell: 5 if cell.metadata.get("nbgrader", {}).get("grade_id", "")[:3] == "q5-" else 120
"""


def hard_coded(exercise):
    """Return an answer that knows the visible inputs by heart: {inputs: output} from a run of the reference."""
    (function,), known = planted_answers.run(planted_answers.reference(exercise), exercise), {}

    def spy(*arguments):
        known[repr([argument.tolist() for argument in arguments])] = float(function(*arguments))
        return function(*arguments)

    exercise.grade(spy)
    key = "repr([np.asarray(argument).tolist() for argument in arguments])"
    return f"def {exercise.functions[0]}(*arguments):\n    return {known!r}.get({key}, 0.0)"


def mangled(released):
    """Return the right answers with one answer cell renamed, a test deleted, and an answer there twice."""
    notebook = answered(released)
    cell(notebook, "q1-answer").metadata.nbgrader.grade_id = "my-cell"
    notebook.cells.remove(cell(notebook, "q2-hidden-test"))
    twin = copy.deepcopy(cell(notebook, "q3-answer"))
    twin.id = "twin"
    notebook.cells.insert(notebook.cells.index(cell(notebook, "q3-test")), twin)
    cell(notebook, "q4-hidden-test").metadata["tags"] = ["skip-execution"]
    cell(notebook, "q4-answer").source += "\n\nimport sys\nprint('a warning', file=sys.stderr)\nq4 = None"
    return notebook


@pytest.fixture(scope="module")
def course(tmp_path_factory):
    folder = tmp_path_factory.mktemp("assignments")
    (folder / "class.toml").write_text(SETTINGS, encoding="utf-8")
    made = Course(folder / "course")
    assert cli.main(["assign", "01", "03", "--out", str(made.folder), "--config", f"{folder}/class.toml"]) == 0
    with open(made.folder / "nbgrader_config.py", "a", encoding="utf-8") as settings:
        settings.write(HURRY)
    for name in (NAME, OTHER):
        done = made.nbgrader("generate_assignment", name)
        assert done.returncode == 0, done.said
    return made


@pytest.fixture(scope="module")
def graded(course):
    """The course with all submissions graded by one command, the looping one in their middle."""
    released = course.notebook("release")
    course.submit("reference", answered(released))
    course.submit("untouched", released)
    for q in QS:
        course.submit(f"wrong_{q}", answered(released, **{q: wrong(q)}))
    course.submit("mangled", mangled(released))
    course.submit("by_heart", answered(released, q1=hard_coded(EXERCISES[0])))
    loop = "def alternating_update(*arguments, **options):\n    while True:\n        pass"
    course.submit("loops", answered(released, q5=loop))
    course.submit("imports", answered(released, q2=f"import no_such_package\n\n{wrong('q2')}"))
    done = course.nbgrader("autograde", NAME)
    assert done.returncode == 0, done.said
    course.said = done.said
    return course


@pytest.fixture(scope="module")
def scores(graded):
    """{student: (score, maximum)} as nbgrader exports them."""
    done = graded.nbgrader("export", "--to", "grades.csv")
    assert done.returncode == 0, done.said
    with open(graded.folder / "grades.csv", newline="", encoding="utf-8") as file:
        rows = [row for row in csv.DictReader(file) if row["assignment"] == NAME]
    return {row["student_id"]: (float(row["score"]), float(row["max_score"])) for row in rows}


@pytest.mark.parametrize("name", [NAME, OTHER])
def test_the_release_has_the_learner_s_stubs_and_no_secrets(course, name):
    released = course.notebook("release", name=name)
    text = notebooks.dumps(released)
    assert "SOLUTION" not in text and "HIDDEN" not in text and "1905" not in text
    stubs = planted_answers.stubs(name)
    kept = {each.id.removesuffix("-answer") for each in released.cells if each.id.endswith("-answer")}
    assert kept == set(stubs) - ({"q2"} if name == OTHER else set())
    for q in kept:
        assert cell(released, f"{q}-answer").source == stubs[q]
    assert released.cells[0].source.startswith("**This notebook is graded.**")


def test_the_students_own_validation_names_what_is_left(course, tmp_path):
    """The visible tests have no points, but `nbgrader validate` counts their failures all the same."""
    one_left = answered(course.notebook("release"), q3=planted_answers.stubs(NAME)["q3"])
    notebooks.write(one_left, tmp_path / "one_left.ipynb")
    said = course.nbgrader("validate", str(tmp_path / "one_left.ipynb")).said
    assert "failed on 1 cell" in said.lower() and "q3.grade(jensen_shannon, jsd_bounds)" in said


def test_the_reference_answers_get_full_marks(graded, scores):
    assert scores["reference"] == (sum(POINTS.values()),) * 2
    assert graded.failed("reference") == []


def test_the_untouched_release_gets_none(graded, scores):
    assert scores["untouched"] == (0.0, sum(POINTS.values()))
    assert graded.failed("untouched") == QS


@pytest.mark.parametrize("q", QS)
def test_a_wrong_answer_costs_exactly_its_points(graded, scores, q):
    assert graded.failed(f"wrong_{q}") == [q]
    assert scores[f"wrong_{q}"][0] == sum(POINTS.values()) - POINTS[q]


def test_the_visible_values_by_heart_score_nothing(graded, scores):
    cells = {each.id: each for each in graded.notebook("autograded", "by_heart").cells}
    assert cells["q1-test"].outputs == []
    assert graded.failed("by_heart") == ["q1"]
    assert scores["by_heart"][0] == sum(POINTS.values()) - POINTS["q1"]


def test_renamed_deleted_copied_skipped_and_noisy_cells_cost_nothing(graded, scores):
    assert scores["mangled"][0] == sum(POINTS.values())
    for name in (
        "q1-answer is there 0 times",
        "q2-hidden-test is there 0 times",
        "q3-answer is there 2 times",
    ):
        assert f"mangled: the cell {name}" in graded.said


def test_one_that_loops_for_ever_is_stopped_and_the_others_are_graded(graded, scores):
    assert "Timeout waiting for execute reply (5s)" in graded.said
    assert graded.failed("loops") == ["q5"]
    assert scores["loops"][0] == sum(POINTS.values()) - POINTS["q5"]
    assert set(scores) == {path.name for path in (graded.folder / "submitted").iterdir()}


def test_one_that_raises_on_import_loses_only_that_exercise(graded, scores):
    assert graded.failed("imports") == ["q2"]
    assert scores["imports"][0] == sum(POINTS.values()) - POINTS["q2"]


def test_the_feedback_says_what_the_check_says(graded):
    done = graded.nbgrader("generate_feedback", NAME)
    assert done.returncode == 0, done.said
    pages = {path.parent.parent.name: path for path in Path(graded.folder, "feedback").glob("*/*/*.html")}
    assert set(pages) == {path.name for path in (graded.folder / "submitted").iterdir()}
    words = next(one for one in planted_answers.load(NAME) if (one.exercise, one.kind) == ("q1", "wrong")).words
    assert words in pages["wrong_q1"].read_text(encoding="utf-8")
    assert words not in pages["reference"].read_text(encoding="utf-8")
