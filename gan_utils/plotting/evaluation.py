"""Pictures that judge: metrics with their intervals, ranks, a blind test's answers, the evidence of a diagnosis."""

import matplotlib.pyplot as plt
import numpy as np

from gan_utils._numbers import brief, number
from gan_utils.plotting.images import image_grid
from gan_utils.plotting.style import COLOURS, FAKE, REAL, figure, legend_below, to_png

SIGNS = {"lower": "↓", "higher": "↑"}
FINE, TROUBLE = COLOURS["sky"], COLOURS["vermilion"]


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
            f"{brief(one.value)}  ({'>' if one.side == 'above' else '<'} {brief(one.threshold)}: trouble)",
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


def _ends(row):
    """Return the ends of a row's scale: of the metric's range, or what holds both intervals and some air."""
    lowest, highest = min(row.low, row.reference_low, 0.0), max(row.high, row.reference_high)
    low = row.floor if row.floor is not None else lowest
    high = row.ceiling if row.ceiling is not None else highest + 0.05 * abs(highest - low)
    return low, high if high > low else low + 1.0


def position(value, threshold, side):
    """Return where a value stands between 0 (fine) and 1 (trouble), ½ at its threshold.

    >>> position(2.0, 2.0, "above"), position(6.0, 2.0, "above"), position(6.0, 2.0, "below")
    (0.5, 0.75, 0.25)
    """
    value = max(float(value), 0.0)
    ratio = value / (value + threshold) if threshold > 0 else float(value > threshold)
    return float(np.clip(ratio if side == "above" else 1.0 - ratio, 0.0, 1.0))
