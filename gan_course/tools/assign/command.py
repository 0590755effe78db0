"""`gan-course assign`: writes an nbgrader course from the learner's notebooks and the reference answers."""

import math
import secrets
import tomllib
from pathlib import Path

import nbformat.v4 as v4

from gan_course.exercises import solutions
from gan_course.tools import notebooks
from gan_course.tools.assign import assignment
from gan_utils import _files

CONFIG = """\
# nbgrader's settings for this course. Written once by `gan-course assign`; from then on it is yours to edit.
import os
import sysconfig

from gan_course.tools.assign.restoring import RestoreCells

c = get_config()
c.CourseDirectory.course_id = "gan"
c.IncludeHeaderFooter.header = "source/header.ipynb"
c.ClearSolutions.code_stub = {"python": "...  # your code here"}

c.Execute.timeout = 60  # seconds that one cell may take, the set-up with its import of TensorFlow included
c.Execute.extra_arguments = ["--log-level=ERROR"]
os.environ["CUDA_VISIBLE_DEVICES"] = "-1"  # the checks are small: a GPU would only take longer to start
os.environ["GAN_SOLUTIONS_DIR"] = os.devnull  # q1.solution() in an answer finds none
# nbgrader starts alembic by its name, which is known only where the environment is activated.
os.environ["PATH"] = sysconfig.get_path("scripts") + os.pathsep + os.environ["PATH"]

# Whatever an answer writes to stderr, such as TensorFlow's advice, is no failure; what it raises is.
c.IgnorePattern.enabled = True
c.IgnorePattern.pattern = r"(?s).*"
# A cell that was renamed, copied or deleted costs nothing but itself.
c.Autograde.sanitize_preprocessors.prepend([RestoreCells])
"""

HEADER = """\
**This notebook is graded.** Write where it says `# your code here`, and in cells that you add; leave the others as they
are. Before you hand it in, choose *Kernel → Restart Kernel and Run All Cells*: a test that stays silent has passed.

The code of the story is here to be read. To run it and to see its pictures, open the notebook of the same name in the
course, where each check also has hints."""


def read_config(path):
    """Return (hidden_seed, changes) of an instructor's TOML file.

    Args:
        path: of a file such as the example below; None for no changes and a seed drawn now.

    Returns:
        The seed of the hidden tests, and {notebook: {"drop": [exercise, …], "points": {exercise: points}}} with
        notebooks as they are written there, such as "01".

    Raises:
        ValueError: for a setting that does not exist or is of the wrong kind, or a seed that is no integer above 0,
            the seed of the visible tests.

    An example, in which the first notebook keeps all but its fourth exercise, and the third counts 5::

        hidden_seed = 1905
        ["01"]
        drop = ["q4"]
        points = { q3 = 5 }
    """
    try:
        changes = tomllib.loads(Path(path).read_text(encoding="utf-8") if path else "")
    except (tomllib.TOMLDecodeError, UnicodeDecodeError) as error:
        raise ValueError(f"{path} is not TOML: {error}") from None
    seed = changes.pop("hidden_seed", None)
    if seed is None:
        seed = secrets.randbelow(10**6) + 1
    if type(seed) is not int or seed < 1:
        raise ValueError(f"hidden_seed is {seed!r}: it must be an integer above 0, since 0 draws the visible inputs")
    for name, table in changes.items():
        unknown = sorted(set(table) - {"drop", "points"}) if isinstance(table, dict) else [name]
        if unknown:
            raise ValueError(
                f"{path} has the unknown setting {unknown[0]!r}: there are hidden_seed, and for a notebook, "
                'in a table such as ["01"], drop and points'
            )
        if not isinstance(table.get("drop", []), list):
            raise ValueError(f'["{name}"] has drop = {table["drop"]!r}: give a list of exercises, as in drop = ["q4"]')
        if not isinstance(table.get("points", {}), dict):
            raise ValueError(
                f'["{name}"] has points = {table["points"]!r}: give each exercise its own, as in points = {{ q3 = 5 }}'
            )
    return seed, changes


def choose(exercises, changes, name):
    """Return {name: exercise} of what is left of the exercises of a notebook, with its points.

    Args:
        exercises: a list of `assignment.Exercise`.
        changes: dictionary of "drop" and "points".
        name: of the notebook, for error messages.

    Raises:
        ValueError: for an exercise that the notebook does not have, for points below 0, or when none is left.
    """
    drop, points = changes.get("drop", []), changes.get("points", {})
    known = [exercise.name for exercise in exercises]
    for q in [*drop, *points]:
        if q not in known:
            raise ValueError(f"{name} has no exercise {q!r}: choose among {', '.join(known)}")
    for q, worth in points.items():
        if type(worth) not in (int, float) or not 0 <= worth < math.inf:
            raise ValueError(f"{name}: {q} has {worth!r} points: give a number from 0 up")
    if set(known) <= set(drop):
        raise ValueError(f"{name}: every exercise is dropped: leave one, or do not assign the notebook")
    return {
        exercise.name: exercise._replace(points=points.get(exercise.name, exercise.points))
        for exercise in exercises
        if exercise.name not in drop
    }


def assign(names, out, config=None, folder=None, say=print):
    """Write an nbgrader course: `nbgrader_config.py` and, for each notebook, `source/NAME/NAME.ipynb`.

    What is there already of other assignments, the grades and the settings stay.

    Args:
        names: which notebooks, as for `notebooks.find`; one assignment each.
        out: folder of the course.
        config: path of the instructor's TOML file, see `read_config`.
        folder: where the notebooks are; the reference answers are in `exercises.solutions.folder()`.
        say: called with one line at a time.

    Returns:
        {assignment: {exercise: points}}.

    Raises:
        ValueError: when a notebook, an answer or a setting is wrong; nothing has been written then.
    """
    out = Path(out)
    for folder_there in (out, out / "source"):
        if folder_there.exists() and not folder_there.is_dir():
            raise ValueError(
                f"{folder_there} is a file: give --out a folder for the course, new or made by this command"
            )
    hidden_seed, changes = read_config(config)
    changes = {notebooks.find([key], folder)[0]: change for key, change in changes.items()}
    made, worth = {}, {}
    for path in notebooks.find(names, folder):
        name, notebook = path.stem, notebooks.read(path)
        chosen = choose(assignment.of(notebook, name), changes.get(path, {}), name)
        answers = solutions.read(name)
        if not answers:
            raise ValueError(
                f"the reference answers of {name} are not in {solutions.folder()}: work in a copy that has them"
            )
        made[name] = assignment.make(notebook, name, chosen, answers, hidden_seed)
        worth[name] = {q: exercise.points for q, exercise in chosen.items()}
    for name, notebook in made.items():
        notebooks.write(notebook, out / "source" / name / f"{name}.ipynb")
        points = ", ".join(f"{q} {points:g}" for q, points in worth[name].items())
        say(f"{name}: {points}; {sum(worth[name].values()):g} points")
        say(f"  runs besides the exercises: {', '.join(assignment.kept(notebook))}")
    _write_once(out / "nbgrader_config.py", CONFIG)
    header = v4.new_notebook(cells=[v4.new_markdown_cell(HEADER, id="header")])
    _write_once(out / "source" / "header.ipynb", notebooks.dumps(header))
    say(f"hidden tests draw from seed {hidden_seed}" + ("" if config else "; fix it with hidden_seed in --config"))
    say(f"next: cd {out} && nbgrader generate_assignment {next(iter(made))}")
    return worth


def _write_once(path, text):
    """Write a file unless it exists, since it is then the instructor's."""
    if not path.exists():
        with _files.replacing(path) as temporary:
            temporary.write_text(text, encoding="utf-8")
