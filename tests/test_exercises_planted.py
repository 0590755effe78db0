"""Every exercise of the course against right, wrong, blank and raising answers, counted so that none is left out."""

import re
from pathlib import Path

import planted_answers as planted
import pytest

from gan_course import exercises
from gan_course.tools import notebooks

EXERCISES = exercises.every()
BY_KEY = {exercise.key: exercise for exercise in EXERCISES}
PLANTED = [(e, answer) for e in EXERCISES for answer in planted.load(e.notebook) if answer.exercise == e.name]
WRONG = [pair for pair in PLANTED if pair[1].kind == "wrong"]
RIGHT = [pair for pair in PLANTED if pair[1].kind == "right"]

every_exercise = pytest.mark.parametrize("exercise", EXERCISES, ids=lambda exercise: exercise.key)


def each(pairs):
    return pytest.mark.parametrize(
        ("exercise", "answer"), pairs, ids=[f"{e.key}: {answer.words[:50]}" for e, answer in pairs]
    )


@pytest.fixture(autouse=True)
def own_progress(tmp_path, monkeypatch):
    monkeypatch.setenv("GAN_PROGRESS_FILE", str(tmp_path / "progress.json"))


@every_exercise
def test_the_reference_is_correct(exercise):
    functions = planted.run(planted.reference(exercise), exercise)
    outcome = exercise.check(*functions)
    assert (outcome.status, outcome.message) == ("correct", exercise.why), outcome
    for seed in range(1, 5):
        exercise.grade(*functions, seed=seed)


@each(RIGHT)
def test_another_way_to_be_right(exercise, answer):
    functions = planted.run(answer.code, exercise)
    for seed in range(3):
        exercise.grade(*functions, seed=seed)


@each(WRONG)
def test_a_mistake_gets_the_message_meant_for_it(exercise, answer):
    for seed in (1, 2):
        functions = planted.run(answer.code, exercise)
        with pytest.raises(AssertionError) as refused:
            exercise.grade(*functions, seed=seed)
        assert answer.words in str(refused.value), f"seed {seed}"
    outcome = exercise.check(*planted.run(answer.code, exercise))
    assert outcome.status == "not yet" and answer.words in outcome.message


@every_exercise
def test_a_blank_stub_is_not_attempted(exercise):
    functions = planted.run(planted.stubs(exercise.notebook)[exercise.name], exercise)
    assert exercise.check(*functions).status == "not attempted"
    with pytest.raises(AssertionError, match="Not attempted"):
        exercise.grade(*functions)


@every_exercise
def test_an_exception_is_reported_with_its_line(exercise):
    first, *others = exercise.functions
    code = f"def {first}(*args, **kwargs):\n    counted = len(args)\n    raise KeyError(f'mine, {{counted >= 0}}')\n"
    code += "".join(f"\n\ndef {name}(*args, **kwargs):\n    raise KeyError('other')\n" for name in others)
    outcome = exercise.check(*planted.run(code, exercise))
    assert outcome.status == "error", outcome
    assert "Line 3 of your cell" in outcome.message and "KeyError: 'mine, True'" in outcome.message
    assert "raise KeyError(f'mine" in outcome.message


@every_exercise
def test_each_exercise_has_planted_answers(exercise):
    """Three mistakes or more with different messages, and two variants of the right answer or more."""
    mine = [answer for e, answer in PLANTED if e is exercise]
    assert len({answer.words for answer in mine if answer.kind == "wrong"}) >= 3
    assert len({answer.code for answer in mine if answer.kind == "right"}) >= 2
    assert len({answer.code for answer in mine}) == len(mine)


@every_exercise
def test_each_exercise_is_told_in_full(exercise):
    assert len(exercise.hints) in (2, 3) and len(set(exercise.hints)) == len(exercise.hints)
    assert exercise.points in (1, 2, 3)
    assert exercise.title and exercise.why.endswith(".")


def test_a_question_is_a_file_in_the_folder_of_its_notebook():
    """Each exercise is defined in the one file that bears its number, and its planted answers in one of that name."""
    assert {file.parent.name for file in planted.FOLDER.glob("*/*.py")} == set(exercises.MODULES.values())
    for notebook, folder in exercises.MODULES.items():
        checks = sorted((Path(exercises.__file__).parent / folder).glob("q*.py"))
        found = {file.stem.split("_")[0]: f"{exercises.__name__}.{folder}.{file.stem}" for file in checks}
        assert list(found) == [e.name for e in exercises.of(notebook)] and len(found) == len(checks)
        assert found == {e.name: e._checks[0].__module__ for e in exercises.of(notebook)}
        assert [file.name for file in planted.files(notebook)] == [file.name for file in checks]
        for file in planted.files(notebook):
            assert {answer.exercise for answer in planted.read(file)} == {file.stem.split("_")[0]}


@pytest.mark.parametrize("path", notebooks.find(), ids=lambda path: path.stem)
def test_every_stub_has_its_exercise_and_its_check_cell(path):
    """A notebook's exercises are those of its module, each checked by a cell of its own."""
    notebook = notebooks.read(path)
    mine = {e.name: e for e in exercises.of(path.stem)}
    stated = [t for cell in notebooks.tagged(notebook, "exercise") for t in notebooks.tags(cell) if t[0] == "q"]
    assert sorted(stated) == sorted(mine)
    cells = {cell.id: cell for cell in notebook.cells}
    for name, exercise in mine.items():
        functions = ", ".join(exercise.functions)
        assert cells[f"{name}-check"].source == f"{name}.check({functions})\n# {name}.hint()\n# {name}.solution()"
        assert notebooks.tags(cells[f"{name}-check"]) == ["check"]
        defined = re.findall(r"^def (\w+)", cells[f"{name}-answer"].source, re.MULTILINE)
        assert defined == list(exercise.functions)
    if mine:
        module = exercises.MODULES[path.stem]
        source = cells["exercise-imports"].source
        assert source.startswith(f"from gan_course.exercises.{module} import ")
        assert ", ".join(sorted(mine)) in source
