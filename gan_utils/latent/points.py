"""Points of the latent space: drawing them, how long they are, truncating them, and mixing classes."""

import math

import numpy as np

from gan_utils._checked import whole


def sample(n, latent_dim, seed):
    """Draw latents z ~ N(0, I).

    Args:
        n: how many.
        latent_dim: numbers in each.
        seed: an integer; the same one gives the same latents.

    Returns:
        float32, shape (n, latent_dim).

    Raises:
        ValueError: when n, latent_dim or seed is no whole number, or is below 0.

    >>> sample(2, 64, seed=0).shape
    (2, 64)
    """
    shape = (whole(n, "n", 0), whole(latent_dim, "latent_dim", 0))
    try:
        draws = np.random.default_rng(seed)
    except (TypeError, ValueError):
        raise ValueError(f"seed must be a whole number of at least 0, got {seed!r}") from None
    return draws.standard_normal(shape).astype(np.float32)


def expected_norm(latent_dim):
    """Return the mean length of z ~ N(0, I), E‖z‖ = √2 Γ((d + 1)/2) / Γ(d/2), which is close to √d.

    The length follows the chi distribution with d degrees of freedom, whose standard deviation is close to
    1/√2 for every d: in many dimensions all latents lie on a thin shell.

    Raises:
        ValueError: when `latent_dim` is below 1.

    >>> round(expected_norm(64), 3)
    7.969
    """
    if latent_dim < 1:
        raise ValueError(f"latent_dim must be at least 1, got {latent_dim}")
    return math.sqrt(2) * math.exp(math.lgamma((latent_dim + 1) / 2) - math.lgamma(latent_dim / 2))


def truncate(z, psi):
    """Shrink latents towards the mean, ψ·z: more alike and more typical as ψ falls from 1 to 0.

    Args:
        z: shape (…, latent_dim).
        psi: 0 (every latent becomes the mean) to 1 (no change).

    Raises:
        ValueError: for psi outside [0, 1].

    Reference: Karras et al. 2019, arXiv:1812.04948, appendix B (there in an intermediate latent space).

    >>> truncate(np.array([2.0, -4.0]), 0.5)
    array([ 1., -2.])
    """
    if not 0 <= psi <= 1:
        raise ValueError(f"psi must lie in [0, 1], got {psi}")
    return np.asarray(z) * psi


def truncated_sample(n, latent_dim, threshold, seed):
    """Draw z ~ N(0, I), and draw again each component that leaves [−threshold, threshold].

    Args:
        n, latent_dim, seed: as for `sample`.
        threshold: above 0.01; 2 keeps 95% of the first draws, 0.5 keeps 38%.

    Returns:
        float32, shape (n, latent_dim).

    Raises:
        ValueError: when the threshold is 0.01 or less, where drawing again would hardly ever succeed.

    Reference: Brock et al. 2019, arXiv:1809.11096, section 3.1.

    >>> bool(abs(truncated_sample(100, 64, threshold=0.5, seed=0)).max() <= 0.5)
    True
    """
    if not threshold > 0.01:
        raise ValueError(f"threshold must be above 0.01, got {threshold}; to reach the mean itself, use zeros")
    rng = np.random.default_rng(seed)
    z = rng.standard_normal((n, latent_dim))
    while (outside := np.abs(z) > threshold).any():
        z[outside] = rng.standard_normal(int(outside.sum()))
    return z.astype(np.float32)


def mix_classes(first, second, amount, n_classes):
    """Return label weights (1 − amount)·onehot(first) + amount·onehot(second).

    Args:
        first, second: class labels, whole numbers from 0 to n_classes − 1.
        amount: a number in [0, 1], or several of shape (n,).
        n_classes: how many classes there are.

    Returns:
        float32, shape (n_classes,) or (n, n_classes); each row sums to 1.

    Raises:
        ValueError: for an unknown label, or an amount outside [0, 1].

    >>> mix_classes(0, 2, 0.25, n_classes=3)
    array([0.75, 0.  , 0.25], dtype=float32)
    """
    for label in (first, second):
        if label not in range(n_classes):
            raise ValueError(f"unknown class {label!r}: choose a whole number from 0 to {n_classes - 1}")
    amount = np.asarray(amount, np.float32)
    if not ((amount >= 0) & (amount <= 1)).all():
        raise ValueError(f"the amount of the second class must lie in [0, 1], got {amount}")
    one_hot = np.eye(n_classes, dtype=np.float32)
    return (1 - amount[..., None]) * one_hot[first] + amount[..., None] * one_hot[second]
