"""`gan-course quiz`: three questions a notebook with four choices each, for Moodle's and Canvas's question banks."""

import re
import tomllib
from pathlib import Path
from typing import NamedTuple

from gan_course.tools import notebooks
from gan_utils import _files

FILE = Path(__file__).with_name("questions.toml")
FORMATS = {"gift": ".gift.txt", "text2qti": ".txt"}


class Question(NamedTuple):
    """A question of which one choice is right.

    Attributes:
        name: as in "01_minimax_game q1".
        text: one or two sentences.
        choices: (what it says, what is said to whoever chose it), the right one first.
    """

    name: str
    text: str
    choices: tuple[tuple[str, str], ...]


def of(notebook):
    """Return the questions of a notebook, in order; an empty list when it has none.

    Raises:
        ValueError: in a copy for students, which has no questions, since they come with their answers.

    >>> [(question.name, len(question.choices)) for question in of("01_minimax_game")][:1]
    [('01_minimax_game q1', 4)]
    """
    if not FILE.exists():
        raise ValueError(
            f"this copy of the course has no quiz: write it in an instructor's copy, which has {FILE.name}"
        )
    found = tomllib.loads(FILE.read_text(encoding="utf-8")).get(notebook, [])
    return [
        Question(f"{notebook} q{number}", one["question"], tuple((says, why) for says, why in one["choices"]))
        for number, one in enumerate(found, 1)
    ]


def gift(questions):
    r"""Return the questions in GIFT, which Moodle imports; it mixes the choices itself.

    Reference: Moodle's documentation, "GIFT format".

    >>> print(gift([Question("00 q1", "1 = 1?", (("yes", "Yes: both are 1."), ("no", "They are.")))]))
    ::00 q1:: 1 \= 1? {
      =yes#Yes\: both are 1.
      ~no#They are.
    }
    <BLANKLINE>
    """
    lines = []
    for question in questions:
        lines.append(f"::{_gift(question.name)}:: {_gift(question.text)} {{")
        marks = ["=", *"~" * (len(question.choices) - 1)]
        lines += [
            f"  {mark}{_gift(says)}#{_gift(why)}" for mark, (says, why) in zip(marks, question.choices, strict=True)
        ]
        lines += ["}", ""]
    return "\n".join(lines)


def text2qti(questions, title):
    """Return the questions as the text from which the package `text2qti` makes a QTI file, which Canvas imports.

    Args:
        questions: a list of `Question`.
        title: of the quiz.

    Reference: the README of text2qti, "Quiz format".

    >>> print(text2qti([Question("00 q1", "1 = 1?", (("yes", "Yes."), ("no", "They are.")))], "00"))
    Quiz title: 00
    shuffle answers: true
    <BLANKLINE>
    Title: 00 q1
    Points: 1
    1. 1 = 1?
    *a) yes
    ... Yes.
    b) no
    ... They are.
    <BLANKLINE>
    """
    lines = [f"Quiz title: {title}", "shuffle answers: true", ""]
    for number, question in enumerate(questions, 1):
        lines += [f"Title: {question.name}", "Points: 1", f"{number}. {question.text}"]
        for letter, (says, why) in zip("abcdefgh", question.choices, strict=False):
            lines += [f"{'*' if letter == 'a' else ''}{letter}) {says}", f"... {why}"]
        lines.append("")
    return "\n".join(lines)


def _gift(text):
    """Return text in which what GIFT reads as a mark is escaped."""
    return re.sub(r"([~=#{}:\\])", r"\\\1", text)


def arguments(parser):
    parser.add_argument("notebooks", nargs="*", metavar="NB", help="numbers such as 01, or names; all by default")
    parser.add_argument("--format", choices=list(FORMATS), default="gift", help="gift for Moodle, text2qti for Canvas")
    parser.add_argument("--out", default="build/quiz", help="folder to write to (%(default)s)")


def main(options):
    out = Path(options.out)
    out.mkdir(parents=True, exist_ok=True)
    for path in notebooks.find(options.notebooks):
        questions = of(path.stem)
        if not questions:
            continue
        text = gift(questions) if options.format == "gift" else text2qti(questions, path.stem)
        file = out / f"{path.stem}{FORMATS[options.format]}"
        with _files.replacing(file) as temporary:
            temporary.write_text(text, encoding="utf-8")
        print(f"{file}: {len(questions)} questions")
    if options.format == "text2qti":
        print("next: `pip install text2qti`, then `text2qti FILE` makes the zip that Canvas imports")
    return 0
