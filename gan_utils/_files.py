"""Files that are either whole or absent: written beside their place, renamed into it, checked by hash."""

import contextlib
import hashlib
import os
import tempfile
from pathlib import Path

import numpy as np


def data_dir():
    """Return the course's `data` folder: $GAN_DATA_DIR, else `data` beside the package."""
    return Path(os.environ.get("GAN_DATA_DIR") or Path(__file__).resolve().parent.parent / "data")


def cache_dir():
    """Return `data/cache`, created on first use; nothing in it is precious."""
    path = data_dir() / "cache"
    path.mkdir(parents=True, exist_ok=True)
    return path


@contextlib.contextmanager
def replacing(path):
    """Yield a temporary path in the folder of `path`, renamed to `path` on success and removed on failure.

    >>> import tempfile
    >>> target = Path(tempfile.mkdtemp()) / "a.txt"
    >>> with replacing(target) as temporary:
    ...     _ = temporary.write_text("whole")
    >>> target.read_text()
    'whole'
    """
    path = Path(path)
    path.parent.mkdir(parents=True, exist_ok=True)
    handle, name = tempfile.mkstemp(dir=path.parent, prefix=f".{path.stem}-", suffix=path.suffix)
    os.close(handle)
    temporary = Path(name)
    try:
        yield temporary
        with open(temporary, "rb") as written:
            os.fsync(written.fileno())
        temporary.chmod(0o644)
        os.replace(temporary, path)
    finally:
        temporary.unlink(missing_ok=True)


def array_hash(arrays):
    """Return the SHA-256 of a dictionary of arrays: names, dtypes, shapes and bytes, in the order of names.

    Hashes the content and not the file, so it does not depend on the zip library that wrote it.

    >>> array_hash({"a": np.zeros(2)}) == array_hash({"a": np.zeros(2)}) != array_hash({"a": np.ones(2)})
    True
    """
    digest = hashlib.sha256()
    for name in sorted(arrays):
        array = np.ascontiguousarray(arrays[name])
        digest.update(f"{name}|{array.dtype.str}|{array.shape}|".encode())
        digest.update(array.tobytes())
    return digest.hexdigest()


def save_arrays(path, arrays, compressed=True):
    """Write a dictionary of arrays to `path` (.npz), whole or not at all."""
    with replacing(path) as temporary:
        (np.savez_compressed if compressed else np.savez)(temporary, **arrays)


def load_arrays(path):
    """Read every array of an .npz without unpickling anything."""
    with open(path, "rb") as file, np.load(file, allow_pickle=False) as archive:
        return {name: archive[name] for name in archive.files}
