"""The nbgrader course as files: what an instructor may change, and what each cell becomes."""

import re

import pytest

from gan_course import exercises
from gan_course.tools import cli, glossary, notebooks
from gan_course.tools.assign import assignment, command, essays, settings

NAME = "01_minimax_game"
LEARNER = notebooks.read(notebooks.FOLDER / f"{NAME}.ipynb")


def make(tmp_path, toml=None, names=(NAME,)):
    config = None
    if toml is not None:
        config = tmp_path / "class.toml"
        config.write_text(toml, encoding="utf-8")
    worth = command.assign(names, tmp_path / "course", config, say=lambda line: None)
    return worth, notebooks.read(tmp_path / "course" / "source" / NAME / f"{NAME}.ipynb")


def by_id(notebook):
    return {cell.id: cell for cell in notebook.cells}


@pytest.fixture(scope="module")
def made(tmp_path_factory):
    return make(tmp_path_factory.mktemp("assign"), "hidden_seed = 1905")


def test_each_exercise_has_an_answer_a_visible_test_and_a_hidden_one_with_its_points(made):
    worth, notebook = made
    cells = by_id(notebook)
    for exercise in exercises.of(NAME):
        q, asked = exercise.name, ", ".join(exercise.functions)
        answer, visible, hidden = (cells[f"{q}-{kind}"] for kind in ("answer", "test", "hidden-test"))
        assert answer.metadata.nbgrader.solution and not answer.metadata.nbgrader.grade
        assert answer.source.count("### BEGIN SOLUTION") == len(exercise.functions)
        assert visible.source.endswith(f"\n{q}.grade({asked})")
        assert visible.metadata.nbgrader.points == 0 and visible.metadata.tags == ["raises-exception"]
        marks = r"### BEGIN HIDDEN TESTS\n(.*)\n### END HIDDEN TESTS$"
        inside = re.search(marks, hidden.source, re.DOTALL)[1]
        assert inside.endswith(f"\n{q}.grade({asked}, seed=1905)")
        assert hidden.metadata.nbgrader.points == worth[NAME][q] == exercise.points
        assert f"from gan_course.exercises.minimax import {q}" in visible.source and q in inside
        assert f"{q}-check" not in cells


def test_the_metadata_is_that_of_nbgrader_and_grade_ids_are_unique(made):
    from nbgrader.nbgraderformat import MetadataValidator

    MetadataValidator().validate_nb(made[1])
    ids = [cell.metadata.nbgrader.grade_id for cell in made[1].cells if "nbgrader" in cell.metadata]
    assert len(set(ids)) == len(ids) > 15


def test_only_what_the_exercises_need_is_run_and_at_smoke(made):
    cells = by_id(made[1])
    assert {"setup", "parameters", "imports"} <= set(assignment.kept(made[1]))
    assert len(assignment.kept(made[1])) <= 5
    assert cells["parameters"].source.splitlines()[0] == 'profile_name = "smoke"'
    assert LEARNER.cells[2].source.startswith("profile_name = None")
    assert cells["setup"].metadata.jupyter.source_hidden
    training = cells["trained-fit"]
    assert training.cell_type == "markdown" and training.source.startswith("```python\nn = profile.pick(")
    assert all("nbgrader" in cell.metadata for cell in made[1].cells if cell.cell_type == "code")


def test_the_story_stays_up_to_the_last_exercise(made):
    cells = by_id(made[1])
    told = [cell for cell in LEARNER.cells if cell.cell_type == "markdown"]
    kept = [cell for cell in told if cell.id in cells]
    for cell in kept[1:]:
        text, source = cells[cell.id].source, glossary.without_links(cell.source)
        if cell.id.endswith("-statement"):
            text, source = text.rpartition("\n\n")[0], re.sub(r" \(\d points?\)", "", source, count=1)
        assert text == source
    assert kept[-1].id == f"q{len(exercises.of(NAME))}-statement"
    assert {cell.id for cell in told} - set(cells) == {"open-task", "results-idea", "summary"}
    assert "README.md#" not in notebooks.dumps(made[1])
    assert not any("record(" in cell.source for cell in made[1].cells)


def test_an_instructor_drops_and_weighs(tmp_path):
    worth, notebook = make(tmp_path, '["01"]\ndrop = ["q2", "q4"]\npoints = { q1 = 4, q3 = 0.5 }')
    assert worth == {NAME: {"q1": 4, "q3": 0.5, "q5": exercises.of(NAME)[4].points}}
    cells = by_id(notebook)
    assert cells["q3-hidden-test"].metadata.nbgrader.points == 0.5
    assert not [name for name in cells if name.startswith(("q2", "q4"))]


def test_without_a_seed_each_course_has_its_own(tmp_path):
    seeds = set()
    for number in range(3):
        _, notebook = make(tmp_path / str(number))
        seeds |= {int(seed) for seed in re.findall(r"seed=(\d+)\)", "".join(c.source for c in notebook.cells))}
    assert len(seeds) == 3 and 0 not in seeds


@pytest.mark.parametrize(
    ("toml", "words"),
    [
        ("hidden_seed = 0", "hidden_seed is 0: it must be an integer above 0"),
        ('hidden_seed = "a"', "hidden_seed is 'a'"),
        ("hidden = 3", "unknown setting 'hidden'"),
        ('["01"]\npoint = { q1 = 2 }', "unknown setting 'point'"),
        ('["77"]\ndrop = []', "no notebook is called '77'"),
        ('["01"]\ndrop = ["q9"]', "01_minimax_game has no exercise 'q9': choose among q1, q2"),
        ('["01"]\npoints = { q1 = -1 }', "q1 has -1 points"),
        ('["01"]\ndrop = ["q1", "q2", "q3", "q4", "q5"]', "every exercise is dropped"),
        ("= 3", "is not TOML"),
        ('["01"]\ndrop = "q1"', "drop = 'q1': give a list of exercises, as in drop = [\"q4\"]"),
        ('["01"]\npoints = 3', "points = 3: give each exercise its own, as in points = { q3 = 5 }"),
        ('["01"]\npoints = ["q1"]', "points = ['q1']: give each exercise its own"),
        ('["01"]\npoints = { q1 = "2" }', "q1 has '2' points"),
        ('["01"]\npoints = { q1 = inf }', "q1 has inf points"),
        ('["01"]\nhints = 3', "hints = 3: give 0, 1 or 2, as in hints = 1"),
        ('["01"]\nhints = true', "hints = True: give 0, 1 or 2"),
        ('["01"]\nvariants = 1', "variants = 1: give true or false, as in variants = true"),
        ('["01"]\nessays = "e1"', "essays = 'e1': give a list of essays"),
        ('["01"]\nessays = ["e7"]', "has no essay 'e7': choose among e1, e2"),
        ('["01"]\nparts = { q3 = 2 }', "parts = {'q3': 2}: give each part of an exercise its own points"),
        ('["01"]\nparts = { q9 = {} }', "no exercise 'q9'"),
        (
            '["01"]\nparts = { q3 = { value = 1 } }',
            "q3 has the parts value, zeros, bounds, and the settings name value",
        ),
        ('["01"]\nparts = { q3 = { value = 1, zeros = 1, bounds = -1 } }', "part bounds, has -1 points"),
        (
            '["01"]\npoints = { q3 = 1 }\nparts = { q3 = { value = 1, zeros = 1, bounds = 1 } }',
            "q3 has both points and parts",
        ),
        ("01 = 3", "has the unknown setting '01'"),
    ],
)
def test_a_wrong_setting_is_named_and_nothing_is_written(tmp_path, toml, words):
    with pytest.raises(ValueError, match=re.escape(words)):
        make(tmp_path, toml)
    assert not (tmp_path / "course").exists()


def test_a_config_that_is_not_utf_8_is_not_toml(tmp_path):
    (tmp_path / "class.toml").write_bytes(b"hidden_seed = 1 # \xe4")
    with pytest.raises(ValueError, match=r"is not TOML: .*utf-8"):
        settings.read(tmp_path / "class.toml")


@pytest.mark.parametrize("file", ["course", "course/source"])
def test_a_file_where_the_course_should_be_is_named_and_nothing_is_written(tmp_path, file):
    place = tmp_path / file
    place.parent.mkdir(exist_ok=True)
    place.write_text("not a folder")
    with pytest.raises(ValueError, match=f"{file} is a file: give --out a folder"):
        make(tmp_path)
    assert [path for path in tmp_path.rglob("*") if path.is_file()] == [place]


def test_without_the_answers_it_says_what_is_missing(tmp_path, monkeypatch):
    monkeypatch.setenv("GAN_SOLUTIONS_DIR", str(tmp_path / "withheld"))
    with pytest.raises(ValueError, match="reference answers of 01_minimax_game are not in"):
        make(tmp_path)


def test_an_answer_that_lacks_a_block_is_named(tmp_path, monkeypatch):
    (tmp_path / f"{NAME}.py").write_text("# %% q1\ndef estimate_value(d_real, d_fake):\n    return 0\n", "utf-8")
    monkeypatch.setenv("GAN_SOLUTIONS_DIR", str(tmp_path))
    with pytest.raises(ValueError, match="01_minimax_game: there is no reference answer to q2"):
        make(tmp_path)


def test_an_exercise_without_a_check_is_not_assigned():
    with pytest.raises(ValueError, match="77_none: there is no check for q1, q2"):
        assignment.of(LEARNER, "77_none")


def test_what_the_instructor_edited_stays(tmp_path):
    make(tmp_path)
    settings = tmp_path / "course" / "nbgrader_config.py"
    settings.write_text("c = get_config()\n", encoding="utf-8")
    said = []
    command.assign([NAME], tmp_path / "course", say=said.append)
    assert settings.read_text(encoding="utf-8") == "c = get_config()\n"
    assert any("nbgrader_config.py there lacks what this course sets today" in line for line in said)


def test_the_command_passes_everything_on(tmp_path, monkeypatch):
    asked = []
    monkeypatch.setattr(command, "assign", lambda *arguments: asked.append(arguments))
    assert cli.main(["assign", "01", "03", "--out", "course", "--config", "class.toml"]) == 0
    assert asked == [(["01", "03"], "course", "class.toml", False)]


def test_f_points_are_shown_where_the_exercise_is_stated(tmp_path):
    """Also where the course says another number in the heading, as 07 does."""
    command.assign(["01", "07"], tmp_path, say=lambda line: None)
    for name in (NAME, "07_training_stability"):
        cells = by_id(notebooks.read(tmp_path / "source" / name / f"{name}.ipynb"))
        for exercise in exercises.of(name):
            text = cells[f"{exercise.name}-statement"].source
            assert text.endswith(f"\n\n*{exercise.points} point{'s' * (exercise.points > 1)}.*")
            assert not re.search(r"\(\d+ points?\)", text)


def test_f_the_points_of_a_heading_are_not_stale(tmp_path):
    (tmp_path / "class.toml").write_text('["07"]\npoints = { q1 = 7 }', encoding="utf-8")
    command.assign(["07"], tmp_path, tmp_path / "class.toml", say=lambda line: None)
    stated = notebooks.read(tmp_path / "source/07_training_stability/07_training_stability.ipynb")
    assert by_id(stated)["q1-statement"].source.splitlines()[0] == "### Exercise 1 · R1 by hand"
    assert by_id(stated)["q1-statement"].source.endswith("*7 points.*")


@pytest.mark.parametrize(("hints", "words"), [(0, "No hints."), (1, "shows 1 hint."), (2, "shows 2 hints.")])
def test_f_hints_are_as_many_as_the_instructor_says(tmp_path, hints, words):
    _, notebook = make(tmp_path, f'["01"]\nhints = {hints}')
    cells = by_id(notebook)
    assert all(cells[f"{e.name}-statement"].source.endswith(f"{words}*") for e in exercises.of(NAME))
    assert f'exercises.limit_hints("{NAME}", {hints})' in cells["hints"].source
    assert cells["hints"].metadata.nbgrader.locked and not cells["hints"].metadata.nbgrader.grade
    places = [cell.id for cell in notebook.cells]
    assert places.index("exercise-imports") < places.index("hints") < places.index("q1-statement")


PARTS = '["01"]\nparts = { q3 = { value = 2, zeros = 0.5, bounds = 1.5 } }\nhints = 1'


def test_f_an_exercise_is_graded_part_by_part(tmp_path):
    worth, notebook = make(tmp_path, PARTS)
    cells = by_id(notebook)
    assert worth[NAME]["q3"] == 4
    points = {"value": 2, "zeros": 0.5, "bounds": 1.5}
    for part, worth_it in points.items():
        test = cells[f"q3-hidden-test-{part}"]
        assert test.metadata.nbgrader.points == worth_it and f', part="{part}")' in test.source
    assert "q3-hidden-test" not in cells
    assert "*4 points: value 2, zeros 0.5, bounds 1.5. Once" in cells["q3-statement"].source


def test_f_hidden_tests_draw_from_the_student_where_the_instructor_says_so(tmp_path):
    _, notebook = make(tmp_path, 'hidden_seed = 1905\n["01"]\nvariants = true')
    hidden = by_id(notebook)["q1-hidden-test"].source
    assert "q1.grade(estimate_value, seed=exercises.variant(1905))" in hidden
    assert hidden.index("### BEGIN HIDDEN") < hidden.index("from gan_course import exercises")


def test_f_essays_come_with_their_rubric_after_the_exercises(tmp_path):
    worth, notebook = make(tmp_path, '["01"]\nessays = ["e2"]\npoints = { e2 = 10 }')
    assert worth[NAME]["e2"] == 10
    assert [cell.id for cell in notebook.cells[-2:]] == ["e2-statement", "e2-answer"]
    asked, answer = notebook.cells[-2:]
    assert "(10 points)" in asked.source and "| 4 | what differs between a minimum" in asked.source
    about = answer.metadata.nbgrader
    assert (about.grade, about.solution, about.locked, about.points) == (True, True, False, 10)
    assert answer.cell_type == "markdown" and answer.source == essays.BLANK


@pytest.mark.parametrize("name", exercises.MODULES)
def test_f_each_notebook_has_two_essays_with_a_rubric(name):
    found = essays.of(name)
    assert [essay.name for essay in found] == ["e1", "e2"]
    for essay in found:
        assert len(essay.prompt) > 150 and len(essay.rubric) >= 3
        assert essay.points == sum(points for points, _ in essay.rubric)
