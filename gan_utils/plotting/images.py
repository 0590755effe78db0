"""Pictures made of pictures: grids, film strips, and samples above their nearest real images."""

import math

import matplotlib.pyplot as plt
import numpy as np

from gan_utils.data.dataset import to_display


def image_grid(images, columns=None, pad=2):
    """Tile images into one, row by row, on white.

    Args:
        images: shape (n, height, width, channels), uint8 or floats in [-1, 1].
        columns: images a row; by default the grid is about square.
        pad: white pixels between images.

    Returns:
        uint8, shape (rows·(height+pad)−pad, columns·(width+pad)−pad, channels).

    Raises:
        ValueError: when the shape is not that of a batch of images, or values leave [-1, 1].

    >>> image_grid(np.zeros((6, 8, 8, 1), "uint8"), columns=3).shape
    (18, 28, 1)
    """
    images = np.asarray(images)
    if images.ndim != 4 or images.shape[-1] not in (1, 3) or len(images) == 0:
        raise ValueError(f"expected images of shape (n, height, width, 1 or 3) with n ≥ 1, got {images.shape}")
    images = to_display(images)
    n, height, width, channels = images.shape
    columns = min(n, columns or math.ceil(math.sqrt(n)))
    rows = math.ceil(n / columns)
    grid = np.full((rows * (height + pad) - pad, columns * (width + pad) - pad, channels), 255, np.uint8)
    for i, image in enumerate(images):
        top, left = (i // columns) * (height + pad), (i % columns) * (width + pad)
        grid[top : top + height, left : left + width] = image
    return grid


def plot_images(images, columns=None, title=None, row_labels=None, column_labels=None, ax=None):
    """Draw a grid of images on an axis, with a word for each row or column if given.

    Args:
        images: shape (n, height, width, channels), uint8 or floats in [-1, 1].
        columns: images a row.
        row_labels, column_labels: one string for each row or column.
    """
    ax = ax or plt.gca()
    images = np.asarray(images)
    pad = 2
    grid = image_grid(images, columns, pad)
    ax.imshow(grid.squeeze(-1) if grid.shape[-1] == 1 else grid, cmap="gray", vmin=0, vmax=255)
    ax.set_xticks([])
    ax.set_yticks([])
    for spine in ax.spines.values():
        spine.set_visible(False)
    height, width = images.shape[1:3]
    if row_labels is not None:
        ax.set_yticks([height / 2 + i * (height + pad) for i in range(len(row_labels))], row_labels)
        ax.tick_params(left=False)
        ax.set_anchor("W")  # where the layout measures the labels: from the middle of their room, long ones are cut
    if column_labels is not None:
        ax.set_xticks([width / 2 + i * (width + pad) for i in range(len(column_labels))], column_labels)
        ax.tick_params(bottom=False, top=False, labelbottom=False, labeltop=True)
    if title:
        ax.set_title(title)
    return ax


def film_strip(frames, captions, ax=None):
    """Draw the same latents at several times: a row a latent, a column a time.

    Args:
        frames: a list of image batches of the same shape (n, height, width, channels).
        captions: one string a frame.
    """
    stacked = np.stack([to_display(frame) for frame in frames], axis=1)
    n, times = stacked.shape[:2]
    return plot_images(stacked.reshape(n * times, *stacked.shape[2:]), times, column_labels=captions, ax=ax)


def plot_neighbours(samples, nearest, title=None, ax=None):
    """Draw samples in the first row and, below each, the real image nearest to it in each of several sets.

    Args:
        samples: shape (n, height, width, channels), uint8 or floats in [-1, 1].
        nearest: dictionary of set → its nearest images, as many as samples and in their order.
        title: of the picture.

    Raises:
        ValueError: when a set does not hold one image for each sample.
    """
    rows = {"generated": samples, **nearest}
    for name, images in rows.items():
        if np.shape(images) != np.shape(samples):
            raise ValueError(
                f"the set {name!r} needs one image for each sample, shape {np.shape(samples)}, got {np.shape(images)}"
            )
    stacked = np.concatenate([to_display(images) for images in rows.values()])
    return plot_images(stacked, len(samples), title=title, row_labels=list(rows), ax=ax)
