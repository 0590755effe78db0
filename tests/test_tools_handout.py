"""A copy of the course for students: what is not in it, and that it works."""

import os
import subprocess
import sys

import planted_answers
import pytest

from gan_course import exercises
from gan_course.exercises import solutions
from gan_course.tools import cli, handout, notebooks


@pytest.fixture(scope="module")
def copy(tmp_path_factory):
    folder = tmp_path_factory.mktemp("handout")
    (folder / "class.toml").write_text('["01"]\nhints = 1\n["05"]\nhints = 0\n', encoding="utf-8")
    assert cli.main(["handout", "--out", str(folder / "students"), "--config", str(folder / "class.toml")]) == 0
    return folder / "students"


def code(copy, program):
    done = subprocess.run(
        [sys.executable, "-c", program],
        cwd=copy,
        env=os.environ | {"PYTHONPATH": str(copy), "GAN_PROGRESS_FILE": os.devnull},
        capture_output=True,
        text=True,
        check=True,
    )
    return done.stdout


def test_f_the_copy_holds_no_answer(copy):
    assert not (copy / "notebooks" / "solutions").exists() and not (copy / "tests").exists()
    texts = "\n".join(file.read_text(encoding="utf-8") for file in copy.rglob("*.py"))
    for exercise in exercises.every():
        body = solutions.read(exercise.notebook)[exercise.name]
        assert body not in texts, exercise.key
    assert "%% q1 right:" not in texts


def test_f_hints_that_are_withheld_are_not_in_the_copy(copy):
    program = (
        "from gan_course import exercises\n"
        "for name in ('01_minimax_game', '05_latent_space', '07_training_stability'):\n"
        "    print([len(e.hints) for e in exercises.of(name)])\n"
        "print(exercises.of('01_minimax_game')[0].hint(), exercises.of('05_latent_space')[0].hint())\n"
        "print(exercises.__file__)"
    )
    *counts, told, place = code(copy, program).strip().splitlines()
    assert counts == ["[1, 1, 1, 1, 1]", "[0, 0, 0, 0, 0]", "[3, 3, 3, 3, 3]"]
    first = exercises.of("01_minimax_game")[0].hints
    assert first[0] in told and "comes without hints" in told and place.startswith(str(copy))
    source = (copy / "gan_course/exercises/minimax/q1_value.py").read_text(encoding="utf-8")
    assert first[1][:20] not in source and first[2][:20] not in source


def test_the_copy_still_checks_answers(copy):
    answer = planted_answers.reference(exercises.of("01_minimax_game")[0])
    program = f"{answer}\nfrom gan_course.exercises.minimax import q1\nprint(q1.check(estimate_value), q1.solution())"
    said = code(copy, program)
    assert "Correct" in said and "ask your instructor" in said


@pytest.mark.parametrize("exercise", exercises.every(), ids=lambda exercise: exercise.key)
@pytest.mark.parametrize("most", [0, 2])
def test_f_every_exercise_s_hints_can_be_cut(exercise, most):
    folder = notebooks.ROOT / "gan_course" / "exercises" / exercises.MODULES[exercise.notebook]
    (file,) = folder.glob(f"{exercise.name}_*.py")
    cut = handout.with_hints(file.read_text(encoding="utf-8"), most)
    space = {"__name__": "cut"}
    exec(compile(cut, file.name, "exec"), space)
    assert space[exercise.name].hints == exercise.hints[:most]


@pytest.mark.parametrize(("place", "words"), [("there", "is there already"), (".", "lies within the course")])
def test_a_folder_that_will_not_do_is_named(tmp_path, capsys, place, words):
    (tmp_path / "there").mkdir()
    (tmp_path / "there" / "thesis.txt").write_text("mine")
    out = tmp_path / "there" if place == "there" else notebooks.ROOT / "students"
    assert cli.main(["handout", "--out", str(out)]) == 2
    assert words in capsys.readouterr().err
    assert [file.name for file in (tmp_path / "there").iterdir()] == ["thesis.txt"]


def test_students_get_no_quiz_with_its_answers(copy):
    program = "from gan_course.tools import cli; raise SystemExit(cli.main(['quiz', '01']))"
    done = subprocess.run(
        [sys.executable, "-c", program],
        cwd=copy,
        env=os.environ | {"PYTHONPATH": str(copy)},
        capture_output=True,
        text=True,
    )
    assert done.returncode == 2 and "has no quiz" in done.stderr and "Traceback" not in done.stderr
