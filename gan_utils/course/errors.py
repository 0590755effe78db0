"""What a failing notebook says: which cell, which error, which line."""

from gan_utils.course import text


class CellFailed(RuntimeError):
    """A cell of a notebook raised, took too long, or wrote to stderr; the message says which and what."""


def first_error(notebook):
    """Return "cell `id`: Name: message" and the failing line for the first stored error, or None."""
    for cell in notebook.cells:
        for output in cell.get("outputs", ()):
            if output.output_type == "error":
                message = text.shorten(f"cell `{cell.get('id')}`: {output.ename}: {output.evalue}")
                line = _failing_line(output.get("traceback", ()))
                return message + (f"\n    {line}" if line else "")
    return None


def _failing_line(traceback):
    """Return the first line that the traceback points at, the one in the notebook itself, or ""."""
    for part in traceback:
        for line in text.final_text(part).splitlines():
            if line.lstrip().startswith("--") and "> " in line:
                return line.strip().lstrip("-> ").strip()
    return ""
