"""Pictures for judging generators: intervals, k-nearest-neighbour balls, sample sizes, and who sees which failure."""

import matplotlib.pyplot as plt
import numpy as np
from matplotlib.colors import ListedColormap
from matplotlib.patches import Circle, Patch

from gan_utils.plotting.images import image_grid
from gan_utils.plotting.style import COLOURS, FAKE, REAL, figure, to_png
from gan_utils.plotting.training import legend_below

# verdict → (colour, sign); told apart by lightness and by the sign, too
VERDICTS = {
    "sees it": ("#56B4E9", "✓"),
    "misses it": ("#F2F2F2", "·"),
    "praises it": ("#E69F00", "!"),
}


def plot_intervals(rows, chance=0.5, ax=None):
    """Draw a share with its interval for each row, and a line at guessing.

    Args:
        rows: dictionary of name → (share, low, high), the first at the top.
        chance: where the line stands, None for no line.

    Raises:
        ValueError: when there is no row, or a share lies outside its interval.
    """
    ax = ax or plt.gca()
    if not rows:
        raise ValueError("there is no row: it needs at least one share with its interval")
    for place, (name, (share, low, high)) in enumerate(rows.items()):
        if not low <= share <= high:
            raise ValueError(f"{name!r} needs low ≤ share ≤ high, got share {share}, low {low}, high {high}")
        bounds = [[share - low], [high - share]]
        ax.errorbar(share, place, xerr=bounds, fmt="o", ms=6, color=COLOURS["black"], capsize=4, lw=1.5)
    if chance is not None:
        ax.axvline(chance, color=FAKE, ls="--", lw=1.2, label="guessing")
        legend_below(ax)
    ax.set_yticks(range(len(rows)), list(rows))
    ax.set(xlim=(-0.02, 1.02), ylim=(len(rows) - 0.5, -0.5), xlabel="share right, with its interval")
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


def plot_sample_size(sizes, curves, truth=None, truth_name="true value", ax=None):
    """Draw a distance against the sample size: a mean, a band of one standard deviation, a dot for each draw.

    Args:
        sizes: sample sizes, shape (k,), increasing.
        curves: dictionary of name → values, shape (k, draws).
        truth, truth_name: where endless samples would stand (None when unknown), and what the legend calls it.

    Raises:
        ValueError: when a curve does not have one row a size.
    """
    ax = ax or plt.gca()
    sizes = np.asarray(sizes)
    colours = [COLOURS[name] for name in ("vermilion", "blue", "green", "purple")]
    if truth is not None:
        ax.axhline(truth, color="grey", ls=":", lw=1.2, label=truth_name)
    for i, (name, values) in enumerate(curves.items()):
        values = np.asarray(values, np.float64)
        if values.ndim != 2 or len(values) != len(sizes):
            raise ValueError(f"{name!r} needs values of shape ({len(sizes)}, draws), got {values.shape}")
        mean, spread = values.mean(axis=1), values.std(axis=1, ddof=1) if values.shape[1] > 1 else 0.0
        colour = colours[i % len(colours)]
        ax.fill_between(sizes, mean - spread, mean + spread, color=colour, alpha=0.2, lw=0)
        ax.plot(np.repeat(sizes, values.shape[1]), values.ravel(), ".", ms=4, color=colour, alpha=0.5)
        ax.plot(sizes, mean, "-o", ms=5, color=colour, label=name)
    ax.set_xscale("log")
    ax.set_xticks(sizes, [f"{n:,}" for n in sizes])
    ax.minorticks_off()
    ax.set_xlabel("n, pictures on each side")
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


def plot_ranks(table, ax=None):
    """Draw how several yardsticks rank the same things: a line a thing, from column to column, best at the top.

    Args:
        table: dictionary of yardstick → {thing: distance, smaller is better}, each with the same things.

    Raises:
        ValueError: when the table is empty or the things differ.
    """
    ax = ax or plt.gca()
    things = list(next(iter(table.values()), {}))
    if not things or any(set(row) != set(things) for row in table.values()):
        raise ValueError("each yardstick needs a distance for the same things, and at least one")
    colours = [colour for name, colour in COLOURS.items() if name != "yellow"]
    ranks = {thing: [sorted(row, key=row.get).index(thing) + 1 for row in table.values()] for thing in things}
    for i, (thing, places) in enumerate(ranks.items()):
        colour = colours[i % len(colours)]
        ax.plot(range(len(table)), places, "-o", ms=9, lw=2, color=colour)
        ax.annotate(thing, (len(table) - 1, places[-1]), (10, 0), textcoords="offset points", va="center")
    for column, row in enumerate(table.values()):
        for thing, distance in row.items():
            place = (column, ranks[thing][column])
            ax.annotate(f"{distance:.3g}", place, (0, 7), textcoords="offset points", ha="center", fontsize=8)
    ax.set_xticks(range(len(table)), list(table))
    ax.set_yticks(range(1, len(things) + 1))
    ax.set(ylabel="rank, 1 is nearest to real", xlim=(-0.3, len(table) - 0.7))
    ax.set_ylim(len(things) + 0.4, 0.4)
    return ax


def judgements_figure(pictures, answers):
    """Return a figure of judged pictures in four groups: what they were (rows), what they were called (columns).

    Args:
        pictures: shape (n, height, width, channels), uint8 or floats in [-1, 1].
        answers: n pairs (is_real, called_real).

    Raises:
        ValueError: when there is not one answer for each picture.
    """
    pictures, answers = np.asarray(pictures), np.asarray(answers, bool)
    if answers.shape != (len(pictures), 2):
        raise ValueError(f"expected one answer a picture, got {answers.shape} for {len(pictures)} pictures")
    groups = {
        (truth, call): pictures[(answers == (truth, call)).all(axis=1)]
        for truth in (True, False)
        for call in (True, False)
    }
    largest = max(map(len, groups.values()))
    columns = max(5, round(np.sqrt(2.5 * largest)))
    height, width = ((max(1, -(-largest // columns)), columns) * (np.array(pictures.shape[1:3]) + 2)).tolist()
    fig, axes = figure(2, 2, size=(7.2, 1.0 + 7.2 * height / width))
    for ((truth, call), group), ax in zip(groups.items(), axes.ravel(), strict=True):
        mark, colour = ("✓", COLOURS["green"]) if truth == call else ("✗", FAKE)
        names = [("fake", "real")[which] for which in (truth, call)]
        ax.set_title(f"{mark} {names[0]}, called {names[1]}: {len(group)}", color=colour, fontsize=10)
        ax.set(xticks=[], yticks=[])
        ax.spines[:].set_visible(False)
        if len(group):
            grid = image_grid(group, columns)
            ax.imshow(grid.squeeze(-1) if grid.shape[-1] == 1 else grid, cmap="gray", vmin=0, vmax=255)
        ax.set(xlim=(-0.5, width), ylim=(height, -0.5), aspect="equal", anchor="N")  # one scale for all four
    return fig


def judgements_picture(pictures, answers):
    """Return `judgements_figure` as PNG bytes, for a widget."""
    return to_png(judgements_figure(pictures, answers))
