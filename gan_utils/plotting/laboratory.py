"""Pictures of the failure laboratory: rows with a dot a seed, and which modes of a mixture a generator has found."""

import matplotlib.pyplot as plt
import numpy as np

from gan_utils import toy
from gan_utils.plotting.results import checked_rows
from gan_utils.plotting.style import COLOURS, FAKE
from gan_utils.plotting.training import legend_below


def plot_rows(table, metric, target=None, names=True, log=False, ax=None):
    """Draw each row's mean and range over seeds, with a dot for each seed, and where all would like to be.

    The line goes from the smallest to the largest value: of three seeds, a standard deviation says little more.

    Args:
        table: dictionary of row → list of values, one a seed.
        metric: what the values are, for the axis.
        target: a value to mark with a dotted line.
        names: whether to write the rows' names; without, the axis is meant to stand beside one that has them.
        log: whether the axis is logarithmic.

    Raises:
        ValueError: when the table is empty, or a row has no value or one that is not finite.
    """
    ax = ax or plt.gca()
    for place, values in enumerate(checked_rows(table, "row").values()):
        ax.plot([values.min(), values.max()], [place, place], color=COLOURS["sky"], lw=3, zorder=1)
        # Equal values would hide each other: spread the dots a little around the row.
        height = place + 0.16 * np.linspace(-1, 1, values.size) if values.size > 1 else [place]
        ax.scatter(values, height, s=20, color=COLOURS["blue"], zorder=2)
        ax.plot([values.mean()] * 2, [place - 0.3, place + 0.3], color=COLOURS["black"], lw=2.2, zorder=3)
    ax.plot([], [], "o", ms=4.5, color=COLOURS["blue"], label="one seed")
    ax.plot([], [], color=COLOURS["black"], lw=2.2, label="mean")
    if target is not None:
        ax.axvline(target, color="grey", ls=":", lw=1.2, label=f"{target:g}")
    if log:
        ax.set_xscale("log")
    ax.set_yticks(range(len(table)), list(table) if names else [""] * len(table))
    ax.set_ylim(len(table) - 0.4, -0.6)  # the first row at the top
    ax.set_xlabel(metric)
    ax.grid(axis="y", color="0.93", lw=0.8)
    ax.set_axisbelow(True)
    legend_below(ax)
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
