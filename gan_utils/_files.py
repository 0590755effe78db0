"""Files that are either whole or absent: written beside their place, renamed into it, checked by hash."""

import contextlib
import errno
import hashlib
import os
import tempfile
import zipfile
from pathlib import Path

import numpy as np

from gan_utils import _npz, _places


def data_dir():
    """Return the course's `data` folder: $GAN_DATA_DIR, else `data` beside the package, else what a wheel carries."""
    return _places.data()


def cache_dir():
    """Return `data/cache`, or the user's own where that cannot be written; made on first use, and not precious."""
    return _places.cache()


def cached(name):
    """Return the path of a file in the cache, wherever it lies: a shared cache may be full and read-only."""
    places = [folder / name for folder in _places.caches()]
    return next(filter(os.path.exists, places), places[0])


@contextlib.contextmanager
def _full_disk(path):
    """Say in one sentence that the disk is full, whoever noticed it; the error keeps its `errno`."""
    try:
        yield
    except OSError as error:
        if error.errno not in (errno.ENOSPC, errno.EDQUOT, errno.EFBIG):
            raise
        full = OSError(
            f"the disk is full, so {Path(path).name} was not written and nothing else was changed: "
            "free some space, or choose another folder"
        )
        full.errno = error.errno
        raise full from None


@contextlib.contextmanager
def replacing(path):
    """Yield a temporary path in the folder of `path`, renamed to `path` on success and removed on failure.

    Raises:
        OSError: when the disk is full, or `path` is a device or a pipe, in a sentence; what was there before still is.

    >>> import tempfile
    >>> target = Path(tempfile.mkdtemp()) / "a.txt"
    >>> with replacing(target) as temporary:
    ...     _ = temporary.write_text("whole")
    >>> target.read_text()
    'whole'
    """
    path = Path(path)
    if path.exists() and not path.is_file() and not path.is_dir():  # root could put a file in place of /dev/null
        raise OSError(f"{path} is a device or a pipe: give the name of a file")
    with _full_disk(path):
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


def content_hash(arrays):
    """Return the SHA-256 of a dictionary of arrays: names, dtypes, shapes and bytes, in the order of names.

    Hashes the content and not the file, so it does not depend on the zip library that wrote it.

    >>> content_hash({"a": np.zeros(2)}) == content_hash({"a": np.zeros(2)}) != content_hash({"a": np.ones(2)})
    True
    """
    digest = hashlib.sha256()
    for name in sorted(arrays):
        array = np.ascontiguousarray(arrays[name])
        digest.update(f"{name}|{array.dtype.str}|{array.shape}|".encode())
        digest.update(array.tobytes())
    return digest.hexdigest()


def save_arrays(path, arrays, compressed=True):
    """Write a dictionary of arrays to `path` (.npz), whole or not at all, sealed with its own SHA-256.

    Raises:
        ValueError: for an array that is not of plain numbers or text, naming it; nothing is ever pickled.
        OSError: when the disk is full, saying so; what was at `path` before is still there.
    """
    arrays = {name: np.asarray(array) for name, array in arrays.items()}
    for name, array in arrays.items():
        if array.dtype.kind not in _npz.PLAIN:
            raise ValueError(f"cannot write {name!r} of dtype {array.dtype}: expected plain numbers or text")
    method = zipfile.ZIP_DEFLATED if compressed else zipfile.ZIP_STORED
    with replacing(path) as temporary:
        with open(temporary, "wb") as file, zipfile.ZipFile(file, "w", method) as archive:
            for name, array in arrays.items():
                with archive.open(f"{name}.npy", "w", force_zip64=True) as member:
                    np.lib.format.write_array(member, array, version=(1, 0), allow_pickle=False)
        _npz.seal(temporary)


def load_arrays(path, limit=_npz.LIMIT, sealed=False):
    """Read every array of an .npz without unpickling anything, once `_npz.check` has found it sound.

    Args:
        path: the file.
        limit: the most bytes that its arrays may take; a file that claims more is not unpacked.
        sealed: whether to refuse a file without the hash that `save_arrays` ends it with. Where there is such a
            hash, it is always checked first.

    Raises:
        ValueError: in one sentence, for a file that is cut short, altered, too large or not of plain arrays.
        FileNotFoundError: when there is no such file.
    """
    path = Path(path)
    try:
        if path.exists() and not path.is_file():
            raise _npz.Refused("is not a file")
        with open(path, "rb") as file:
            if not _npz.check(file, limit) and sealed:
                raise _npz.Refused("has no hash of its own, which `save_weights` writes")
            file.seek(0)
            return _read(file)
    except _npz.Refused as refused:
        raise _npz.Refused(refused.what, path.name) from None


def _read(file):
    try:
        with np.load(file, allow_pickle=False) as archive:
            return {name: archive[name] for name in archive.files}
    except MemoryError:
        raise
    except Exception as error:  # zipfile and zlib raise a dozen kinds on a damaged file
        raise _npz.Refused(f"is damaged ({_npz.first_line(error)})") from None
