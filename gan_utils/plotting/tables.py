"""Pictures of tables: classes asked for and recognised, what each change costs, which metric sees which failure."""

import matplotlib.pyplot as plt
import numpy as np
from matplotlib.colors import ListedColormap
from matplotlib.patches import Patch

from gan_utils.plotting.style import COLOURS, legend_below

# verdict → (colour, sign); told apart by lightness and by the sign, too
VERDICTS = {
    "sees it": ("#56B4E9", "✓"),
    "misses it": ("#F2F2F2", "·"),
    "praises it": ("#E69F00", "!"),
}


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


def plot_verdicts(verdicts, values, rows, columns, ax=None):
    """Draw a table of failures (rows) against metrics (columns), coloured by what each metric says of each.

    Args:
        verdicts: shape (rows, columns), each one of "sees it", "misses it", "praises it".
        values: strings of the same shape, written into the cells.
        rows, columns: their names.

    Raises:
        ValueError: when the shapes do not fit, or a verdict has another name.
    """
    ax = ax or plt.gca()
    verdicts, values = np.asarray(verdicts), np.asarray(values)
    if not verdicts.shape == values.shape == (len(rows), len(columns)):
        raise ValueError(
            f"verdicts and values need shape {(len(rows), len(columns))}, got {verdicts.shape} and {values.shape}"
        )
    names = list(VERDICTS)
    if not np.isin(verdicts, names).all():
        raise ValueError(
            f"a verdict is one of {', '.join(names)}, got {', '.join(sorted(set(verdicts.ravel().tolist())))}"
        )
    codes = np.vectorize(names.index)(verdicts)
    palette = ListedColormap([colour for colour, _ in VERDICTS.values()])
    ax.imshow(codes, cmap=palette, vmin=-0.5, vmax=len(names) - 0.5, aspect="auto")
    for i, j in np.ndindex(codes.shape):
        sign = VERDICTS[verdicts[i, j]][1]
        ax.text(j, i, f"{values[i, j]} {sign}", ha="center", va="center", fontsize=8)
    ax.set_xticks(range(len(columns)), columns)
    ax.set_yticks(range(len(rows)), rows)
    ax.set_xticks(np.arange(len(columns) + 1) - 0.5, minor=True)
    ax.set_yticks(np.arange(len(rows) + 1) - 0.5, minor=True)
    ax.grid(which="minor", color="white", lw=2)
    ax.tick_params(which="both", length=0, labeltop=True, labelbottom=False)
    ax.spines[:].set_visible(False)
    handles = [Patch(color=colour, label=f"{sign}  {name}") for name, (colour, sign) in VERDICTS.items()]
    ax.legend(handles=handles, loc="upper center", bbox_to_anchor=(0.5, -0.01), ncols=3, frameon=False)
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
