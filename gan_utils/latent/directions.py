"""Directions that mean something: those that move the picture most, and those that move one attribute."""

from typing import NamedTuple

import numpy as np


class PrincipalDirections(NamedTuple):
    """Directions sorted by how much they move the features.

    Attributes:
        directions: shape (k, d), unit rows.
        share: shape (k,), the part of the features' variance that each carries, falling.
    """

    directions: np.ndarray
    share: np.ndarray


class AttributeDirection(NamedTuple):
    """The direction that changes an attribute fastest.

    Attributes:
        direction: shape (d,), a unit vector.
        slope: how much the attribute grows for one unit step along it, by the fit; never negative.
        r2: the part of the attribute's variance that a linear function of z explains on latents kept aside.
    """

    direction: np.ndarray
    slope: float
    r2: float


def _signed(directions):
    """Give each row the sign that makes its largest component positive, so that results repeat."""
    largest = np.take_along_axis(directions, np.abs(directions).argmax(1)[:, None], 1)
    return directions * np.where(largest < 0, -1, 1)


def principal_directions(latents, features, k=8):
    """Find the k latent directions that move the features most (GANSpace).

    Takes the principal components of the features, then, for each, the latent direction that predicts its
    coordinate: u_j = Σ x_j z / Σ x_j², the least-squares answer, made a unit vector.

    Args:
        latents: shape (n, d), drawn from N(0, I), n > d.
        features: shape (n, …), what the generator computes from them: activations of a layer, or the images.
        k: how many, at most d.

    Returns:
        `PrincipalDirections`; the rows are close to right angles with each other.

    Raises:
        ValueError: when the shapes do not fit.

    Reference: Härkönen et al. 2020, arXiv:2004.02546, section 2.

    >>> z = np.random.default_rng(0).standard_normal((4000, 3))
    >>> found = principal_directions(z, z * [1.0, 5.0, 2.0], k=2)
    >>> np.abs(found.directions).round(1).tolist()
    [[0.0, 1.0, 0.0], [0.0, 0.0, 1.0]]
    """
    latents, features = np.asarray(latents, np.float64), np.asarray(features, np.float64)
    features = features.reshape(len(features), -1)
    n, d = latents.shape
    if len(features) != n or n <= d:
        raise ValueError(
            f"need more than {d} latents, each with its features, got {n} latents and {len(features)} rows of features"
        )
    if not 1 <= k <= min(d, features.shape[1]):
        raise ValueError(f"k must be from 1 to {min(d, features.shape[1])}, got {k}")
    features = features - features.mean(0)
    # The smaller of the two Gram matrices has the same eigenvalues; its size decides the time.
    if n <= features.shape[1]:
        values, vectors = np.linalg.eigh(features @ features.T)
        scores = vectors[:, ::-1][:, :k] * np.sqrt(np.maximum(values[::-1][:k], 0))
    else:
        values, vectors = np.linalg.eigh(features.T @ features)
        scores = features @ vectors[:, ::-1][:, :k]
    directions = scores.T @ (latents - latents.mean(0))
    directions /= np.linalg.norm(directions, axis=1, keepdims=True)
    return PrincipalDirections(_signed(directions), values[::-1][:k] / values.sum())


def closed_form_directions(kernel, k=8):
    """Find the k latent directions that a first dense layer stretches most, from its weights alone (SeFa).

    They are the first eigenvectors of A Aᵀ for the kernel A, whose eigenvalues are the variances that
    z ~ N(0, I) gives along them: what `principal_directions` finds from samples of that layer.

    Args:
        kernel: shape (d, units), as Keras stores it.
        k: how many, at most d.

    Returns:
        `PrincipalDirections`, whose rows are at right angles.

    Raises:
        ValueError: when the shape does not fit.

    Reference: Shen and Zhou 2021, arXiv:2007.06600, section 3.

    >>> closed_form_directions(np.diag([1.0, 3.0]), k=2)
    PrincipalDirections(directions=array([[0., 1.],
           [1., 0.]]), share=array([0.9, 0.1]))
    """
    kernel = np.asarray(kernel, np.float64)
    if kernel.ndim != 2:
        raise ValueError(
            f"kernel must have shape (latent_dim, units), the weights of a dense layer, got {kernel.shape}"
        )
    if not 1 <= k <= len(kernel):
        raise ValueError(f"k must be from 1 to {len(kernel)}, got {k}")
    values, vectors = np.linalg.eigh(kernel @ kernel.T)
    return PrincipalDirections(_signed(vectors[:, ::-1][:, :k].T), values[::-1][:k] / values.sum())


def coordinates(z, directions):
    """Split a latent into its coordinates along some directions and the rest.

    z = coordinates @ directions + rest.

    Args:
        z: shape (d,).
        directions: shape (k, d), linearly independent rows.

    Returns:
        (coordinates of shape (k,), rest of shape (d,)); the rest is at right angles to every direction.

    >>> coordinates(np.array([3.0, 4.0]), np.array([[1.0, 0.0]]))
    (array([3.]), array([0., 4.]))
    """
    amounts = np.linalg.lstsq(np.asarray(directions).T, np.asarray(z), rcond=None)[0]
    return amounts, z - amounts @ directions


def compose(amounts, directions, rest):
    """Return the latent amounts @ directions + rest, the inverse of `coordinates`.

    Args:
        amounts: shape (k,) or (n, k).
        directions: shape (k, d).
        rest: shape (d,).

    Returns:
        float32, shape (d,) or (n, d).

    >>> compose(np.array([3.0]), np.array([[1.0, 0.0]]), np.array([0.0, 4.0]))
    array([3., 4.], dtype=float32)
    """
    return (np.asarray(amounts) @ np.asarray(directions) + rest).astype(np.float32)


def attribute_direction(latents, values):
    """Find the direction along which an attribute, measured on the pictures, grows fastest.

    Fits value ≈ w·z + c by least squares on four fifths of the latents and scores it on the others.

    Args:
        latents: shape (n, d), n ≥ 2·(d + 1).
        values: shape (n,), the attribute of each picture; not all the same.

    Returns:
        `AttributeDirection`: w/‖w‖, ‖w‖, and R² on the last fifth.

    Raises:
        ValueError: when the shapes do not fit, there are too few latents, or the attribute does not vary.

    >>> z = np.random.default_rng(0).standard_normal((100, 2))
    >>> found = attribute_direction(z, 5 + z @ [3.0, 4.0])
    >>> found.direction.round(3).tolist(), round(found.slope, 3), round(found.r2, 3)
    ([0.6, 0.8], 5.0, 1.0)
    """
    latents, values = np.asarray(latents, np.float64), np.asarray(values, np.float64)
    if latents.ndim != 2 or values.shape != latents.shape[:1]:
        raise ValueError(f"latents of shape (n, d) need values of shape (n,), got {latents.shape} and {values.shape}")
    n, d = latents.shape
    if n < 2 * (d + 1):
        raise ValueError(f"{n} latents are too few to fit {d + 1} numbers and check them: give {2 * (d + 1)} or more")
    fit = n - n // 5
    if not np.isfinite(values).all() or values[:fit].std() == 0 or values[fit:].std() == 0:
        raise ValueError("the attribute must be finite and must vary from picture to picture")
    design = np.column_stack([latents, np.ones(n)])
    weights = np.linalg.lstsq(design[:fit], values[:fit], rcond=None)[0]
    missed = values[fit:] - design[fit:] @ weights
    slope = float(np.linalg.norm(weights[:d]))
    r2 = 1 - float((missed**2).mean() / values[fit:].var())
    return AttributeDirection(weights[:d] / slope, slope, r2)


def without(direction, other):
    """Remove from a direction its part along another, and make it a unit vector again.

    A step along the result leaves the other attribute alone, as far as that one is linear in z.

    Args:
        direction, other: shape (d,).

    Raises:
        ValueError: when they are parallel, so that nothing is left.

    >>> without(np.array([0.6, 0.8]), np.array([0.0, 2.0]))
    array([1., 0.])
    """
    direction, other = np.asarray(direction, np.float64), np.asarray(other, np.float64)
    other = other / np.linalg.norm(other)
    left = direction - (direction @ other) * other
    if np.linalg.norm(left) < 1e-9 * np.linalg.norm(direction):
        raise ValueError("the two directions are parallel: nothing is left of the first without the second")
    return left / np.linalg.norm(left)
