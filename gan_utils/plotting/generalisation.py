"""Pictures of copying: samples beside their nearest real images, and curves over steps, a thin line for each seed."""

import matplotlib.pyplot as plt
import numpy as np
from matplotlib.ticker import LogLocator, NullFormatter, StrMethodFormatter

from gan_utils.data.dataset import to_display
from gan_utils.plotting.images import plot_images
from gan_utils.plotting.style import COLOURS
from gan_utils.plotting.training import legend_below

_ORDER = ("blue", "vermilion", "green", "orange", "purple", "sky", "black")
_STYLES = ("-", "--", "-.", ":")


def plot_neighbours(samples, nearest, title=None, ax=None):
    """Draw samples in the first row and, below each, the real image nearest to it in each of several sets.

    Args:
        samples: shape (n, height, width, channels), uint8 or floats in [-1, 1].
        nearest: dictionary of set → its nearest images, as many as samples and in their order.
        title: of the picture.

    Raises:
        ValueError: when a set does not hold one image for each sample.
    """
    rows = {"generated": samples, **nearest}
    for name, images in rows.items():
        if np.shape(images) != np.shape(samples):
            raise ValueError(
                f"the set {name!r} needs one image for each sample, shape {np.shape(samples)}, got {np.shape(images)}"
            )
    stacked = np.concatenate([to_display(images) for images in rows.values()])
    return plot_images(stacked, len(samples), title=title, row_labels=list(rows), ax=ax)


def plot_curves(curves, ylabel, xlabel="steps of the generator", log=False, ax=None):
    """Draw the mean over seeds of each curve, with a thin line for each seed; colours and dashes both differ.

    Args:
        curves: dictionary of name → (steps, values), values of shape (seeds, steps) or (steps,).
        ylabel, xlabel: of the axes.
        log: whether the values go on a logarithmic scale, with ticks at 1, 2 and 5.

    Raises:
        ValueError: when there are no curves, or a curve's values do not fit its steps.
    """
    ax = ax or plt.gca()
    if not curves:
        raise ValueError("there are no curves to draw: pass {name: (steps, values)}")
    for place, (name, (steps, values)) in enumerate(curves.items()):
        values = np.atleast_2d(np.asarray(values, np.float64))
        if values.ndim != 2 or values.shape[1] != len(steps):
            raise ValueError(
                f"the curve {name!r} has {len(steps)} steps, so its values need shape (seeds, {len(steps)}), "
                f"got {values.shape}"
            )
        colour, style = COLOURS[_ORDER[place % len(_ORDER)]], _STYLES[place % len(_STYLES)]
        if len(values) > 1:
            ax.plot(steps, values.T, color=colour, ls=style, lw=0.6, alpha=0.5)
        ax.plot(steps, values.mean(axis=0), color=colour, ls=style, lw=2.2, label=name)
    ax.set(xlabel=xlabel, ylabel=ylabel)
    if log:
        ax.set_yscale("log")
        ax.yaxis.set_major_locator(LogLocator(subs=(1, 2, 5)))
        ax.yaxis.set_major_formatter(StrMethodFormatter("{x:g}"))
        ax.yaxis.set_minor_formatter(NullFormatter())
    legend_below(ax)
    return ax
