"""Names as Moodle, Canvas and people give them to files, and the roster that says whose they are."""

import re
import shutil
from pathlib import Path
from types import SimpleNamespace

import nbformat.v4 as v4
import pytest

from gan_course.tools import notebooks
from gan_course.tools.assign import collecting, roster, texts

NAME = "01_minimax_game"


def patterns():
    """Return the regular expressions of the configuration that is written, read as nbgrader reads it."""
    config = SimpleNamespace()
    start = texts.CONFIG.index("c.PlatformCollector.patterns")
    exec(texts.CONFIG[start : texts.CONFIG.index("]\n", start) + 2], {"c": SimpleNamespace(PlatformCollector=config)})
    return config.patterns


CLASS = [
    roster.Student("al1815", "Ada", "Lovelace", "ada@example.edu", "12345"),
    roster.Student("eh07", "Zoë", "Ångström-O’Neil", "zoe@example.edu", "777"),
    roster.Student("gh06", "Grace", "Hopper", "grace@example.edu", "31"),
]


@pytest.mark.parametrize(
    ("path", "student"),
    [
        # Moodle, "Download submissions in folders" on, in an archive called after course and assignment
        (f"GAN-Homework 1-4711/Ada Lovelace_1234567_assignsubmission_file_/{NAME}.ipynb", "al1815"),
        ("Ada Lovelace_1234567_assignsubmission_file/homework (1).ipynb", "al1815"),
        ("Zoë Ångström-O’Neil_1234568_assignsubmission_file_/final_FINAL.ipynb", "eh07"),
        # Moodle, folders off
        (f"Grace Hopper_1234569_assignsubmission_file_{NAME}.ipynb", "gh06"),
        ("Lovelace Ada_1234567_assignsubmission_file_my answer.ipynb", "al1815"),
        # Moodle, a zip inside: nbgrader unpacks it into a folder of its name
        (f"Grace Hopper_1234569_assignsubmission_file_/homework/homework/{NAME}.ipynb", "gh06"),
        # Moodle, blind marking; somebody who is not in the roster
        (f"Participant_1234570_assignsubmission_file_/{NAME}.ipynb", "participant.1234570"),
        (f"Alan M. Turing_9_assignsubmission_file_/{NAME}.ipynb", "alan.m.turing"),
        # Canvas: name, user, submission; late; a second attempt; a name with accents
        (f"lovelaceada_12345_678901_{NAME}.ipynb", "al1815"),
        (f"lovelaceada_LATE_12345_678901_{NAME}-2.ipynb", "al1815"),
        ("submissions/angstromoneilzoe_777_678902_homework.ipynb", "eh07"),
        ("hoppergrace_99999_678903_Untitled.ipynb", "gh06"),
        ("anon_31_678904_x.ipynb", "gh06"),
        ("turingalan_5_6_x.ipynb", "turingalan"),
        # collected by hand: a file or a folder a student
        ("al1815.ipynb", "al1815"),
        (f"al1815_{NAME}.ipynb", "al1815"),
        (f"al1815/{NAME}.ipynb", "al1815"),
        ("al1815/renamed.ipynb", "al1815"),
        # nobody's
        (f"{NAME}.ipynb", None),
    ],
)
def test_f_whose_a_file_is(path, student):
    found = collecting.whose([path, "Participant_1_assignsubmission_file_/x.ipynb"], patterns(), CLASS, NAME)
    assert found[0] == student


def test_two_people_of_one_name_are_two():
    paths = [f"Ada Lovelace_{number}_assignsubmission_file_/x.ipynb" for number in (1, 2)]
    assert collecting.whose(paths, patterns(), CLASS, NAME) == ["ada.lovelace.1", "ada.lovelace.2"]


def test_each_pattern_is_a_regular_expression_that_names_somebody():
    for pattern in patterns():
        assert {"student_id", "full_name"} & set(re.compile(pattern).groupindex)


def submission(tmp_path, **files):
    folder = tmp_path / "submitted" / "ada" / NAME
    folder.mkdir(parents=True)
    for name, graded in files.items():
        about = {"nbgrader": {"grade_id": "q1-answer"}} if graded else {}
        notebooks.write(v4.new_notebook(cells=[v4.new_code_cell(name, metadata=about)]), folder / f"{name}.ipynb")
    return sorted(map(str, folder.glob("*.ipynb")))


@pytest.mark.parametrize(
    ("files", "taken"),
    [
        ({"homework": True}, "homework"),
        ({"homework": False}, "homework"),
        ({"homework": True, "scratch": False}, "homework"),
        ({NAME: True, "homework": True}, NAME),
        ({"homework": True, "homework_2": True}, None),
    ],
)
def test_f_a_lone_renamed_notebook_is_taken_and_stays(tmp_path, files, taken):
    there = submission(tmp_path, **files)
    kept = {path: Path(path).read_bytes() for path in there}
    collecting.name_lone_notebook("*", "*", there)
    assert {path: Path(path).read_bytes() for path in kept} == kept
    right = Path(next(iter(kept))).parent / f"{NAME}.ipynb"
    assert right.exists() == (taken is not None)
    if taken:
        assert notebooks.read(right).cells[0].source == taken
    if taken not in (NAME, None):
        assert there == [str(right)]


ROSTERS = {
    "nbgrader": "id,first_name,last_name,email,lms_user_id\nal1815,Ada,Lovelace,ada@example.edu,12345\n",
    "moodle": "First name,Last name,ID number,Email address\nAda,Lovelace,12345,al1815@example.edu\n",
    "moodle in Europe": "\ufeffUsername;First name;Surname;Email address\nal1815;Ada;Lovelace;ada@example.edu\n",
    "canvas": 'Student,ID,SIS User ID,SIS Login ID,Section\n"Lovelace, Ada",12345,S1,al1815,A\n',
}


@pytest.mark.parametrize("kind", ROSTERS)
def test_f_a_roster_is_read_as_the_platform_exports_it(tmp_path, kind):
    (tmp_path / "roster.csv").write_text(ROSTERS[kind], encoding="utf-8")
    (ada,) = roster.of(tmp_path)
    assert (ada.id, ada.name) == ("al1815", "Ada Lovelace")
    assert ada.lms_id == ("" if "Europe" in kind else "12345")
    assert kind == "canvas" or ada.email.endswith("@example.edu")


@pytest.mark.parametrize(
    ("text", "words"),
    [
        (b"name\nAda\n", "has no column with an id or an e-mail"),
        (b"", "has no column with an id"),
        (b"id,email\nada,a@b\nada,c@d\n", "has ada more than once"),
        (b"id\n\xe4\n", "is not CSV in UTF-8"),
    ],
)
def test_a_roster_that_cannot_be_used_is_named(tmp_path, text, words):
    (tmp_path / "roster.csv").write_bytes(text)
    with pytest.raises(ValueError, match=words):
        roster.of(tmp_path)


def test_the_class_is_empty_where_nobody_is_known(tmp_path):
    assert roster.of(tmp_path) == []


def collector(root):
    """Return the plugin as nbgrader makes it, for files in `root`/extracted."""
    from nbgrader.apps.zipcollectapp import ZipCollectApp
    from nbgrader.coursedir import CourseDirectory

    app = ZipCollectApp(downloaded_directory="downloaded")
    app.coursedir = CourseDirectory(parent=app, root=str(root), assignment_id=NAME)
    return collecting.PlatformCollector(parent=app, patterns=patterns())


def test_f_of_several_files_of_a_student_one_is_collected(tmp_path):
    root = tmp_path / "downloaded" / NAME / "extracted"
    names = [
        *("lovelaceada_12345_1_homework.ipynb", "lovelaceada_12345_1_homework-1.ipynb"),
        *(f"hoppergrace_31_2_{NAME}.ipynb", "hoppergrace_31_2_homework-3.ipynb", "hoppergrace_31_2_notes.txt"),
        "__MACOSX/._lovelaceada_12345_1_homework-1.ipynb",
    ]
    for name in names:
        (root / name).parent.mkdir(parents=True, exist_ok=True)
        (root / name).write_text("{}")
    (tmp_path / "roster.csv").write_text("id,lms_id\nal1815,12345\ngh06,31\n")
    plugin = collector(tmp_path)
    found = {name: plugin.collect(str(root / name)) for name in names}
    assert {name: info["student_id"] for name, info in found.items() if info} == {names[1]: "al1815", names[2]: "gh06"}
    assert {info["file_id"] for info in found.values() if info} == {f"{NAME}.ipynb"}
    shutil.rmtree(root)
