"""Pictures of the plane: the field of a discriminator is where D says it is, and balls hold what is in them."""

import matplotlib.pyplot as plt
import numpy as np
import pytest

from gan_utils import plotting
from gan_utils.plotting import plane

POINTS = np.array([[0.0, 0.0], [1.0, 3.0]])


def lines(ax):
    return {line.get_label(): line for line in ax.get_lines()}


def test_plot_field_draws_sigma_of_d_where_it_is(ax):
    # D(x) = x₁: real is more probable to the right, whatever x₂ is, and ½ on the line x₁ = 0.
    asked = []
    plotting.plot_field_2d(
        lambda x: asked.append(x) or x[:, :1],
        POINTS,
        POINTS[::-1] + 0.5,
        limits=(-4, 4),
        resolution=33,
        ax=ax,
    )
    (grid,) = asked
    assert grid.shape == (33 * 33, 2) and grid.dtype == np.float32
    assert grid.min() == -4 and grid.max() == 4
    boundary = np.concatenate(ax.collections[1].get_paths()[0].to_polygons(closed_only=False))
    np.testing.assert_allclose(boundary[:, 0], 0, atol=1e-6)
    assert np.ptp(boundary[:, 1]) == 8
    # The band from 0.75 to 0.8 lies where x₁ is from log(0.75/0.25) = log 3 to log(0.8/0.2) = log 4.
    band = ax.collections[0].get_paths()[15].vertices[:, 0]
    assert (band.min(), band.max()) == pytest.approx((np.log(3), np.log(4)), abs=0.02)
    real, generated = ax.collections[-2:]
    np.testing.assert_array_equal(real.get_offsets(), POINTS[::-1] + 0.5)
    np.testing.assert_array_equal(generated.get_offsets(), POINTS)
    assert [text.get_text() for text in ax.get_legend().get_texts()] == ["real", "generated"]
    assert len(ax.figure.axes) == 2  # with its colour bar


def test_plot_field_takes_flat_logits_and_large_ones_without_a_boundary(ax):
    plotting.plot_field_2d(lambda x: np.full(len(x), -1e4), POINTS, POINTS, colourbar=False, ax=ax)
    assert len(ax.collections) == 3 and len(ax.figure.axes) == 1
    low, high = ax.get_xlim()
    assert ax.get_ylim() == (low, high) and low < 0 and high > 3  # a square that holds every point


@pytest.mark.parametrize(
    ("samples", "real", "logits", "message"),
    [
        (np.zeros((3, 3)), POINTS, 1, r"samples must be points of the plane, shape \(n, 2\), got \(3, 3\)"),
        (POINTS, np.zeros(2), 1, r"real must be .*got \(2,\)"),
        (POINTS, POINTS, 2, r"shape \(100, 1\), got shape \(100, 2\)"),
    ],
)
def test_plot_field_names_the_wrong_shape(ax, samples, real, logits, message):
    with pytest.raises(ValueError, match=message):
        plotting.plot_field_2d(lambda x: np.zeros((len(x), logits)), samples, real, resolution=10, ax=ax)


def test_real_and_generated_differ_for_every_eye():
    # Grey values of the ends of the field and of the points on them, by the weights of ITU-R BT.601.
    grey = lambda rgb: float(np.dot(rgb[:3], [0.299, 0.587, 0.114]))
    assert plane.FIELD(0.5)[:3] == pytest.approx((1, 1, 1), abs=0.02)
    for end, colour in ((0.0, plane.FAKE), (1.0, plane.REAL)):
        assert grey(plane.FIELD(end)) - grey(plt.matplotlib.colors.to_rgb(colour)) > 0.2


def test_balls_tell_inside_from_outside(ax):
    # Radius 1 around (0, 0), 2 around (5, 0): (1, 0) is on the first sphere, (6.5, 0) in the second, (2, 0) nowhere.
    plotting.plot_balls([[0, 0], [5, 0]], [[1, 0], [2, 0], [6.5, 0]], [1, 2], ax=ax)
    drawn = lines(ax)
    assert drawn["generated, in a ball"].get_xdata().tolist() == [1.0, 6.5]
    assert drawn["generated, in none"].get_xdata().tolist() == [2.0]
    assert sorted({patch.get_radius() for patch in ax.patches}) == [1.0, 2.0]


def test_balls_keep_the_colour_of_the_data(ax):
    plotting.plot_balls([[0, 0]], [[1, 0]], [2], names=("generated", "real"), ax=ax)
    assert lines(ax)["real, in a ball"].get_color() == plotting.COLOURS["blue"]


@pytest.mark.parametrize(
    ("draw", "message"),
    [
        (lambda: plotting.plot_balls([[0, 0]], [[0, 0]], [1, 2]), "one radius a centre"),
    ],
)
def test_refusals(ax, draw, message):
    plt.sca(ax)
    with pytest.raises(ValueError, match=message):
        draw()


def test_a_manifold_has_a_line_for_each_row_and_column_and_a_curve_is_one():
    from gan_utils import plotting

    fig, axes = plotting.figure(1, 2)
    corner = np.stack(np.meshgrid(np.arange(3.0), np.arange(2.0)), axis=-1)  # two rows, three columns
    plotting.plot_manifold(corner, ax=axes[0])
    plotting.plot_manifold(corner[0], ax=axes[1])
    assert [len(line.get_xdata()) for line in axes[0].lines] == [3, 3, 2, 2, 2] and len(axes[1].lines) == 1
    with pytest.raises(ValueError, match=r"\(rows, columns, 2\) or \(points, 2\), got \(4,\)"):
        plotting.plot_manifold(np.zeros(4), ax=axes[0])
    with pytest.raises(ValueError, match="expected a push for each place"):
        plotting.plot_pushes(np.zeros((2, 2)), np.zeros((3, 2)), ax=axes[0])
    plotting.to_png(fig)
