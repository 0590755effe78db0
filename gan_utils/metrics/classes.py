"""Are all classes there, in the right shares? And any metric a class at a time."""

from typing import NamedTuple

import numpy as np

from gan_utils.metrics.agreement import class_shares
from gan_utils.metrics.clouds import checked_probabilities


class ClassCoverage(NamedTuple):
    """Number of classes found, and the divergence of their shares from the reference, in nats."""

    modes: int
    reverse_kl: float


def class_coverage(probabilities, reference_shares, least=1):
    """Number of classes that the samples reach, and reverse KL from their shares q to the reference p.

    Each sample counts for its most probable class. reverse KL = Σ q·log(q/p), with the natural logarithm and
    0·log 0 = 0: it is 0 where the shares are right, and log(1/p_c) when every sample is of class c. In this direction,
    the fakes first, a missing class costs a finite amount.

    Args:
        probabilities: shape (n, classes), rows that sum to 1.
        reference_shares: shape (classes,), ≥ 0, summing to 1, such as `class_shares` of real samples.
        least: samples that a class needs in order to count as reached; 1, as published.

    Returns:
        A `ClassCoverage`: modes between 0 and the number of classes, reverse_kl ≥ 0.

    Raises:
        ValueError: when the shares do not fit, or give nothing to a class that the samples show.

    Reference: Metz et al. 2017, arXiv:1611.02163, section 3.3.1; Srivastava et al. 2017, arXiv:1705.07761.

    >>> class_coverage([[0.9, 0.1], [0.8, 0.2]], [0.5, 0.5])  # one class of two: log 2
    ClassCoverage(modes=1, reverse_kl=0.6931471805599453)
    """
    probabilities = checked_probabilities(probabilities)
    p = np.asarray(reference_shares, np.float64)
    if p.shape != probabilities.shape[1:] or not ((p >= 0).all() and abs(p.sum() - 1) < 1e-3):
        raise ValueError(
            f"reference_shares must be {probabilities.shape[1]} shares ≥ 0 that sum to 1, got {p.tolist()}"
        )
    if least < 1:
        raise ValueError(f"least must be at least 1 sample, got {least}")
    p, q = p / p.sum(), class_shares(probabilities)
    found = q > 0
    if (p[found] == 0).any():
        missing = np.flatnonzero(found & (p == 0)).tolist()
        raise ValueError(
            f"reference_shares give nothing to the classes {missing}, which the samples show: the divergence would be "
            "infinite; take the shares from more real samples"
        )
    counts = np.rint(q * len(probabilities))
    reverse_kl = float((q[found] * np.log(q[found] / p[found])).sum())
    return ClassCoverage(int((counts >= least).sum()), max(0.0, reverse_kl))


def by_class(metric, real, real_labels, fake, fake_labels):
    """Apply a metric to the real and fake rows of one class at a time.

    Args:
        metric: a function (real, fake) -> anything, such as `frechet_distance`.
        real, fake: arrays with a row a sample, features or images.
        real_labels, fake_labels: ints, shape (n,) and (m,); for the fakes, what was asked for or what a classifier
            saw.

    Returns:
        A dictionary of class (int) → value, in the order of the classes among the reals.

    Raises:
        ValueError: when there is not one label a row, when a class is missing on one side, or when the metric raises
            one, naming the class.

    >>> gap = lambda real, fake: float(fake.mean() - real.mean())
    >>> by_class(gap, np.array([1.0, 2.0, 5.0]), [0, 0, 1], np.array([3.5, 5.0]), [0, 1])
    {0: 2.0, 1: 0.0}
    """
    real, fake = np.asarray(real), np.asarray(fake)
    real_labels, fake_labels = np.asarray(real_labels), np.asarray(fake_labels)
    for name, rows, labels in (("real", real, real_labels), ("fake", fake, fake_labels)):
        if labels.shape != rows.shape[:1] or rows.ndim == 0:
            raise ValueError(f"expected one {name} label a row, got rows {rows.shape} and labels {labels.shape}")
    alone = sorted(set(real_labels.tolist()) ^ set(fake_labels.tolist()))
    if alone:
        raise ValueError(
            f"the classes {alone} are on one side only, where nothing can be compared; leave their rows out, and count "
            "them with class_coverage"
        )
    values = {}
    for label in sorted(set(real_labels.tolist())):
        try:
            values[int(label)] = metric(real[real_labels == label], fake[fake_labels == label])
        except ValueError as error:
            raise ValueError(f"class {label}: {error}") from error
    return values
