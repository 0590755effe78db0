"""TensorFlow without its start-up notes, which no setting stops (TensorFlow 2.21)."""

import contextlib
import gc
import os
import sys
import tempfile

from gan_utils.course.text import without_noise


@contextlib.contextmanager
def native_noise_dropped():
    """Hold back what C++ writes to stderr, and pass on whatever is not one of TensorFlow's start-up notes."""
    sys.stderr.flush()
    with tempfile.TemporaryFile() as held:
        kept = os.dup(2)
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
    """Import TensorFlow quietly; an import that fails still says why.

    What it brings stays for good, so Python need not look through it for garbage ever again. That would take a quarter
    of a second before each first `fit`.
    """
    with native_noise_dropped():
        import tensorflow  # noqa: F401
    gc.freeze()
