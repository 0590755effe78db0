"""Does the generator create, or does it copy? Nearest neighbours in the training set against held-out images."""

from typing import NamedTuple

import numpy as np
from scipy.stats import mannwhitneyu

from gan_utils.metrics.agreement import wilson_interval
from gan_utils.metrics.clouds import checked
from gan_utils.metrics.neighbours import nearest_neighbours


class Memorisation(NamedTuple):
    """Where the samples lie between training and held-out images.

    Attributes:
        share: of samples nearer to a training image than to any of equally many held-out ones; 0.5 without memorising.
        low, high: interval of the share, for other samples and other images of either kind.
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

    The interval is Wilson's, for as many independent samples as the real ones are worth. Not all are worth one each:
    which side a sample falls on is decided by its nearest image, so samples that share one move together. With c_j
    samples nearest to image j of N images on both sides, handing the images out to the sides by chance gives the share
    a variance of N / (N − 1) · Σ_j (c_j − n/N)² / 4n², that of 1 / (4 · variance) coins; at most n.

    Args:
        samples, train, held_out: features (or flattened images), shapes (n, d), (m, d), (h, d).
        seed: of the cut.
        confidence: of the interval.
        copy_ratio: between 0 and 1.

    Returns:
        A `Memorisation`.

    Raises:
        ValueError: for shapes that do not fit, values that are not finite, or numbers out of range.

    Reference: the question is that of Meehan et al. 2020, arXiv:2004.05675; for their own statistic see `copying_test`.

    >>> train, held_out = np.array([[0.0], [1.0], [2.0]]), np.array([[0.6], [1.6], [2.6]])
    >>> memorisation([[0.0], [1.1], [1.7], [2.0]], train, held_out)[0::5]  # 3 of 4 nearer to train, all 3 copies
    (0.75, 0.75)
    """
    if not 0 < copy_ratio <= 1:
        raise ValueError(f"copy_ratio must lie between 0 and 1, got {copy_ratio}")
    samples, train = checked(samples, "samples", 1), checked(train, "training features", 1)
    held_out = checked(held_out, "held-out features", 1)
    _check_widths(samples, train, held_out)
    as_many = _cut_to_one_size(train, held_out, seed)
    found = [nearest_neighbours(samples, cloud) for cloud in as_many]
    to_train, to_held_out = (each.distances[:, 0] for each in found)
    nearer = (to_train < to_held_out) + 0.5 * (to_train == to_held_out)  # 1, 0, or one half for a tie
    counts = [
        np.bincount(each.indices[:, 0], weight, minlength=len(as_many[0]))
        for each, weight in zip(found, (nearer, 1.0 - nearer), strict=True)
    ]
    worth = _worth(np.concatenate(counts))
    share = wilson_interval(nearer.mean() * worth, worth, confidence)
    more = len(train) > len(held_out)  # then some training images were cut, which copies are looked for among
    nearest_of_all = nearest_neighbours(samples, train).distances[:, 0] if more else to_train
    copies = float((nearest_of_all < copy_ratio * to_held_out).mean())
    return Memorisation(
        float(nearer.mean()), share.low, share.high, float(np.median(to_train)), float(np.median(to_held_out)), copies
    )


def _worth(counts):
    """Return how many independent samples those are worth of which `counts` lie nearest to each image.

    >>> _worth(np.array([1.0, 1.0, 0.0, 0.0])), _worth(np.array([2.0, 2.0, 0.0, 0.0]))  # twice as many, no more news
    (2.0, 3.0)
    """
    n, images = counts.sum(), len(counts)
    spread = images / (images - 1) * np.square(counts - n / images).sum()
    return float(min(n, max(1.0, n**2 / spread))) if spread else float(n)


class CopyingTest(NamedTuple):
    """Whether samples lie nearer to the training images than held-out images do.

    Attributes:
        above: how often a sample lies farther from the training images than a held-out image, ties counted half; 0.5
            for an honest generator, near 0 for a copier, above 0.5 for poor samples.
        z: the same as a number of standard deviations from 0.5; the paper speaks of copying below −3 or so.
    """

    above: float
    z: float


def copying_test(samples, train, held_out):
    """Compare the distances of samples and of held-out images to their nearest training image, by Mann and Whitney's U.

    With n samples and h held-out images, U counts the pairs in which the sample lies farther, z is
    (U − nh/2) / √(nh(n + h + 1)/12). This is the paper's test without its partition of the space into cells. A
    generator whose samples are poor lies far from all real images, and can hide copies among them.

    Args:
        samples, train, held_out: features (or flattened images), shapes (n, d), (m, d), (h, d); all training images.

    Returns:
        A `CopyingTest`.

    Raises:
        ValueError: for shapes that do not fit, or values that are not finite.

    Reference: Meehan, Chaudhuri & Dasgupta 2020, arXiv:2004.05675, section 3.

    >>> copying_test([[0.1], [5.0]], [[0.0], [2.0]], [[1.0], [2.5]]).above  # 0.1 and 3 against 1 and 0.5: 2 of 4 pairs
    0.5
    """
    samples, train = checked(samples, "samples", 1), checked(train, "training features", 1)
    held_out = checked(held_out, "held-out features", 1)
    _check_widths(samples, train, held_out)
    ours, others = (nearest_neighbours(cloud, train).distances[:, 0] for cloud in (samples, held_out))
    n, h = len(ours), len(others)
    u = float(mannwhitneyu(ours, others).statistic)
    return CopyingTest(u / (n * h), (u - n * h / 2) / np.sqrt(n * h * (n + h + 1) / 12))


def normalised_gap(train, held_out, fake):
    """Return how much of what D tells training images from samples by it does not know of held-out images.

    (D̄(train) − D̄(held-out)) / (D̄(train) − D̄(fake)), of mean logits: 0 for a discriminator that learnt nothing by heart,
    1 for one that takes held-out images for fakes. A difference of logits by itself can be made small by shrinking all
    logits, as a penalty on the slope does; this ratio cannot.

    Args:
        train, held_out, fake: mean logits, numbers or arrays of one shape.

    Returns:
        The ratio; nan where D does not tell training images from samples.

    Reference: r_v of Karras et al. 2020, arXiv:2006.06676, equation 1.

    >>> float(normalised_gap(3.0, 2.0, -1.0)), float(normalised_gap(0.75, 0.5, -0.25))
    (0.25, 0.25)
    """
    train, held_out, fake = (np.asarray(one, float) for one in (train, held_out, fake))
    apart = train - fake
    with np.errstate(divide="ignore", invalid="ignore"):
        return np.where(apart == 0.0, np.nan, (train - held_out) / apart)


def _check_widths(samples, train, held_out):
    if len({cloud.shape[1] for cloud in (samples, train, held_out)}) > 1:
        shapes = f"{samples.shape}, {train.shape} and {held_out.shape}"
        raise ValueError(f"samples, train and held_out need the same number of features, got {shapes}")


def _cut_to_one_size(train, held_out, seed):
    """Return both clouds with as many rows as the smaller has, chosen at random from the larger."""
    size, draw = min(len(train), len(held_out)), np.random.default_rng(seed)
    return [
        cloud if len(cloud) == size else cloud[draw.choice(len(cloud), size, replace=False)]
        for cloud in (train, held_out)
    ]
