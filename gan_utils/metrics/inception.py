"""Inception score: are single samples recognisable, and are all of them together varied?"""

import numpy as np


def inception_score(probabilities):
    """exp of the mean KL divergence between p(y|x) and its average p(y).

    Args:
        probabilities: shape (n, classes), rows that sum to 1, from any classifier. With the course's own it is a
            score of digits, and not comparable with one that Inception gave.

    Returns:
        A float between 1 (every sample looks alike, or like nothing) and the number of classes.

    Raises:
        ValueError: when the shape is wrong, values are negative, or rows do not sum to 1.

    Reference: Salimans et al. 2016, arXiv:1606.03498, section 4.

    >>> round(inception_score(np.eye(10)), 6)  # ten samples, each surely another class
    10.0
    """
    p = np.asarray(probabilities, np.float64)
    if p.ndim != 2 or len(p) == 0:
        raise ValueError(f"probabilities must have shape (n, classes) with n ≥ 1, got {p.shape}")
    if not ((p >= 0).all() and np.allclose(p.sum(axis=1), 1.0, atol=1e-3)):
        raise ValueError("each row of probabilities must be ≥ 0 and sum to 1; apply softmax to logits first")
    marginal = p.mean(axis=0, keepdims=True)
    ratio = np.divide(p, marginal, out=np.ones_like(p), where=p > 0)  # 0·log 0 = 0
    return float(np.exp((p * np.log(ratio)).sum(axis=1).mean()))
