"""Fréchet distance between two clouds of features, each taken as a Gaussian."""

import numpy as np


def frechet_distance(a, b):
    """Fréchet distance of the Gaussians fitted to two feature clouds.

    d² = ‖μ_a − μ_b‖² + Tr(Σ_a + Σ_b − 2·(Σ_a Σ_b)^½), with covariances over n − 1. The trace of the root is the sum
    of the singular values of Σ_a^½ Σ_b^½, so that no root of a product that is not symmetric is taken. It is the
    squared distance, as the field reports FID.

    Args:
        a, b: float arrays, shape (n, d) and (m, d), n and m at least 2.

    Returns:
        A float ≥ 0; 0 for equal clouds, and the same for (a, b) and (b, a).

    Raises:
        ValueError: for shapes that do not fit, fewer than 2 rows, or values that are not finite.

    Reference: Heusel et al. 2017, arXiv:1706.08500, section 2; Dowson & Landau 1982.

    >>> a = np.array([[0.0, 0.0], [2.0, 0.0]])  # mean (1, 0), variance 2 along x
    >>> round(frechet_distance(a, a + [0.0, 3.0]), 6)  # the same cloud 3 higher: 3² = 9
    9.0
    """
    a, b = _checked(a), _checked(b)
    if a.shape[1] != b.shape[1]:
        raise ValueError(f"both clouds need the same number of features, got {a.shape} and {b.shape}")
    difference = a.mean(axis=0) - b.mean(axis=0)
    root_a, trace_a = _root_of_covariance(a)
    root_b, trace_b = _root_of_covariance(b)
    # Both orders, so that rounding does not depend on which cloud is named first.
    cross = np.linalg.svd(root_a @ root_b, compute_uv=False).sum()
    cross += np.linalg.svd(root_b @ root_a, compute_uv=False).sum()
    return max(0.0, float(difference @ difference + (trace_a + trace_b) - cross))


def _checked(features):
    features = np.asarray(features, np.float64)
    if features.ndim != 2 or len(features) < 2:
        raise ValueError(f"features must have shape (n, d) with n ≥ 2, got {features.shape}")
    if not np.isfinite(features).all():
        raise ValueError("features hold values that are not finite; look at the images that made them")
    return features


def _root_of_covariance(features):
    """Return the symmetric square root of the covariance, and its trace."""
    covariance = np.atleast_2d(np.cov(features, rowvar=False))
    values, vectors = np.linalg.eigh(covariance)
    values = np.clip(values, 0.0, None)  # rounding can leave −1e-17 where the rank is deficient
    return (vectors * np.sqrt(values)) @ vectors.T, float(np.trace(covariance))
