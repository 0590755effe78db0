"""The datasets by name."""

from gan_utils.data import downloads, offline, sprites
from gan_utils.data.dataset import ImageDataset

_READERS = {
    offline.MNIST5K: offline.read_mnist5k,
    offline.DIGITS: offline.read_digits,
    sprites.SPRITES: sprites.read_sprites,
    downloads.MNIST: downloads.read_mnist,
    downloads.FASHION_MNIST: downloads.read_fashion_mnist,
    downloads.CIFAR10: downloads.read_cifar10,
}
CARDS = {card.name: card for card in _READERS}
OFFLINE = tuple(name for name, card in CARDS.items() if not card.needs_network)
SPLITS = ("train", "test")


def load(name, split="train"):
    """Return one split of a dataset.

    Args:
        name: a key of `CARDS`; those in `OFFLINE` need no network, the others are downloaded once.
        split: "train" or "test".

    Returns:
        An `ImageDataset`.

    Raises:
        ValueError: for an unknown name or split, listing the valid ones.
        ConnectionError: when a download fails, naming the datasets that need none.

    >>> digits = load("mnist5k", "test")
    >>> digits.images.shape, digits.labels[:3].tolist()
    ((1000, 28, 28, 1), [0, 0, 0])
    """
    if name not in CARDS:
        raise ValueError(f"unknown dataset {name!r}: choose one of {', '.join(CARDS)}")
    if split not in SPLITS:
        raise ValueError(f"unknown split {split!r}: choose one of {', '.join(SPLITS)}")
    card = CARDS[name]
    try:
        images, labels = _READERS[card](split)
    except downloads.DownloadFailed as failed:
        raise ConnectionError(
            f"could not download {name} because {failed}: check the network and load it again, "
            f"or load one that needs none ({', '.join(OFFLINE)})"
        ) from None
    return ImageDataset(images, labels, card)
