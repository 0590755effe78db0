"""Stacked digits: three digits as the colours of one picture, so that there are a thousand kinds of picture."""

import numpy as np

from gan_utils._checked import whole
from gan_utils.data.dataset import DatasetCard, ImageDataset
from gan_utils.data.registry import load

N_KINDS = 1000


def stacked_digits(n, seed, split="train"):
    """Return n pictures of three digits each, one as the red channel, one as the green and one as the blue.

    The digits are drawn from mnist5k with replacement, each channel by itself, so that all 1,000 numbers of three
    digits are as likely. The label is that number: 100·red + 10·green + blue.

    Args:
        n: how many pictures.
        seed: of the draw.
        split: of mnist5k, "train" or "test".

    Returns:
        An `ImageDataset` of images of shape (n, 28, 28, 3) and labels from 0 to 999.

    Raises:
        ValueError: for an unknown split, or fewer pictures than one.

    Reference: Metz et al. 2017, arXiv:1611.02163, section 3.3.1; Srivastava et al. 2017, arXiv:1705.07761.

    >>> stacked = stacked_digits(4, seed=0)
    >>> stacked.images.shape, stacked.card.n_classes
    ((4, 28, 28, 3), 1000)
    """
    digits = load("mnist5k", split)
    drawn = np.random.default_rng(seed).integers(len(digits), size=(whole(n, "n", 1), 3))
    images = np.concatenate([digits.images[drawn[:, channel]] for channel in range(3)], axis=-1)
    labels = digits.labels[drawn] @ np.array([100, 10, 1])
    source = digits.card
    card = DatasetCard(
        name="stacked_digits",
        title="Stacked digits: three digits of mnist5k as red, green and blue",
        image_shape=images.shape[1:],
        n_classes=N_KINDS,
        class_names=tuple(f"{number:03d}" for number in range(N_KINDS)),
        source=source.source,
        licence=source.licence,
        needs_network=False,
    )
    return ImageDataset(images, labels.astype(np.int32), card)
