"""How values, calls and differences read in the outcome of a check."""

import numpy as np

_FEW = 8  # numbers shown in full


def rounded(x, digits=4):
    """Return a number with so many significant digits, and no zeros behind them.

    >>> rounded(0.5), rounded(-1.38629436), rounded(3.0), rounded(float("nan"))
    ('0.5', '-1.386', '3', 'nan')
    """
    return f"{float(x):.{digits}g}"


def shape(array):
    """Return the shape in words.

    >>> shape(np.zeros((2, 3))), shape(np.float64(1.0))
    ('(2, 3)', '() (one number)')
    """
    return "() (one number)" if np.ndim(array) == 0 else str(np.shape(array))


def value(thing, digits=4):
    """Return a value in few characters: small arrays in full, large ones by their shape.

    >>> value(np.array([0.25, 0.5])), value(np.zeros((64, 1))), value((1, 0.2))
    ('[0.25, 0.5]', 'array of shape (64, 1)', '(1, 0.2)')
    """
    if hasattr(thing, "numpy"):
        thing = thing.numpy()
    if isinstance(thing, (list, tuple)) and not all(np.ndim(item) == 0 for item in thing):
        inner = ", ".join(value(item, digits) for item in thing)
        return f"({inner})" if isinstance(thing, tuple) else f"[{inner}]"
    if isinstance(thing, tuple):
        return f"({', '.join(value(item, digits) for item in thing)})"
    if isinstance(thing, (np.ndarray, list)):
        return _array(np.asarray(thing), digits)
    if isinstance(thing, (bool, str, type(None))):
        return repr(thing)
    if isinstance(thing, (int, np.integer)):
        return str(thing)
    if isinstance(thing, (float, np.floating)):
        return rounded(thing, digits)
    if isinstance(thing, dict):
        return "{" + ", ".join(f"{key}: …" for key in thing) + "}"
    name = getattr(thing, "__name__", None) or getattr(thing, "name", None)
    return name if isinstance(name, str) else f"a {type(thing).__name__}"


def _array(array, digits):
    if array.size > _FEW or array.dtype.kind not in "bifu":
        return f"array of shape {array.shape}"
    if array.ndim == 0:
        return rounded(array, digits)
    return "[" + ", ".join(value(row, digits) for row in array) + "]"


def call(name, args, kwargs):
    """Return a call as the learner would type it.

    >>> call("f", (np.array([1.0, 2.0]), 3), {"padding": 1})
    'f([1, 2], 3, padding=1)'
    """
    given = [value(arg) for arg in args] + [f"{key}={value(arg)}" for key, arg in kwargs.items()]
    return f"{name}({', '.join(given)})"


def difference(want, got, rtol=1e-4, atol=1e-5):
    """Return (expected, got) in words; for large arrays, at the first place where they differ.

    >>> difference(np.array(1.0), np.array(1.00001), rtol=0, atol=0)
    ('1', '1.00001')
    >>> difference(np.zeros(20), np.eye(1, 20, 7)[0])
    ('0 at [7]', '1 at [7]')
    """
    where = ""
    if want.shape == got.shape and want.size > _FEW:
        close = np.isclose(got, want, rtol=rtol, atol=atol, equal_nan=True)
        index = tuple(np.argwhere(~close)[0])
        where = f" at [{', '.join(map(str, index))}]"
        want, got = want[index], got[index]
    for digits in (4, 6, 8, 12):
        told = value(want, digits), value(got, digits)
        if told[0] != told[1]:
            break
    return told[0] + where, told[1] + where
