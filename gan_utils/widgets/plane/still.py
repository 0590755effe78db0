"""The still twin of the plane laboratory: the same in a matplotlib figure."""

from gan_utils import plotting
from gan_utils.plotting.style import DISCRIMINATOR, FAKE, REAL
from gan_utils.widgets.plane.canvas import ARROWS


def still(laboratory, real, limits):
    """Return a figure of where a `PlaneLaboratory` has come to: the plane with everything in it, and both curves.

    Args:
        laboratory: the view.
        real: the real points to show, shape (n, 2).
        limits: (low, high) of both axes.
    """
    look, run = laboratory.look, laboratory.run
    fig, axes = plotting.figure(1, 3, size=(12, 4.0), width_ratios=(1.3, 1, 1))
    judge = lambda x: run.gan.discriminator(x, training=False)
    plotting.plot_field_2d(judge, look.fakes, real, limits=limits, ax=axes[0])
    plotting.plot_manifold(look.manifold, ax=axes[0])
    plotting.plot_pushes(look.fakes[:ARROWS], look.pushes[:ARROWS], ax=axes[0])
    axes[0].set(title=f"step {run.steps:,}", xlim=limits, ylim=limits)
    colours = {"D": DISCRIMINATOR, "G": FAKE, "KL": REAL, "JS": plotting.COLOURS["green"]}  # as in the page
    for ax, curve in zip(axes[1:], (laboratory.losses, laboratory.divergences), strict=True):
        for name, style in zip(curve.columns, ("--", "-"), strict=False):
            ax.plot(curve.steps, curve[name], style, color=colours[name], label=name)
        ax.set(xlabel="step")
        ax.legend(fontsize=8)
    axes[1].set(title="losses", ylabel="loss")
    axes[2].set(title="distance of the two clouds", ylabel="nats")
    return fig
