"""Results that a notebook states for its reader and, in the same breath, for the tests."""

import math

import numpy as np

MIME = "application/vnd.gan-course.result+json"


class _Result:
    """What `record` displays: a line a value as text, and the values themselves as JSON."""

    def __init__(self, values):
        self.values = values

    def __repr__(self):
        return "\n".join(f"{name} = {_readable(value)}" for name, value in self.values.items())

    def _repr_mimebundle_(self, include=None, exclude=None):
        return {"text/plain": repr(self), MIME: self.values}


def _readable(value):
    """Return `value` as a reader wants it: floats to four digits, long lists cut short."""
    if isinstance(value, float):
        return f"{value:.4g}"
    if isinstance(value, list):
        shown = [_readable(item) for item in value[:10]]
        return f"[{', '.join(shown)}{f', … {len(value)} in all' if len(value) > 10 else ''}]"
    if isinstance(value, dict):
        return "{" + ", ".join(f"{key}: {_readable(item)}" for key, item in value.items()) + "}"
    return str(value)


def _plain(name, value):
    """Return `value` as JSON can hold it: arrays and tensors become (lists of) numbers."""
    if hasattr(value, "numpy"):  # a TensorFlow tensor or variable
        value = value.numpy()
    if isinstance(value, (np.ndarray, np.generic)):
        value = value.tolist()
    if isinstance(value, dict):
        return {str(key): _plain(f"{name}[{key!r}]", item) for key, item in value.items()}
    if isinstance(value, (list, tuple)):
        return [_plain(f"{name}[{i}]", item) for i, item in enumerate(value)]
    if isinstance(value, float) and not math.isfinite(value):
        raise ValueError(f"record: {name} is {value}; a result must be finite, so look for what broke above")
    if value is None or isinstance(value, (bool, int, float, str)):
        return value
    raise ValueError(
        f"record: {name} is a {type(value).__name__}; a result must be a number, a text, an array, "
        "or a list or dictionary of them"
    )


def record(**values):
    """Display results as `name = value`, a line each, and keep them in the notebook for the tests to read.

    Args:
        values: numbers, texts, booleans, None, arrays, tensors, or lists and dictionaries of them.

    Raises:
        ValueError: for a value that JSON cannot hold, and for nan or infinity.

    >>> record(distance=41.27345, digits_found=10)
    distance = 41.27
    digits_found = 10
    """
    from IPython.display import display

    if not values:
        raise ValueError("record needs at least one result: record(name=value)")
    display(_Result({name: _plain(name, value) for name, value in values.items()}))


def recorded(notebook):
    """Return every result that `record` left in an executed notebook, as a dictionary of plain values.

    Args:
        notebook: an nbformat notebook node with its outputs.

    Raises:
        ValueError: when two cells recorded the same name, since a test could not tell which it read.

    >>> import nbformat.v4 as v4
    >>> output = v4.new_output("display_data", data={MIME: {"modes": 8}})
    >>> recorded(v4.new_notebook(cells=[v4.new_code_cell("…", outputs=[output])]))
    {'modes': 8}
    """
    found = {}
    for cell in notebook.cells:
        for output in cell.get("outputs", ()):
            for name, value in output.get("data", {}).get(MIME, {}).items():
                if name in found:
                    raise ValueError(f"the notebook records {name!r} twice: give each result its own name")
                found[name] = value
    return found
