"""The velocity that flow matching should learn, where it can be written down: towards round Gaussians."""

import numpy as np
from scipy.special import softmax

from gan_utils._checked import real


def modes_velocity(x, t, centres, std=0.05):
    """Return E[x₁ − x₀ | x_t = x] where x_t = (1 − t)x₀ + t·x₁, x₀ ~ N(0, I) and x₁ is of one of several Gaussians.

    Of a single Gaussian N(m, s²I), x_t is N(tm, c²I) with c² = (1 − t)² + t²s², and what is known of x₁ − x₀ is linear:
    m + (t·s² − (1 − t))/c² · (x − tm). Several of them, each as likely, count by how likely each is to have led to x.
    At t = 0 nothing is known of x₁, so that the velocity is the mean of all centres, less x.

    Args:
        x: points, shape (n, d).
        t: one number in [0, 1]; below 1 where std is 0.
        centres: shape (n_modes, d), such as `ring()`; one row for a single Gaussian.
        std: standard deviation of each Gaussian in every direction, at least 0.

    Returns:
        float64, shape (n, d).

    Raises:
        ValueError: when points and centres have not as many coordinates, or a number is out of range.

    Reference: Lipman et al. 2023, arXiv:2210.02747, section 3; Albergo & Vanden-Eijnden 2023, arXiv:2209.15571.

    >>> modes_velocity([[3.0]], 0.5, [[1.0]], std=1.0)  # here t·s² = 1 − t, so the mean alone
    array([[1.]])
    """
    x, centres = np.asarray(x, np.float64), np.asarray(centres, np.float64)
    if x.ndim != 2 or centres.ndim != 2 or x.shape[1] != centres.shape[1] or not len(centres):
        raise ValueError(
            f"the points have shape {x.shape} and the centres {centres.shape}, expected (n, d) and (n_modes, d) with "
            "one d for both"
        )
    t = real(t, "t", "in [0, 1]", lambda number: 0 <= number <= 1)
    std = real(std, "std", "of at least 0", lambda number: number >= 0)
    variance = (1 - t) ** 2 + (t * std) ** 2
    if not variance:
        raise ValueError("at t = 1 with std 0 every point has arrived: ask for a t below 1")
    away = x[:, None, :] - t * centres
    towards = centres + (t * std**2 - (1 - t)) / variance * away
    likely = softmax(-0.5 * (away**2).sum(axis=-1) / variance, axis=1)
    return (likely[..., None] * towards).sum(axis=1)
