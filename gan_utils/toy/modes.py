"""Rings and grids of Gaussians in the plane, and how many of their modes a generator has found."""

import numpy as np
from scipy.special import logsumexp

from gan_utils._checked import real


def ring(n_modes=8, radius=2.0):
    """Return centres evenly spaced on a circle, the first on the positive x axis.

    Args:
        n_modes: how many, at least 1.
        radius: of the circle, above 0.

    Returns:
        float64, shape (n_modes, 2).

    Raises:
        ValueError: when there are no modes or the radius is not positive.

    >>> ring(4, radius=1.0).round(6).tolist()
    [[1.0, 0.0], [0.0, 1.0], [-1.0, 0.0], [-0.0, -1.0]]
    """
    if n_modes < 1 or not radius > 0:
        raise ValueError(f"ring got {n_modes} modes of radius {radius}, expected at least 1 and above 0")
    angle = 2 * np.pi * np.arange(n_modes) / n_modes
    return radius * np.stack([np.cos(angle), np.sin(angle)], axis=1)


def grid(side=5, spacing=1.0):
    """Return side² centres on a square grid around the origin, row by row from the bottom left.

    Args:
        side: centres along each edge, at least 1.
        spacing: distance between neighbours, above 0.

    Returns:
        float64, shape (side², 2).

    Raises:
        ValueError: when there are no modes or the spacing is not positive.

    >>> grid(2, spacing=3.0).tolist()
    [[-1.5, -1.5], [1.5, -1.5], [-1.5, 1.5], [1.5, 1.5]]
    """
    if side < 1 or not spacing > 0:
        raise ValueError(f"grid got side {side} and spacing {spacing}, expected at least 1 and above 0")
    line = spacing * (np.arange(side) - (side - 1) / 2)
    x, y = np.meshgrid(line, line)
    return np.stack([x.ravel(), y.ravel()], axis=1)


def _checked(name, points):
    points = np.asarray(points, np.float64)
    if points.ndim != 2 or points.shape[1] != 2 or len(points) == 0:
        raise ValueError(
            f"{name} have shape {points.shape}, expected (n, 2) with n ≥ 1: one row of x and y for each point"
        )
    return points


def sample_modes(centres, n, std=0.05, *, seed):
    """Draw from an equal mixture of round Gaussians.

    Args:
        centres: shape (n_modes, 2), such as `ring()` or `grid()` gives.
        n: how many samples.
        std: standard deviation of each Gaussian along either axis.
        seed: an integer, or a `numpy.random.Generator` to go on drawing from.

    Returns:
        float32, shape (n, 2).

    Raises:
        ValueError: when the centres have the wrong shape.

    >>> sample_modes(ring(8), 3, seed=0).shape
    (3, 2)
    """
    centres = _checked("the centres", centres)
    rng = np.random.default_rng(seed)
    chosen = centres[rng.integers(len(centres), size=n)]
    return (chosen + std * rng.standard_normal((n, 2))).astype(np.float32)


def mode_log_pdf(points, centres, std=0.05):
    """Return the log-density of an equal mixture of round Gaussians, log (1/m) Σ N(x; centre, std²·I).

    Args:
        points: shape (n, 2).
        centres: shape (n_modes, 2).
        std: standard deviation of each Gaussian along either axis, above 0.

    Returns:
        float64, shape (n,), in nats.

    Raises:
        ValueError: when points or centres have the wrong shape, or std is not above 0.

    >>> round(float(mode_log_pdf([[0.0, 0.0]], [[0.0, 0.0]], std=1.0)[0]), 4)  # −log 2π
    -1.8379
    """
    points, centres = _checked("the points", points), _checked("the centres", centres)
    std = real(std, "std", "above 0", lambda number: number > 0)
    squared = ((points[:, None, :] - centres[None, :, :]) ** 2).sum(axis=-1)
    return logsumexp(-0.5 * squared / std**2, axis=1) - np.log(2 * np.pi * std**2 * len(centres))


def mode_counts(samples, centres, std=0.05, k=3.0):
    """Count the high-quality samples of each mode: those within k·std of their nearest centre.

    The sum over modes divided by the number of samples is the share of high quality. Samples from the real
    mixture reach 1 − exp(−k²/2), which is 98.9% at k = 3, because the plane has two axes.

    Args:
        samples: shape (n, 2).
        centres: shape (n_modes, 2).
        std: standard deviation of each real Gaussian.
        k: how many standard deviations count as near.

    Returns:
        int64, shape (n_modes,).

    Raises:
        ValueError: when samples or centres have the wrong shape, or are empty.

    Reference: Srivastava et al. 2017 (VEEGAN), arXiv:1705.07761, section 4.1.

    >>> mode_counts([[2.0, 0.1], [2.0, 0.0], [0.0, 0.0]], ring(4)).tolist()
    [2, 0, 0, 0]
    """
    samples, centres = _checked("the samples", samples), _checked("the centres", centres)
    squared = ((samples[:, None, :] - centres[None, :, :]) ** 2).sum(axis=-1)
    near = squared.min(axis=1) <= (k * std) ** 2
    return np.bincount(squared.argmin(axis=1)[near], minlength=len(centres))


def modes_covered(samples, centres, std=0.05, k=3.0, minimum=1):
    """Return how many modes have at least `minimum` samples within k·std of their centre.

    Args:
        samples: shape (n, 2).
        centres: shape (n_modes, 2).
        std: standard deviation of each real Gaussian.
        k: how many standard deviations count as near.
        minimum: samples that make a mode covered; 1 is the custom, a tenth of a fair share stricter.

    Returns:
        An integer from 0 to n_modes.

    Raises:
        ValueError: when samples or centres have the wrong shape, or are empty.

    Reference: Srivastava et al. 2017 (VEEGAN), arXiv:1705.07761, section 4.1.

    >>> modes_covered(sample_modes(ring(8), 1000, seed=0), ring(8))
    8
    >>> modes_covered(sample_modes(ring(8)[:3], 1000, seed=0), ring(8))
    3
    """
    return int(np.sum(mode_counts(samples, centres, std, k) >= minimum))
