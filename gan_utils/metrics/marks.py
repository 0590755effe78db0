"""A mark of bits: how many of them were read, and how often chance reads as many."""

import numpy as np
from scipy.stats import binom

from gan_utils._checked import real, whole


def matching_bits(logits, key):
    """Return how many bits of each row of logits agree with a key; a logit above 0 says 1.

    Args:
        logits: shape (n, bits), of a decoder.
        key: zeros and ones, shape (bits,), or a key a row, shape (n, bits).

    Returns:
        ints from 0 to bits, shape (n,).

    Raises:
        ValueError: for shapes that do not fit, or a key of other numbers.

    >>> matching_bits([[2.0, -1.0, 0.5], [-2.0, -1.0, 0.5]], [1, 0, 0]).tolist()
    [2, 1]
    """
    logits, key = np.asarray(logits), np.asarray(key)
    if logits.ndim != 2 or key.shape not in (logits.shape, logits.shape[1:]):
        raise ValueError(f"expected logits (n, bits) and a key (bits,), got {logits.shape} and {key.shape}")
    if not np.isin(key, (0, 1)).all():
        raise ValueError(f"a key holds zeros and ones, got {sorted(set(key.ravel().tolist()))[:4]}")
    return ((logits > 0) == (key > 0)).sum(axis=1)


def false_positive_rate(threshold, n_bits):
    """Return how often `threshold` of `n_bits` fair coins or more fall as the key says: Σ_{k ≥ τ} C(n, k) / 2ⁿ.

    It is the rate at which pictures without the mark pass for marked ones, if their bits are fair and independent
    coins; or, whatever their bits are, if the key was drawn so.

    Args:
        threshold: τ, bits that have to agree, from 0 to n_bits.
        n_bits: of the mark, at least 1.

    Returns:
        A float between 0 and 1.

    Raises:
        ValueError: for numbers out of range.

    Reference: Fernandez et al. 2023, arXiv:2303.15435, section 3 (equation 2).

    >>> false_positive_rate(2, 2), false_positive_rate(1, 2), false_positive_rate(0, 2)
    (0.25, 0.75, 1.0)
    """
    n_bits = whole(n_bits, "n_bits", 1)
    return float(binom.sf(whole(threshold, "threshold", 0, n_bits) - 1, n_bits, 0.5))


def bit_threshold(rate, n_bits):
    """Return the fewest bits that have to agree so that chance does so at most at this rate.

    Args:
        rate: above 0, at most 1.
        n_bits: of the mark, at least 1.

    Returns:
        An int from 0 to n_bits.

    Raises:
        ValueError: for a rate that so few bits cannot reach, with the least that they can, or one out of range.

    >>> bit_threshold(0.01, 16), bit_threshold(1.0, 16)
    (14, 0)
    """
    n_bits = whole(n_bits, "n_bits", 1)
    rate = real(rate, "rate", "above 0 and at most 1", lambda number: 0 < number <= 1)
    for threshold in range(n_bits + 1):
        if false_positive_rate(threshold, n_bits) <= rate:
            return threshold
    raise ValueError(
        f"{n_bits} bits agree by chance at a rate of {2.0**-n_bits:.2g} at least, so {rate:g} cannot be reached: "
        "take more bits"
    )
