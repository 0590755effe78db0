"""The class's points as a CSV, and which answers are alike."""

import csv
import os
import sysconfig

import nbformat.v4 as v4
import pytest

from gan_course.tools import cli, notebooks
from gan_course.tools.assign import roster
from gan_course.tools.grades import command, identical

NAME = "01_minimax_game"
STUB = "def f(x):\n    ...  # your code here"
LONG = "def f(x):\n    total = 0\n    for item in x:\n        total += item\n    return total"
RENAMED = "def f(values):\n    # my own\n    s = 0\n    for v in values:\n        s += v\n    return s"


def hand_in(folder, step, student, source):
    about = {"grade_id": "q1-answer", "solution": True}
    notebook = v4.new_notebook(cells=[v4.new_code_cell(source, metadata={"nbgrader": about})])
    notebooks.write(notebook, folder / step / student / NAME / f"{NAME}.ipynb")


def test_f_groups_of_identical_answers(tmp_path):
    hand_in(tmp_path, "release", ".", STUB)
    answers = {"a": STUB, "b": STUB, "c": LONG, "d": f"{LONG}  \n", "e": RENAMED, "f": "def f(x):\n    return sum(x)"}
    for student, source in answers.items():
        hand_in(tmp_path, "submitted", student, source)
    (tmp_path / "submitted" / "broken" / NAME).mkdir(parents=True)
    (tmp_path / "submitted" / "broken" / NAME / "x.ipynb").write_text("{")
    found = {group.alike: group for group in identical.find(tmp_path, [NAME])}
    assert found["to the letter"].students == ("c", "d")
    assert found["but for names, comments and layout"].students == ("c", "d", "e")
    assert {group.of for group in found.values()} == {4}  # a and b left it blank


def test_what_says_most_comes_first(tmp_path):
    hand_in(tmp_path, "release", ".", STUB)
    for student in "abcd":
        hand_in(tmp_path, "submitted", student, "def f(x):\n    return x")
    for student in "xy":
        hand_in(tmp_path, "submitted", student, LONG)
    assert [group.students for group in identical.find(tmp_path, [NAME])] == [("x", "y"), tuple("abcd")]


def test_answers_that_differ_in_a_number_or_a_function_are_not_alike():
    one = "def f(x):\n    return np.log(x) + 1"
    assert identical.shape(one) != identical.shape(one.replace("1", "2"))
    assert identical.shape(one) != identical.shape(one.replace("log", "exp"))
    assert identical.shape("my  Text\n") == identical.shape("my text")


ADA, ALAN = roster.Student("ada", "Ada", "Lovelace", "ada@example.edu", "12"), roster.Student("alan")
TABLE = {"ada": {NAME: (2.5, "graded")}, "alan": {NAME: (None, "not handed in")}}


def test_f_the_csv_says_not_handed_in_apart_from_0():
    rows = list(command._for_all([ADA, ALAN], {NAME: 10.0}, TABLE))
    assert rows == [
        ["student_id", "last_name", "first_name", "email", "lms_id", f"{NAME} (of 10)", f"{NAME}: state", "total"],
        ["ada", "Lovelace", "Ada", "ada@example.edu", "12", "2.5", "graded", "2.5"],
        ["alan", "", "", "", "", "", "not handed in", "0"],
    ]


def test_f_the_csv_for_canvas_has_its_columns():
    rows = list(command._for_canvas([ADA, ALAN], {NAME: 10.0}, TABLE))
    assert rows[0] == ["Student", "ID", "SIS User ID", "SIS Login ID", "Section", NAME]
    assert rows[1:] == [
        ["Points Possible", "", "", "", "", "10"],
        ["Lovelace, Ada", "12", "", "ada", "", "2.5"],
        ["alan", "", "", "alan", "", ""],
    ]


@pytest.mark.filterwarnings("ignore:Object of type:sqlalchemy.exc.SAWarning")  # of nbgrader's own making
def test_f_a_course_in_nbgrader_s_database(tmp_path, monkeypatch):
    from nbgrader.api import Gradebook

    # nbgrader starts alembic by its name.
    monkeypatch.setenv("PATH", sysconfig.get_path("scripts"), prepend=os.pathsep)

    with Gradebook(f"sqlite:///{tmp_path / 'gradebook.db'}") as book:
        book.add_assignment(NAME)
        book.add_notebook(NAME, NAME)
        book.add_grade_cell("q1-hidden-test", NAME, NAME, max_score=3, cell_type="code")
        for student in ("ada", "eve", "guest"):
            book.add_student(student)
            book.add_submission(NAME, student)
        ada, guest = (book.find_grade("q1-hidden-test", NAME, NAME, one) for one in ("ada", "guest"))
        ada.auto_score, guest.auto_score = 3, 0
        ada.needs_manual_grade = guest.needs_manual_grade = False
        book.db.commit()
    for student in ("ada", "guest", "late"):
        hand_in(tmp_path, "submitted", student, LONG)
    for student in ("ada", "guest"):
        hand_in(tmp_path, "autograded", student, LONG)
    (tmp_path / "roster.csv").write_text("id,email\nada,a@b.c\neve,e@b.c\nalan,x@b.c\n", encoding="utf-8")
    said = []
    command.grades(tmp_path, say=said.append)
    with open(tmp_path / "grades.csv", newline="", encoding="utf-8-sig") as file:
        rows = [[row["student_id"], row[f"{NAME} (of 3)"], row[f"{NAME}: state"]] for row in csv.DictReader(file)]
    assert rows == [
        ["ada", "3", "graded"],
        ["eve", "", "not handed in"],
        ["alan", "", "not handed in"],
        ["guest", "0", "graded"],
        ["late", "", "not graded yet"],
    ]
    assert said[:2] == ["guest is not in the roster", "late is not in the roster"]


def test_a_folder_without_grades_is_named(tmp_path, capsys):
    assert cli.main(["grades", str(tmp_path)]) == 2
    assert "gradebook.db is missing: give the folder in which" in capsys.readouterr().err
