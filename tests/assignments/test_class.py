"""A whole class: assigned, collected by the exchange and from platforms' archives, graded, fed back and exported.

Ten students in `make test`, sixty with `make test WORKERS=0 ARGS='-m class60'`. Both print the seconds a submission.
"""

import csv
import re
import time
import zipfile
from typing import NamedTuple

import pytest
from graded_course import NAME, QS, Course, answered, cell, wrong

from gan_course import exercises
from gan_course.tools import cli, notebooks

SETTINGS = """
hidden_seed = 1905
["01"]
parts = { q3 = { value = 2, zeros = 0.5, bounds = 1.5 } }
hints = 1
essays = ["e1"]
variants = true
"""
# Only what loops waits so little, so that a busy machine costs nobody else a point.
CONFIG = """
c.Exchange.root = {root!r}
c.ExchangeCollect.check_owner = False
c.Execute.timeout_func = lambda cell: 5 if cell.metadata.get("nbgrader", {{}}).get("grade_id", "")[:3] == "q5-" else 120
"""
POINTS = {exercise.name: exercise.points for exercise in exercises.of(NAME)} | {"q3": 4}
ALL = sum(POINTS.values())
HEAD = "def alternating_update(theta, psi, step_size, r1_weight=0.0):\n"
EXIT = "def best_discriminator(log_p, log_q):\n    exit()"
KILL = "import os, signal\n\n\ndef generator_gradients(logit, slope):\n    os.kill(os.getpid(), signal.SIGKILL)"
BOUNDS = "    return rel_entr(p, m).sum() / 2 + rel_entr(q, m).sum() / 2\n\n\ndef jsd_bounds():\n    return 0.0, 1.0"
HALF = "from scipy.special import rel_entr\n\n\ndef jensen_shannon(p, q):\n    m = (p + q) / 2\n" + BOUNDS
STUBBORN = (
    f"{HEAD}    while True:\n        try:\n            theta += 1\n        except BaseException:\n            pass"
)
# An answer that nobody else gives, and its twin under other names.
HEAD_1 = "def estimate_value(d_real, d_fake):\n"
LOOP = f"{HEAD_1}    {{0}} = 0.0\n    for {{1}} in d_real:\n        {{0}} += np.log({{1}})\n    return {{0}}"
ODD, TWIN = LOOP.format("value", "d"), LOOP.format("v", "x").replace("0.0\n", "0.0  # begin\n")


class Kind(NamedTuple):
    """A kind of submission: answers besides the reference's, None for the blank; what it loses; its file's name."""

    answers: dict
    lost: float
    file: str = f"{NAME}.ipynb"


KINDS = {
    "perfect": Kind({}, 0),
    "blank": Kind(dict.fromkeys(QS), ALL),
    "half": Kind({"q3": HALF, "q4": None, "q5": None}, 1.5 + POINTS["q4"] + POINTS["q5"]),
    "renamed": Kind({}, 0, "my homework (final).ipynb"),
    "looping": Kind({"q5": f"{HEAD}    while True:\n        pass"}, POINTS["q5"]),
    "exiting": Kind({"q2": EXIT}, POINTS["q2"]),
    "killing": Kind({"q2": wrong("q2"), "q4": KILL}, POINTS["q2"] + POINTS["q4"]),
    "stubborn": Kind({"q5": STUBBORN}, POINTS["q5"]),
    "odd": Kind({"q1": ODD}, POINTS["q1"]),
    "twin": Kind({"q1": TWIN}, POINTS["q1"]),
}


class Student(NamedTuple):
    """A student of the class: kind, id, names, and how the file comes in."""

    number: int
    kind: str

    @property
    def id(self):
        return f"s{self.number:03}"

    @property
    def last(self):
        return f"Möller{'abcdefghij'[self.number // 10]}{'abcdefghij'[self.number % 10]}"

    @property
    def way(self):
        return ("exchange", "moodle", "canvas", "exchange")[(self.number + self.number // 10) % 4]

    def in_archive(self):
        """Return the path that a platform gives the file."""
        file = KINDS[self.kind].file
        if self.way == "moodle":
            return f"Zoë {self.last}_{9000 + self.number}_assignsubmission_file_/{file}"
        return f"{self.last.lower().replace('ö', 'o')}zoe_{self.number + 500}_{self.number + 70000}_{file}"


def hand_in(course, students):
    """Bring every submission to where the instructor finds it: the exchange, or an archive of a platform."""
    released = course.notebook("release")
    archives = {way: course.folder / "downloaded" / NAME / "archive" / f"{way}.zip" for way in ("moodle", "canvas")}
    archives["moodle"].parent.mkdir(parents=True)
    assert course.nbgrader("release_assignment", NAME).returncode == 0
    for student in students:
        kind = KINDS[student.kind]
        notebook = answered(
            released, **{q: code or cell(released, f"{q}-answer").source for q, code in kind.answers.items()}
        )
        if student.kind != "blank":
            cell(notebook, "e1-answer").source = f"The gradient dies, says {student.id}."
        if student.way != "exchange":
            with zipfile.ZipFile(archives[student.way], "a") as archive:
                archive.writestr(student.in_archive(), notebooks.dumps(notebook))
            continue
        home = course.folder / "homes" / student.id
        notebooks.write(notebook, home / NAME / kind.file)
        exchange = [f"--Exchange.root={course.folder / 'exchange'}", f"--Exchange.cache={home / 'cache'}"]
        done = course.nbgrader("submit", NAME, "--course=gan", f"--student={student.id}", *exchange, within=home)
        assert done.returncode == 0, done.said


def run(course, *arguments):
    done = course.nbgrader(*arguments)
    assert done.returncode == 0, done.said
    return done.said


def assign(course):
    return cli.main(["assign", "01", "--out", str(course.folder), "--config", str(course.folder / "class.toml")])


@pytest.fixture(
    scope="module", params=[10, pytest.param(60, marks=pytest.mark.class60)], ids=["ten students", "sixty students"]
)
def graded(request, tmp_path_factory):
    """The course after grading, feedback and export; `.students`, `.said` and `.seconds` are of this class."""
    course = Course(tmp_path_factory.mktemp("class") / "course", limit_s=3600)
    course.folder.mkdir()
    (course.folder / "class.toml").write_text(SETTINGS, encoding="utf-8")
    kinds = list(KINDS)
    course.students = [Student(number, kinds[number % len(kinds)]) for number in range(request.param)]
    rows = [f"{s.id},Zoë,{s.last},{s.id}@example.edu,{s.number + 500}" for s in course.students]
    heading = "id,first_name,last_name,email,lms_user_id"
    (course.folder / "roster.csv").write_text("\n".join([heading, *rows, "s999,Al,Absent,al@example.edu,9\n"]), "utf-8")
    assert assign(course) == 0
    with open(course.folder / "nbgrader_config.py", "a", encoding="utf-8") as settings:
        settings.write(CONFIG.format(root=str(course.folder / "exchange")))
    (course.folder / "exchange").mkdir(mode=0o777)
    (course.folder / "exchange").chmod(0o777)
    run(course, "generate_assignment", NAME)
    hand_in(course, course.students)
    course.collected = run(course, "collect", NAME) + run(course, "zip_collect", NAME)
    began = time.perf_counter()
    course.said = run(course, "autograde", NAME)
    course.seconds = (time.perf_counter() - began) / request.param
    run(course, "generate_feedback", NAME)
    assert cli.main(["grades", str(course.folder)]) == 0
    return course


def table(course, name="grades.csv"):
    with open(course.folder / name, newline="", encoding="utf-8-sig") as file:
        return list(csv.DictReader(file))


pytestmark = pytest.mark.assignments
SCORE, STATE = f"{NAME} (of {ALL + 5:g})", f"{NAME}: state"


def test_f_every_file_is_collected_whatever_its_name(graded):
    assert {path.parent.name for path in graded.folder.glob("submitted/*/*")} == {one.id for one in graded.students}


def test_f_every_kind_gets_its_points(graded, capsys):
    with capsys.disabled():
        print(f"\n{len(graded.students)} submissions: {graded.seconds:.1f} s each to grade")
    rows = {row["student_id"]: row for row in table(graded)}
    for one in graded.students:
        assert float(rows[one.id][SCORE]) == ALL - KINDS[one.kind].lost, one


def test_f_a_loop_costs_one_time_limit(graded):
    loops = sum(one.kind in ("looping", "stubborn") for one in graded.students)
    assert graded.said.count("Timeout waiting for execute reply") == loops


def test_f_grades_have_one_row_a_student_with_the_roster_joined(graded):
    rows = table(graded)
    assert [row["student_id"] for row in rows] == [one.id for one in graded.students] + ["s999"]
    assert [rows[0][field] for field in ("last_name", "first_name", "email", "lms_id")] == [
        *("Mölleraa", "Zoë", "s000@example.edu", "500")
    ]


def test_f_not_handed_in_is_not_zero(graded):
    rows = {row["student_id"]: row for row in table(graded)}
    blank = next(one for one in graded.students if one.kind == "blank")
    assert (rows["s999"][SCORE], rows["s999"][STATE]) == ("", "not handed in")
    assert (rows[blank.id][SCORE], rows[blank.id][STATE]) == ("0", "graded")
    assert rows["s000"][STATE] == "to be graded by hand"


def test_f_identical_answers_are_reported_and_blank_ones_are_not(graded):
    rows = table(graded, "identical.csv")
    blank = {one.id for one in graded.students if one.kind == "blank"}
    twins = {one.id for one in graded.students if one.kind in ("odd", "twin")}
    assert all(not blank & set(row["students"].split()) for row in rows)
    (found,) = [row for row in rows if set(row["students"].split()) == twins and row["alike"].startswith("but for")]
    assert found["answer"] == "q1"
    assert not any(row["answer"] == "e1" for row in rows)


def test_f_feedback_names_exercises_and_no_path_of_the_machine(graded):
    pages = list(graded.folder.glob("feedback/*/*/*.html"))
    kinds = {one.id: one.kind for one in graded.students}
    assert len(pages) == len(graded.students)
    for page in pages:
        text = re.sub(r"(?s)<style.*?</style>|<script.*?</script>", "", page.read_text(encoding="utf-8"))
        assert "Exercise 3, bounds" in text and "Essay 1" in text
        assert "Test cell" not in text and "Grade cell" not in text and "seed=1905" not in text
        assert ("to be graded" in text) == (kinds[page.parents[1].name] != "blank")
        for path in (str(graded.folder.parent), "site-packages/", "/ipykernel_", "/gan_course/", "/home/", "/tmp/"):
            assert path not in text, (page, path)


def test_f_no_checksum_looks_like_cheating(graded):
    assert "checksum" not in graded.said.lower()


def test_f_manual_grades_stay_when_assign_runs_again(graded):
    from nbgrader.api import Gradebook

    student = graded.students[0].id
    book = lambda: Gradebook(f"sqlite:///{graded.folder / 'gradebook.db'}")
    with book() as open_book:
        grade = open_book.find_grade("e1-answer", NAME, NAME, student)
        grade.manual_score, grade.needs_manual_grade = 3.5, False
        open_book.find_comment("e1-answer", NAME, NAME, student).manual_comment = "A clear picture."
        open_book.db.commit()
    assert assign(graded) == 0
    run(graded, "generate_assignment", NAME, "--force")
    run(graded, "autograde", NAME, f"--student={student}", "--force")
    run(graded, "generate_feedback", NAME, f"--student={student}", "--force")
    assert cli.main(["grades", str(graded.folder)]) == 0
    assert float(table(graded)[0][SCORE]) == ALL + 3.5
    page = next(graded.folder.glob(f"feedback/{student}/*/*.html")).read_text(encoding="utf-8")
    assert "A clear picture." in page
