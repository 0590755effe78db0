"""Weights that this project trained: arrays in an .npz, a card beside them, the architecture rebuilt in code."""

import json

from gan_utils import _files, _npz
from gan_utils.models import weights
from gan_utils.models.classifier import digit_classifier, sprite_classifier
from gan_utils.models.dcgan import dcgan_generator

CARD = 2**20  # bytes that a card may take

BUILDERS = {
    "classifier": digit_classifier,
    "dcgan": lambda: dcgan_generator((28, 28, 1), latent_dim=64, width=32),
    "cgan": lambda: dcgan_generator((28, 28, 1), latent_dim=64, width=32, n_classes=10),
    "clusters": lambda: dcgan_generator((28, 28, 1), latent_dim=64, width=32, n_classes=50),
    "sprite_classifier": sprite_classifier,
    "sprites": lambda: dcgan_generator(
        (64, 64, 3), latent_dim=64, width=16, n_classes=30, upsampling="nearest", kernel_size=3
    ),
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

    Raises:
        ValueError: for an unknown name, or weights that are NaN or infinite.
    """
    _check_name(name)
    arrays = weights.as_arrays(model)
    _files.save_arrays(_folder() / f"{name}.npz", arrays)
    card = {
        "name": name,
        **card,
        "parameters": int(model.count_params()),
        "sha256": _files.content_hash(arrays),
    }
    with _files.replacing(_folder() / f"{name}.json") as temporary:
        temporary.write_text(json.dumps(card, indent=2, ensure_ascii=False) + "\n", encoding="utf-8")


def pretrained_card(name):
    """Return the card of a pretrained model as a dictionary.

    Raises:
        ValueError: for an unknown name, or when the card is damaged.
        FileNotFoundError: when it has not been trained yet.

    >>> pretrained_card("dcgan")["data"]
    'mnist5k, train split'
    """
    _check_name(name)
    path = _folder() / f"{name}.json"
    if not path.exists():
        raise FileNotFoundError(f"no pretrained {name!r} in data/pretrained: run `gan-course pretrain {name}`")
    try:
        if path.stat().st_size > CARD:
            raise ValueError("too large")
        card = json.loads(path.read_text(encoding="utf-8"))
    except (ValueError, RecursionError):
        raise ValueError(_damaged(f"{name}.json", "is not JSON")) from None
    if not isinstance(card, dict) or not isinstance(card.get("sha256"), str):
        raise ValueError(_damaged(f"{name}.json", "does not say the hash of the weights"))
    return card


def load_pretrained(name):
    """Return a pretrained model: built in code, its weights read as plain arrays once their hash is right.

    Args:
        name: "classifier", "dcgan" (z → digit), "cgan" ([z, labels] → digit) or "clusters" ([z, clusters] → digit;
            `data.draw_labels` draws the clusters by the sizes on its card); z ~ N(0, I), 64 wide.

    Raises:
        ValueError: for an unknown name, or when the file is altered, truncated or not of plain arrays.
        FileNotFoundError: when it has not been trained yet.

    >>> load_pretrained("dcgan").input_shape
    (None, 64)
    """
    card = pretrained_card(name)
    path = _folder() / f"{name}.npz"
    if not path.exists():
        raise ValueError(_damaged(path.name, "is missing"))
    try:
        return weights.fill(BUILDERS[name](), path, card["sha256"], whose="on its card")
    except _npz.Refused as refused:
        raise ValueError(_damaged(path.name, refused.what)) from None


def _damaged(file, what):
    return (
        f"data/pretrained/{file} {what}, so it was not used: restore it with `git checkout data/pretrained`, "
        f"or train it anew with `gan-course pretrain {file.partition('.')[0]}`"
    )
