"""One assignment: the learner's notebook with answers, tests and hidden tests, in nbgrader's form.

The story stays to be read; of its code only what the exercises need is run, so that grading takes seconds.
"""

import re
from typing import NamedTuple

import nbformat.v4 as v4

from gan_course import exercises
from gan_course.tools import glossary, normal_form, notebooks, setup_cell
from gan_course.tools.assign import answers, essays, slicing

GOES_ON = ["raises-exception"]  # with it, "Run All" does not stop at an exercise that is not solved yet
SCHEMA_VERSION = 3  # of nbgrader's metadata
BEGIN, END = "### BEGIN HIDDEN TESTS", "### END HIDDEN TESTS"
VISIBLE_NOTE = "# This test is the check of the course on the same inputs: silence means that it passed."
HINTS = """# How many hints each exercise shows.
from gan_course import exercises

exercises.limit_hints("{name}", {hints})"""
HIDDEN_NOTE = "# {points} given here: the same check on inputs that you do not see."


class Exercise(NamedTuple):
    """What an assignment needs to know of an exercise.

    Attributes:
        name: as in "q1".
        module: where its check object is, as in "gan_course.exercises.minimax".
        functions: names of the functions that the learner writes.
        points: what it is worth.
        parts: names of the checks that make it up.
        worth: {part: points} where it is graded part by part, else empty.
    """

    name: str
    module: str
    functions: tuple[str, ...]
    points: float
    parts: tuple[str, ...] = ()
    worth: dict[str, float] = {}  # noqa: RUF012 (never changed)


def of(notebook, name):
    """Return the exercises of a notebook, in the notebook's order.

    Args:
        notebook: the node.
        name: of its file, as in "01_minimax_game".

    Raises:
        ValueError: for a notebook without exercises, or with one that has no check, so that it cannot be graded.
    """
    checks = {check.name: check for check in exercises.of(name)}
    labels = [label for stub in notebooks.tagged(notebook, "exercise") for label in notebooks.tags(stub)]
    stated = [label for label in labels if re.fullmatch(r"q\d+", label)]
    if not stated:
        raise ValueError(f"{name} has no exercises, so there is nothing to assign")
    unchecked = [q for q in stated if q not in checks]
    if unchecked:
        raise ValueError(f"{name}: there is no check for {', '.join(unchecked)} in gan_course.exercises")
    module = f"{exercises.__name__}.{exercises.MODULES[name]}"
    return [Exercise(q, module, checks[q].functions, checks[q].points, checks[q].parts) for q in stated]


def make(notebook, name, chosen, solutions, hidden_seed, hints=None, written=(), variants=False):
    """Return the assignment as a new notebook, with nbgrader's metadata.

    Args:
        notebook: the learner's, left as it is.
        name: of its file.
        chosen: the exercises to keep, with their points.
        solutions: {exercise: code}.
        hidden_seed: from which the inputs of the hidden tests are drawn.
        hints: how many `q1.hint()` shows; all of them by default.
        written: the essays to add, `essays.Essay`.
        variants: whether the hidden tests draw from the seed of each student, see `exercises.variant`.

    Raises:
        ValueError: when an answer is missing or does not fit its stub.
    """
    cells, seed = [], f"exercises.variant({hidden_seed})" if variants else str(hidden_seed)
    for cell in _until_last_exercise(notebook):
        exercise = _exercise_of(cell)
        if exercise is None:
            cells.append(_story(cell))
        elif exercise in chosen:
            if hints is not None and not any(made.id == "hints" for made in cells):
                cells.append(_cell(HINTS.format(name=name, hints=hints), "hints"))
            cells += _graded(cell, chosen[exercise], solutions, name, seed, hints)
    cells += [made for essay in written for made in _to_write(essay)]
    _keep_what_is_needed(cells)
    cells[0].source = notebooks.without_badge(cells[0].source)
    metadata = {"kernelspec": dict(normal_form.KERNELSPEC), "language_info": {"name": "python"}}
    return v4.new_notebook(cells=cells, metadata=metadata)


def _until_last_exercise(notebook):
    """Return the cells up to the last one of an exercise: what follows sums up, or is for the course's tests."""
    last = max(number for number, cell in enumerate(notebook.cells) if _exercise_of(cell))
    return notebook.cells[: last + 1]


def _exercise_of(cell):
    """Return the "qN" whose statement, answer or check a cell is, or None."""
    match = re.fullmatch(r"(q\d+)-(statement|answer|check)", cell.get("id", ""))
    return match[1] if match else None


def _story(cell):
    """Return a copy of a cell that belongs to no exercise."""
    if cell.cell_type == "markdown":
        return v4.new_markdown_cell(glossary.without_links(cell.source), id=cell.id)
    look = setup_cell.COLLAPSED if "setup" in notebooks.tags(cell) else {}
    copy = v4.new_code_cell(cell.source, id=cell.id, metadata={"tags": notebooks.tags(cell), **look})
    if "parameters" in notebooks.tags(cell):
        copy.source, count = re.subn(r"^profile_name = .*$", 'profile_name = "smoke"', cell.source, flags=re.MULTILINE)
        if count != 1:
            raise ValueError(f"the cell `{cell.id}` does not assign profile_name once, so it cannot be set to smoke")
    return copy


def _graded(cell, exercise, solutions, name, seed, hints):
    """Return what becomes of a cell of an exercise: its statement with its points, or the answer with its tests."""
    q = exercise.name
    if cell.cell_type == "markdown":
        return [v4.new_markdown_cell(f"{_unpriced(cell.source)}\n\n{_note(exercise, hints)}", id=cell.id)]
    if cell.id != f"{q}-answer":  # the check, whose place the tests take
        return []
    if q not in solutions:
        raise ValueError(f"{name}: there is no reference answer to {q}: write a block '# %% {q}'")
    try:
        answer = answers.with_solution(cell.source, solutions[q])
    except ValueError as error:
        raise ValueError(f"{name}: {q}: {error}") from None
    # Imported again, lest an answer that calls something q1 replaces the check.
    again, asked = f"from {exercise.module} import {q}", ", ".join(exercise.functions)
    visible = f"{VISIBLE_NOTE}\n{again}\n\n{q}.grade({asked})"
    again_hidden = f"from gan_course import exercises\n{again}" if "variant" in seed else again
    tests = []
    for part, points in (exercise.worth or {"": exercise.points}).items():
        only = f', part="{part}"' if part else ""
        note = HIDDEN_NOTE.format(points=f"The points for {_words(part)} are" if part else "The points are")
        hidden = f"{note}\n{BEGIN}\n{again_hidden}\n\n{q}.grade({asked}, seed={seed}{only})\n{END}"
        tests.append(_cell(hidden, "-".join(filter(None, (q, "hidden-test", part))), points=points))
    return [
        _cell(answer, cell.id, solution=True),
        _cell(visible, f"{q}-test", {"tags": GOES_ON}, points=0),
        *tests,
    ]


def _unpriced(statement):
    """Return a statement without the points of the course, which may have changed, and links that lead nowhere."""
    return re.sub(r"\A([^\n]*?) \(\d+ points?\)", r"\1", glossary.without_links(statement))


def _note(exercise, hints):
    """Return what an exercise is worth, and how many hints there are, as Markdown.

    >>> _note(Exercise("q3", "", (), 4, worth={"value": 3, "at_zero": 1}), 1)
    '*4 points: value 3, at zero 1. Once its test has run, `q3.hint()` shows 1 hint.*'
    """
    parts = ", ".join(f"{_words(part)} {points:g}" for part, points in exercise.worth.items())
    told = _count(exercise.points, "point") + (f": {parts}" if parts else "")
    if hints is None:
        return f"*{told}.*"
    shown = f"Once its test has run, `{exercise.name}.hint()` shows {_count(hints, 'hint')}" if hints else "No hints"
    return f"*{told}. {shown}.*"


def _words(part):
    return part.replace("_", " ")


def _count(number, word):
    return f"{number:g} {word}" + ("" if number == 1 else "s")


def _to_write(essay):
    """Return the cells of an essay: the prompt with its rubric, and where the answer goes."""
    prompt = v4.new_markdown_cell(essays.statement(essay), id=f"{essay.name}-statement")
    name = f"{essay.name}-answer"
    about = _about(name, solution=True, points=essay.points)
    return [prompt, v4.new_markdown_cell(essays.BLANK, id=name, metadata={"nbgrader": about})]


def _cell(source, grade_id, metadata=None, solution=False, points=None):
    """Return a code cell that nbgrader knows: an answer, a test (with points), or one that it only restores."""
    about = _about(grade_id, solution, points)
    return v4.new_code_cell(source, id=grade_id, metadata={**(metadata or {}), "nbgrader": about})


def _about(grade_id, solution, points):
    """Return nbgrader's metadata of a cell."""
    about = {
        "grade": points is not None,
        "grade_id": grade_id,
        "locked": not solution,
        "schema_version": SCHEMA_VERSION,
        "solution": solution,
        "task": False,
    }
    return about if points is None else about | {"points": points}


def _keep_what_is_needed(cells):
    """Lock the cells of the story that the exercises need, and turn the code of the others into text."""
    code = [number for number, cell in enumerate(cells) if cell.cell_type == "code"]
    goals = {place for place, number in enumerate(code) if "nbgrader" in cells[number].metadata}
    tags = [notebooks.tags(cells[number]) for number in code]
    parameters = next(place for place, found in enumerate(tags) if "parameters" in found)
    goals |= {place for place, found in enumerate(tags) if "setup" in found}
    goals |= {parameters, parameters + 1}  # the imports follow the parameters, and an answer may use any
    goals |= {place for place, number in enumerate(code) if cells[number].id == "exercise-imports"}
    kept = slicing.needed([cells[number].source for number in code], goals)
    for place, number in enumerate(code):
        cell = cells[number]
        if "nbgrader" in cell.metadata:
            continue
        if place in kept:
            cells[number] = _cell(cell.source, cell.id, cell.metadata)
        else:
            source = re.sub(r"^# NBVAL_\w+\n", "", cell.source)
            cells[number] = v4.new_markdown_cell(f"```python\n{source}\n```", id=cell.id)


def kept(made):
    """Return the ids of the story's cells that an assignment runs."""
    return [
        cell.id
        for cell in made.cells
        if cell.cell_type == "code" and cell.metadata.nbgrader.locked and not cell.metadata.nbgrader.grade
    ]
