"""The machinery of the exercises: how answers are asked, what is told about them, and what is remembered."""

import functools
import json
import subprocess
import sys

import nbformat.v4 as v4
import numpy as np
import planted_answers as planted
import pytest

from gan_course import exercises
from gan_course.exercises import asking, outcome, records, solutions, wording
from gan_course.exercises.asking import Ask, Slip, expect, expect_each
from gan_course.exercises.base import Exercise


@pytest.fixture(autouse=True)
def kept(tmp_path, monkeypatch):
    """The progress file of a test, which does not exist yet."""
    file = tmp_path / "progress" / "progress.json"
    monkeypatch.setenv("GAN_PROGRESS_FILE", str(file))
    return file


@pytest.fixture
def square():
    """An exercise on NumPy alone: the mean square of an array."""
    made = Exercise(
        "01_minimax_game", 1, "squares", ["mean_square"], 2, "Squares are everywhere.", ["Square.", "x * x"]
    )

    @made.check_with
    def small(mean_square, rng):
        x = asking.draw(rng, 1.0, 3.0, 3)
        want = np.mean(x.astype(float) ** 2)
        slips = [(np.sum(x.astype(float) ** 2), "This is the sum <b>.")]
        expect(mean_square(x), want, "Square, then take the mean.", slips)

    return made


def status(exercise, *answers):
    return exercise.check(*answers).status


def test_each_outcome_has_its_word_and_its_mark(square):
    def broken(x):
        return x[7]

    answers = [lambda x: np.mean(x * x), lambda x: np.mean(x), lambda x: ..., broken]
    found = [square.check(answer) for answer in answers]
    assert [one.status for one in found] == ["correct", "not yet", "not attempted", "error"]
    words, marks = zip(*((repr(one).split(" (")[0][2:], repr(one)[0]) for one in found), strict=True)
    assert words == ("Correct", "Not yet", "Not attempted", "Error")
    assert len(set(marks)) == 4
    for one, word in zip(found, words, strict=True):
        assert f"<strong>{word}</strong>" in one._repr_html_()
    assert found[0].message == "Squares are everywhere." and found[0].points == 2
    assert "IndexError" in found[3].message


def test_not_yet_shows_the_smallest_case_expected_and_got(square):
    told = square.check(lambda x: np.sum(x * x))
    # rng [0, 1, 0], three numbers from U(1, 3) with two decimals; the sum is three times the mean.
    assert told.message == "This is the sum <b>."
    assert told.case.startswith("mean_square([") and told.case.count(",") == 2
    assert float(told.got) == pytest.approx(3 * float(told.expected), rel=1e-2)
    assert "<b>" not in told._repr_html_() and "&lt;b&gt;" in told._repr_html_()


NASTY = {
    "an object": lambda x: object(),
    "words": lambda x: "four",
    "a ragged list": lambda x: [[1.0], [1.0, 2.0]],
    "a generator": lambda x: (v for v in x),
    "nothing": lambda x: print(end=""),
    "itself": lambda x: np.mean,
    "a dictionary": lambda x: {"mean": 1.0},
    "a complex number": lambda x: 1j,
    "nan": lambda x: float("nan"),
    "an endless number": lambda x: float("inf"),
    "the wrong shape": lambda x: np.zeros((0, 3)),
    "a number instead of the function": 4.2,
    "a string instead of the function": "mean_square",
}


@pytest.mark.parametrize("answer", NASTY.values(), ids=NASTY)
def test_an_odd_answer_is_not_yet_right(square, answer):
    assert status(square, answer) == "not yet"


def recursion(x):
    return recursion(x)


RAISING = {
    "no parameter": lambda: 1.0,
    "exit": lambda x: sys.exit(3),
    "recursion": recursion,
    "division": lambda x: 1 / 0,
    "an error of its own": lambda x: (_ for _ in ()).throw(type("Mine", (Exception,), {})("<oh>")),
}


@pytest.mark.parametrize("answer", RAISING.values(), ids=RAISING)
def test_an_exception_is_an_error_and_goes_no_further(square, answer):
    assert status(square, answer) == "error"
    with pytest.raises(AssertionError, match="Error"):
        square.grade(answer)


def test_an_interrupt_goes_through(square):
    def answer(x):
        raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        square.check(answer)


def test_the_line_is_that_of_the_learners_own_code(square):
    code = "import numpy as np\n\ndef helper(x):\n    return np.linalg.inv(x)\n\n"
    code += "def mean_square(x):\n    return helper(x)\n"
    told = square.check(*planted.run(code, square))
    assert "Line 4 of your cell, `return np.linalg.inv(x)`, raised LinAlgError" in told.message
    wrapped = square.check(functools.partial(*planted.run(code, square)))
    assert "Line 4 of your cell" in wrapped.message


def test_the_line_inside_a_compiled_function_is_that_of_the_original():
    (exercise,) = (e for e in exercises.of("02_vanilla_gan") if e.name == "q1")
    code = "import tensorflow as tf\n\n@tf.function\ndef discriminator_loss(logits, labels):\n"
    told = exercise.check(*planted.run(code + "    a = 2 * logits\n    return a @ labels\n", exercise))
    assert told.status == "error"
    assert told.message.startswith("Line 6 of your cell, `return a @ labels`, raised ValueError: Dimensions must be")


def test_blank_in_every_way(square):
    def documented(x):
        """Return the mean square."""

    def refusing(x):
        raise NotImplementedError

    def late(x):
        x * x
        raise NotImplementedError

    for answer in (
        documented,
        refusing,
        late,
        lambda x: None,
        lambda x: ...,
        None,
        ...,
        functools.partial(documented),
    ):
        assert status(square, answer) == "not attempted", answer
    assert status(square) == "not attempted"
    assert status(square, lambda x: 0) == "not yet"  # a constant is an attempt


def test_inputs_are_copies_and_warnings_stay_inside(square):
    def in_place(x):
        x *= x
        np.log(np.zeros(1))  # a RuntimeWarning, which is an error in these tests
        return x.mean()

    x = np.array([1.0, 2.0])
    ask = Ask(in_place, "in_place", [])
    assert ask(x) == 2.5 and x.tolist() == [1.0, 2.0]  # (1 + 4)/2
    assert ask.warned == ["divide by zero encountered in log"]
    assert status(square, in_place) == "correct"


def test_an_answer_for_tensors_gets_tensors():
    import tensorflow as tf

    (exercise,) = (e for e in exercises.of("01_minimax_game") if e.name == "q2")
    only_tensors = lambda p, q: tf.sigmoid(p - q) if p.dtype is tf.float32 and q.device else 1 / 0
    only_arrays = lambda p, q: 1 / (1 + np.exp(np.clip(q - p, -80, 80))) if p.flags.owndata else 1 / 0
    assert [status(exercise, answer) for answer in (only_tensors, only_arrays)] == ["correct", "correct"]


def test_a_known_slip_is_named_only_when_it_is_one():
    slips = [(2.0, "right by chance"), (3.0, "one too many")]
    with pytest.raises(Slip, match="one too many") as told:
        expect(3.0, 2.0, "other", slips)
    assert (told.value.expected, told.value.got) == ("2", "3")
    with pytest.raises(Slip, match="other"):
        expect(4.0, 2.0, "other", slips)
    expect(2.0, 2.0, "other", slips)  # the first slip has the right value and is no slip
    with pytest.raises(Slip, match=r"shape \(2,\), expected \(3,\)"):
        expect([1.0, 2.0], [1.0, 2.0, 3.0], "other")
    with pytest.raises(Slip, match="not finite"):
        expect(np.nan, 2.0, "other")
    with pytest.raises(Slip, match="one too many"):
        expect(3.0, 2.0, "other", lambda: slips)
    expect(2.0, 2.0, "other", lambda: 1 / 0)  # not computed for a right answer


def test_a_slip_has_to_explain_every_case():
    formula = lambda x: (x * x, [(2 * x, "doubled"), (x, "as it was")])
    cases = [(2,), (3,)]  # 2² is 2·2, so the first case alone does not tell the two apart
    with pytest.raises(Slip, match="doubled") as told:
        expect_each(Ask(lambda x: 2 * x, "f", calls := []), cases, formula, "other")
    assert calls[-1] == "f(3)" and (told.value.expected, told.value.got) == ("9", "6")
    with pytest.raises(Slip, match="other"):
        expect_each(Ask(lambda x: 6, "f", []), cases, formula, "other")
    expect_each(Ask(lambda x: x**2, "f", []), cases, formula, "other")


def test_values_are_told_apart():
    assert wording.difference(np.array(1.0), np.array(1.0001), 0, 0) == ("1", "1.0001")
    assert wording.value({"d_x": [0.5]}) == "{d_x: …}"


def test_hints_one_after_the_other(square):
    assert [repr(square.hint()) for _ in range(3)] == [
        "? Hint 1 of 2: Square.",
        "? Hint 2 of 2: x * x",
        "? Hint 2 of 2: x * x",
    ]
    assert "Square." in repr(square.hint(1))
    assert "1 to 2" in repr(square.hint(3)) and "1 to 2" in repr(square.hint(0))


def test_the_solution_or_whom_to_ask(square, tmp_path, monkeypatch):
    monkeypatch.setenv("GAN_SOLUTIONS_DIR", str(tmp_path))
    assert "ask your instructor" in repr(square.solution())
    (tmp_path / "01_minimax_game.py").write_text("import math\n\n# %% q1\ndef f(x):\n    return x < 1\n", "utf-8")
    shown = square.solution()
    assert repr(shown).endswith("def f(x):\n    return x < 1") and "x &lt; 1" in shown._repr_html_()
    assert solutions.preamble(solutions.text("01_minimax_game")) == "import math"


STORY = {"02_vanilla_gan": ["stage"]}  # blanks that are no exercises


def test_every_solution_is_there_and_no_other():
    for notebook in exercises.MODULES:
        open_task = ["open"] if hasattr(getattr(exercises, exercises.MODULES[notebook]), "task") else []
        expected = STORY.get(notebook, []) + [e.name for e in exercises.of(notebook)] + open_task
        assert list(solutions.read(notebook)) == expected


def test_progress_survives_a_restart_and_a_relapse(square, kept):
    square.check(lambda x: ...)
    assert not kept.exists()  # nothing attempted, nothing written
    square.check(lambda x: 0)
    assert records.load() == {"01_minimax_game/q1": "tried"}
    square.check(lambda x: np.mean(x * x))
    square.check(lambda x: 0)
    assert json.loads(kept.read_text("utf-8"))["exercises"] == {"01_minimax_game/q1": "correct"}
    table = exercises.progress("01_minimax_game")
    assert table.solved == 1
    assert "✓ solved" in repr(table).splitlines()[0] and "○ open" in repr(table).splitlines()[1]
    assert "✓ solved" in table._repr_html_() and "1 of 5 exercises solved" in table._repr_html_()


def test_grading_leaves_progress_alone(square, kept):
    square.grade(lambda x: np.mean(x * x))
    assert not kept.exists()


@pytest.mark.parametrize("text", ["", "{", "[]", '{"exercises": 3}', '{"exercises": {"01_minimax_game/q1": 7}}'])
def test_a_damaged_file_counts_as_none(square, kept, text):
    kept.parent.mkdir()
    kept.write_text(text, "utf-8")
    assert exercises.progress().solved == 0
    square.check(lambda x: np.mean(x * x))
    assert exercises.progress().solved == 1


def test_where_nothing_can_be_written_checks_go_on(square, tmp_path, monkeypatch):
    (tmp_path / "file").write_text("in the way", "utf-8")
    monkeypatch.setenv("GAN_PROGRESS_FILE", str(tmp_path / "file" / "progress.json"))
    assert status(square, lambda x: np.mean(x * x)) == "correct"
    assert exercises.progress().solved == 0


def test_progress_is_among_the_users_data(tmp_path, monkeypatch):
    monkeypatch.delenv("GAN_PROGRESS_FILE")
    monkeypatch.setattr(sys, "platform", "linux")
    monkeypatch.setenv("XDG_DATA_HOME", str(tmp_path))
    assert records.path() == tmp_path / "gan-course" / "progress.json"


def test_an_unknown_notebook_lists_those_with_exercises():
    with pytest.raises(ValueError, match="01_minimax_game"):
        exercises.progress("1")
    with pytest.raises(AttributeError, match="minimax"):
        exercises.minmax  # noqa: B018
    assert exercises.of("99_none") == []


def test_grading_says_what_the_check_says_on_inputs_of_its_seed(square):
    seen = []

    def spy(x):
        seen.append(x.tolist())
        return 0

    for seed in (0, 0, 1):
        with pytest.raises(AssertionError) as refused:
            square.grade(spy, seed=seed)
    assert seen[0] == seen[1] != seen[2]
    assert str(refused.value).startswith("↻ Not yet (01_minimax_game, exercise 1). Square, then take the mean.")
    with pytest.raises(AssertionError) as refused:
        square.grade(spy)
    assert str(refused.value) == repr(square.check(spy))


def test_a_wrong_number_of_functions_says_which(square):
    told = square.check(lambda x: 1.0, lambda x: 2.0)
    assert told.status == "not yet" and "`q1.check(mean_square)`" in told.message


def test_no_tensorflow_before_a_check_needs_it():
    program = (
        "import sys; from gan_course import exercises; exercises.every(); repr(exercises.progress()); "
        "sys.exit('tensorflow' in sys.modules)"
    )
    assert subprocess.run([sys.executable, "-c", program]).returncode == 0


def test_how_many_there_are():
    counts = {notebook: len(exercises.of(notebook)) for notebook in exercises.MODULES}
    assert counts.pop("00_start_here") == 1
    assert all(3 <= count <= 6 for count in counts.values()), counts
    keys = [exercise.key for exercise in exercises.every()]
    assert len(set(keys)) == len(keys)
    for notebook in exercises.MODULES:
        assert [e.number for e in exercises.of(notebook)] == list(range(1, len(exercises.of(notebook)) + 1))


def test_in_a_notebook_each_thing_shows_once(kept):
    """Whatever is checked, asked for or looked at in one cell appears, in order, and the last one not twice."""
    from nbclient import NotebookClient

    cells = [
        "from gan_course.exercises.minimax import q1\n\ndef estimate_value(d_real, d_fake):\n    ...",
        "q1.check(estimate_value)\nq1.hint()\nq1.hint()",
        "told = q1.check(estimate_value)",
        "told",
        "def estimate_value(d_real, d_fake):\n    a = 1\n    return d_real / 'one'",
        "q1.check(estimate_value)",
    ]
    notebook = v4.new_notebook(cells=[v4.new_code_cell(source) for source in cells])
    NotebookClient(notebook, timeout=60, kernel_name="python3", extra_arguments=["--log-level=ERROR"]).execute()
    shown = [
        [output.data["text/plain"].split(" (")[0].split(":")[0] for output in cell.outputs] for cell in notebook.cells
    ]
    blank = "○ Not attempted"
    assert shown[1:4] == [[blank, "? Hint 1 of 3", "? Hint 2 of 3"], [blank], [blank]]
    assert shown[5] == ["⚠ Error"]
    assert "Line 3 of your cell, `return d_real / 'one'`, raised" in notebook.cells[5].outputs[0].data["text/plain"]
    assert all("text/html" in output.data for cell in notebook.cells for output in cell.outputs)
    assert "correct" not in kept.read_text("utf-8")


def test_text_becomes_html_with_its_code_marked():
    assert outcome.prose("use `a < b` & rest") == "use <code>a &lt; b</code> &amp; rest"
    assert outcome.prose("an odd ` stays") == "an odd ` stays"
