"""Exercises that check themselves: a folder a notebook, in it a file a question, as `minimax/q1_value.py`.

A question's file holds its `Exercise`, the checks and what only they use. What two questions of a notebook share
stands beside them in a file of its own; what several notebooks share (`asking`, `logits`, `networks`) stands here.

>>> from gan_course.exercises.minimax import q1
>>> def estimate_value(d_real, d_fake):
...     ...  # your code here
>>> q1.check(estimate_value).status
'not attempted'
"""

import importlib

from gan_course.exercises.base import Exercise
from gan_course.exercises.progress import progress

# notebook -> folder
MODULES = {
    "00_start_here": "start",
    "01_minimax_game": "minimax",
    "02_vanilla_gan": "vanilla",
    "03_dcgan": "dcgan",
    "04_conditional_gan": "conditional",
    "05_latent_space": "latent",
    "06_evaluating_gans": "evaluation",
    "07_training_stability": "stability",
    "08_generalisation": "generalisation",
}
__all__ = ["MODULES", "Exercise", "every", "of", "progress", *MODULES.values()]


def of(notebook):
    """Return the exercises of a notebook, in order; an empty list when it has none.

    >>> [exercise.name for exercise in of("01_minimax_game")]
    ['q1', 'q2', 'q3', 'q4', 'q5']
    """
    if notebook not in MODULES:
        return []
    module = importlib.import_module(f"{__name__}.{MODULES[notebook]}")
    found = [value for value in vars(module).values() if isinstance(value, Exercise)]
    return sorted(found, key=lambda exercise: exercise.number)


def every():
    """Return every exercise of the course, in reading order."""
    return [exercise for notebook in MODULES for exercise in of(notebook)]


def __getattr__(name):
    if name in MODULES.values():
        return importlib.import_module(f"{__name__}.{name}")
    raise AttributeError(f"module {__name__!r} has no attribute {name!r}; it has {', '.join(__all__)}")
