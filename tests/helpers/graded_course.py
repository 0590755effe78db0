"""A course in a folder, with nbgrader's own commands, and submissions of 01 of each kind."""

import copy
import os
import subprocess
import sys

import planted_answers

from gan_course import exercises
from gan_course.tools import notebooks

NAME = "01_minimax_game"
EXERCISES = exercises.of(NAME)
QS = [exercise.name for exercise in EXERCISES]


class Course:
    """A course in a folder, and nbgrader's commands in it."""

    def __init__(self, folder, limit_s=600):
        self.folder, self.limit_s = folder, limit_s

    def nbgrader(self, *arguments, within=None):
        done = subprocess.run(
            [sys.executable, "-m", "nbgrader", *arguments],
            cwd=within or self.folder,
            env=dict(os.environ, JUPYTER_CONFIG_DIR=str(self.folder / "jupyter")),
            capture_output=True,
            text=True,
            timeout=self.limit_s,
        )
        done.said = done.stdout + done.stderr
        return done

    def notebook(self, step, student=".", name=NAME):
        return notebooks.read(self.folder / step / student / name / f"{name}.ipynb")

    def submit(self, student, notebook):
        notebooks.write(notebook, self.folder / "submitted" / student / NAME / f"{NAME}.ipynb")

    def failed(self, student):
        """Return the exercises whose points a student did not get."""
        cells = {cell.id: cell for cell in self.notebook("autograded", student).cells}
        outputs = {q: cells[f"{q}-hidden-test"].outputs for q in QS}
        return [q for q in QS if any(output.output_type == "error" for output in outputs[q])]


def cell(notebook, name):
    return next(cell for cell in notebook.cells if cell.id == name)


def answered(released, **changed):
    """Return a submission with the reference answers, or others for some exercises."""
    notebook = copy.deepcopy(released)
    for exercise in EXERCISES:
        code = changed.get(exercise.name, planted_answers.reference(exercise))
        cell(notebook, f"{exercise.name}-answer").source = code
    return notebook


def wrong(q):
    """Return the first of the planted wrong answers to an exercise."""
    return next(one for one in planted_answers.load(NAME) if (one.exercise, one.kind) == (q, "wrong")).code
