"""The picture of `metrics.evaluate`: each metric on a scale of its own, samples beside real images."""

import matplotlib.pyplot as plt

from gan_utils.metrics.report import number
from gan_utils.plotting.style import FAKE, REAL
from gan_utils.plotting.training import legend_below

SIGNS = {"lower": "↓", "higher": "↑"}


def plot_evaluation(evaluation, ax=None):
    """Draw each metric as two points with their intervals, samples above and real images below, on a scale of its own.

    The ends of a scale are those of the metric's range, where it has any, else what holds both intervals. The sign
    after a name says whether lower or higher is better, or which value fresh real images would have.

    Args:
        evaluation: an `Evaluation`, as `metrics.evaluate` returns.

    Raises:
        ValueError: when it has no rows.
    """
    ax = ax or plt.gca()
    if not evaluation.rows:
        raise ValueError("the evaluation has no rows to draw: make one with metrics.evaluate")
    for y, row in enumerate(evaluation.rows):
        low, high = _ends(row)
        place = lambda value, low=low, high=high: (value - low) / (high - low)
        ax.plot([0, 1], [y, y], color="0.85", lw=6, solid_capstyle="butt", zorder=1)
        ax.text(-0.015, y, number(low), ha="right", va="center", fontsize=7, color="0.45")
        ax.text(1.015, y, number(high), ha="left", va="center", fontsize=7, color="0.45")
        sides = (
            (FAKE, -0.17, "samples", "bottom", (row.value, row.low, row.high)),
            (REAL, 0.17, "real images", "top", (row.reference, row.reference_low, row.reference_high)),
        )
        for colour, shift, label, side, (value, *ends) in sides:
            label = label if y == 0 else None
            ax.plot(list(map(place, ends)), [y + shift] * 2, color=colour, lw=1.6, zorder=2)
            ax.plot(place(value), y + shift, "o", color=colour, ms=5, label=label, zorder=3)
            at = min(max(place(value), 0.02), 0.98)
            ax.text(at, y + 1.4 * shift, number(value), color=colour, fontsize=7, ha="center", va=side)
    names = [f"{row.metric} {SIGNS.get(row.best, '→ ' + row.best)}" for row in evaluation.rows]
    ax.set_yticks(range(len(names)), names)
    ax.set(xlim=(-0.1, 1.1), ylim=(len(names) - 0.4, -0.6), xticks=[], xlabel="each on a scale of its own")
    ax.tick_params(length=0)
    for spine in ax.spines.values():
        spine.set_visible(False)
    legend_below(ax)
    return ax


def _ends(row):
    """Return the ends of a row's scale: of the metric's range, or what holds both intervals and some air."""
    lowest, highest = min(row.low, row.reference_low, 0.0), max(row.high, row.reference_high)
    low = row.floor if row.floor is not None else lowest
    high = row.ceiling if row.ceiling is not None else highest + 0.05 * abs(highest - low)
    return low, high if high > low else low + 1.0
