"""Weights in a file: plain arrays with a hash, never code; the architecture is rebuilt in Python and then filled."""

from pathlib import Path

import numpy as np

from gan_utils import _files, _npz

SPARE = 2**24  # bytes past four times the model, so that a slightly larger model is refused by its shapes


def save_weights(model, path):
    """Write the weights of a model to `path`: plain arrays and a hash, the whole file or nothing.

    The file holds numbers only. Keep the line of code that built the model: `load_weights` fills a model, it does
    not make one. (Keras's own `.keras` files hold the architecture too, and with it possibly code.)

    Args:
        model: any built `keras.Model`, such as `gan.generator`.
        path: where to; it ends in `.npz`, and missing folders are made.

    Returns:
        The SHA-256 of the arrays, for whoever you give the file to: `load_weights` can check it.

    Raises:
        ValueError: for another ending, a model without weights, or weights that are NaN or infinite.
        OSError: when the disk is full; a file that was there before is untouched.

    >>> import tempfile
    >>> from gan_utils import models
    >>> path = f"{tempfile.mkdtemp()}/mine.npz"
    >>> first = models.mlp_generator((8, 8, 1), latent_dim=2)
    >>> sha256 = save_weights(first, path)
    >>> second = load_weights(models.mlp_generator((8, 8, 1), latent_dim=2), path, sha256=sha256)
    >>> bool((first.get_weights()[0] == second.get_weights()[0]).all())
    True
    """
    path = Path(path)
    if path.suffix != ".npz":
        raise ValueError(f"{path.name} does not end in .npz: weights are saved as plain arrays, so name it so")
    arrays = as_arrays(model)
    _files.save_arrays(path, arrays)
    return _files.content_hash(arrays)


def load_weights(model, path, sha256=None):
    """Fill a model with the weights that `save_weights` wrote, once every check has passed; return the model.

    The checks come before any use, and the model keeps its weights when one fails: the file's own hash; a zip of
    plain arrays, no larger than the model; `sha256`, when given; the count, shapes and dtypes of the model; no NaN.

    Args:
        model: a built model of the same architecture as the one that was saved.
        path: the file.
        sha256: what `save_weights` returned, when you have it from someone you trust; it shows that these are the
            very weights. Without it, the hash inside the file shows only that the file is whole.

    Raises:
        ValueError: in one sentence: what is wrong with the file, what was expected, and what to do.
        FileNotFoundError: when there is no such file.
    """
    path = Path(path)
    if not path.exists():
        raise FileNotFoundError(f"there is no {path}: write it with models.save_weights(model, path)")
    try:
        return fill(model, path, sha256)
    except _npz.Refused as refused:
        raise ValueError(
            f"{path.name} {refused.what}, so it was not used: expected what models.save_weights wrote for a "
            "model of this architecture; save it again from there, or fetch it again"
        ) from None


def as_arrays(model):
    """Return the weights of a model as a dictionary of arrays, "000" onwards in Keras's order.

    Raises:
        ValueError: when there are none, or one holds a value that is not finite.
    """
    if not model.weights:
        raise ValueError("the model has no weights yet: build it (call it on a batch) and save it then")
    arrays = {f"{i:03d}": np.asarray(value) for i, value in enumerate(model.get_weights())}
    for variable, array in zip(model.weights, arrays.values(), strict=True):
        if not _finite(array):
            raise ValueError(
                f"{variable.path} holds values that are not finite, so nothing was saved: go back to weights "
                "from before training diverged"
            )
    return arrays


def fill(model, path, sha256=None, whose="that was asked for"):
    """Do the work of `load_weights`; raise `_npz.Refused` with a clause for the caller's sentence."""
    variables = model.weights
    if not variables:
        raise ValueError("the model has no weights yet: build it (call it on a batch) and load them then")
    room = sum(int(np.prod(v.shape)) * np.dtype(v.dtype).itemsize for v in variables)
    arrays = _files.load_arrays(path, limit=4 * room + SPARE, sealed=sha256 is None)
    if sha256 is not None and _files.content_hash(arrays) != sha256:
        raise _npz.Refused(f"does not have the hash {whose}")
    return fill_arrays(model, arrays)


def fill_arrays(model, arrays):
    """Fill a model with the arrays of `as_arrays`, once all fit; raise `_npz.Refused` where one does not."""
    variables = model.weights
    if sorted(arrays) != [f"{i:03d}" for i in range(len(variables))]:
        raise _npz.Refused(f"holds {len(arrays)} arrays where the model has {len(variables)}")
    values = [arrays[name] for name in sorted(arrays)]
    for variable, value in zip(variables, values, strict=True):
        _check_fit(variable, value)
    model.set_weights(values)
    return model


def _check_fit(variable, value):
    if value.shape != tuple(variable.shape):
        raise _npz.Refused(
            f"holds an array of shape {value.shape} where the model has {tuple(variable.shape)} ({variable.path})"
        )
    if value.dtype != np.dtype(variable.dtype):
        raise _npz.Refused(f"holds {value.dtype} where the model has {variable.dtype} ({variable.path})")
    if not _finite(value):
        raise _npz.Refused(f"holds values that are not finite (NaN or infinite) for {variable.path}")


def _finite(array):
    return array.dtype.kind not in "fc" or bool(np.isfinite(array).all())
