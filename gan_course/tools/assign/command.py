"""`gan-course assign`: writes an nbgrader course from the learner's notebooks and the reference answers."""

import secrets
from pathlib import Path

import nbformat.v4 as v4

from gan_course.exercises import solutions
from gan_course.tools import notebooks
from gan_course.tools.assign import assignment, essays, settings, texts
from gan_course.tools.assign.ledger import Ledger
from gan_utils import _files


def assign(names, out, config=None, replace=False, folder=None, say=print):
    """Write an nbgrader course: `nbgrader_config.py` and, for each notebook, `source/NAME/NAME.ipynb`.

    What is there already of other assignments, the grades and the settings stay. An assignment that was edited by hand
    since this command wrote it is not written again, unless `replace` says so; what it was is then kept.

    Args:
        names: which notebooks, as for `notebooks.find`; one assignment each.
        out: folder of the course.
        config: path of the instructor's TOML file, see `settings.read`.
        replace: write over what was edited by hand, after a copy to `replaced/`.
        folder: where the notebooks are; the reference answers are in `exercises.solutions.folder()`.
        say: called with one line at a time.

    Returns:
        {assignment: {exercise or essay: points}}.

    Raises:
        ValueError: when a notebook, an answer or a setting is wrong, or an assignment was edited by hand; nothing has
            been written then.
    """
    out = Path(out)
    _require_folders(out, out / "source")
    ledger = Ledger(out)
    seed, changes = settings.read(config)
    changes = {notebooks.find([key], folder)[0]: change for key, change in changes.items()}
    drawn = secrets.randbelow(10**6) + 1
    made, worth, seeds = {}, {}, {}
    for path in notebooks.find(names, folder):
        name = path.stem
        seeds[name] = seed or ledger.seed(name) or drawn
        made[name], worth[name] = _one(path, changes.get(path, {}), seeds[name])
    if not replace:
        ledger.require_unedited(made)
    for name, notebook in made.items():
        kept = ledger.write(name, notebook, seeds[name])
        _tell(say, name, notebook, worth[name], seeds[name], fixed=bool(seed))
        if kept:
            say(f"  what was edited by hand is now {kept}")
    _write_once(out / "nbgrader_config.py", texts.CONFIG)
    if texts.SIGN not in (out / "nbgrader_config.py").read_text(encoding="utf-8"):
        say("nbgrader_config.py there lacks what this course sets today: move it away and run again to get it anew")
    header = v4.new_notebook(cells=[v4.new_markdown_cell(texts.HEADER, id="header")])
    _write_once(out / "source" / "header.ipynb", notebooks.dumps(header))
    say(f"next: cd {out} && nbgrader generate_assignment {next(iter(made))}")
    return worth


def _require_folders(*folders):
    for folder in folders:
        if folder.exists() and not folder.is_dir():
            raise ValueError(f"{folder} is a file: give --out a folder for the course, new or made by this command")


def _tell(say, name, notebook, worth, seed, fixed):
    """Say what an assignment holds, what it runs, and where its hidden tests draw from."""
    points = ", ".join(f"{q} {points:g}" for q, points in worth.items())
    say(f"{name}: {points}; {sum(worth.values()):g} points")
    say(f"  runs besides the exercises: {', '.join(assignment.kept(notebook))}")
    say(f"  hidden tests draw from seed {seed}" + ("" if fixed else "; fix it with hidden_seed in --config"))


def _one(path, changes, hidden_seed):
    """Return (assignment, {exercise or essay: points}) of the notebook at `path`."""
    name, notebook = path.stem, notebooks.read(path)
    chosen, written = settings.choose(assignment.of(notebook, name), essays.of(name), changes, name)
    answers = solutions.read(name)
    if not answers:
        raise ValueError(
            f"the reference answers of {name} are not in {solutions.folder()}: work in a copy that has them"
        )
    hints, variants = changes.get("hints"), changes.get("variants", False)
    made = assignment.make(notebook, name, chosen, answers, hidden_seed, hints, written.values(), variants)
    return made, {q: one.points for q, one in {**chosen, **written}.items()}


def _write_once(path, text):
    """Write a file unless it exists, since it is then the instructor's."""
    if not path.exists():
        with _files.replacing(path) as temporary:
            temporary.write_text(text, encoding="utf-8")
