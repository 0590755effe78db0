"""The state of a kernel that a check must not depend on: NumPy's functions and settings, and Keras' global ones."""

import contextlib
import sys

import numpy as np

_NUMPY = dict(vars(np))  # as it was when the course was imported
_DEFAULTS = {"divide": "warn", "over": "warn", "under": "ignore", "invalid": "warn"}


@contextlib.contextmanager
def usual():
    """Within the block, let NumPy and Keras be as a fresh kernel has them; afterwards all is as the learner left it.

    A learner may have given `np.log` another meaning, made NumPy raise on overflow, or set Keras to mixed precision or
    to channels first. None of that may change the verdict on an answer.

    >>> log, np.log = np.log, None
    >>> with usual():
    ...     float(np.log(1.0))
    0.0
    >>> np.log is None
    True
    >>> np.log = log
    """
    changed = {name: vars(np).get(name) for name in _NUMPY if vars(np).get(name) is not _NUMPY[name]}
    for name in changed:
        setattr(np, name, _NUMPY[name])
    try:
        with np.errstate(**_DEFAULTS), _usual_keras():
            yield
    finally:
        for name, value in changed.items():
            setattr(np, name, value)


@contextlib.contextmanager
def _usual_keras():
    keras = sys.modules.get("keras")
    if keras is None or not hasattr(keras, "config"):
        yield
        return
    config = keras.config
    before = config.dtype_policy(), config.image_data_format(), config.floatx()
    _set(config, "float32", "channels_last", "float32")
    try:
        yield
    finally:
        _set(config, *before)


def _set(config, policy, data_format, floatx):
    config.set_floatx(floatx)
    config.set_image_data_format(data_format)
    config.set_dtype_policy(policy)
