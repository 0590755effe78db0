"""Weights that this project trained: arrays in an .npz, a card beside them, the architecture rebuilt in code."""

import json

import numpy as np

from gan_utils import _files
from gan_utils.models.classifier import digit_classifier
from gan_utils.models.dcgan import dcgan_generator

BUILDERS = {
    "classifier": digit_classifier,
    "dcgan": lambda: dcgan_generator((28, 28, 1), latent_dim=64, width=32),
    "cgan": lambda: dcgan_generator((28, 28, 1), latent_dim=64, width=32, n_classes=10),
}


def _folder():
    return _files.data_dir() / "pretrained"


def _check_name(name):
    if name not in BUILDERS:
        raise ValueError(f"unknown pretrained model {name!r}: choose one of {', '.join(BUILDERS)}")


def save_pretrained(name, model, card):
    """Write the weights of `model` and its card; the card gains the hash that `load_pretrained` checks.

    Args:
        name: a key of `BUILDERS`.
        model: a model of that architecture.
        card: a dictionary of what a reader should know: data, seed, seconds, scores, command.
    """
    _check_name(name)
    arrays = {f"{i:03d}": np.asarray(value) for i, value in enumerate(model.get_weights())}
    _files.save_arrays(_folder() / f"{name}.npz", arrays)
    card = {
        "name": name,
        **card,
        "parameters": int(model.count_params()),
        "sha256": _files.array_hash(arrays),
    }
    with _files.replacing(_folder() / f"{name}.json") as temporary:
        temporary.write_text(json.dumps(card, indent=2, ensure_ascii=False) + "\n", encoding="utf-8")


def pretrained_card(name):
    """Return the card of a pretrained model as a dictionary.

    Raises:
        ValueError: for an unknown name.
        FileNotFoundError: when it has not been trained yet.

    >>> pretrained_card("dcgan")["data"]
    'mnist5k, train split'
    """
    _check_name(name)
    path = _folder() / f"{name}.json"
    if not path.exists():
        raise FileNotFoundError(
            f"no pretrained {name!r} in data/pretrained: run `gan-course pretrain {name}`"
        )
    return json.loads(path.read_text(encoding="utf-8"))


def load_pretrained(name):
    """Return a pretrained model: built in code, its weights read as plain arrays once their hash is right.

    Args:
        name: "classifier", "dcgan" (z → digit) or "cgan" ([z, labels] → digit); z ~ N(0, I), 64 wide.

    Raises:
        ValueError: for an unknown name, or when the file is altered or truncated.
        FileNotFoundError: when it has not been trained yet.

    >>> load_pretrained("dcgan").input_shape
    (None, 64)
    """
    card = pretrained_card(name)
    path = _folder() / f"{name}.npz"
    try:
        arrays = _files.load_arrays(path)
    except Exception as error:  # a damaged zip raises many kinds of error
        raise ValueError(_damaged(name, "cannot be read")) from error
    if _files.array_hash(arrays) != card["sha256"]:
        raise ValueError(_damaged(name, "does not have the hash on its card"))
    model = BUILDERS[name]()
    model.set_weights([arrays[key] for key in sorted(arrays)])
    return model


def _damaged(name, what):
    return (
        f"data/pretrained/{name}.npz {what}, so it was not used: restore it with "
        f"`git checkout data/pretrained`, or train it anew with `gan-course pretrain {name}`"
    )
