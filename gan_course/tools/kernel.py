"""What every headless run of a notebook shares: how its kernel is started, and what a failing cell says."""

import contextlib
import os
import tempfile

from gan_course import quiet

# Without it, ipykernel 7 warns in the middle of the progress lines that it talks over local TCP.
ARGUMENTS = ["--log-level=ERROR"]


@contextlib.contextmanager
def environment(profile):
    """Set, for the kernels started inside, what a notebook reads from its environment.

    Progress in the exercises goes to a file of its own: a headless run neither shows nor changes the user's.
    """
    with tempfile.TemporaryDirectory() as folder:
        wanted = {
            "GAN_PROFILE": profile,
            "GAN_PROGRESS_FILE": os.path.join(folder, "progress.json"),
            "PYTHONHASHSEED": "0",
        }
        before = {name: os.environ.get(name) for name in wanted}
        os.environ.update(wanted)
        try:
            yield
        finally:
            for name, value in before.items():
                if value is None:
                    del os.environ[name]
                else:
                    os.environ[name] = value


class CellFailed(RuntimeError):
    """A cell of a notebook raised, took too long, or wrote to stderr; the message says which and what."""


def first_error(notebook):
    """Return "cell `id`: Name: message" and the failing line for the first stored error, or None."""
    for cell in notebook.cells:
        for output in cell.get("outputs", ()):
            if output.output_type == "error":
                message = shorten(f"cell `{cell.get('id')}`: {output.ename}: {output.evalue}")
                line = _failing_line(output.get("traceback", ()))
                return message + (f"\n    {line}" if line else "")
    return None


def _failing_line(traceback):
    """Return the first line that the traceback points at, the one in the notebook itself, or ""."""
    for part in traceback:
        for line in quiet.final_text(part).splitlines():
            if line.lstrip().startswith("--") and "> " in line:
                return line.strip().lstrip("-> ").strip()
    return ""


def shorten(text, limit=600):
    """Return `text` with its middle left out when it is longer than `limit` characters."""
    return text if len(text) <= limit else f"{text[: limit // 2]} […] {text[-limit // 2 :]}"
