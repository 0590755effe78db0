"""The planted answers in tests/exercises: how the files are written, and how a block of one is run.

Their files have the names of those that hold the checks, as `vanilla/q3_step.py`. A block starts with a line
`# %% q3 wrong: words of the message that it must get`, or `# %% q3 right: how it differs from the reference`, and holds
the code of a learner's cell. What stands before the first block are imports and helpers.
"""

import functools
import linecache
import re
from pathlib import Path
from typing import NamedTuple

from gan_course import exercises
from gan_course.exercises import solutions
from gan_course.tools import notebooks

FOLDER = Path(__file__).parents[1] / "exercises"
_MARK = re.compile(r"^# %% (q\d+) (right|wrong): (.+)\n", re.MULTILINE)


class Planted(NamedTuple):
    """One planted answer: of an exercise, right or wrong, with the words behind the colon and the code."""

    exercise: str
    kind: str
    words: str
    code: str


@functools.cache
def load(notebook):
    """Return the planted answers to the exercises of a notebook, an empty list when there are none."""
    return [answer for file in files(notebook) for answer in read(file)]


def files(notebook):
    """Return the files of planted answers to the exercises of a notebook, one an exercise."""
    return sorted((FOLDER / exercises.MODULES[notebook]).glob("*.py"))


def read(file):
    """Return the planted answers of a file."""
    start, *pieces = _MARK.split(file.read_text(encoding="utf-8"))
    rows = zip(*(pieces[i::4] for i in range(4)), strict=True)
    imports = re.sub(r'\A(#[^\n]*\n)*""".*?"""', "", start, flags=re.DOTALL).strip()
    return [Planted(q, kind, words, f"{imports}\n\n{code.strip()}\n") for q, kind, words, code in rows]


def run(code, exercise, name="learner's cell"):
    """Run a cell as a notebook does, and return the functions that the exercise asks for.

    The line numbers count from the first line of `code`, which linecache then knows under `name`.
    """
    linecache.cache[name] = (len(code), None, code.splitlines(keepends=True), name)
    space = {"__name__": "__main__"}
    exec(compile(code, name, "exec"), space)
    return [space[function] for function in exercise.functions]


def reference(exercise):
    """Return the code of the reference answer, with the imports of its notebook."""
    text = solutions.text(exercise.notebook)
    return f"{solutions.preamble(text)}\n\n{solutions.blocks(text)[exercise.name]}\n"


@functools.cache
def stubs(notebook):
    """Return {"q1": code of the answer cell, …} of a notebook as it is handed out."""
    cells = notebooks.read(notebooks.FOLDER / f"{notebook}.ipynb").cells
    return {match[1]: cell.source for cell in cells if (match := re.fullmatch(r"(q\d+)-answer", cell.get("id", "")))}
