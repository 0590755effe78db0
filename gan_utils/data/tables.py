"""Tables of measurements: scikit-learn's, and what a table has to be before a network can learn it."""

from typing import NamedTuple

import numpy as np

TABLES = ("breast_cancer", "iris", "wine")


class Table(NamedTuple):
    """Rows of measurements and their classes.

    Attributes:
        values: float64, shape (n, columns).
        labels: int32, shape (n,).
        columns: a name for each column.
        classes: a name for each class.
    """

    values: np.ndarray
    labels: np.ndarray
    columns: tuple
    classes: tuple


def load_table(name="breast_cancer", split="train"):
    """Return one split of a table that scikit-learn ships; every third row of a class is held out.

    Args:
        name: "breast_cancer" (569 tumours, 30 measurements of their cells' nuclei, 2 classes), "iris" or "wine".
        split: "train" or "test".

    Returns:
        A `Table`, its values as they were measured.

    Raises:
        ValueError: for an unknown name or split, listing the valid ones.

    Reference: Street et al. 1993, doi:10.1117/12.148698 (breast cancer, Wisconsin).

    >>> table = load_table("iris", "test")
    >>> table.values.shape, table.classes
    ((48, 4), ('setosa', 'versicolor', 'virginica'))
    """
    if name not in TABLES:
        raise ValueError(f"unknown table {name!r}: choose one of {', '.join(TABLES)}")
    if split not in ("train", "test"):
        raise ValueError(f"unknown split {split!r}: choose one of train, test")
    from sklearn import datasets

    found = getattr(datasets, f"load_{name}")()
    labels, place = found.target.astype(np.int32), np.empty(len(found.target), int)
    for label in np.unique(labels):
        place[labels == label] = np.arange((labels == label).sum())
    kept = (place % 3 == 2) == (split == "test")
    columns, classes = (tuple(map(str, names)) for names in (found.feature_names, found.target_names))
    return Table(found.data[kept].astype(np.float64), labels[kept], columns, classes)


def checked_table(values, name="table", columns=None):
    """Return a table as float64, shape (n, columns), or raise a `ValueError` that says what is wrong with it.

    Args:
        values: numbers, a row a sample.
        name: of the table, for the message.
        columns: how many it should have, or None.

    Raises:
        ValueError: for text, for values that are missing or infinite, and for another shape.

    >>> checked_table([[1, 2], [3, 4]]).dtype.name
    'float64'
    """
    given, values = values, np.asarray(values)
    if values.dtype.kind not in "fiub":
        words = np.asarray(given, object).reshape(len(values), -1) if values.ndim else values.reshape(1, 1)
        bad = [i for i in range(words.shape[1]) if any(not _is_number(value) for value in words[:, i])]
        raise ValueError(
            f"the {name} holds text in column {', '.join(map(str, bad)) or '?'}: a network takes numbers, so leave "
            "that column out, or give each of its words a column of zeros and ones"
        )
    values = values.astype(np.float64)
    if values.ndim != 2 or not values.size or (columns is not None and values.shape[1] != columns):
        wanted = "n, columns" if columns is None else f"n, {columns}"
        raise ValueError(f"the {name} has shape {values.shape}, expected ({wanted}): a row for each sample")
    if not np.isfinite(values).all():
        bad = np.flatnonzero(~np.isfinite(values).all(axis=0)).tolist()
        raise ValueError(
            f"the {name} has values that are missing or infinite in column {', '.join(map(str, bad))}: leave those "
            "rows out, or fill them with the column's median"
        )
    return values


class Scaling(NamedTuple):
    """Mean and deviation of each column of a table, by which it is brought to mean 0 and deviation 1, and back."""

    mean: np.ndarray
    deviation: np.ndarray

    def to_model(self, values):
        """Return a table in deviations from the mean, float32."""
        values = checked_table(values, columns=len(self.mean))
        return ((values - self.mean) / self.deviation).astype(np.float32)

    def to_table(self, values):
        """Return what `to_model` was given, float64."""
        return checked_table(values, columns=len(self.mean)) * self.deviation + self.mean


def scaling(values):
    """Return the `Scaling` of a table; a column that never varies is only moved.

    >>> scaling([[1.0, 5.0], [3.0, 5.0]]).to_model([[3.0, 5.0]]).tolist()
    [[1.0, 0.0]]
    """
    values = checked_table(values)
    deviation = values.std(axis=0)
    return Scaling(values.mean(axis=0), np.where(deviation > 0, deviation, 1.0))


def _is_number(value):
    try:
        float(value)
    except (TypeError, ValueError):
        return False
    return not isinstance(value, str)
