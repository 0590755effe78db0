"""Grids, film strips and neighbours: what is drawn is looked up."""

import io

import numpy as np
import pytest
from PIL import Image

from gan_utils import plotting


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


@pytest.mark.parametrize("size", [(4.4, 3.9), (4.8, 3.9), (6, 3.9), (6, 2)])
def test_long_labels_of_rows_stay_in_the_picture(size):
    fig, ax = plotting.figure(size=size)
    labels = [f"a label of two lines,\nof {n} pictures" for n in range(8)]
    plotting.plot_images(np.full((48, 64, 64, 3), 200, "uint8"), 6, row_labels=labels, ax=ax)
    drawn = np.asarray(Image.open(io.BytesIO(plotting.to_png(fig))).convert("L"))
    assert (drawn[:, 0] == 255).all() and (drawn < 100).any()


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
