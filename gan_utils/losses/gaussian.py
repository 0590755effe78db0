"""Gaussians in closed form: what a variational autoencoder's loss is made of."""

import math

from keras import ops


def gaussian_kl(mean, log_variance):
    """Return KL(N(μ, σ²) ‖ N(0, 1)) of diagonal Gaussians, ½ Σ (μ² + σ² − 1 − log σ²), a number a row.

    Args:
        mean: float tensor, shape (batch, latent_dim).
        log_variance: log σ², the same shape.

    Returns:
        Tensor, shape (batch,), in nats, at least 0.

    Raises:
        ValueError: when the shapes differ.

    Reference: Kingma & Welling 2014, arXiv:1312.6114, appendix B.

    >>> gaussian_kl([[0.0, 0.0], [1.0, 2.0]], [[0.0, 0.0], [0.0, 0.0]]).numpy().tolist()
    [0.0, 2.5]
    """
    mean, log_variance = _alike(mean, log_variance, "mean", "log_variance")
    return 0.5 * _over_row(mean**2 + ops.exp(log_variance) - 1.0 - log_variance)


def gaussian_log_density(x, mean=0.0, log_variance=0.0):
    """Return log N(x; μ, σ²) with independent coordinates, Σ −½ (log 2π + log σ² + (x − μ)²/σ²), a number a row.

    Args:
        x: float tensor, shape (batch, …).
        mean, log_variance: of shapes that x can be compared with; 0 by default.

    Returns:
        Tensor, shape (batch,), in nats.

    Reference: Bishop 2006, *Pattern Recognition and Machine Learning*, section 2.3.

    >>> round(float(gaussian_log_density([[0.0]])[0]), 4)
    -0.9189
    """
    x, mean, log_variance = (ops.convert_to_tensor(part, "float32") for part in (x, mean, log_variance))
    return _over_row(-0.5 * (math.log(2.0 * math.pi) + log_variance + (x - mean) ** 2 * ops.exp(-log_variance)))


def _over_row(values):
    return ops.sum(values, axis=tuple(range(1, len(values.shape))))


def _alike(one, other, name, other_name):
    """Return both as float32 tensors, or raise a `ValueError` that names both shapes."""
    one, other = (ops.convert_to_tensor(part, "float32") for part in (one, other))
    if tuple(one.shape) != tuple(other.shape):
        raise ValueError(
            f"{name} has shape {tuple(one.shape)} but {other_name} {tuple(other.shape)}: each needs one number for "
            "each coordinate of z"
        )
    return one, other
