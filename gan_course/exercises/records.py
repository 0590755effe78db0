"""What a learner has solved, in one small file of their own; nothing leaves the machine."""

import contextlib
import json
import os
import sys
from html import escape
from pathlib import Path

from gan_course.exercises.outcome import LOOK
from gan_utils import _files


def path():
    """Return where progress is kept: $GAN_PROGRESS_FILE, else `gan-course/progress.json` among the user's data."""
    if os.environ.get("GAN_PROGRESS_FILE"):
        return Path(os.environ["GAN_PROGRESS_FILE"]).expanduser()
    if sys.platform == "win32" and os.environ.get("LOCALAPPDATA"):
        base = Path(os.environ["LOCALAPPDATA"])
    else:
        base = Path(os.environ.get("XDG_DATA_HOME") or Path.home() / ".local" / "share")
    return base / "gan-course" / "progress.json"


def load():
    """Return {"01_minimax_game/q1": "correct" or "tried"}; empty when there is no file, or a damaged one."""
    try:
        kept = json.loads(path().read_text(encoding="utf-8"))["exercises"]
        return {str(key): kept[key] for key in kept if kept[key] in ("correct", "tried")}
    except (OSError, ValueError, KeyError, TypeError):
        return {}


def remember(key, status):
    """Keep that an exercise was solved or tried; what was solved stays solved.

    Never raises: where nothing can be written, the course goes on without progress.
    """
    kept = load()
    state = "correct" if status == "correct" or kept.get(key) == "correct" else "tried"
    if kept.get(key) == state:
        return
    kept[key] = state
    with contextlib.suppress(OSError, RuntimeError), _files.replacing(path()) as temporary:
        text = json.dumps({"version": 1, "exercises": dict(sorted(kept.items()))}, indent=1)
        temporary.write_text(text + "\n", encoding="utf-8")


_WORDS = {
    "correct": f"{LOOK['correct'][0]} solved",
    "tried": f"{LOOK['not yet'][0]} tried",
    "": f"{LOOK['not attempted'][0]} open",
}


class Progress:
    """The table of exercises: its repr is plain text, its HTML a table."""

    def __init__(self, rows):
        self.rows = rows  # (notebook, name, title, points, state)

    @property
    def solved(self):
        """How many exercises are solved."""
        return sum(state == "correct" for *_, state in self.rows)

    def summary(self):
        """Return the sentence under the table."""
        points = sum(points for *_, points, state in self.rows if state == "correct")
        total = sum(points for *_, points, _ in self.rows)
        return f"{self.solved} of {len(self.rows)} exercises solved, {points} of {total} points."

    def __repr__(self):
        lines = [
            f"{notebook:<22}  {name:<3}  {_WORDS[state]:<8}  {title}" for notebook, name, title, _, state in self.rows
        ]
        return "\n".join([*lines, self.summary()])

    def _repr_html_(self):
        left = 'style="text-align:left"'
        head = "".join(f'<th scope="col" {left}>{h}</th>' for h in ("notebook", "exercise", "state", "points"))
        body = "".join(
            f"<tr><td {left}>{notebook}</td><td {left}>{name}: {escape(title)}</td>"
            f"<td {left}>{_WORDS[state]}</td><td {left}>{points}</td></tr>"
            for notebook, name, title, points, state in self.rows
        )
        return f"<table><thead><tr>{head}</tr></thead><tbody>{body}</tbody></table><p>{self.summary()}</p>"


def progress(notebook=None):
    """Return the table of what is solved, tried and open; in a notebook it shows itself.

    Args:
        notebook: only this one, as "01_minimax_game"; every one by default.

    Raises:
        ValueError: for a notebook without exercises, listing those that have some.
    """
    from gan_course import exercises

    if notebook is not None and notebook not in exercises.MODULES:
        raise ValueError(f"no exercises for {notebook!r}: choose one of {', '.join(exercises.MODULES)}")
    kept = load()
    chosen = exercises.every() if notebook is None else exercises.of(notebook)
    return Progress([(e.notebook, e.name, e.title, e.points, kept.get(e.key, "")) for e in chosen])
