"""Numbers that people hand over: as what they are meant, or one sentence that names what was expected."""

import operator

import numpy as np


def whole(value, name, least=None, most=None):
    """Return a whole number as an int; no bool is one, and no float, even if it is whole.

    Args:
        value: an int, a NumPy integer or the like.
        name: of the argument, for the message.
        least, most: the range, where there is one.

    Raises:
        ValueError: for anything else.

    >>> whole(np.int64(3), "n", 1)
    3
    """
    number = None
    if not isinstance(value, (bool, np.bool_)):
        try:
            number = operator.index(value)
        except TypeError:
            number = None
    if number is None or (least is not None and number < least) or (most is not None and number > most):
        low = "" if least is None else f" of at least {least}"
        high = "" if most is None else f"{' and' if low else ' of'} at most {most}"
        raise ValueError(f"{name} must be a whole number{low}{high}, got {value!r}")
    return number


def is_plane(points):
    """Return whether an array holds points of the plane: shape (n, 2) with n ≥ 1, all numbers finite.

    >>> is_plane(np.zeros((3, 2))), is_plane(np.zeros((0, 2)))
    (True, False)
    """
    return bool(points.ndim == 2 and points.shape[1] == 2 and len(points) and np.isfinite(points).all())


def real(value, name, words, fits=lambda number: True):
    """Return a number as a float.

    Args:
        value: an int or a float, or a NumPy number.
        name: of the argument, for the message.
        words: what is expected, for the message, as "between 0 and 1".
        fits: whether a finite float is in range.

    Raises:
        ValueError: for text and the like, for what is not finite, and out of range.

    >>> real(1, "weight", "at least 0", lambda number: number >= 0)
    1.0
    """
    try:
        number = np.nan if isinstance(value, (str, bytes, bool)) or np.ndim(value) else float(value)
    except (TypeError, ValueError):
        number = np.nan
    if not (np.isfinite(number) and fits(number)):
        raise ValueError(f"{name} must be a number {words}, got {value!r}")
    return number
