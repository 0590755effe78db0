"""What a learner has solved, in one small file of their own; nothing leaves the machine."""

import contextlib
import json
import os
import sys
from pathlib import Path

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
