"""Essay prompts with their rubrics: written answers, which a person grades."""

import tomllib
from pathlib import Path
from typing import NamedTuple

FILE = Path(__file__).with_name("essays.toml")
BLANK = "*Write your answer here.*"


class Essay(NamedTuple):
    """A prompt for a written answer.

    Attributes:
        name: as in "e1".
        title: a few words.
        prompt: Markdown.
        rubric: (points, what earns them), a pair a line.
        points: what it is worth; each line of the rubric has its share of them.
    """

    name: str
    title: str
    prompt: str
    rubric: tuple[tuple[float, str], ...]
    points: float


def of(notebook):
    """Return the essays of a notebook, in order; an empty list when it has none.

    >>> [(essay.name, essay.points) for essay in of("01_minimax_game")]
    [('e1', 5), ('e2', 5)]
    """
    found = tomllib.loads(FILE.read_text(encoding="utf-8")).get(notebook, [])
    return [
        Essay(
            f"e{number}",
            one["title"],
            one["prompt"].strip(),
            tuple((points, what) for points, what in one["rubric"]),
            sum(points for points, _ in one["rubric"]),
        )
        for number, one in enumerate(found, 1)
    ]


def statement(essay):
    """Return the prompt with its rubric, as Markdown.

    >>> print(statement(Essay("e1", "Why?", "Say why.", ((1, "a reason"), (1, "a doubt")), 4)))
    ### Essay 1 · Why? (4 points)
    <BLANKLINE>
    Say why.
    <BLANKLINE>
    | points | for |
    |---|---|
    | 2 | a reason |
    | 2 | a doubt |
    """
    whole = sum(points for points, _ in essay.rubric)
    rows = [f"| {points * essay.points / whole:g} | {what} |" for points, what in essay.rubric]
    title = f"### Essay {essay.name[1:]} · {essay.title} ({essay.points:g} points)"
    return "\n".join([title, "", essay.prompt, "", "| points | for |", "|---|---|", *rows])
