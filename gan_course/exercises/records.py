"""What a learner has solved, in one small file of their own; nothing leaves the machine."""

import contextlib
import json
import os
import sys
from pathlib import Path

from gan_utils import _files, _places


def path():
    """Return where progress is kept: $GAN_PROGRESS_FILE, else `gan-course/progress.json` among the user's data."""
    if os.environ.get("GAN_PROGRESS_FILE"):
        return Path(os.environ["GAN_PROGRESS_FILE"]).expanduser()
    users = _places.user("data") / "progress.json"
    earlier = Path("~/.local/share/gan-course/progress.json").expanduser() if sys.platform == "darwin" else users
    return earlier if earlier.exists() and not users.exists() else users


def load():
    """Return {"01_minimax_game/q1": "correct" or "tried"}; empty when there is no file, or a damaged one."""
    kept = _part("exercises")
    return {key: kept[key] for key in kept if kept[key] in ("correct", "tried")}


def remember(key, status):
    """Keep that an exercise was solved or tried; what was solved stays solved.

    Never raises: where nothing can be written, the course goes on without progress.
    """
    kept = load()
    state = "correct" if status == "correct" or kept.get(key) == "correct" else "tried"
    if kept.get(key) != state:
        _write(exercises=kept | {key: state})


def tries(key):
    """Return what was kept of an open task, [[mean, spread, seeds], …], the oldest first."""
    found = _part("tries").get(key)
    good = lambda one: isinstance(one, list) and len(one) == 3 and all(isinstance(x, int | float) for x in one)
    return [one for one in found if good(one)] if isinstance(found, list) else []


def keep_try(key, result):
    """Add a result to those of an open task; never raises."""
    _write(tries=_part("tries") | {key: [*tries(key), result]})


def _part(name):
    try:
        kept = json.loads(path().read_text(encoding="utf-8"))[name]
        return {str(key): value for key, value in kept.items()}
    except (OSError, RuntimeError, ValueError, KeyError, TypeError, AttributeError):  # RuntimeError: "~" of nobody
        return {}


def _write(**parts):
    parts = {name: _part(name) for name in ("exercises", "tries")} | parts
    with contextlib.suppress(OSError, RuntimeError), _files.replacing(path()) as temporary:
        text = json.dumps({"version": 1} | {name: dict(sorted(part.items())) for name, part in parts.items()}, indent=1)
        temporary.write_text(text + "\n", encoding="utf-8")
