"""Reads the reference answers, when the instructor left them in place."""

import os
import re
from pathlib import Path

from gan_course.paths import ROOT

_MARK = re.compile(r"^# %% (\w+)[^\n]*\n", re.MULTILINE)  # q1, q2, … and blanks in the story, by their names


def folder():
    """Return where the reference answers are: $GAN_SOLUTIONS_DIR, else `notebooks/solutions` beside the package."""
    return Path(os.environ.get("GAN_SOLUTIONS_DIR") or ROOT / "notebooks" / "solutions")


def blocks(text):
    """Return {"q1": code, …} of a file of reference answers.

    >>> blocks("# %% q1\\ndef f():\\n    return 1\\n\\n\\n# %% q2\\nx = 2\\n")
    {'q1': 'def f():\\n    return 1', 'q2': 'x = 2'}
    """
    pieces = _MARK.split(text)[1:]
    return {name: code.strip() for name, code in zip(pieces[::2], pieces[1::2], strict=True)}


def preamble(text):
    """Return what stands before the first answer: imports that the notebook already has.

    >>> preamble("import numpy as np\\n\\n# %% q1\\nx = 2\\n")
    'import numpy as np'
    """
    return _MARK.split(text)[0].strip()


def text(notebook):
    """Return the file of reference answers of a notebook; empty when it was withheld."""
    try:
        return (folder() / f"{notebook}.py").read_text(encoding="utf-8")
    except OSError:
        return ""


def read(notebook):
    """Return the reference answers of a notebook, {"q1": code, …}; empty when they were withheld."""
    return blocks(text(notebook))
