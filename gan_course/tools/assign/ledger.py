"""What `gan-course assign` wrote into a course and when it must not write again, kept in `assigned.json` there."""

import hashlib
import json
import shutil
from pathlib import Path

from gan_course.tools import notebooks
from gan_utils import _files


class Ledger:
    """The assignments of a course as they were written: seeds of their hidden tests, and hashes of their cells.

    Args:
        folder: of the course; it need not exist.

    Raises:
        ValueError: when its `assigned.json` cannot be read.
    """

    def __init__(self, folder):
        self.folder, self.path = Path(folder), Path(folder) / "assigned.json"
        try:
            self._kept = json.loads(self.path.read_text(encoding="utf-8")) if self.path.exists() else {}
            self._kept = {str(name): dict(one) for name, one in self._kept.items()}
        except (ValueError, TypeError, AttributeError):
            raise ValueError(
                f"{self.path} is damaged: remove it; assignments in source/ then count as edited by hand"
            ) from None

    def source(self, name):
        """Return where an assignment lies."""
        return self.folder / "source" / name / f"{name}.ipynb"

    def seed(self, name):
        """Return the seed of the hidden tests that an assignment was last written with, None if it never was."""
        return self._kept.get(name, {}).get("hidden_seed")

    def edited(self, name, new):
        """Return whether an assignment is there that is neither what was written nor what is about to be."""
        path = self.source(name)
        if not path.exists():
            return False
        try:
            there = digest(notebooks.read(path))
        except Exception:  # whatever it is, it is somebody's
            return True
        return there not in (self._kept.get(name, {}).get("cells"), digest(new))

    def require_unedited(self, made):
        """Raise ValueError where one of the assignments, {name: notebook}, would replace what was edited by hand."""
        edited = [name for name, notebook in made.items() if self.edited(name, notebook)]
        if edited:
            raise ValueError(
                f"{', '.join(str(self.source(name)) for name in edited)} was edited by hand since it was written, so "
                f"nothing was written: leave {', '.join(edited)} out, or add --replace, which keeps a copy in "
                f"{self.folder / 'replaced'}"
            )

    def write(self, name, notebook, hidden_seed):
        """Write an assignment and remember it; return where the edited one that it replaces is kept, or None."""
        path, kept = self.source(name), None
        if self.edited(name, notebook):
            kept = _free(self.folder / "replaced" / f"{name}.ipynb")
            kept.parent.mkdir(parents=True, exist_ok=True)
            shutil.copy2(path, kept)
        notebooks.write(notebook, path)
        self._kept[name] = {"hidden_seed": hidden_seed, "cells": digest(notebook)}
        with _files.replacing(self.path) as temporary:
            temporary.write_text(json.dumps(self._kept, indent=1, sort_keys=True) + "\n", encoding="utf-8")
        return kept


def digest(notebook):
    """Return the SHA-256 of what an assignment says and asks, whatever its outputs and the layout of its file.

    >>> from nbformat import v4
    >>> one, two = v4.new_notebook(cells=[v4.new_code_cell("x")]), v4.new_notebook(cells=[v4.new_code_cell("y")])
    >>> digest(one) == digest(two)
    False
    """
    cells = [[cell.cell_type, cell.source, cell.metadata.get("nbgrader", {})] for cell in notebook.cells]
    return hashlib.sha256(json.dumps(cells, sort_keys=True).encode()).hexdigest()


def _free(path):
    """Return the path, or the first like it with a number that no file has."""
    numbered = (path.with_stem(f"{path.stem}-{number}") for number in range(2, 10**6))
    return path if not path.exists() else next(one for one in numbered if not one.exists())
