"""The curves of a run without an end: means over more and more steps, so that they stay short."""

import numpy as np


class Thinned:
    """Rows of numbers by step; when there are too many, each two neighbours become their mean.

    Args:
        columns: names of the numbers.
        limit: rows that are never exceeded, at least 2.

    >>> curve = Thinned(("loss",), limit=4)
    >>> for step in range(1, 7):
    ...     curve.add(step, [float(step)])
    >>> curve.steps.tolist(), curve["loss"].tolist()
    ([1.5, 3.5, 5.5], [1.5, 3.5, 5.5])
    """

    def __init__(self, columns, limit=256):
        self.columns, self.limit = tuple(columns), limit
        self._every, self._rows, self._open = 1, [], []

    def add(self, step, values):
        """Add the numbers of one step; nan stands for none, and is left out of means."""
        self._open.append([step, *values])
        if len(self._open) == self._every:
            self._rows.append(_mean(self._open))
            self._open = []
        if len(self._rows) >= self.limit:
            pairs = [_mean(self._rows[i : i + 2]) for i in range(0, len(self._rows) - 1, 2)]
            self._open = self._rows[2 * len(pairs) :] * self._every
            self._rows, self._every = pairs, 2 * self._every

    @property
    def rows(self):
        """The rows, float32, shape (n, 1 + columns); the first number of each is the step."""
        last = [_mean(self._open)] if self._open else []
        return np.array([*self._rows, *last], np.float32).reshape(-1, 1 + len(self.columns))

    @property
    def steps(self):
        """The step of each row, a mean of steps where it stands for several."""
        return self.rows[:, 0]

    def __getitem__(self, column):
        return self.rows[:, 1 + self.columns.index(column)]

    def last(self, column):
        """Return the newest number of a column that is one, or nan."""
        known = self[column][np.isfinite(self[column])]
        return float(known[-1]) if len(known) else float("nan")


def _mean(rows):
    """Return the mean of each column over what is finite there, nan where nothing is."""
    rows = np.array(rows, np.float64)
    there = np.isfinite(rows)
    sums, counts = np.where(there, rows, 0.0).sum(axis=0), there.sum(axis=0)
    return np.where(counts > 0, sums / np.maximum(counts, 1), np.nan)
