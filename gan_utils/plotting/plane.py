"""Pictures of the plane: a discriminator's field, the modes of a mixture, and balls around points."""

import matplotlib.pyplot as plt
import numpy as np
from matplotlib.colors import LinearSegmentedColormap
from matplotlib.patches import Circle

from gan_utils import toy
from gan_utils.plotting.style import COLOURS, FAKE, REAL, legend_below

# From "surely generated" over white, where D cannot tell, to "surely real": pale, so that points stand out.
FIELD_COLOURS = ("#F3B48A", "#FFFFFF", "#8FBFE0")
FIELD = LinearSegmentedColormap.from_list("field", FIELD_COLOURS)
# An arrow for a gradient is so long, in units of the plane, for a gradient of 1, and no longer than this.
ARROW, LONGEST = 0.3, 0.6


def plot_field_2d(discriminator_fn, samples, real, limits=None, resolution=120, colourbar=True, ax=None):
    """Draw what a discriminator of the plane says everywhere, σ(D), with the real and the generated points on it.

    Args:
        discriminator_fn: from float32 points, shape (n, 2), to their logits, shape (n, 1) or (n,).
        samples: generated points, shape (n, 2).
        real: real points, shape (m, 2).
        limits: (low, high) of both axes; by default a square around all points.
        resolution: points of the field along each side.
        colourbar: whether to add one.

    Raises:
        ValueError: when points or logits have another shape.
    """
    ax = ax or plt.gca()
    samples, real = _points(samples, "samples"), _points(real, "real")
    low, high = limits or _square_around(np.concatenate([samples, real]))
    side = np.linspace(low, high, resolution, dtype=np.float32)
    grid = np.stack(np.meshgrid(side, side), axis=-1).reshape(-1, 2)
    logits = np.asarray(discriminator_fn(grid), np.float64)
    if logits.size != len(grid):
        raise ValueError(
            f"discriminator_fn must give one logit a point, shape {(len(grid), 1)}, got shape {logits.shape}"
        )
    field = (0.5 * (1.0 + np.tanh(0.5 * logits))).reshape(resolution, resolution)
    filled = ax.contourf(side, side, field, levels=np.linspace(0, 1, 21), cmap=FIELD, vmin=0, vmax=1)
    if field.min() < 0.5 < field.max():
        ax.contour(side, side, field, levels=[0.5], colors="black", linewidths=1.0, linestyles="--")
    ax.scatter(*real.T, s=14, color=REAL, edgecolors="white", linewidths=0.4, label="real")
    ax.scatter(*samples.T, s=18, color=FAKE, marker="^", edgecolors="white", linewidths=0.4, label="generated")
    ax.set(xlim=(low, high), ylim=(low, high), xlabel="x₁", ylabel="x₂", aspect="equal")
    if colourbar:
        bar = ax.figure.colorbar(filled, ax=ax, ticks=[0, 0.25, 0.5, 0.75, 1], shrink=0.85)
        bar.set_label("σ(D): probability of real")
    legend_below(ax)
    return ax


def arrow_vectors(pushes):
    """Return the arrows that stand for gradients: 0.3 as long, cut at 0.6, and nothing where they are not finite.

    Args:
        pushes: shape (n, 2).

    >>> arrow_vectors(np.array([[1.0, 0.0], [0.0, 100.0]])).tolist()
    [[0.3, 0.0], [0.0, 0.6]]
    """
    arrows = ARROW * np.where(np.isfinite(pushes), pushes, 0.0)
    length = np.linalg.norm(arrows, axis=1, keepdims=True)
    return arrows * np.minimum(1.0, LONGEST / np.maximum(length, 1e-12))


def plot_manifold(manifold, ax=None):
    """Draw where a generator puts a regular grid of z: where its lines lie close, generated points are dense.

    Args:
        manifold: shape (rows, columns, 2), or (points, 2) for the curve of a z of one number.

    Raises:
        ValueError: for another shape.
    """
    ax = ax or plt.gca()
    manifold = np.asarray(manifold, np.float64)
    if manifold.ndim not in (2, 3) or manifold.shape[-1] != 2:
        raise ValueError(f"a manifold has shape (rows, columns, 2) or (points, 2), got {manifold.shape}")
    lines = [manifold] if manifold.ndim == 2 else [*manifold, *manifold.transpose(1, 0, 2)]
    for i, line in enumerate(lines):
        ax.plot(*line.T, color=COLOURS["purple"], lw=0.7, label=None if i else "grid of z")
    return ax


def plot_pushes(places, pushes, ax=None):
    """Draw the push on generated points, minus the gradient of the generator's loss, as `arrow_vectors` scales it.

    Args:
        places, pushes: shape (n, 2).

    Raises:
        ValueError: when the shapes differ.
    """
    ax = ax or plt.gca()
    places, pushes = _points(places, "places"), _points(pushes, "pushes")
    if places.shape != pushes.shape:
        raise ValueError(f"expected a push for each place, got shapes {places.shape} and {pushes.shape}")
    ax.quiver(*places.T, *arrow_vectors(pushes).T, angles="xy", scale_units="xy", scale=1, width=0.003, color="#333333")
    return ax


def plot_modes(samples, centres, std, minimum=1, legend=True, ax=None):
    """Draw generated points over the centres of a mixture: a green ring where a mode is covered, a cross where not.

    Args:
        samples: shape (n, 2).
        centres: shape (n_modes, 2).
        std: standard deviation of each real Gaussian; a sample counts within three of it.
        minimum: samples that make a mode covered.
        legend: whether to explain the marks.

    Raises:
        ValueError: when samples or centres have the wrong shape, or are empty.
    """
    ax = ax or plt.gca()
    centres = np.asarray(centres, np.float64)
    covered = toy.mode_counts(samples, centres, std) >= minimum
    ax.scatter(*np.asarray(samples, np.float64).T, s=3, color=FAKE, alpha=0.6, linewidths=0, label="generated")
    ax.scatter(*centres[covered].T, s=70, facecolors="none", edgecolors=COLOURS["green"], lw=1.6, label="covered")
    ax.scatter(*centres[~covered].T, s=45, marker="x", color=COLOURS["black"], lw=1.6, label="missed")
    low, high = centres.min(), centres.max()
    margin = 0.15 * max(high - low, 1e-3)
    ax.set(
        xlim=(low - margin, high + margin),
        ylim=(low - margin, high + margin),
        xlabel="x₁",
        ylabel="x₂",
        aspect="equal",
    )
    if legend:
        legend_below(ax)
    return ax


def plot_balls(centres, points, radii, names=("real", "generated"), ax=None):
    """Draw a ball around each centre, and the points: filled when some ball holds them, hollow when none does.

    Args:
        centres: shape (n, 2), with one radius each.
        points: shape (m, 2).
        radii: shape (n,), ≥ 0.
        names: of the centres and of the points; "real" is drawn in the colour of data wherever it stands.

    Raises:
        ValueError: when the shapes do not fit.
    """
    ax = ax or plt.gca()
    centres, points, radii = (np.asarray(each, np.float64) for each in (centres, points, radii))
    if centres.ndim != 2 or centres.shape[1] != 2 or points.shape[1:] != (2,) or radii.shape != (len(centres),):
        raise ValueError(
            "expected centres (n, 2), points (m, 2) and one radius a centre, "
            f"got {centres.shape}, {points.shape} and {radii.shape}"
        )
    of, other = (REAL, FAKE) if names[0] == "real" else (FAKE, REAL)
    for centre, radius in zip(centres, radii, strict=True):
        ax.add_patch(Circle(centre, radius, facecolor=of, alpha=0.10, lw=0))
        ax.add_patch(Circle(centre, radius, fill=False, edgecolor=of, alpha=0.35, lw=0.6))
    inside = (np.linalg.norm(points[:, None] - centres[None], axis=2) <= radii).any(axis=1)
    ax.plot(*centres.T, "+", color=of, ms=7, mew=1.5, label=names[0])
    ax.plot(*points[inside].T, "o", color=other, ms=5, label=f"{names[1]}, in a ball")
    ax.plot(*points[~inside].T, "o", mfc="white", mec=other, mew=1.4, ms=5, label=f"{names[1]}, in none")
    ax.autoscale_view()
    ax.set(aspect="equal", xticks=[], yticks=[])
    ax.spines[:].set_visible(False)
    legend_below(ax)
    return ax


def _points(points, name):
    points = np.asarray(points, np.float32)
    if points.ndim != 2 or points.shape[1] != 2:
        raise ValueError(f"{name} must be points of the plane, shape (n, 2), got {points.shape}")
    return points


def _square_around(points):
    middle = (points.min(axis=0) + points.max(axis=0)) / 2
    half = 0.6 * max(float(np.ptp(points, axis=0).max()), 1e-3)
    return float(middle.min() - half), float(middle.max() + half)
