"""The evidence of a diagnosis as one small picture: each number beside the threshold where trouble begins."""

import matplotlib.pyplot as plt
import numpy as np

from gan_utils.plotting.style import COLOURS

FINE, TROUBLE = COLOURS["sky"], COLOURS["vermilion"]


def plot_diagnosis(diagnosis, ax=None):
    """Draw each number of the evidence on a track of its own, in trouble to the right of the line.

    The line is that number's threshold; distances on either side are ratios to it, so that numbers of different
    kinds fit in one picture. A number in trouble is drawn as a square and printed bold.

    Args:
        diagnosis: what `diagnostics.diagnose` returned.
    """
    ax = ax or plt.gca()
    rows = list(diagnosis.evidence.items())
    for place, (_name, one) in enumerate(rows):
        bad = one.alarming
        at, colour = position(one.value, one.threshold, one.side), TROUBLE if bad else FINE
        ax.plot([0, 1], [place, place], color="#DDDDDD", lw=5, solid_capstyle="round", zorder=1)
        ax.plot(at, place, "s" if bad else "o", color=colour, mec="black", mew=0.7, ms=9, zorder=3)
        ax.annotate(
            f"{_number(one.value)}  ({'>' if one.side == 'above' else '<'} {_number(one.threshold)}: trouble)",
            (1.04, place),
            va="center",
            fontsize=8,
            fontweight="bold" if bad else "normal",
            annotation_clip=False,
        )
    ax.axvline(0.5, color="grey", ls=":", lw=1.2, zorder=2)
    ax.set_yticks(range(len(rows)), [name.replace("_", " ") for name, _ in rows], fontsize=9)
    ax.set_xticks([0.25, 0.75], ["fine", "trouble"])
    ax.tick_params(length=0)
    ax.spines[:].set_visible(False)
    ax.set(xlim=(-0.03, 1.03), ylim=(len(rows) - 0.5, -0.5))
    ax.set_title(diagnosis.verdict.replace("_", " "), loc="left", fontweight="bold")
    return ax


def _number(value):
    return f"{abs(value):.2f}" if 0 < abs(value) < 0.005 else f"{value:.3g}"


def position(value, threshold, side):
    """Return where a value stands between 0 (fine) and 1 (trouble), ½ at its threshold.

    >>> position(2.0, 2.0, "above"), position(6.0, 2.0, "above"), position(6.0, 2.0, "below")
    (0.5, 0.75, 0.25)
    """
    value = max(float(value), 0.0)
    ratio = value / (value + threshold) if threshold > 0 else float(value > threshold)
    return float(np.clip(ratio if side == "above" else 1.0 - ratio, 0.0, 1.0))
