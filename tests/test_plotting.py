"""Image grids, figures with alt text, and the pictures of training and of results: what is drawn is looked up."""

import struct
import zlib

import matplotlib.pyplot as plt
import numpy as np
import pytest

from gan_utils import losses, plotting
from gan_utils.plotting import training

LOG2 = 0.6931471805599453


def lines(ax):
    """The lines of an axis by label, without those that have none."""
    return {line.get_label(): line for line in ax.lines if not line.get_label().startswith("_")}


def heights(ax):
    """The heights of the horizontal lines of an axis, by label."""
    return {label: line.get_ydata()[0] for label, line in lines(ax).items() if list(line.get_xdata()) == [0, 1]}


# --- images -------------------------------------------------------------------------------------------------


def test_image_grid_by_hand():
    # Three 1×1 images in two columns, one pixel apart: row 0 holds the first two, row 1 the third and white.
    images = np.array([10, 20, 30], "uint8").reshape(3, 1, 1, 1)
    got = plotting.image_grid(images, columns=2, pad=1)[..., 0]
    assert got.tolist() == [[10, 255, 20], [255, 255, 255], [30, 255, 255]]
    column_first = np.array([[10, 255, 30], [255, 255, 255], [20, 255, 255]])
    assert (got != column_first).any()


def test_image_grid_keeps_rows_columns_and_colours_apart():
    images = np.random.default_rng(0).integers(0, 255, (5, 4, 3, 3), dtype=np.uint8)
    grid = plotting.image_grid(images, columns=3)
    assert grid.shape == (4 + 2 + 4, 3 + 2 + 3 + 2 + 3, 3)
    assert (grid[6:10, 5:8] == images[4]).all()  # the fifth: second row, second column
    floats = images.astype("float32") / 127.5 - 1
    assert (plotting.image_grid(floats, columns=3) == grid).all()
    assert plotting.image_grid(images[:4]).shape == (10, 8, 3)  # about square: 2 × 2


@pytest.mark.parametrize("shape", [(4, 8, 8), (0, 8, 8, 1), (4, 8, 8, 2), (8, 8)])
def test_image_grid_names_the_shape_it_cannot_draw(shape):
    with pytest.raises(ValueError, match=rf"\(n, height, width, 1 or 3\).*{str(shape)[1:-1]}"):
        plotting.image_grid(np.zeros(shape, "uint8"))


def test_image_grid_refuses_values_that_it_would_have_to_clip():
    with pytest.raises(ValueError, match=r"in \[-1, 1\], got \[0, 2\]"):
        plotting.image_grid(np.array([0.0, 2.0]).reshape(2, 1, 1, 1))


def test_plot_images_labels_each_row_and_column(ax):
    images = np.full((6, 8, 8, 1), 100, "uint8")
    plotting.plot_images(images, 3, title="six", row_labels=["a", "b"], column_labels=["x", "y", "z"], ax=ax)
    assert [tick.get_text() for tick in ax.get_yticklabels()] == ["a", "b"]
    assert [tick.get_text() for tick in ax.get_xticklabels()] == ["x", "y", "z"]
    assert list(ax.get_yticks()) == [4, 14] and list(ax.get_xticks()) == [4, 14, 24]  # in the middle of each
    assert ax.get_title() == "six"
    # Grey is not stretched: what is 100 of 255 in the image is drawn so.
    assert ax.images[0].get_clim() == (0, 255)


def test_film_strip_has_a_row_for_each_latent(ax):
    # Latent i at time t is drawn in grey 10·i + t, so a row reads 0, 1 and the next 10, 11.
    frames = [np.array([10 * i + t for i in range(3)], "uint8").reshape(3, 1, 1, 1) for t in range(2)]
    plotting.film_strip(frames, ["first", "last"], ax=ax)
    drawn = np.asarray(ax.images[0].get_array())
    assert drawn[::3, ::3].tolist() == [[0, 1], [10, 11], [20, 21]]
    assert drawn[::3, ::3].tolist() != [[0, 10], [20, 1], [11, 21]]


# --- figures ------------------------------------------------------------------------------------------------


def pixels(png):
    """Width, height and whether the bytes are a whole PNG."""
    assert png[:8] == b"\x89PNG\r\n\x1a\n" and png[-8:-4] == b"IEND"
    assert struct.unpack(">I", png[-4:])[0] == zlib.crc32(b"IEND")
    return struct.unpack(">II", png[16:24])


def test_to_png_has_the_size_asked_for_and_closes_the_figure():
    figure, _ = plotting.figure(size=(3, 2))
    before = plt.get_fignums()
    assert pixels(plotting.to_png(figure, dpi=50)) == (150, 100)
    assert figure.number in before and figure.number not in plt.get_fignums()


def test_figures_are_white_and_grow_with_their_axes():
    figure, axes = plotting.figure(2, 3)
    assert axes.shape == (2, 3) and tuple(figure.get_size_inches()) == pytest.approx((12.6, 6.4))
    assert figure.get_facecolor() == axes[0, 0].get_facecolor() == (1, 1, 1, 1)
    plt.close(figure)


@pytest.mark.parametrize("alt", ["", "  ", None])
def test_show_needs_alt_text(alt):
    figure, _ = plotting.figure()
    with pytest.raises(ValueError, match="a figure needs alt text"):
        plotting.show(figure, alt)
    plt.close(figure)


def test_show_puts_the_alt_text_beside_the_picture(monkeypatch):
    shown = []
    monkeypatch.setattr("IPython.display.display", lambda data, **more: shown.append((data, more)))
    figure, _ = plotting.figure(size=(2, 2))
    plotting.show(figure, alt="Two curves that meet.", dpi=50)
    ((bundle, more),) = shown
    assert pixels(bundle["image/png"]) == (100, 100)
    assert bundle["text/plain"] == "Two curves that meet."
    assert more["metadata"]["image/png"]["alt"] == "Two curves that meet."
    assert figure.number not in plt.get_fignums()


# --- losses -------------------------------------------------------------------------------------------------

HISTORY = {
    "d_real_term": [0.75, 0.5, 0.25],
    "d_fake_term": [0.5, 0.5, 1.0],
    "g_loss": [1.0, 2.0, 4.0],
    "d_x": [0.5, 0.75, 1.0],
    "d_g_z": [0.5, 0.25, 0.0],
}


class Fitted:
    history = HISTORY


@pytest.mark.parametrize("history", [HISTORY, Fitted()])
def test_plot_losses_draws_the_sum_beside_the_line_for_the_sum(ax, history):
    assert plotting.plot_losses(history, ax=ax) is ax
    drawn = lines(ax)
    assert drawn["D: real + fake"].get_ydata().tolist() == [1.25, 1.0, 1.25]
    assert drawn["G"].get_ydata().tolist() == [1.0, 2.0, 4.0]
    assert drawn["G"].get_xdata().tolist() == [1, 2, 3]
    # D says ½ to everything: −log ½ − log ½ = 2·log 2 for the sum, −log ½ = log 2 for G.
    assert heights(ax) == {
        "D at equilibrium: 1.386": pytest.approx(2 * LOG2, abs=1e-6),
        "G at equilibrium: 0.693": pytest.approx(LOG2, abs=1e-6),
    }


def test_plot_losses_draws_the_terms_beside_the_line_for_a_term(ax):
    plotting.plot_losses(HISTORY, terms=True, ax=ax)
    drawn = lines(ax)
    assert drawn["D on real"].get_ydata().tolist() == [0.75, 0.5, 0.25]
    assert drawn["D on generated"].get_ydata().tolist() == [0.5, 0.5, 1.0]
    # Each of the three is log 2 there, so there is one line; a line at 2·log 2 belongs to the sum alone.
    assert heights(ax) == {"each at equilibrium: 0.693": pytest.approx(LOG2, abs=1e-6)}


def test_plot_losses_draws_on_the_current_axis_by_default(ax):
    plt.sca(ax)
    assert plotting.plot_losses(HISTORY) is ax


@pytest.mark.parametrize(
    ("loss", "levels"),
    [
        # log(1 − ½) = −log 2 for the saturating generator.
        ("minimax", {"d_loss": 2 * LOG2, "d_real_term": LOG2, "d_fake_term": LOG2, "g_loss": -LOG2}),
        ("non_saturating", {"d_loss": 2 * LOG2, "d_real_term": LOG2, "d_fake_term": LOG2, "g_loss": LOG2}),
        # ½(c − 1)² + ½c² is least at c = ½, not at 0: ⅛ + ⅛; and G pays ½(½ − 1)² = ⅛.
        ("least_squares", {"d_loss": 0.25, "d_real_term": 0.125, "d_fake_term": 0.125, "g_loss": 0.125}),
        # −c + c = 0 whatever c is, so the parts can be anywhere.
        ("wasserstein", {"d_loss": 0.0}),
        # (1 − c) + (1 + c) = 2 for every c from −1 to 1.
        ("hinge", {"d_loss": 2.0}),
    ],
)
def test_equilibrium_of_each_loss_by_hand(loss, levels):
    assert training.equilibrium(loss) == pytest.approx(levels, abs=1e-6)
    at_zero = losses.LOSSES[loss].discriminator(np.zeros((1, 1)), np.zeros((1, 1)))
    if loss == "least_squares":  # the short cut of logit 0 draws the line in the wrong place: ½ + 0
        assert sum(float(term) for term in at_zero) == pytest.approx(0.5)


def test_equilibrium_of_a_loss_of_ones_own():
    # One-sided smoothing to 0.9: ½(c − 0.9)² + ½c² is least at c = 0.45, where each term is ½·0.45² = 0.10125.
    own = losses.GANLoss(
        "own",
        lambda real, fake: (0.5 * ((real - 0.9) ** 2).mean(), 0.5 * (fake**2).mean()),
        lambda fake: 0.5 * ((fake - 0.9) ** 2).mean(),
    )
    got = training.equilibrium(own)
    assert got == pytest.approx(
        {"d_loss": 0.2025, "d_real_term": 0.10125, "d_fake_term": 0.10125, "g_loss": 0.10125}, abs=1e-6
    )


def test_plot_losses_says_what_is_wrong(ax):
    with pytest.raises(ValueError, match=r"unknown loss 'wgan'.*non_saturating"):
        plotting.plot_losses(HISTORY, loss="wgan", ax=ax)
    with pytest.raises(ValueError, match="lacks g_loss; it has d_real_term, d_fake_term"):
        plotting.plot_losses({key: HISTORY[key] for key in ("d_real_term", "d_fake_term")}, ax=ax)
    with pytest.raises(ValueError, match=r"'g_loss': \(1,\)"):
        plotting.plot_losses(HISTORY | {"g_loss": [1.0]}, ax=ax)
    with pytest.raises(ValueError, match="it has nothing"):
        plotting.plot_losses({}, ax=ax)


def test_smoothing_keeps_the_values_behind_the_average(ax):
    history = {key: np.tile(values, 40).tolist() for key, values in HISTORY.items()}
    plotting.plot_losses(history, smooth=9, ax=ax)
    raw = [line for line in ax.lines if line.get_label().startswith("_") and len(line.get_xdata()) > 2]
    assert [line.get_ydata().tolist() for line in raw][1] == history["g_loss"]
    assert all(line.get_alpha() < 1 for line in raw) and len(raw) == 2
    smooth = lines(ax)["G"].get_ydata()
    np.testing.assert_allclose(smooth[4:-4], 7 / 3)  # nine steps hold each of 1, 2, 4 three times
    assert len(smooth) == len(history["g_loss"])


def test_moving_average_against_plain_means():
    values = np.random.default_rng(1).normal(size=40)
    for window in (1, 3, 7, 100):
        half = window // 2
        plain = [values[max(0, i - half) : i + half + 1].mean() for i in range(40)]
        np.testing.assert_allclose(training.moving_average(values, window), plain)
        if window > 1:
            trailing = [values[max(0, i - window + 1) : i + 1].mean() for i in range(40)]
            assert not np.allclose(training.moving_average(values, window), trailing)


def test_moving_average_leaves_out_what_is_not_finite():
    got = training.moving_average([1.0, np.nan, 3.0, np.inf, np.nan, np.nan], 3)
    np.testing.assert_array_equal(got, [1.0, 2.0, 3.0, 3.0, np.nan, np.nan])


def test_a_run_that_broke_off_with_nan_can_be_drawn(ax):
    history = HISTORY | {"g_loss": [1.0, 2.0, np.nan]}
    plotting.plot_losses(history, smooth=3, ax=ax)
    assert lines(ax)["G"].get_ydata().tolist() == [1.5, 1.5, 2.0]


def test_plot_probabilities_draws_both_means_and_the_half(ax):
    assert plotting.plot_probabilities(HISTORY, ax=ax) is ax
    drawn = lines(ax)
    assert drawn["mean σ(D(x)), real"].get_ydata().tolist() == [0.5, 0.75, 1.0]
    assert drawn["mean σ(D(G(z))), generated"].get_ydata().tolist() == [0.5, 0.25, 0.0]
    assert heights(ax) == {"D cannot tell: 0.5": 0.5}
    assert ax.get_ylim()[0] < 0 and ax.get_ylim()[1] > 1  # a curve at 0 or 1 is not hidden by the frame


def test_plot_probabilities_refuses_logits(ax):
    with pytest.raises(ValueError, match=r"d_x must hold probabilities in \[0, 1\], got -3; take σ"):
        plotting.plot_probabilities(HISTORY | {"d_x": [0.5, -3.0, 1.0]}, ax=ax)


# --- the field ----------------------------------------------------------------------------------------------

POINTS = np.array([[0.0, 0.0], [1.0, 3.0]])


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
    assert training.FIELD(0.5)[:3] == pytest.approx((1, 1, 1), abs=0.02)
    for end, colour in ((0.0, training.FAKE), (1.0, training.REAL)):
        assert grey(training.FIELD(end)) - grey(plt.matplotlib.colors.to_rgb(colour)) > 0.2


# --- results ------------------------------------------------------------------------------------------------


def test_plot_confusion_writes_percent_of_the_requested_class(ax):
    # Of 8 asked for as "a", 6 were taken for "a" and 2 for "b": 75 and 25. Of 4 "b", all were "b": 100.
    plotting.plot_confusion([[6, 2], [0, 4]], ["a", "b"], ax=ax)
    written = {text.get_position(): text.get_text() for text in ax.texts}
    assert written == {(0, 0): "75", (1, 0): "25", (1, 1): "100"}  # (column, row); zeros stay blank
    assert np.asarray(ax.images[0].get_array()).tolist() == [[75, 25], [0, 100]]
    assert ax.get_ylabel() == "requested class" and "recognised" in ax.get_xlabel()
    by_column = {(0, 0): "100", (1, 0): "33", (1, 1): "67"}
    assert written != by_column


@pytest.mark.parametrize(
    ("matrix", "message"),
    [
        (np.ones((2, 3)), r"shape \(2, 2\).*got \(2, 3\)"),
        (np.ones((3, 3)), r"shape \(2, 2\).*got \(3, 3\)"),
        ([[1, 0], [0, 0]], "do not sum to 0"),
        ([[1, -1], [0, 1]], "at least 0"),
    ],
)
def test_plot_confusion_says_what_is_wrong(ax, matrix, message):
    with pytest.raises(ValueError, match=message):
        plotting.plot_confusion(matrix, ["a", "b"], ax=ax)


def test_plot_ablation_draws_every_seed_the_mean_and_the_spread(ax):
    # 1, 2, 6: mean 3, deviations −2, −1, 3, so the sample variance is (4 + 1 + 9)/2 = 7.
    plotting.plot_ablation({"all": [1.0, 2.0, 6.0], "one seed": [5.0]}, metric="distance", ax=ax)
    rows = [bars.lines[0].get_xydata()[0].tolist() for bars in ax.containers if len(bars.lines[0].get_xydata())]
    assert rows == [[3.0, 0.0], [5.0, 1.0]]
    low, high = ax.containers[0].lines[2][0].get_segments()[0][:, 0]
    assert (high - low) / 2 == pytest.approx(np.sqrt(7))
    assert (high - low) / 2 != pytest.approx(np.std([1, 2, 6]))  # that of a whole population is smaller
    assert not ax.containers[1].has_xerr
    seeds = [dots.get_offsets()[:, 0].tolist() for dots in ax.collections if dots.get_offsets().size]
    assert [1.0, 2.0, 6.0] in seeds and [5.0] in seeds
    assert [tick.get_text() for tick in ax.get_yticklabels()] == ["all", "one seed"]
    assert ax.get_ylim()[0] > ax.get_ylim()[1]  # the first row is at the top
    assert ax.get_xlabel() == "distance"


@pytest.mark.parametrize(
    ("table", "message"),
    [
        ({}, "the table is empty"),
        ({"a": []}, "'a' needs finite"),
        ({"a": [1], "b": [np.nan]}, "'b' needs finite"),
    ],
)
def test_plot_ablation_says_what_is_wrong(ax, table, message):
    with pytest.raises(ValueError, match=message):
        plotting.plot_ablation(table, ax=ax)


def test_a_legend_covers_nothing_that_is_drawn(ax):
    plotting.plot_losses(HISTORY, ax=ax)
    ax.set_title("a title")
    ax.figure.canvas.draw()
    legend = ax.get_legend().get_window_extent()
    for other in (ax.get_window_extent(), ax.title.get_window_extent(), ax.xaxis.label.get_window_extent()):
        assert not legend.overlaps(other)
    assert ax.figure.bbox.padded(1).containsy(legend.y0)
