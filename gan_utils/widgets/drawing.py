"""What a learner draws: strokes of points, none of which is ever lost."""

import json
from pathlib import Path

import numpy as np

from gan_utils import _files
from gan_utils._checked import is_plane


class Drawing:
    """Strokes, newest last; `undo` takes back what was done last, be it a stroke or `clear`.

    Args:
        path: a JSON file that keeps the strokes and is written after each change; None keeps them in memory.

    Attributes:
        strokes: list of float32 arrays, shape (n, 2).

    Raises:
        ValueError: when the file at `path` holds something else.

    >>> drawing = Drawing()
    >>> drawing.add([[0.0, 0.0], [0.1, 0.0]])
    >>> drawing.clear()
    >>> drawing.undo()
    >>> drawing.points.shape
    (2, 2)
    """

    def __init__(self, path=None):
        self._path = None if path is None else Path(path)
        self.strokes, self._before = _read(self._path), []

    @property
    def points(self):
        """All points of all strokes, float32, shape (n, 2); n may be 0."""
        return np.concatenate([np.zeros((0, 2), np.float32), *self.strokes])

    def add(self, stroke):
        """Add a stroke.

        Args:
            stroke: shape (n, 2), finite, n ≥ 1.

        Raises:
            ValueError: for anything else.
        """
        stroke = np.asarray(stroke, np.float32)
        if not is_plane(stroke):
            raise ValueError(f"a stroke has shape {stroke.shape}, expected (n, 2), n ≥ 1, of finite numbers: x and y")
        self._change([*self.strokes, stroke])

    def clear(self):
        """Take all strokes away."""
        if self.strokes:
            self._change([])

    def undo(self):
        """Take back the last `add` or `clear`; strokes that were read from a file are taken back one by one."""
        if self._before:
            self.strokes = self._before.pop()
        else:
            self.strokes = self.strokes[:-1]
        self._write()

    def _change(self, strokes):
        self._before.append(self.strokes)
        self.strokes = strokes
        self._write()

    def _write(self):
        if self._path is not None:
            kept = {"strokes": [np.round(stroke, 3).astype(float).round(3).tolist() for stroke in self.strokes]}
            with _files.replacing(self._path) as temporary:
                temporary.write_text(json.dumps(kept), encoding="utf-8")


def _read(path):
    if path is None or not path.exists():
        return []
    try:
        strokes = json.loads(path.read_text(encoding="utf-8"))["strokes"]
        strokes = [np.asarray(stroke, np.float32) for stroke in strokes]
        if all(map(is_plane, strokes)):
            return strokes
    except (ValueError, KeyError, TypeError):
        pass
    raise ValueError(f"{path.name} does not hold a drawing: move it away, or choose another path")
