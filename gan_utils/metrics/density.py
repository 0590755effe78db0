"""How probable are the data? Bounds of the log-likelihood, the log-likelihood itself where z has few coordinates, and
what a Parzen window says where there are only samples.
"""

from typing import NamedTuple

import numpy as np
from scipy.special import logsumexp

from gan_utils._checked import real, whole

_CELLS = 2**22  # distances held at once


class Bound(NamedTuple):
    """A lower bound of the mean log-likelihood, in nats, with its standard error over the samples."""

    mean: float
    standard_error: float


def importance_bound(log_weights, k):
    """Return the importance-weighted bound E[log (1/k) Σ wᵢ] of the mean log-likelihood.

    k = 1 gives the ELBO. The bound rises with k and comes to the log-likelihood as k grows; only in expectation, so two
    estimates may cross within their errors. All draws are used, in groups of k.

    Args:
        log_weights: log p(x, z) − log q(z|x), shape (n, draws), as `VAE.log_weights` gives.
        k: draws in a group, at most as many as there are.

    Returns:
        A `Bound`.

    Raises:
        ValueError: for weights of another shape or that are not finite, or a k that is larger than the draws.

    Reference: Burda et al. 2016, arXiv:1509.00519, theorem 1.

    >>> weights = np.log([[1.0, 3.0], [2.0, 2.0]])
    >>> [round(importance_bound(weights, k).mean, 4) for k in (1, 2)]  # (log 3 + log 4)/4, and log 2
    [0.6212, 0.6931]
    """
    log_weights = np.asarray(log_weights, np.float64)
    if log_weights.ndim != 2 or not log_weights.size or not np.isfinite(log_weights).all():
        raise ValueError(
            f"log_weights have shape {log_weights.shape}, expected (n, draws) of finite numbers, as VAE.log_weights "
            "gives"
        )
    n, draws = log_weights.shape
    k = whole(k, "k, the draws in a group,", 1, draws)
    groups = log_weights[:, : draws - draws % k].reshape(n, -1, k)
    each = (logsumexp(groups, axis=2) - np.log(k)).mean(axis=1)
    return Bound(float(each.mean()), float(each.std(ddof=1) / np.sqrt(n)) if n > 1 else 0.0)


def decoder_log_density(decode, points, deviation, latent_dim=2, side=401, reach=6.0):
    """Return log p(x) = log ∫ N(x; decode(z), σ²·I) N(z; 0, I) dz of a decoder, by the sum over a grid of z.

    Args:
        decode: function from z, float32, shape (m, latent_dim), to means, shape (m, d).
        points: x, shape (n, d).
        deviation: σ, above 0.
        latent_dim: 1 or 2; a grid in more dimensions has too many places.
        side: places along each axis of z. Where the answer moves with it, take more.
        reach: the grid goes from −reach to reach.

    Returns:
        float64, shape (n,), in nats.

    Raises:
        ValueError: for points of another shape than the decoder's, or numbers out of range.

    Reference: Bishop 2006, *Pattern Recognition and Machine Learning*, section 12.2.

    >>> found = decoder_log_density(lambda z: 3.0 * z, [[1.0], [2.0]], deviation=4.0, latent_dim=1)
    >>> np.allclose(found, -0.5 * np.log(2 * np.pi * 25) - np.array([1.0, 4.0]) / 50)  # N(0, 3² + 4²)
    True
    """
    deviation = real(deviation, "deviation", "above 0, the standard deviation of p(x|z)", lambda s: s > 0)
    latent_dim, side = whole(latent_dim, "latent_dim", 1, 2), whole(side, "side", 2)
    line = np.linspace(-reach, reach, side)
    z = np.stack(np.meshgrid(*[line] * latent_dim), axis=-1).reshape(-1, latent_dim)
    means, points = np.asarray(decode(z.astype(np.float32)), np.float64), np.asarray(points, np.float64)
    if points.ndim != 2 or means.shape != (len(z), points.shape[-1]):
        raise ValueError(
            f"the points have shape {points.shape} and the decoder's means {means.shape}, expected (n, d) and "
            f"({len(z)}, d)"
        )
    log_prior = -0.5 * (z**2).sum(axis=1) - 0.5 * latent_dim * np.log(2 * np.pi)
    return _log_mixture(points, means, deviation, log_prior + latent_dim * np.log(line[1] - line[0]))


def parzen_log_density(points, samples, deviation):
    """Return the log-density that a Parzen window of samples gives: the equal mixture of Gaussians around them.

    It was how the first GANs were given a likelihood. In many dimensions it says more of the deviation than of the
    samples (Theis et al. 2016).

    Args:
        points: where, shape (n, d).
        samples: shape (m, d).
        deviation: of each Gaussian, above 0.

    Returns:
        float64, shape (n,), in nats.

    Raises:
        ValueError: when the shapes do not fit, or the deviation is not above 0.

    Reference: Goodfellow et al. 2014, arXiv:1406.2661, section 5; Theis et al. 2016, arXiv:1511.01844, section 3.3.

    >>> round(float(parzen_log_density([[0.0]], [[0.0], [0.0]], 1.0)[0]), 4)
    -0.9189
    """
    deviation = real(deviation, "deviation", "above 0, the standard deviation of the window", lambda s: s > 0)
    points, samples = np.asarray(points, np.float64), np.asarray(samples, np.float64)
    if points.ndim != 2 or samples.ndim != 2 or points.shape[1] != samples.shape[1] or not len(samples):
        raise ValueError(
            f"points and samples have the shapes {points.shape} and {samples.shape}, expected (n, d) and (m, d): "
            "flatten pictures by images.reshape(len(images), -1)"
        )
    return _log_mixture(points, samples, deviation, np.full(len(samples), -np.log(len(samples))))


def _log_mixture(points, means, deviation, log_weights):
    """Return log Σ wᵢ N(x; meanᵢ, deviation²·I) for each point, some points at a time."""
    squares, found = (means**2).sum(axis=1), np.empty(len(points))
    step = max(1, _CELLS // len(means))
    for start in range(0, len(points), step):
        part = points[start : start + step]
        squared = (part**2).sum(axis=1)[:, None] - 2.0 * part @ means.T + squares
        found[start : start + step] = logsumexp(log_weights - 0.5 * squared / deviation**2, axis=1)
    return found - points.shape[1] * np.log(deviation * np.sqrt(2 * np.pi))
