"""A trained generator in one file: architecture, weights, and a card that says what it makes and how it was trained."""

import json
from pathlib import Path

import numpy as np

from gan_utils import _files, _npz
from gan_utils.models import architecture, weights

FORMAT = 1
_TEXTS = ("architecture", "card")  # arrays of one text beside those of the weights


def save_generator(generator, path, card=None):
    """Write a generator to `path`: the whole file or nothing. `GAN.save_generator` calls it with a card.

    Args:
        generator: a built `keras.Model` of Keras' own layers or of those of `models`.
        path: where to; it ends in `.npz`, and missing folders are made.
        card: a dictionary of what a reader should know, of plain numbers, texts and lists.

    Returns:
        The SHA-256 of what was written, for whoever you give the file to.

    Raises:
        ValueError: for another ending, weights that are NaN or infinite, or a generator that cannot be rebuilt from
            text: one of a class of your own, or with a `Lambda` layer.
        OSError: when the disk is full; a file that was there before is untouched.

    >>> import tempfile
    >>> from gan_utils import models
    >>> path = f"{tempfile.mkdtemp()}/mine.npz"
    >>> _ = save_generator(models.mlp_generator((8, 8, 1), latent_dim=2), path, {"data": "eights"})
    >>> load_generator(path).input_shape, generator_card(path)["data"]
    ((None, 2), 'eights')
    """
    path = Path(path)
    if path.suffix != ".npz":
        raise ValueError(f"{path.name} does not end in .npz: a generator is saved as plain arrays, so name it so")
    try:
        text = architecture.to_json(generator)
    except architecture.Unsafe as unsafe:
        raise ValueError(
            f"this generator {unsafe.what}, so it was not saved: build it from Keras' layers, or keep the code that "
            "builds it and save its weights alone with models.save_weights"
        ) from None
    arrays = weights.as_arrays(generator)
    arrays |= {"architecture": np.array(text), "card": np.array(json.dumps({"format": FORMAT, **(card or {})}))}
    _files.save_arrays(path, arrays)
    return _files.content_hash(arrays)


def load_generator(path, sha256=None):
    """Return the generator that `save_generator` wrote, once every check has passed.

    No pickle is read and no code of the file's is run: the file holds numbers and two texts, and only layers without
    code of their own are built.

    Args:
        path: the file.
        sha256: what saving returned, when you have it from someone you trust.

    Returns:
        A `keras.Model` from z, shape (batch, latent_dim), or from [z, labels], to samples.

    Raises:
        ValueError: in one sentence: what is wrong with the file, what was expected, and what to do.
        FileNotFoundError: when there is no such file.
    """
    path = Path(path)
    try:
        arrays, texts = _read(path, sha256)
        model = architecture.from_json(texts["architecture"])
        weights.fill_arrays(model, arrays)
    except (_npz.Refused, architecture.Unsafe) as refused:
        raise _refusal(path, refused.what) from None
    return model


def generator_card(path):
    """Return the card of a saved generator as a dictionary: what it makes, and how it was trained.

    Raises:
        ValueError, FileNotFoundError: as `load_generator`.
    """
    path = Path(path)
    try:
        card = json.loads(_read(path, None)[1]["card"])
    except _npz.Refused as refused:
        raise _refusal(path, refused.what) from None
    except (ValueError, RecursionError):
        raise _refusal(path, "holds a card that is not JSON") from None
    if not isinstance(card, dict):
        raise _refusal(path, "holds a card that is no dictionary")
    return card


def _read(path, sha256):
    """Return (the weights' arrays, the two texts) of a file."""
    if not path.exists():
        raise FileNotFoundError(f"there is no {path}: write it with gan.save_generator(path)")
    arrays = _files.load_arrays(path, sealed=sha256 is None)
    if sha256 is not None and _files.content_hash(arrays) != sha256:
        raise _npz.Refused("does not have the hash that was asked for")
    texts = {name: arrays.pop(name) for name in _TEXTS if name in arrays}
    if set(texts) != set(_TEXTS) or any(text.dtype.kind != "U" or text.ndim for text in texts.values()):
        raise _npz.Refused("does not say how its network is built")
    return arrays, {name: str(text) for name, text in texts.items()}


def _refusal(path, what):
    return ValueError(
        f"{path.name} {what}, so it was not used: expected what GAN.save_generator wrote; save it again from there, or "
        "fetch it again (weights alone are read by models.load_weights)"
    )
