"""The picture behind `widgets.game_explorer`: the axes are drawn once, only what moves is drawn again."""

import numpy as np
from matplotlib import rc_context
from matplotlib.backends.backend_agg import FigureCanvasAgg
from matplotlib.figure import Figure
from matplotlib.patches import Polygon

from gan_utils import game
from gan_utils.plotting.game import LOSS_STYLES, descent_arrows, plot_generators
from gan_utils.plotting.style import DISCRIMINATOR, FAKE, RC, REAL


class GamePicture:
    """Densities and D* above, the plane of generators below; the same place on the line stands in one column.

    Args:
        p: the real density.
        means, stds: the range of generators shown.

    >>> from gan_utils import toy
    >>> GamePicture(toy.Gaussian(0.0, 1.0)).draw(toy.Gaussian(3.0, 1.0)).shape
    (560, 760, 3)
    """

    def __init__(self, p, means=(-6.0, 6.0), stds=(0.4, 3.0)):
        self.p = p
        self.x = np.linspace(*means, 401)
        with rc_context(RC):
            self.figure = Figure(figsize=(7.6, 5.6), dpi=100)
            self._canvas = FigureCanvasAgg(self.figure)
            upper, lower = self.figure.subplots(2, 1, height_ratios=[1.2, 1])
            self.figure.subplots_adjust(left=0.09, right=0.98, top=0.945, bottom=0.175, hspace=0.1)
            plot_generators(p, [], means, stds, ax=lower)
            self._moving = [*self._draw_line(upper), *self._draw_plane(lower)]
            self._canvas.draw()
        self._background = self._canvas.copy_from_bbox(self.figure.bbox)

    def _draw_line(self, ax):
        ax.fill_between(self.x, self.p.pdf(self.x), color=REAL, alpha=0.25, lw=0)
        ax.plot(self.x, self.p.pdf(self.x), color=REAL, lw=1.2, label="real p(x)")
        ax.axhline(0.5, color="grey", lw=0.8, ls=":")
        self._fill = ax.add_patch(Polygon(np.zeros((3, 2)), color=FAKE, alpha=0.25, lw=0, animated=True))
        (self._q,) = ax.plot(self.x, 0 * self.x, color=FAKE, lw=1.2, animated=True, label="generated q(x)")
        (self._d,) = ax.plot(self.x, 0 * self.x, color=DISCRIMINATOR, lw=1.8, animated=True, label="D*(x)")
        ax.set(xlim=(self.x[0], self.x[-1]), ylim=(0, 1.04), ylabel="density, and D(x)")
        ax.tick_params(labelbottom=False)
        ax.legend(loc="lower center", bbox_to_anchor=(0.5, 1.0), ncols=3, fontsize=9)
        return self._fill, self._q, self._d

    def _draw_plane(self, ax):
        arrow = {"angles": "xy", "scale_units": "xy", "scale": 1, "width": 0.006}
        self._arrows = {
            loss: ax.quiver(0, 1, 0, 0, color=style["color"], label=style["label"], animated=True, **arrow)
            for loss, style in LOSS_STYLES.items()
        }
        (self._dot,) = ax.plot(0, 1, "o", color=FAKE, ms=8, animated=True, label="the generator")
        (self._trail,) = ax.plot([], [], ".-", color=FAKE, lw=1, ms=4, alpha=0.7, animated=True, label="its way")
        (self._next,) = ax.plot(
            [], [], "o", color="black", mfc="white", ms=6, mew=1.8, animated=True, label="after the next step"
        )
        # Numbers of the contours stand above the arrows.
        texts = [text for lines in ax.collections if hasattr(lines, "labelTexts") for text in lines.labelTexts]
        for text in texts:
            text.set_animated(True)
        ax.legend(loc="upper center", bbox_to_anchor=(0.5, -0.24), ncols=4, fontsize=9)
        # What may be short is drawn last.
        arrows = self._arrows["non_saturating"], self._arrows["minimax"]
        return self._trail, self._dot, *arrows, self._next, *texts

    def draw(self, q, trail=(), after=None, loss="non_saturating"):
        """Return the picture for one generator.

        Args:
            q: a `toy.Gaussian`.
            trail: its places so far, (mean, std) each, oldest first.
            after: where its next step leads, (mean, std); None marks nothing.
            loss: whose step that is, one of `game.LOSSES`; it gives the mark its colour.

        Returns:
            uint8, shape (560, 760, 3).
        """
        density = q.pdf(self.x)
        outline = np.stack([self.x, density], axis=1)
        self._fill.set_xy(np.concatenate([[[self.x[0], 0.0]], outline, [[self.x[-1], 0.0]]]))
        self._q.set_ydata(density)
        self._d.set_ydata(game.optimal_discriminator(self.x, self.p, q))
        self._dot.set_data([q.mean], [q.std])
        self._trail.set_data(*np.reshape(list(trail), (-1, 2)).T)
        self._next.set_data(*np.reshape([] if after is None else [after], (-1, 2)).T)
        self._next.set_color(LOSS_STYLES[loss]["color"])
        for name, step in descent_arrows(self.p, q).items():
            self._arrows[name].set_offsets([[q.mean, q.std]])
            self._arrows[name].XY = np.array([[q.mean, q.std]])
            self._arrows[name].set_UVC(*step)
        self._canvas.restore_region(self._background)
        for artist in self._moving:
            artist.axes.draw_artist(artist)
        return np.asarray(self._canvas.buffer_rgba())[..., :3].copy()
