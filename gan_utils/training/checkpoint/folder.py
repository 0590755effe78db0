"""The folder of a run: one run at a time, no halves left behind, the newest files kept."""

import contextlib
import os
from pathlib import Path

try:
    import fcntl
except ImportError:  # Windows, which locks in another way
    fcntl = None
    import msvcrt

# Windows locks bytes and keeps everybody else from reading them, so this one lies far behind what the file says.
_FAR = 2**30


def checkpoints(folder):
    """Return the checkpoints in a folder, oldest first."""
    return sorted(Path(folder).glob("step-*.npz"))


def step_of(path):
    """Return the step in a checkpoint's name.

    >>> step_of(Path("step-00000250.npz"))
    250
    """
    return int(path.stem.removeprefix("step-"))


@contextlib.contextmanager
def locked(folder):
    """Hold a folder for one run, until the block ends or the process dies; remove what a killed run left half done.

    Raises:
        RuntimeError: when another run holds it.
    """
    folder = Path(folder)
    folder.mkdir(parents=True, exist_ok=True)
    path = folder / ".lock"
    file = _take(path)
    try:
        for half in folder.glob(".step-*.npz"):
            half.unlink(missing_ok=True)
        yield
    finally:
        with contextlib.suppress(OSError):  # Windows keeps a file that is open
            path.unlink()
        _unlock(file)
        file.close()


def _take(path):
    """Return the locked file at `path`, the one that others would find there, too."""
    while True:
        file = open(path, "a+")  # noqa: SIM115, it stays open for as long as it is locked
        try:
            _lock(file)
        except OSError:
            file.seek(0)
            holder = file.read().strip()
            file.close()
            raise RuntimeError(
                f"another run{f' (process {holder})' if holder else ''} is writing checkpoints to {path.parent}: "
                "wait for it, stop it, or choose another folder"
            ) from None
        if _is_at(file, path):
            file.truncate(0)
            file.write(str(os.getpid()))
            file.flush()
            return file
        file.close()  # whoever held it has just removed it


def _is_at(file, path):
    """Return whether an open file is still the one that its path leads to; Windows moves no file that is open."""
    if fcntl is None:
        return True
    try:
        return os.path.samestat(os.fstat(file.fileno()), path.stat())
    except FileNotFoundError:
        return False


def _lock(file):
    if fcntl is not None:
        fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
    else:
        file.seek(_FAR)
        msvcrt.locking(file.fileno(), msvcrt.LK_NBLCK, 1)


def _unlock(file):
    """Let go at once: closing does that too, but Windows may take its time."""
    if fcntl is None:
        file.seek(_FAR)
        msvcrt.locking(file.fileno(), msvcrt.LK_UNLCK, 1)
