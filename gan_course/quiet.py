"""TensorFlow without its start-up notes, which no setting stops (TensorFlow 2.21), and text as a terminal shows it."""

import contextlib
import gc
import os
import re
import sys
import tempfile

from gan_utils import _keras_settings

_ANSI = re.compile(r"\x1b\[[0-9;?]*[A-Za-z]")
_NATIVE_NOISE = re.compile(
    r"^([IW]\d{4} \d\d:\d\d:|[IW]\d{8} |WARNING: All log messages before absl"
    r"|E\d{4} .*(failed call to cuInit|Unable to register cu))"
)


def final_text(text):
    r"""Return what a terminal shows in the end: carriage returns and backspaces applied, colours removed.

    >>> final_text("epoch 1\repoch 2\nab\b\bcd\n")
    'epoch 2\ncd\n'
    """
    lines = []
    for line in _ANSI.sub("", text).split("\n"):
        shown, position = [], 0
        for character in line:
            if character == "\r":
                position = 0
            elif character == "\b":
                position = max(0, position - 1)
            else:
                shown[position : position + 1] = [character]
                position += 1
        lines.append("".join(shown).rstrip())
    return "\n".join(lines)


def without_noise(text):
    r"""Return a stderr text without the start-up notes that TensorFlow's C++ prints and no setting stops.

    >>> without_noise("I0000 00:00:1795231037.54  64 port.cc:153] oneDNN is on.\nUserWarning: look\n")
    'UserWarning: look\n'
    """
    kept = [line for line in final_text(text).split("\n") if not _NATIVE_NOISE.match(line)]
    return "\n".join(kept) if any(line.strip() for line in kept) else ""


@contextlib.contextmanager
def native_noise_dropped():
    """Hold back what C++ writes to stderr, and pass on whatever is not one of TensorFlow's start-up notes."""
    try:
        kept = os.dup(2)
    except OSError:  # closed, as where there is no terminal and nobody redirected it
        yield
        return
    with tempfile.TemporaryFile() as held:
        sys.stderr.flush()
        os.dup2(held.fileno(), 2)
        try:
            yield
        finally:
            sys.stderr.flush()
            os.dup2(kept, 2)
            os.close(kept)
            held.seek(0)
            remaining = without_noise(held.read().decode(errors="replace"))
            if remaining:
                sys.stderr.write(remaining)


def import_tensorflow():
    """Import TensorFlow quietly; an import that fails still says why, and so do settings of Keras that are not used.

    What it brings stays for good, so Python need not look through it for garbage ever again. That would take a quarter
    of a second before each first `fit`.

    Raises:
        ValueError: when Keras is set so that the course cannot use it, as `gan-course doctor` says it.
    """
    with native_noise_dropped():
        from gan_utils import _keras  # noqa: F401
    if said := _keras_settings.note():
        print(said)
    gc.freeze()
