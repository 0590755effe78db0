"""Pictures of the minimax game on the line, and of the Dirac-GAN's two numbers."""

import matplotlib.pyplot as plt
import numpy as np
from matplotlib.patheffects import withStroke

from gan_utils import game, toy
from gan_utils.plotting.style import COLOURS, DISCRIMINATOR, FAKE, REAL

# One colour, line and name for each generator loss, in every picture of the course that compares the two.
LOSS_STYLES = {
    "minimax": {"color": COLOURS["orange"], "ls": "--", "label": "minimax"},
    "non_saturating": {"color": COLOURS["green"], "ls": "-", "label": "non-saturating"},
}
_PATH_COLOURS = [COLOURS[name] for name in ("vermilion", "blue", "green", "purple", "black")]
_CURVE_COLOURS = [COLOURS[name] for name in ("purple", "green", "sky", "orange")]
_LINES = ["--", ":", "-.", (0, (5, 1, 1, 1, 1, 1))]


def _window(*densities):
    """Return 801 points over all but a thousandth of every density's mass."""
    x, w = game.quadrature(*densities)
    ends = []
    for density in densities:
        cumulative = np.cumsum(w * density.pdf(x))
        ends.extend(np.interp([5e-4, 1 - 5e-4], cumulative, x))
    margin = 0.05 * (max(ends) - min(ends))
    return np.linspace(min(ends) - margin, max(ends) + margin, 801)


def plot_game(p, q, discriminators=None, x=None, ax=None):
    """Draw the real density, the generated one and discriminators on one axis.

    Args:
        p, q: the real and the generated density.
        discriminators: dictionary of label → function from x, shape (n,), to D(x) in [0, 1]; by default D*,
            and none when empty.
        x: ascending points to draw at, shape (n,); by default where the mass is.
    """
    ax = ax or plt.gca()
    x = _window(p, q) if x is None else np.asarray(x, np.float64)
    if discriminators is None:
        discriminators = {"D*(x)": lambda x: game.optimal_discriminator(x, p, q)}
    for density, colour, label in ((p, REAL, "real p(x)"), (q, FAKE, "generated q(x)")):
        ax.fill_between(x, density.pdf(x), color=colour, alpha=0.25, lw=0)
        ax.plot(x, density.pdf(x), color=colour, lw=1.2, label=label)
    if discriminators:
        ax.axhline(0.5, color="grey", lw=0.8, ls=":")
    for i, (label, discriminator) in enumerate(discriminators.items()):
        colour, ls = (DISCRIMINATOR, "-") if i == 0 else (_CURVE_COLOURS[(i - 1) % 4], _LINES[(i - 1) % 4])
        ax.plot(x, discriminator(x), color=colour, ls=ls, lw=1.8, label=label)
    ax.set_xlim(x[0], x[-1])
    ax.set_ylim(bottom=0)
    ax.set_xlabel("x")
    ax.set_ylabel("density, and D(x)" if discriminators else "density")
    ax.legend(fontsize=9)
    return ax


def plot_sample_loss(slope=False, ax=None):
    """Draw both generator losses of one sample, or how hard they push, against D(G(z)).

    Args:
        slope: whether to draw the size of the slope by the logit instead of the loss.
    """
    ax = ax or plt.gca()
    logits = np.linspace(-7, 7, 401)
    for loss, style in LOSS_STYLES.items():
        y = -game.sample_slope(logits, loss) if slope else game.sample_loss(logits, loss)
        ax.plot(logits, y, lw=2, **style)
    ticks = [0.001, 0.01, 0.1, 0.5, 0.9, 0.99, 0.999]
    ax.set_xticks([np.log(t / (1 - t)) for t in ticks], [f"{t:g}" for t in ticks])
    ax.set_xlabel("D(G(z)), evenly spaced in logits")
    ax.set_ylabel("push on the logit, |dℓ/ds|" if slope else "loss of one sample, ℓ")
    ax.legend(loc="center right" if slope else "best", fontsize=9)
    return ax


def plot_pull(p, q, x=None, ax=None):
    """Draw the force −dℓ/dx that each loss puts on a generated sample at x, under D*.

    Args:
        p, q: the real and the generated density.
        x: ascending points to draw at, shape (n,); by default where the mass is.
    """
    ax = ax or plt.gca()
    x = _window(p, q) if x is None else np.asarray(x, np.float64)
    logits = game.optimal_logit(x, p, q)
    for loss, style in LOSS_STYLES.items():
        ax.plot(x, -game.sample_slope(logits, loss) * np.gradient(logits, x), lw=2, **style)
    low, high = ax.get_ylim()
    shade = q.pdf(x) / q.pdf(x).max() * 0.3 * (high - low)
    ax.fill_between(x, low, low + shade, color=FAKE, alpha=0.25, lw=0, label="generated samples")
    ax.axhline(0, color="grey", lw=0.8)
    ax.set_xlim(x[0], x[-1])
    ax.set_ylim(low, high)
    ax.set_xlabel("x")
    ax.set_ylabel("pull on a sample at x")
    ax.legend(fontsize=9)
    return ax


def plot_gradient_sizes(distances, gradients, ax=None):
    """Draw the size of the generator's gradient against its distance from the data, on a log scale.

    Args:
        distances: shape (n,).
        gradients: dictionary of loss name → gradients, shape (n,); zeros are left out.
    """
    ax = ax or plt.gca()
    for loss, values in gradients.items():
        size = np.abs(np.asarray(values, np.float64))
        ax.plot(distances, np.where(size > 0, size, np.nan), lw=2, **LOSS_STYLES[loss])
    ax.set_yscale("log")
    ax.set_xlabel("distance of the generator's mean from the data's")
    ax.set_ylabel("|∂ loss / ∂ mean|")
    ax.legend(fontsize=9)
    return ax


def landscape(p, means, stds):
    """Return JSD(p, N(mean, std²)) over a grid of generators.

    Args:
        p: the real density.
        means: shape (m,).
        stds: shape (s,), above 0.

    Returns:
        float64, shape (s, m), from 0 to log 2.
    """
    return np.array([[game.jensen_shannon(p, toy.Gaussian(mean, std)) for mean in means] for std in stds])


def descent_arrows(p, q, longest=2.0):
    """Return one step against the gradient for each loss, shortened to `longest` where it is longer.

    Returns:
        Dictionary of loss name → (d_mean, d_std).
    """
    arrows = {}
    for loss in LOSS_STYLES:
        step = -np.array(game.generator_gradient(p, q, loss))
        arrows[loss] = tuple((step * min(1.0, longest / max(np.hypot(*step), 1e-300))).tolist())
    return arrows


def _lowest(values, places):
    """Return where a curve is lowest: the grid's lowest place, moved to the bottom of the parabola through three."""
    i = int(np.clip(np.argmin(values), 1, len(values) - 2))
    before, here, behind = values[i - 1 : i + 2]
    bend = before - 2 * here + behind
    moved = 0.5 * (before - behind) / bend if bend > 0 else 0.0
    return float(np.clip(places[i] + moved * (places[1] - places[0]), places[0], places[-1]))


def _plot_goal(heights, means, stds, ax):
    """Mark the lowest place of a landscape, of shape (stds, means)."""
    row, column = np.unravel_index(np.argmin(heights), heights.shape)
    place = _lowest(heights[row], means), _lowest(heights[:, column], stds)
    goal = {"marker": "*", "ms": 13, "mfc": "white", "mec": COLOURS["black"], "ls": "", "zorder": 2.4}
    ax.plot(*place, label="goal: the smallest JSD", **goal)


def plot_generators(p, generators, means=(-6.0, 6.0), stds=(0.4, 3.0), ax=None):
    """Draw the plane of generators N(mean, std²), contours of JSD, the goal, and where both losses send some of them.

    An arrow is one step against the gradient, shortened to 2 where it is longer. The goal is the place with
    the smallest JSD, interpolated between those of a grid of 61 × 27.

    Args:
        p: the real density.
        generators: list of `toy.Gaussian`.
        means, stds: the ends of the axes.
    """
    ax = ax or plt.gca()
    mean_axis, std_axis = np.linspace(*means, 61), np.linspace(*stds, 27)
    levels, heights = np.arange(0.1, 0.65, 0.1), landscape(p, mean_axis, std_axis)
    contours = ax.contour(mean_axis, std_axis, heights, levels, colors="0.6")
    contours.set_linewidth(0.8)
    for text in ax.clabel(contours, levels, fmt="%.1f", fontsize=8, colors="0.35"):
        text.set(zorder=4, path_effects=[withStroke(linewidth=2.5, foreground="white")])  # an arrow must not hide it
    ax.plot([], [], color="0.6", lw=0.8, label="equal JSD")
    _plot_goal(heights, mean_axis, std_axis, ax)
    for i, q in enumerate(generators):
        for loss, (d_mean, d_std) in descent_arrows(p, q).items():
            style = LOSS_STYLES[loss]
            above = 3.1 if loss == "minimax" else 3  # the shorter arrow must not hide
            arrow = {"angles": "xy", "scale_units": "xy", "scale": 1, "width": 0.008, "zorder": above}
            label = style["label"] if i == 0 else None
            ax.quiver(q.mean, q.std, d_mean, d_std, color=style["color"], label=label, **arrow)
        ax.plot(q.mean, q.std, "o", color=FAKE, ms=7, zorder=2.5)  # under its arrows: they may be short
    ax.set_xlim(*means)
    ax.set_ylim(*stds)
    ax.set_xlabel("generator's mean")
    ax.set_ylabel("generator's width")
    return ax


def plot_phase_portrait(paths, loss="minimax", r1_weight=0.0, limit=2.0, colours=None, ax=None):
    """Draw the Dirac-GAN's field of directions and paths through it.

    Args:
        paths: dictionary of label → positions, shape (steps + 1, 2), as from `toy.dirac_path`.
        loss, r1_weight: of the field, as in `toy.dirac_field`.
        limit: both axes run from −limit to limit.
        colours: one a path; by default those of the palette.
    """
    ax = ax or plt.gca()
    line = np.linspace(-limit, limit, 41)
    theta, psi = np.meshgrid(line, line)
    dtheta, dpsi = toy.dirac_field(theta, psi, loss, r1_weight)
    ax.streamplot(line, line, dtheta, dpsi, color="0.8", linewidth=0.8, arrowsize=0.8, density=0.7)
    for colour, (label, path) in zip(colours or _PATH_COLOURS, paths.items(), strict=False):
        ax.plot(*np.transpose(path), color=colour, lw=1, marker=".", ms=3, label=label)
        ax.plot(*path[0], "o", color=colour, ms=7, mfc="white", zorder=3)
        ax.plot(*path[-1], "s", color=colour, ms=6, zorder=3)
    ax.plot(0, 0, "+", color=COLOURS["black"], ms=10, mew=1.5, zorder=3)
    ax.set_xlim(-limit, limit)
    ax.set_ylim(-limit, limit)
    ax.set_aspect("equal")
    ax.set_xlabel("generator θ")
    ax.set_ylabel("discriminator ψ")
    return ax


def plot_radius(paths, colours=None, ax=None):
    """Draw the distance from the equilibrium (0, 0) by step, on a log scale.

    Args:
        paths: dictionary of label → positions, shape (steps + 1, 2).
        colours: one a path; by default those of the palette.
    """
    ax = ax or plt.gca()
    for colour, (label, path) in zip(colours or _PATH_COLOURS, paths.items(), strict=False):
        ax.plot(np.hypot(*np.transpose(path)), color=colour, lw=1.8, label=label)
    ax.set_yscale("log")
    ax.set_xlabel("step")
    ax.set_ylabel("distance from (0, 0)")
    ax.legend(fontsize=9)
    return ax
