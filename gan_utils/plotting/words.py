"""Draws of a word that are no single word yet: a column a draw, cut into shares."""

import matplotlib.pyplot as plt
import numpy as np

from gan_utils.plotting.style import COLOURS

_FILLS = [COLOURS[name] for name in ("sky", "orange", "green", "purple", "yellow", "blue", "vermilion")]


def plot_soft_draws(shares, words, legend=True, ax=None):
    """Draw each draw of a word as a column of the words' shares, below the word that has the largest.

    Args:
        shares: shape (draws, words), rows of numbers of at least 0 that add up to 1.
        words: their names, at most seven.
        legend: whether to say which colour is which word.

    Raises:
        ValueError: when the shares are no such rows, or their number does not fit the words.
    """
    ax, shares = ax or plt.gca(), np.asarray(shares, np.float64)
    if shares.ndim != 2 or not len(shares) or shares.shape[1] != len(words) or len(words) > len(_FILLS):
        raise ValueError(
            f"shares have shape (draws, words), with one of {len(_FILLS)} words at most for each name; got "
            f"{shares.shape} and {len(words)} names"
        )
    if not (shares >= 0).all() or np.abs(shares.sum(axis=1) - 1).max() > 1e-3:
        raise ValueError("the shares of each draw must be at least 0 and add up to 1: give the softmax, not its logits")
    places, bottom = np.arange(1, len(shares) + 1), np.zeros(len(shares))
    for word, share, colour in zip(words, shares.T, _FILLS, strict=False):
        ax.bar(places, share, 0.8, bottom, color=colour, edgecolor="white", lw=0.8, label=word)
        bottom = bottom + share
    for place, largest in zip(places, shares.argmax(axis=1), strict=True):
        ax.text(place, 1.03, words[largest], ha="center", va="bottom", fontsize=9)
    ax.set(xlabel="draw", ylabel="share of each word", xticks=places, ylim=(0, 1.13))
    ax.set_yticks([0, 0.5, 1])
    if legend:
        ax.legend(loc="center left", bbox_to_anchor=(1.0, 0.5), frameon=False, reverse=True)  # as they stand
    return ax
