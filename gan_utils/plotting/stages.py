"""The two stages of a training step as diagrams: what flows forward, and how far the gradient flows back."""

import matplotlib.pyplot as plt

from gan_utils.plotting.style import COLOURS, FAKE, REAL

STAGES = ("discriminator", "generator")
GRADIENT = COLOURS["purple"]
_PLAYERS = {"G": 1.9, "D": 5.0}  # where their boxes stand, and how wide these are
_WIDTH = 1.1
_FAKES, _LOSS = 3.45, 6.7


def plot_stage(stage, ax=None):
    """Draw one stage of a step: the player that moves is filled, and the gradient runs back as far as it.

    Args:
        stage: "discriminator" (real and generated samples, the generator stays) or "generator" (its own samples
            through the discriminator, which stays).

    Raises:
        ValueError: for an unknown stage, listing the two.

    Reference: Goodfellow et al. 2014, arXiv:1406.2661, algorithm 1.
    """
    if stage not in STAGES:
        raise ValueError(f"unknown stage {stage!r}: choose one of {', '.join(STAGES)}")
    ax = ax or plt.gca()
    mover = "D" if stage == "discriminator" else "G"
    for player, x in _PLAYERS.items():
        face = COLOURS["yellow"] if player == mover else "white"
        ax.add_patch(plt.Rectangle((x - _WIDTH / 2, -0.45), _WIDTH, 0.9, fc=face, ec="black", lw=1.4))
        _words(ax, x, 0, f"{player}\n{'moves' if player == mover else 'stays'}")
    _words(ax, 0.4, 0, "noise\nz")
    _words(ax, _FAKES, 0, "fakes\nG(z)", FAKE)
    _words(ax, _LOSS, 0, f"loss\nof {mover}")
    for start, end in ((0.75, 1.3), (2.5, 2.95), (3.95, 4.4), (5.6, 6.2)):
        _arrow(ax, (start, 0), (end, 0), "black", 1.2)
    if stage == "discriminator":
        _words(ax, _FAKES, 1.15, "real\nx", REAL)
        _arrow(ax, (3.95, 1.05), (4.6, 0.5), "black", 1.2)
    reach = gradient_reach(stage)
    _arrow(ax, (_LOSS, -0.85), (reach, -0.85), GRADIENT, 3)
    ax.plot([reach - 0.02] * 2, [-1.05, -0.65], color=GRADIENT, lw=3)
    ax.text((_LOSS + reach) / 2, -1.0, "gradient", color=GRADIENT, ha="center", va="top", fontsize=10)
    ax.set(xlim=(-0.1, 7.3), ylim=(-1.45, 1.65), title=f"{STAGES.index(stage) + 1}. The {stage}'s stage")
    ax.set_axis_off()
    return ax


def gradient_reach(stage):
    """Return the horizontal place at which the gradient of a stage ends: under the left edge of its player.

    >>> gradient_reach("generator") < gradient_reach("discriminator")
    True
    """
    return _PLAYERS["D" if stage == "discriminator" else "G"] - _WIDTH / 2


def _words(ax, x, y, words, colour="black"):
    ax.text(x, y, words, ha="center", va="center", fontsize=11, color=colour, linespacing=1.3)


def _arrow(ax, start, end, colour, width):
    style = {"arrowstyle": "-|>", "color": colour, "lw": width, "mutation_scale": 10 + 2 * width}
    ax.annotate("", xy=end, xytext=start, arrowprops={**style, "shrinkA": 0, "shrinkB": 0})
