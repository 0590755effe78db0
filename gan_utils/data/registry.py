"""The datasets by name."""

import numpy as np

from gan_utils.data import offline
from gan_utils.data.dataset import ImageDataset

CARDS = {card.name: card for card in (offline.MNIST5K, offline.DIGITS)}
OFFLINE = tuple(name for name, card in CARDS.items() if not card.needs_network)
SPLITS = ("train", "test")
_READERS = {"mnist5k": offline.read_mnist5k, "digits": offline.read_digits}


def load(name, split="train"):
    """Return one split of a dataset.

    Args:
        name: a key of `CARDS`; those in `OFFLINE` need no network.
        split: "train" or "test".

    Returns:
        An `ImageDataset`.

    Raises:
        ValueError: for an unknown name or split, listing the valid ones.
        ConnectionError: when a download fails, naming the datasets that need none.

    >>> digits = load("mnist5k", "test")
    >>> digits.images.shape, np.bincount(digits.labels).tolist() == [100] * 10
    ((1000, 28, 28, 1), True)
    """
    if name not in CARDS:
        raise ValueError(f"unknown dataset {name!r}: choose one of {', '.join(CARDS)}")
    if split not in SPLITS:
        raise ValueError(f"unknown split {split!r}: choose one of {', '.join(SPLITS)}")
    images, labels = _READERS[name](split)
    return ImageDataset(images, labels.astype(np.int32), CARDS[name])
