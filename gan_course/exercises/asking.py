"""How a check asks a learner's function, and what it may say about the answer.

NumPy, TensorFlow and keras.ops answers all count: results are read as float64 arrays, and compared by value.
"""

import functools
import inspect
import sys
import warnings

import numpy as np

from gan_course.exercises import wording


class Slip(Exception):
    """The answer runs, but is not right yet; says what the likely slip is."""

    def __init__(self, message, expected="", got=""):
        super().__init__(message)
        self.message, self.expected, self.got = message, expected, got


class Raised(Exception):
    """The learner's function raised `error`."""

    def __init__(self, error):
        super().__init__(str(error))
        self.error = error


class Ask:
    """A learner's function as a check calls it: on copies, with its exceptions told apart from the check's own.

    Args:
        function: the learner's.
        name: how the notebook calls it.
        calls: a list shared by the functions of one exercise; each call leaves its text there.
        tensors: whether arrays arrive as TensorFlow tensors instead.
    """

    def __init__(self, function, name, calls, tensors=False):
        self.function, self.name, self.calls, self.tensors = function, name, calls, tensors
        self.warned, self.half = [], ""

    def __call__(self, *args, **kwargs):
        self.calls.append(wording.call(self.name, args, kwargs))
        if is_blank(self.function):
            raise Slip(f"`{self.name}` is still blank; the other part is there.")
        args = [self._fresh(arg) for arg in args]
        kwargs = {key: self._fresh(arg) for key, arg in kwargs.items()}
        with warnings.catch_warnings(record=True) as caught:
            warnings.simplefilter("always")
            try:
                result = self.function(*args, **kwargs)
            except KeyboardInterrupt:
                raise
            except BaseException as error:  # a learner may raise anything
                raise Raised(error) from error
        self.warned = [str(one.message) for one in caught if issubclass(one.category, RuntimeWarning)]
        dtype = str(getattr(result, "dtype", ""))
        self.half = next((name for name in ("bfloat16", "float16") if dtype.endswith(name)), self.half)
        if result is None or result is Ellipsis:
            raise Slip(f"`{self.name}` gives nothing back: does it end with `return`, on every path?")
        return result

    def _fresh(self, value):
        """Return a copy, so that an answer that works in place harms nobody."""
        if isinstance(value, list | tuple) and not hasattr(value, "_fields"):
            return type(value)(self._fresh(item) for item in value)
        if isinstance(value, dict):
            return {key: self._fresh(item) for key, item in value.items()}
        if not isinstance(value, np.ndarray):
            return value
        if not self.tensors:
            return value.copy()
        return sys.modules["tensorflow"].constant(value, dtype="float32" if value.dtype.kind == "f" else value.dtype)


def underlying(function):
    """Return the plain Python function behind a partial, a method, a decorated one or a `tf.function`."""
    for _ in range(20):
        inner = (
            getattr(function, "func", None)
            if isinstance(function, functools.partial)
            else getattr(function, "python_function", None)
            or getattr(function, "__wrapped__", None)
            or getattr(function, "__func__", None)
        )
        if not callable(inner):
            break
        function = inner
    return function


def is_blank(function):
    """Return whether a function is a stub: nothing but a docstring, `...`, `pass` or `raise NotImplementedError`.

    >>> def stub(x):
    ...     "Return the square of x."
    ...     ...  # your code here
    >>> is_blank(stub), is_blank(lambda x: x * x)
    (True, False)
    """
    if function is None or function is Ellipsis:
        return True
    code = getattr(underlying(function), "__code__", None)
    if not inspect.iscode(code):
        return False
    if code.co_names == ("NotImplementedError",):
        return True
    quiet = {"RESUME", "NOP", "LOAD_CONST", "POP_TOP", "RETURN_CONST", "RETURN_VALUE"}
    steps = [step for step in _instructions(code) if step.opname != "CACHE"]
    returned = [step.argval for step in steps if step.opname in ("LOAD_CONST", "RETURN_CONST")]
    return all(step.opname in quiet for step in steps) and all(value is None or value is Ellipsis for value in returned)


def _instructions(code):
    import dis

    return dis.get_instructions(code)


def array(value, name="your function"):
    """Return what an answer gave as a float64 array.

    Raises:
        Slip: when it is no array of numbers.

    >>> array([1, 2])
    array([1., 2.])
    """
    if hasattr(value, "numpy"):  # a TensorFlow tensor or variable
        value = value.numpy()
    try:
        return np.asarray(value, np.float64)
    except (TypeError, ValueError):
        pass
    try:  # a list that mixes tensors and numbers
        return np.asarray([array(item, name) for item in value], np.float64)
    except (TypeError, ValueError):
        kind = type(value).__name__
        raise Slip(f"The result is of type {kind}, not a number or an array of numbers.", got=kind) from None


def parts(value, *names):
    """Return the parts of an answer that should be a tuple, as float64 arrays.

    Raises:
        Slip: when there are more or fewer parts than names.

    >>> parts((1, [2.0]), "theta", "psi")
    [array(1.), array([2.])]
    """
    wanted = f"{len(names)} things: ({', '.join(names)})"
    try:
        found = list(value)
    except TypeError:
        found = [value]
    if len(found) != len(names):
        raise Slip(
            f"The function should give {wanted}; this gives {len(found)}. Return them separated by commas.",
            expected=wanted,
            got=wording.value(value),
        )
    return [array(item) for item in found]


def same(got, want, rtol=1e-4, atol=1e-5):
    """Return whether two arrays agree in shape and value; nan agrees with nan, and a number has any shape."""
    got, want = np.asarray(got, np.float64), np.asarray(want, np.float64)
    if want.ndim == 0 and got.size == 1:
        got = got.reshape(())
    return got.shape == want.shape and bool(np.allclose(got, want, rtol=rtol, atol=atol, equal_nan=True))


def expect(got, want, message, slips=(), rtol=1e-4, atol=1e-5):
    """Raise `Slip` unless an answer has the value that it should have.

    Args:
        got: what the learner's function gave.
        want: the right value.
        message: the likely slip when nothing more exact is known.
        slips: pairs (value that a known mistake gives, message for it), the likeliest first; or a function that
            returns them, called only when the answer is wrong.
        rtol, atol: how far off counts as equal.

    Raises:
        Slip: with the message, and both values in words.

    >>> expect([1.0, 2.0], np.array([1.0, 2.0]), "never said")
    >>> expect(3.0, 2.0, "Something is off.", slips=[(3.0, "You added one too many.")])
    Traceback (most recent call last):
    ...
    gan_course.exercises.asking.Slip: You added one too many.
    """
    got, want = array(got), np.asarray(want, np.float64)
    if same(got, want, rtol, atol):
        return
    told = wording.difference(want, got, rtol, atol)
    with np.errstate(all="ignore"):  # a mistake may divide by zero
        known = slips() if callable(slips) else slips
    for wrong, named in known:
        if same(got, wrong, rtol, atol) and not same(wrong, want, rtol, atol):
            raise Slip(named, *told)
    if got.shape != want.shape and not (want.ndim == 0 and got.size == 1):
        raise Slip(f"The result has shape {wording.shape(got)}, expected {wording.shape(want)}. {message}", *told)
    if np.isfinite(want).all() and not np.isfinite(got).all():
        raise Slip(f"The result is not finite. {message}", *told)
    raise Slip(message, *told)


def expect_each(ask, cases, formula, message, rtol=1e-4, atol=1e-5):
    """Raise `Slip` unless the learner's function is right in each of several cases.

    A mistake is named only when it explains the results of all cases, so that one coincidence misleads nobody.

    Args:
        ask: the learner's function, an `Ask`.
        cases: tuples of arguments, the smallest first.
        formula: gives for the arguments of a case (the right value, [(value of a known mistake, message), …]).
        message, rtol, atol: as in `expect`.

    Raises:
        Slip: about the first case that is wrong.
    """
    results = [array(ask(*case)) for case in cases]
    rows = [formula(*case) for case in cases]
    for place, (got, (want, slips)) in enumerate(zip(results, rows, strict=True)):
        if same(got, want, rtol, atol):
            continue
        explaining = [
            slip
            for number, slip in enumerate(slips)
            if all(same(a, row[1][number][0], rtol, atol) for a, row in zip(results, rows, strict=True))
        ]
        ask.calls.append(wording.call(ask.name, cases[place], {}))
        expect(got, want, message, explaining, rtol, atol)


def draw(rng, low, high, *shape):
    """Return float32 inputs with two decimals, so that a case can be read and tried by hand.

    >>> draw(np.random.default_rng(0), 0.0, 1.0, 3)
    array([0.64, 0.27, 0.04], dtype=float32)
    """
    return rng.uniform(low, high, shape).round(2).astype(np.float32)
