"""Pictures of results: which class was recognised for which was asked for, and what each change costs."""

import matplotlib.pyplot as plt
import numpy as np

from gan_utils.plotting.style import COLOURS
from gan_utils.plotting.training import legend_below


def plot_confusion(matrix, labels, ax=None):
    """Draw which class was recognised (columns) for each class that was asked for (rows), in percent of the row.

    Args:
        matrix: counts ≥ 0, shape (k, k); row i counts what was seen in the pictures asked for as class i.
        labels: k names, drawn on both axes.

    Raises:
        ValueError: when the matrix is not square, does not fit the labels, or has a negative or empty row.
    """
    ax = ax or plt.gca()
    matrix, k = np.asarray(matrix, np.float64), len(labels)
    if matrix.shape != (k, k):
        raise ValueError(f"the matrix must have shape {(k, k)}, a row and a column a label, got {matrix.shape}")
    totals = matrix.sum(axis=1, keepdims=True)
    if matrix.min() < 0 or totals.min() <= 0:
        raise ValueError("each row needs counts of at least 0 that do not sum to 0: ask for every class")
    percent = 100 * matrix / totals
    ax.imshow(percent, cmap="Blues", vmin=0, vmax=100)
    for i, j in zip(*np.nonzero(percent >= 0.5), strict=True):
        style = {"color": "white" if percent[i, j] > 55 else "black", "fontsize": 9 if k <= 10 else 7}
        ax.text(j, i, f"{int(percent[i, j] + 0.5)}", ha="center", va="center", **style)
    ax.set_xticks(range(k), labels)
    ax.set_yticks(range(k), labels)
    if max(len(str(label)) for label in labels) > 3:
        ax.tick_params(axis="x", rotation=40)
    ax.set(xlabel="recognised class (% of the row)", ylabel="requested class")
    ax.tick_params(length=0)
    for spine in ax.spines.values():
        spine.set_visible(False)
    return ax


def checked_rows(table, kind):
    """Return {name: float64 values, shape (n,)} of a table of rows with one value a seed.

    Args:
        table: dictionary of name → list of values.
        kind: what a row is called in the message.

    Raises:
        ValueError: when the table is empty, or a row has no value or one that is not finite.

    >>> checked_rows({"R1": [24, 25]}, "row")["R1"].tolist()
    [24.0, 25.0]
    """
    if not table:
        raise ValueError(f"the table is empty: it needs at least one {kind} with its values, one a seed")
    rows = {name: np.atleast_1d(np.asarray(values, np.float64)) for name, values in table.items()}
    for name, values in rows.items():
        if values.size == 0 or not np.isfinite(values).all():
            raise ValueError(f"the {kind} {name!r} needs finite values, one a seed, got {values.tolist()}")
    return rows


def plot_ablation(table, metric="Fréchet classifier distance (lower is better)", ax=None):
    """Draw each variant's mean and spread over seeds, with a dot for each seed.

    The bar is one sample standard deviation (n − 1) to either side of the mean; a single seed has none. The dotted
    line is the mean of the first row, the variant that the others are compared with.

    Args:
        table: dictionary of variant → list of values, one a seed, the baseline first.
        metric: what the values are, for the axis.

    Raises:
        ValueError: when the table is empty, or a variant has no value or one that is not finite.
    """
    ax = ax or plt.gca()
    for row, values in enumerate(checked_rows(table, "variant").values()):
        mean, spread = values.mean(), values.std(ddof=1) if values.size > 1 else None
        ax.scatter(values, np.full(values.size, row + 0.22), s=22, color=COLOURS["sky"], zorder=2)
        ax.errorbar(mean, row, xerr=spread, fmt="o", ms=7, color=COLOURS["black"], capsize=4, lw=1.5, zorder=3)
        if row == 0:
            ax.axvline(mean, color="grey", ls=":", lw=1.2, zorder=1)
    ax.scatter([], [], s=22, color=COLOURS["sky"], label="one seed")
    ax.errorbar([], [], fmt="o", ms=7, color=COLOURS["black"], label="mean ± standard deviation")
    ax.set_yticks(range(len(table)), list(table))
    ax.set_ylim(len(table) - 0.5, -0.5)  # the first row at the top
    ax.set_xlabel(metric)
    legend_below(ax)
    return ax
