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
from gan_course.exercises.catalogue import MODULES, every, limit_hints, of, variant
from gan_course.exercises.progress import progress

__all__ = ["MODULES", "Exercise", "every", "limit_hints", "of", "progress", "variant", *MODULES.values()]


def __getattr__(name):
    if name in MODULES.values():
        return importlib.import_module(f"{__name__}.{name}")
    raise AttributeError(f"module {__name__!r} has no attribute {name!r}; it has {', '.join(__all__)}")
