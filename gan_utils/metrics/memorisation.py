"""Does the generator create, or does it copy? Nearest neighbours in the training set against held-out images."""

from typing import NamedTuple

import numpy as np

from gan_utils.metrics.agreement import wilson_interval
from gan_utils.metrics.clouds import checked
from gan_utils.metrics.neighbours import nearest_neighbours


class Memorisation(NamedTuple):
    """Where the samples lie between training and held-out images.

    Attributes:
        share: of samples nearer to a training image than to any of equally many held-out ones; 0.5 without memorising.
        low, high: Wilson's interval of the share.
        train_distance, held_out_distance: median distance of a sample to its nearest neighbour on either side.
        copies: share of samples less than `copy_ratio` times as far from a training image as from any held-out one.
    """

    share: float
    low: float
    high: float
    train_distance: float
    held_out_distance: float
    copies: float


def memorisation(samples, train, held_out, seed=0, confidence=0.95, copy_ratio=0.5):
    """Compare how near the samples lie to what the generator was trained on and to what it never saw.

    A generator that learned the distribution knows nothing of which images it was trained on: half of its samples lie
    nearer to a training image than to any of equally many held-out ones. The larger of the two sets is cut at random to
    the size of the smaller for `share` and both medians; `copies` looks at all training images. Ties count one half.

    `copies` is above 0 for honest samples too where the training set is larger or the features have few directions:
    hold it against that of held-out images, as `evaluate` does.

    The interval is for fresh samples against the same two sets. Fresh sets would move the share too: with 200 held-out
    images, read a share of 0.52 with care.

    Args:
        samples, train, held_out: features (or flattened images), shapes (n, d), (m, d), (h, d).
        seed: of the cut.
        confidence: of the interval.
        copy_ratio: between 0 and 1.

    Returns:
        A `Memorisation`.

    Raises:
        ValueError: for shapes that do not fit, values that are not finite, or numbers out of range.

    Reference: the question is that of Meehan et al. 2020, arXiv:2004.05675, section 2; their test asks instead whether
    samples lie nearer to the training set than held-out images do.

    >>> train, held_out = np.array([[0.0], [1.0], [2.0]]), np.array([[0.6], [1.6], [2.6]])
    >>> memorisation([[0.0], [1.1], [1.7], [2.0]], train, held_out)[0::5]  # 3 of 4 nearer to train, all 3 copies
    (0.75, 0.75)
    """
    if not 0 < copy_ratio <= 1:
        raise ValueError(f"copy_ratio must lie between 0 and 1, got {copy_ratio}")
    samples, train = checked(samples, "samples", 1), checked(train, "training features", 1)
    held_out = checked(held_out, "held-out features", 1)
    if len({cloud.shape[1] for cloud in (samples, train, held_out)}) > 1:
        shapes = f"{samples.shape}, {train.shape} and {held_out.shape}"
        raise ValueError(f"samples, train and held_out need the same number of features, got {shapes}")
    as_many = _cut_to_one_size(train, held_out, seed)
    to_train, to_held_out = (nearest_neighbours(samples, cloud).distances[:, 0] for cloud in as_many)
    nearer = float((to_train < to_held_out).sum() + 0.5 * (to_train == to_held_out).sum())
    share = wilson_interval(nearer, len(samples), confidence)
    more = len(train) > len(held_out)  # then some training images were cut, which copies are looked for among
    nearest_of_all = nearest_neighbours(samples, train).distances[:, 0] if more else to_train
    copies = float((nearest_of_all < copy_ratio * to_held_out).mean())
    return Memorisation(*share, float(np.median(to_train)), float(np.median(to_held_out)), copies)


def _cut_to_one_size(train, held_out, seed):
    """Return both clouds with as many rows as the smaller has, chosen at random from the larger."""
    size, draw = min(len(train), len(held_out)), np.random.default_rng(seed)
    return [
        cloud if len(cloud) == size else cloud[draw.choice(len(cloud), size, replace=False)]
        for cloud in (train, held_out)
    ]
