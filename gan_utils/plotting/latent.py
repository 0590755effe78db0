"""Pictures of a latent space: how long latents are, what a path does, how well a direction predicts."""

import matplotlib.pyplot as plt
import numpy as np

from gan_utils.latent.points import expected_norm
from gan_utils.plotting.style import COLOURS

_PATHS = {"lerp": (COLOURS["vermilion"], "-"), "slerp": (COLOURS["blue"], "--")}


def plot_norms(norms, ax=None):
    """Draw a histogram of the lengths of latents for each dimension, and a line at the expected length.

    Args:
        norms: dictionary of latent_dim → lengths, shape (n,).
    """
    ax = ax or plt.gca()
    colours = [COLOURS[name] for name in ("orange", "green", "blue", "purple")]
    for i, (dim, lengths) in enumerate(norms.items()):
        colour = colours[i % len(colours)]
        ax.hist(lengths, bins=40, density=True, color=colour, alpha=0.6, label=f"{dim} dimensions")
        ax.axvline(expected_norm(dim), ls=":", lw=1.2, color=COLOURS["black"])
    ax.plot([], [], ls=":", lw=1.2, color=COLOURS["black"], label="expected length")
    ax.set(xlabel="length of z", ylabel="density", xlim=(0, None), ylim=(0, 1.45 * ax.get_ylim()[1]))
    ax.legend(loc="upper center", ncols=3)
    return ax


def plot_path_norms(t, norms, latent_dim, ax=None):
    """Draw the length of z along paths: the mean over many pairs, and a band from the 5th to the 95th percentile.

    Args:
        t: shape (k,), from 0 to 1.
        norms: dictionary of "lerp" or "slerp" → lengths, shape (pairs, k).
        latent_dim: width of z, for the line at the expected length.
    """
    ax = ax or plt.gca()
    for name, lengths in norms.items():
        colour, style = _PATHS[name]
        low, high = np.percentile(lengths, [5, 95], axis=0)
        ax.fill_between(t, low, high, color=colour, alpha=0.2, lw=0)
        ax.plot(t, np.mean(lengths, axis=0), style, color=colour, lw=2, label=f"{name}, mean and 90% of pairs")
    ax.axhline(expected_norm(latent_dim), ls=":", lw=1.2, color=COLOURS["black"], label="expected length")
    ax.set(xlabel="t", ylabel="length of z", xlim=(0, 1), ylim=(0, None))
    ax.legend(loc="lower center")
    return ax


def plot_prediction(predicted, measured, name, ax=None):
    """Draw an attribute as measured on pictures against what a linear function of z predicts.

    Args:
        predicted, measured: shape (n,), in the same unit.
        name: of the attribute, with its unit.
    """
    ax = ax or plt.gca()
    ax.plot(predicted, measured, ".", ms=3, alpha=0.4, color=COLOURS["blue"])
    ends = np.percentile(predicted, [0, 100])
    ax.plot(ends, ends, ls=":", color=COLOURS["black"], label="as predicted")
    ax.set(xlabel=f"predicted {name}", ylabel=f"measured {name}")
    ax.legend()
    return ax
