"""The look of every figure: Okabe and Ito's palette, white faces, and pictures that carry alt text."""

import io

import matplotlib.pyplot as plt
from matplotlib.transforms import ScaledTranslation

# Okabe & Ito 2008, "Color Universal Design": told apart with any common colour blindness.
COLOURS = {
    "blue": "#0072B2",
    "orange": "#E69F00",
    "green": "#009E73",
    "vermilion": "#D55E00",
    "purple": "#CC79A7",
    "sky": "#56B4E9",
    "yellow": "#F0E442",
    "black": "#000000",
}
REAL, FAKE, DISCRIMINATOR = COLOURS["blue"], COLOURS["vermilion"], COLOURS["black"]

RC = {
    "figure.facecolor": "white",
    "axes.facecolor": "white",
    "savefig.facecolor": "white",
    "axes.spines.top": False,
    "axes.spines.right": False,
    "axes.prop_cycle": plt.cycler(color=[c for name, c in COLOURS.items() if name != "yellow"]),
    "legend.frameon": False,
    "font.size": 10,
    "axes.titlesize": 11,
}


def figure(rows=1, columns=1, size=None, **subplots):
    """Return (figure, axes) in the style of the course, laid out so that labels do not overlap.

    Args:
        rows, columns: of axes; both 1 gives one `Axes`, else an array of them.
        size: (width, height) in inches; 4.2 × 3.2 for each axes by default.
    """
    with plt.rc_context(RC), plt.ioff():
        return plt.subplots(
            rows, columns, figsize=size or (4.2 * columns, 3.2 * rows), layout="constrained", **subplots
        )


def legend_below(ax):
    """Put the legend under the axis's name, where it covers neither a curve nor a title."""
    below = ax.transAxes + ScaledTranslation(0, -34 / 72, ax.figure.dpi_scale_trans)
    ax.legend(
        loc="upper center",
        bbox_to_anchor=(0.5, 0),
        bbox_transform=below,
        ncols=2,
        fontsize=8,
        frameon=False,
        columnspacing=1.2,
        handlelength=1.6,
    )


def to_png(fig, dpi=100):
    """Return the figure as PNG bytes and close it."""
    buffer = io.BytesIO()
    fig.savefig(buffer, format="png", dpi=dpi)
    plt.close(fig)
    return buffer.getvalue()


def show(fig, alt, dpi=100):
    """Display a figure as a picture with alt text, and close it; outside a notebook, as in a script, print the text.

    Args:
        fig: a matplotlib figure.
        alt: what the picture shows, in one or two sentences, for those who do not see it.

    Raises:
        ValueError: when the alt text is missing.
    """
    if not alt or not alt.strip():
        raise ValueError("a figure needs alt text: say in one sentence what it shows")
    show_png(to_png(fig, dpi), alt)


def _in_ipython():
    from IPython import get_ipython

    return get_ipython() is not None


def show_png(png, alt, live=False, in_place_of=None):
    """Display a picture with alt text where there is a notebook; in a plain script print the text, and no bytes.

    Args:
        png: bytes.
        alt: what the picture shows.
        live: whether a later picture shall take its place.
        in_place_of: what this returned for the live picture whose place this one takes.

    Returns:
        Of a live picture what `in_place_of` takes; else, and in a script, None.
    """
    from IPython.display import display

    if not _in_ipython():
        return print(alt)
    bundle, metadata = {"image/png": png, "text/plain": alt}, {"image/png": {"alt": alt}}
    if in_place_of is None:
        return display(bundle, raw=True, metadata=metadata, display_id=True if live else None)
    in_place_of.update(bundle, raw=True, metadata=metadata)
    return in_place_of
