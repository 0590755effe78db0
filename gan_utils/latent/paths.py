"""Paths between latents: the straight line, the great circle, and steps of equal length."""

import numpy as np


def _pair(z0, z1, t):
    """Return z0, z1 and t as float64 that broadcast, and the dtype of the answer."""
    z0, z1, t = np.asarray(z0), np.asarray(z1), np.asarray(t, np.float64)
    if z0.ndim == 0 or z0.shape != z1.shape:
        raise ValueError(
            f"z0 and z1 must both have shape (d,) or both (n, d), got {z0.shape} and {z1.shape}; "
            "repeat the one that is shared"
        )
    if t.ndim > 0 and z0.ndim > 1 and t.shape != z0.shape[:-1]:
        raise ValueError(
            f"with latents of shape {z0.shape}, t must be one number or have shape {z0.shape[:-1]}, one for "
            f"each row, got {t.shape}"
        )
    if not (np.isfinite(z0).all() and np.isfinite(z1).all() and np.isfinite(t).all()):
        raise ValueError("z0, z1 and t must be finite: there is a NaN or an infinity among them")
    kind = np.result_type(z0, z1)
    kind = kind if kind.kind == "f" else np.dtype(np.float64)
    return z0.astype(np.float64), z1.astype(np.float64), t[..., None], kind


def lerp(z0, z1, t):
    """Linear interpolation, (1 − t)·z0 + t·z1.

    Args:
        z0, z1: shape (d,) or (n, d), the same for both.
        t: one number, or shape (k,) with latents of shape (d,), or shape (n,) with latents of shape (n, d).
            0 gives z0 and 1 gives z1; outside [0, 1] the line goes on beyond its ends.

    Returns:
        shape (d,), (k, d) or (n, d); the floating dtype of the latents.

    Raises:
        ValueError: when the shapes do not fit or a value is not finite.

    >>> lerp(np.array([0.0, 4.0]), np.array([2.0, 0.0]), 0.25)
    array([0.5, 3. ])
    """
    z0, z1, t, kind = _pair(z0, z1, t)
    return ((1 - t) * z0 + t * z1).astype(kind)


def _unit(z):
    """Return z / ‖z‖ (zeros stay zeros) and ‖z‖, kept as a last axis of 1."""
    norm = np.linalg.norm(z, axis=-1, keepdims=True)
    return z / np.where(norm == 0, 1, norm), norm


def _perpendicular(u):
    """Return a unit vector at right angles to each unit vector u, always the same one for the same u."""
    if u.shape[-1] < 2:
        raise ValueError("opposite latents of one number have no circle through them: use lerp")
    other = np.eye(u.shape[-1])[np.abs(u).argmin(axis=-1)]
    return _unit(other - (other * u).sum(-1, keepdims=True) * u)[0]


def slerp(z0, z1, t):
    """Spherical interpolation: the direction turns at a constant rate, the length changes linearly.

    With unit vectors u0 and u1 at an angle Ω, and w the part of u1 at right angles to u0, made a unit vector,
    the result is ((1 − t)‖z0‖ + t‖z1‖) · (cos(tΩ) u0 + sin(tΩ) w). For ‖z0‖ = ‖z1‖ that is Shoemake's
    (sin((1 − t)Ω) z0 + sin(tΩ) z1) / sin Ω. Where that formula breaks down: parallel latents give the
    straight line; for opposite ones, through which many great circles pass, one is chosen, always the same;
    a zero latent has no direction and takes that of the other.

    Args:
        z0, z1, t: as for `lerp`; outside [0, 1] the path goes on around the circle, and the length goes on
            changing as before.

    Returns:
        as `lerp`.

    Raises:
        ValueError: as `lerp`; and for opposite latents of a single number.

    Reference: Shoemake 1985, "Animating rotation with quaternion curves"; for latents, White 2016,
    arXiv:1609.04468, section 2.1.

    >>> slerp(np.array([2.0, 0.0]), np.array([0.0, 2.0]), np.array([0.0, 0.5, 1.0])).round(3)
    array([[2.   , 0.   ],
           [1.414, 1.414],
           [0.   , 2.   ]])
    """
    z0, z1, t, kind = _pair(z0, z1, t)
    (u0, norm0), (u1, norm1) = _unit(z0), _unit(z1)
    u0, u1 = np.where(norm0 == 0, u1, u0), np.where(norm1 == 0, u0, u1)
    # 2·atan2 keeps its digits at small and at straight angles, where arccos loses half of them.
    angle = 2 * np.arctan2(
        np.linalg.norm(u0 - u1, axis=-1, keepdims=True), np.linalg.norm(u0 + u1, axis=-1, keepdims=True)
    )
    w, sine = _unit(u1 - (u0 * u1).sum(-1, keepdims=True) * u0)
    opposite = (sine < 1e-7) & (angle > 3)
    if opposite.any():
        w = np.where(opposite, _perpendicular(u0), w)
    direction = np.cos(t * angle) * u0 + np.sin(t * angle) * w
    return (((1 - t) * norm0 + t * norm1) * direction).astype(kind)


def equal_steps(lengths, n):
    """Return n positions along a chain of segments so that the steps between them are equally long.

    Args:
        lengths: shape (k,), how long each segment is, in any measure: the distance between latents, or how
            much the picture changes. None is negative and their sum is above 0.
        n: how many positions, at least 2; the first is the start and the last is the end.

    Returns:
        float64, shape (n,), from 0 to k: position 1.25 lies a quarter of the way along the second segment.

    Raises:
        ValueError: when n or the lengths do not fit.

    >>> equal_steps([1.0, 3.0], n=5)
    array([0.        , 1.        , 1.33333333, 1.66666667, 2.        ])
    """
    lengths = np.asarray(lengths, np.float64)
    if lengths.ndim != 1 or not (lengths >= 0).all() or not 0 < lengths.sum() < np.inf:
        raise ValueError(f"lengths must have shape (k,), none negative, sum above 0, got {lengths}")
    if n < 2:
        raise ValueError(f"a path needs at least 2 positions, got {n}")
    walked = np.concatenate([[0.0], np.cumsum(lengths)])
    distance = np.linspace(0, walked[-1], n)
    # The segment in which each distance lies; one of no length holds none.
    segment = np.searchsorted(walked, distance, side="right") - 1
    segment[-1] = np.flatnonzero(lengths)[-1]
    positions = segment + (distance - walked[segment]) / lengths[segment]
    positions[-1] = len(lengths)
    positions[0] = 0
    return positions


def path(points, n, how="slerp"):
    """Return n latents along a path through all the points, each step along it equally long.

    Args:
        points: shape (k, d), k ≥ 2, visited in order.
        n: how many latents, at least 2, both ends among them.
        how: "lerp" (straight lines) or "slerp" (great circles).

    Returns:
        shape (n, d). For two points of equal length this is plain lerp or slerp at equal t.

    Raises:
        ValueError: for an unknown `how`, or when the points do not fit.

    >>> path(np.array([[0.0], [1.0], [4.0]]), n=5, how="lerp").ravel()
    array([0., 1., 2., 3., 4.])
    """
    ways = {"lerp": lerp, "slerp": slerp}
    if how not in ways:
        raise ValueError(f"unknown path {how!r}: choose one of {', '.join(ways)}")
    points = np.asarray(points)
    if points.ndim != 2 or len(points) < 2:
        raise ValueError(f"points must have shape (k, d) with k ≥ 2, got {points.shape}")

    def at(position):
        segment = np.minimum(position.astype(int), len(points) - 2)
        return ways[how](points[segment], points[segment + 1], position - segment)

    fine = np.linspace(0, len(points) - 1, 256 * (len(points) - 1) + 1)
    lengths = np.linalg.norm(np.diff(at(fine).astype(np.float64), axis=0), axis=-1)
    return at(equal_steps(lengths, n) / 256)
