"""Where files are: what the course ships, what it may throw away, and what a learner made.

In a checkout all of it but progress lies in `data/`, where that can be written. A package installed from a wheel
carries the weights and tables inside itself; its cache, like that of a checkout that is read-only, lies in the user's
own folder for caches. Progress is always the user's own.
"""

import os
import tempfile
from pathlib import Path

PACKAGE = Path(__file__).resolve().parent
CHECKOUT = PACKAGE.parent / "data"
SHIPPED = PACKAGE / "shipped"  # `setup.py` copies data/pretrained and data/results there when it builds a wheel
NAME = "gan-course"


def data():
    """Return the folder of weights and tables: $GAN_DATA_DIR, else a checkout's `data`, else what the wheel carries."""
    if os.environ.get("GAN_DATA_DIR"):
        return Path(os.environ["GAN_DATA_DIR"])
    return CHECKOUT if (CHECKOUT / "pretrained").is_dir() or not SHIPPED.is_dir() else SHIPPED


def caches():
    """Return where a cached file may lie, the first choice first: beside the data, with the user's caches, among those
    that the machine throws away.

    With $GAN_DATA_DIR there is only that one, since whoever set it said where.
    """
    beside = data() / "cache"
    if os.environ.get("GAN_DATA_DIR"):
        return [beside]
    own = [user("cache"), _temporary("cache")]
    return own if data() == SHIPPED else [beside, *own]


def cache():
    """Return the first cache that can be written, made if need be.

    Raises:
        OSError: of the first choice, when none can be written.
    """
    first = None
    for folder in caches():
        try:
            folder.mkdir(parents=True, exist_ok=True)
            with tempfile.TemporaryFile(dir=folder):
                return folder
        except OSError as error:
            first = first or error
    raise first


def user(kind):
    """Return the course's folder among the user's own, of `kind` "cache" or "data"; a temporary one without a home."""
    import platformdirs

    find = platformdirs.user_cache_path if kind == "cache" else platformdirs.user_data_path
    try:
        found = find(NAME, appauthor=False)
    except RuntimeError:  # nobody says where this user's home is; platformdirs before 4.14 leaves the "~" as it is
        return _temporary(kind)
    return _temporary(kind) if str(found).startswith("~") else found


def _temporary(kind):
    return Path(tempfile.gettempdir()) / f"{NAME}-{os.getuid() if hasattr(os, 'getuid') else 'user'}" / kind
