"""Data for the plane laboratory: shapes with a single mode or many, and how far apart two clouds of points are."""

import numpy as np

from gan_utils.toy.modes import _checked, grid, ring, sample_modes


def _around(n, std):
    if n < 1 or not std >= 0:
        raise ValueError(f"expected n of at least 1 and a std of at least 0, got n {n!r} and std {std!r}")


def spiral(n, std=0.05, turns=1.5, radius=2.2, *, seed):
    """Draw from a spiral that starts at the origin, evenly along its arm.

    At the share t of its angle the arm is t·radius away from the origin, so its length up to there grows nearly as t².

    Args:
        n: how many points, at least 1.
        std: standard deviation of the noise along either axis, at least 0.
        turns: how often the arm goes round.
        radius: where it ends.
        seed: an integer, or a `numpy.random.Generator` to go on drawing from.

    Returns:
        float32, shape (n, 2).

    Raises:
        ValueError: for no points or a negative deviation.

    >>> spiral(3, seed=0).shape
    (3, 2)
    """
    _around(n, std)
    rng = np.random.default_rng(seed)
    t = np.sqrt(rng.random(n))
    arm = radius * t[:, None] * np.stack([np.cos(2 * np.pi * turns * t), np.sin(2 * np.pi * turns * t)], axis=1)
    return (arm + std * rng.standard_normal((n, 2))).astype(np.float32)


def two_moons(n, std=0.05, *, seed):
    """Draw from two half circles of radius 1.5 that reach into each other, half of the points from either on average.

    Args:
        n, std, seed: as for `spiral`.

    Returns:
        As `spiral`, and refuses the same.

    >>> two_moons(3, seed=0).shape
    (3, 2)
    """
    _around(n, std)
    rng = np.random.default_rng(seed)
    angle, side = np.pi * rng.random(n), np.where(rng.random(n) < 0.5, 1.0, -1.0)
    moon = 1.5 * side[:, None] * np.stack([np.cos(angle) - 0.5, np.sin(angle) - 0.25], axis=1)
    return (moon + std * rng.standard_normal((n, 2))).astype(np.float32)


def line(n, std=0.05, *, seed):
    """Draw from a slanted line through the origin, evenly along it.

    Args:
        n, std, seed: as for `spiral`.

    Returns:
        As `spiral`, and refuses the same.

    >>> line(3, seed=0).shape
    (3, 2)
    """
    _around(n, std)
    rng = np.random.default_rng(seed)
    along = np.outer(rng.uniform(-2.0, 2.0, n), [1.0, 0.6])
    return (along + std * rng.standard_normal((n, 2))).astype(np.float32)


def histogram_divergences(real, fake, limits=(-3.2, 3.2), bins=20):
    """Return Kullback and Leibler's divergence KL(real ‖ fake), and Jensen and Shannon's, of two clouds of points.

    The square is cut into bins × bins cells and the points of each are counted; a point outside counts in the nearest
    cell. With the shares p of the real points and q of the generated ones, KL = Σ p·log(p / q), for which every cell
    gets half a point more, since one without generated points would make it infinite; and JS is the mean of KL(p ‖ m)
    and KL(q ‖ m), where m = (p + q)/2, from the counts as they are. Both are in nats; few points make both too large.

    Args:
        real, fake: shapes (n, 2) and (m, 2).
        limits: (low, high) of both axes.
        bins: cells along each side, at least 1.

    Returns:
        (KL, JS), two floats: KL at least 0, JS from 0 to log 2.

    Raises:
        ValueError: when points have another shape or are not finite, or there are none.

    Reference: Kahng et al. 2018 (GAN Lab), arXiv:1809.01587, section 5.

    >>> kl, js = histogram_divergences([[-1.0, 0.0]], [[1.0, 0.0]], bins=2)  # one cell each, and not the same
    >>> round(js, 4)  # log 2
    0.6931
    """
    counts = []
    for name, points in (("the real points", real), ("the generated points", fake)):
        points = _checked(name, points)
        if not np.isfinite(points).all():
            raise ValueError(f"{name} are not all finite: leave the others out, or lower the learning rate")
        low, high = limits
        cells = np.clip(np.floor((points - low) / (high - low) * bins), 0, bins - 1).astype(int)
        counts.append(np.bincount(cells[:, 0] * bins + cells[:, 1], minlength=bins * bins))
    smooth = [(each + 0.5) / (each + 0.5).sum() for each in counts]
    shares = [each / each.sum() for each in counts]
    middle = (shares[0] + shares[1]) / 2
    return _kl(*smooth), (_kl(shares[0], middle) + _kl(shares[1], middle)) / 2


def _kl(p, q):
    """Return Σ p·log(p / q), where p is not 0."""
    there = p > 0
    return float(np.sum(p[there] * np.log(p[there] / q[there])))


def _of_modes(centres):
    return lambda n, seed: sample_modes(centres, n, seed=seed)


# What the laboratory offers, name → (n, seed) -> points; all lie within ±3.2.
SHAPES = {
    "ring": _of_modes(ring(8)),
    "grid": _of_modes(grid(5)),
    "spiral": lambda n, seed: spiral(n, seed=seed),
    "two moons": lambda n, seed: two_moons(n, seed=seed),
    "line": lambda n, seed: line(n, seed=seed),
    "two heaps": _of_modes(np.array([[-1.2, -0.8], [1.2, 0.8]])),
}
