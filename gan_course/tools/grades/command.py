"""`gan-course grades`: writes `grades.csv` and `identical.csv` into an nbgrader course."""

import csv
import io
from pathlib import Path

from gan_course.tools.assign import roster
from gan_course.tools.grades import identical
from gan_utils import _files

NOT_HANDED_IN, NOT_GRADED, BY_HAND, GRADED = "not handed in", "not graded yet", "to be graded by hand", "graded"


def grades(folder, roster_file=None, canvas=False, say=print):
    """Write what a class earned and which answers are the same.

    `grades.csv` has a row for each student of the roster, and for whoever handed in besides: who they are, and for each
    assignment their points and a word on them. Where nothing was handed in the points are empty, and not 0.

    Args:
        folder: of the course.
        roster_file: CSV of the class, see `roster.read`; by default `roster.csv` there, else nbgrader's own list.
        canvas: write the columns that Canvas imports, and no words.
        say: called with one line at a time.

    Returns:
        {student: {assignment: (points or None, word)}}.

    Raises:
        ValueError: when there is no gradebook, or the roster cannot be read.
    """
    folder = Path(folder)
    if not (folder / "gradebook.db").exists():
        raise ValueError(f"{folder / 'gradebook.db'} is missing: give the folder in which `nbgrader autograde` has run")
    known = roster.read(roster_file) if roster_file else roster.of(folder)
    highest, earned = _earned(folder)
    students = {student.id: student for student in known}
    for student in sorted({path.parent.name for path in folder.glob("submitted/*/*")} | set(earned)):
        if student not in students:
            say(f"{student} is not in the roster")
            students[student] = roster.Student(student)
    table = {student: _row(folder, student, highest, earned.get(student, {})) for student in students}
    rows = (_for_canvas if canvas else _for_all)(students.values(), highest, table)
    _write(folder / "grades.csv", rows)
    groups = identical.find(folder, sorted(highest))
    _write(folder / "identical.csv", identical.rows(groups))
    say(f"{folder / 'grades.csv'}: students {len(students)}, assignments {len(highest)}")
    say(f"{folder / 'identical.csv'}: shared answers {len(groups)}; short ones often are alike")
    return table


def _earned(folder):
    """Return ({assignment: highest score}, {student: {assignment: (score, whether a person is to grade)}})."""
    from nbgrader.api import Gradebook

    with Gradebook(f"sqlite:///{folder / 'gradebook.db'}") as book:
        highest = {assignment.name: assignment.max_score for assignment in book.assignments}
        found = {}
        for name in highest:
            for one in book.assignment_submissions(name):
                score = one.score - (one.late_submission_penalty or 0)
                found.setdefault(one.student.id, {})[name] = score, one.needs_manual_grade
    return dict(sorted(highest.items())), found


def _row(folder, student, highest, earned):
    """Return {assignment: (points or None, word)} of a student."""
    row = {}
    for name in highest:
        if not any((folder / "submitted" / student / name).glob("*")):
            row[name] = None, NOT_HANDED_IN
        elif name not in earned or not (folder / "autograded" / student / name).is_dir():
            row[name] = None, NOT_GRADED
        else:
            score, by_hand = earned[name]
            row[name] = score, BY_HAND if by_hand else GRADED
    return row


def _for_all(students, highest, table):
    """Yield the rows of a CSV that says who, how many points, and in words what became of each assignment."""
    parts = [part for name in highest for part in (f"{name} (of {highest[name]:g})", f"{name}: state")]
    yield ["student_id", "last_name", "first_name", "email", "lms_id", *parts, "total"]
    for one in students:
        row = table[one.id]
        total = sum(score or 0 for score, _ in row.values())
        cells = [cell for score, word in row.values() for cell in (_points(score), word)]
        yield [one.id, one.last_name, one.first_name, one.email, one.lms_id, *cells, _points(total)]


def _for_canvas(students, highest, table):
    """Yield the rows of a CSV that Canvas imports: its five columns first, "Points Possible" in the second row."""
    yield ["Student", "ID", "SIS User ID", "SIS Login ID", "Section", *highest]
    yield ["Points Possible", "", "", "", "", *map(_points, highest.values())]
    for one in students:
        name = f"{one.last_name}, {one.first_name}" if one.last_name else one.id
        yield [name, one.lms_id, "", one.id, "", *(_points(score) for score, _ in table[one.id].values())]


def _points(score):
    return "" if score is None else f"{round(score, 4):g}"


def _write(path, rows):
    """Write a CSV whole or not at all, so that a spreadsheet reads names with accents."""
    text = io.StringIO()
    csv.writer(text, lineterminator="\n").writerows(rows)
    with _files.replacing(path) as temporary:
        temporary.write_text(text.getvalue(), encoding="utf-8-sig")
