"""Pictures of copying draw what they were given."""

import numpy as np
import pytest

from gan_utils import plotting


def test_neighbours_stand_below_their_samples(ax):
    grey = lambda *values: np.stack([np.full((2, 2, 1), value, np.uint8) for value in values])
    plotting.plot_neighbours(grey(10, 20), {"train": grey(30, 40), "held-out": grey(50, 60)}, ax=ax)
    picture = np.asarray(ax.images[0].get_array())
    # images of 2×2 with 2 white pixels between them: one pixel of each, at every fourth place
    assert picture[::4, ::4].tolist() == [[10, 20], [30, 40], [50, 60]]
    assert [label.get_text() for label in ax.get_yticklabels()] == ["generated", "train", "held-out"]


def test_neighbours_need_one_image_for_each_sample(ax):
    with pytest.raises(ValueError, match="'train' needs one image for each sample"):
        plotting.plot_neighbours(np.zeros((2, 4, 4, 1)), {"train": np.zeros((3, 4, 4, 1))}, ax=ax)


def test_curves_draw_the_mean_over_seeds_and_each_seed(ax):
    plotting.plot_curves({"a": ([0, 5], [[1.0, 2.0], [3.0, 8.0]]), "b": ([0, 5, 6], [4.0, 4.0, 1.0])}, "FCD", ax=ax)
    named = {line.get_label(): line for line in ax.get_lines() if not line.get_label().startswith("_")}
    np.testing.assert_allclose(named["a"].get_ydata(), [2, 5])  # (1 + 3)/2 and (2 + 8)/2
    np.testing.assert_allclose(named["b"].get_ydata(), [4, 4, 1])
    thin = [line.get_ydata().tolist() for line in ax.get_lines() if line.get_linewidth() < 1]
    assert thin == [[1, 2], [3, 8]]  # a single seed has no thin line of its own
    assert named["a"].get_linestyle() != named["b"].get_linestyle()
    assert named["a"].get_color() != named["b"].get_color()
    assert (ax.get_ylabel(), ax.get_xlabel()) == ("FCD", "steps of the generator")


def test_a_logarithmic_scale_has_plain_numbers(ax):
    plotting.plot_curves({"a": ([0, 5], [40.0, 300.0])}, "FCD", log=True, ax=ax)
    ax.figure.canvas.draw()
    shown = [tick.label1.get_text() for tick in ax.yaxis.get_major_ticks() if 40 <= tick.get_loc() <= 300]
    assert ax.get_yscale() == "log" and shown == ["50", "100", "200"]


@pytest.mark.parametrize(
    ("curves", "message"),
    [({}, "no curves"), ({"a": ([0, 1], [[1.0, 2.0, 3.0]])}, r"shape \(seeds, 2\), got \(1, 3\)")],
)
def test_curves_that_do_not_fit(ax, curves, message):
    with pytest.raises(ValueError, match=message):
        plotting.plot_curves(curves, "FCD", ax=ax)
