"""`gan-course handout`: a copy of the course for students, without answers and with the hints that one allows.

Hints are text in the course's own files: only a copy that lacks them withholds them.
"""

import ast
import shutil
from pathlib import Path

from gan_course import exercises
from gan_course.tools import notebooks
from gan_course.tools.assign import settings
from gan_utils import _files

# tests/exercises holds right answers, by the dozen
ANSWERS = ("notebooks/solutions", "tests", "gan_course/tools/quiz/questions.toml")
NOT_COPIED = (
    ".git",
    ".venv*",
    "build",
    "__pycache__",
    "*.pyc",
    ".ipynb_checkpoints",
    "*.egg-info",
    ".pytest_cache",
    ".ruff_cache",
    "runs",
)


def handout(out, config=None, root=notebooks.ROOT, say=print):
    """Copy the course into a folder of its own, for students; the course itself stays as it is.

    Args:
        out: the new folder, outside of the course.
        config: path of the TOML file that `gan-course assign` takes; its `hints` say how many stay in which notebook.
        root: of the course.
        say: called with one line at a time.

    Returns:
        {notebook: hints left in each exercise} of those where some were cut.

    Raises:
        ValueError: when the folder is there already or lies within the course, or a setting is wrong.
    """
    out, root = Path(out).resolve(), Path(root).resolve()
    if out.exists() and (not out.is_dir() or any(out.iterdir())):
        raise ValueError(f"{out} is there already: give --out a folder that is new or empty")
    if out.is_relative_to(root):
        raise ValueError(f"{out} lies within the course: give --out a folder outside of {root}")
    _, changes = settings.read(config)
    folder = root / "notebooks"
    most = {notebooks.find([key], folder)[0].stem: one["hints"] for key, one in changes.items() if "hints" in one}
    withheld = {root / name for name in ANSWERS}

    def ignore(place, names):
        there = {name for name in names if Path(place) / name in withheld}
        return there | shutil.ignore_patterns(*NOT_COPIED)(place, names)

    shutil.copytree(root, out, ignore=ignore, dirs_exist_ok=True)
    for name, number in most.items():
        for file in sorted((out / "gan_course" / "exercises" / exercises.MODULES[name]).glob("q*.py")):
            with _files.replacing(file) as temporary:
                temporary.write_text(with_hints(file.read_text(encoding="utf-8"), number), encoding="utf-8")
    say(f"{out}: the course without {', '.join(ANSWERS[:-1])} and {ANSWERS[-1]}")
    for name, number in most.items():
        say(f"  {name}: {number} of the hints of each exercise")
    return most


def with_hints(source, most):
    """Return the code of an exercise with so many of its hints at most.

    >>> print(with_hints("q1 = Exercise(1, hints=[\\n    'a',\\n    'b' 'c',\\n], tensors=True)", 1))
    q1 = Exercise(1, hints=['a'], tensors=True)
    """
    for node in ast.walk(ast.parse(source)):
        if isinstance(node, ast.keyword) and node.arg == "hints" and isinstance(node.value, ast.List):
            kept = ", ".join(ast.get_source_segment(source, hint) for hint in node.value.elts[:most])
            return source.replace(ast.get_source_segment(source, node.value), f"[{kept}]", 1)
    return source


def arguments(parser):
    """Add the command's arguments."""
    parser.add_argument(
        "--out", required=True, metavar="FOLDER", help="where the copy goes: new, outside of the course"
    )
    parser.add_argument("--config", metavar="FILE", help="the TOML file of `gan-course assign`: its hints are obeyed")


def main(options):
    """Write the copy."""
    handout(options.out, options.config)
    return 0
