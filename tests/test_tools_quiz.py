"""The quiz: each question has one right answer and a word on every choice, and the exports hold them."""

import math
import re

import pytest

from gan_course.tools import cli, notebooks, quiz
from gan_utils.metrics import wilson_interval

EVERY = [path.stem for path in notebooks.find()]


@pytest.mark.parametrize("name", EVERY)
def test_every_notebook_has_three_questions(name):
    questions = quiz.of(name)
    assert len(questions) >= 3
    for question in questions:
        says, why = zip(*question.choices, strict=True)
        assert question.text.rstrip()[-1] in ".?" and 3 <= len(says) <= 5
        assert len(set(says)) == len(says) and len(set(why)) == len(why) and all(says) and all(why)
        assert not any(text.startswith(("Yes", "All of", "None of")) for text in says), "the text gives it away"


def test_no_questions_without_their_notebook():
    assert set(quiz.tomllib.loads(quiz.FILE.read_text(encoding="utf-8"))) == set(EVERY)


def test_the_right_choice_is_not_always_the_longest():
    questions = [question for name in EVERY for question in quiz.of(name)]
    longest = [max((says for says, _ in question.choices), key=len) == question.choices[0][0] for question in questions]
    assert sum(longest) <= len(longest) / 2


def test_the_figures_of_the_quiz_are_computed():
    first = quiz.of("06_evaluating_gans")[0]
    by_chance = sum(math.comb(20, right) for right in range(14, 21)) / 2**20
    assert "one time in seventeen" in first.choices[0][0] and round(1 / by_chance) == 17
    assert f"{by_chance:.1%}" in first.choices[0][1] and f"{wilson_interval(14, 20).low:.0%}" in first.choices[0][1]


def unescaped(text):
    return re.sub(r"\\([~=#{}:\\])", r"\1", text)


@pytest.mark.parametrize("name", EVERY)
def test_gift_reads_back_as_the_questions(name):
    """Read as Moodle does: `=` and `~` begin a choice and `#` its feedback, unless a backslash stands before."""
    text = quiz.gift(quiz.of(name))
    found = re.findall(r"::(.*?[^\\]):: (.*?[^\\]) \{\n(.*?)\n\}", text, re.S)
    assert len(found) == len(quiz.of(name))
    for (title, asked, body), question in zip(found, quiz.of(name), strict=True):
        assert (unescaped(title), unescaped(asked)) == (question.name, question.text)
        lines = [line.strip() for line in body.splitlines()]
        assert [line[0] for line in lines] == ["=", *"~" * (len(lines) - 1)]
        halves = [tuple(map(unescaped, re.split(r"(?<!\\)#", line[1:]))) for line in lines]
        assert halves == list(question.choices)


def test_the_command_writes_a_file_a_notebook(tmp_path, capsys):
    assert cli.main(["quiz", "01", "3", "--out", str(tmp_path)]) == 0
    assert sorted(file.name for file in tmp_path.iterdir()) == ["01_minimax_game.gift.txt", "03_dcgan.gift.txt"]
    assert "3 questions" in capsys.readouterr().out
    assert cli.main(["quiz", "01", "--format", "text2qti", "--out", str(tmp_path)]) == 0
    text = (tmp_path / "01_minimax_game.txt").read_text(encoding="utf-8")
    assert text.count("\n*a) ") == text.count("\nb) ") == 3 and "text2qti FILE" in capsys.readouterr().out
    assert cli.main(["quiz", "77", "--out", str(tmp_path)]) != 0
