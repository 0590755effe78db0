"""Submissions whose cells were renamed, copied, deleted or tampered with."""

import copy

import nbformat.v4 as v4
import pytest

from gan_course.tools.assign.restoring import restore

STUB = "def f(x):\n    ...  # your code here"
ANSWER = "def f(x):\n    return 2 * x"


def cell(source, grade_id=None, solution=False):
    about = {"grade_id": grade_id, "solution": solution, "locked": not solution}
    return v4.new_code_cell(source, metadata={"nbgrader": about} if grade_id else {})


def released():
    cells = [
        v4.new_markdown_cell("# Title"),
        cell("seed = 0", "parameters"),
        cell(STUB, "q1-answer", solution=True),
        cell("q1.grade(f)", "q1-test"),
        cell("def g():\n    ...  # your code here", "q2-answer", solution=True),
        cell("q2.grade(g)", "q2-test"),
    ]
    return v4.new_notebook(cells=cells)


def sources(submitted):
    return [cell.source for cell in restore(submitted, released())[0].cells]


def submission(change):
    """Return the released notebook with q1 answered, changed in place by a function of its list of cells."""
    notebook = copy.deepcopy(released())
    notebook.cells[2].source = ANSWER
    change(notebook.cells)
    return notebook


WANTED = [c.source for c in submission(lambda cells: None).cells]


def rename(number, name="mine"):
    return lambda cells: cells[number].metadata.nbgrader.update(grade_id=name)


def duplicate(number, place, source=None):
    def change(cells):
        twin = copy.deepcopy(cells[number])
        twin.source = source or twin.source
        cells.insert(place, twin)

    return change


def strip(cells):
    for each in cells:
        each.metadata.pop("nbgrader", None)


@pytest.mark.parametrize(
    "change",
    [
        lambda cells: None,
        rename(2),
        rename(3),
        lambda cells: cells.pop(3),
        lambda cells: cells.pop(1),
        lambda cells: cells[3].update(source="pass"),
        lambda cells: cells[1].update(source="seed = 1"),
        duplicate(3, 1),
        duplicate(2, 2, STUB),
        duplicate(2, 6, STUB),
        lambda cells: cells.reverse(),
        strip,
    ],
    ids=[
        *("as it is", "renamed answer", "renamed test", "deleted test", "deleted set-up", "emptied test"),
        *(
            "changed set-up",
            "copied test",
            "blank copy before",
            "blank copy after",
            "reversed",
            "no metadata",
        ),
    ],
)
def test_whatever_happened_to_the_cells_the_answer_is_graded(change):
    assert sources(submission(change)) == WANTED


def test_a_deleted_answer_is_blank_and_costs_nothing_else():
    restored, said = restore(submission(lambda cells: cells.pop(2)), released())
    assert [c.source for c in restored.cells] == [c.source for c in released().cells]
    assert said == ["the cell q1-answer is there 0 times"]


def test_of_two_answers_the_last_counts_and_the_first_runs_before_it():
    better = "def f(x):\n    return x + x"
    assert sources(submission(duplicate(2, 4, better))) == [*WANTED[:2], ANSWER, better, *WANTED[3:]]


def test_own_cells_stay_behind_what_they_followed_and_lose_their_metadata():
    def change(cells):
        cells.insert(3, cell("def helper(): pass", "q1-test-of-mine"))
        cells.insert(0, cell("import this"))

    restored, _ = restore(submission(change), released())
    assert [c.source for c in restored.cells] == [
        "import this",
        *WANTED[:3],
        "def helper(): pass",
        *WANTED[3:],
    ]
    assert all("nbgrader" not in c.metadata for c in (restored.cells[0], restored.cells[4]))
    assert len({c.id for c in restored.cells}) == len(restored.cells)


def test_tags_and_points_are_those_that_were_handed_out():
    """A test cell tagged `skip-execution` would not run, and so not fail."""

    def change(cells):
        cells[3].metadata["tags"] = ["skip-execution"]
        cells[3].metadata.nbgrader.locked = False

    restored, _ = restore(submission(change), released())
    assert restored.cells[3].metadata == released().cells[3].metadata


def test_a_renamed_cell_is_found_by_its_function_and_not_by_its_place():
    def change(cells):
        answer = cells.pop(2)
        answer.metadata = {}
        cells.append(answer)

    assert sources(submission(change)) == WANTED
    wrong_name = submission(change)
    wrong_name.cells[-1].source = "def another(x):\n    return 2 * x"
    assert sources(wrong_name)[2] == STUB


def test_the_submission_itself_is_not_changed():
    submitted = submission(rename(2))
    before = copy.deepcopy(submitted)
    restore(submitted, released())
    assert submitted == before
