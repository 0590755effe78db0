"""Pictures as files: a grid as PNG, a film as GIF. Each is written whole or not at all."""

from pathlib import Path

import numpy as np
from PIL import Image

from gan_utils import _files
from gan_utils.plotting.images import image_grid


def save_grid(path, images, columns=None, pad=2, scale=1):
    """Write a grid of images to a picture file.

    Args:
        path: where to; its ending says the format, as `.png` or `.jpg`, and missing folders are made.
        images: shape (n, height, width, 1 or 3), uint8 or floats in [-1, 1]; they need not be square.
        columns: images a row; by default the grid is about square.
        pad: white pixels between images.
        scale: pixels of the file for a pixel of an image, each way.

    Returns:
        The path.

    Raises:
        ValueError: for images that are none, a scale below 1, or an ending that stands for no picture.
        OSError: when the disk is full; a file that was there before is untouched.

    >>> import tempfile
    >>> path = save_grid(f"{tempfile.mkdtemp()}/grid.png", np.zeros((6, 8, 4, 1), "uint8"), columns=3)
    >>> with Image.open(path) as picture:
    ...     picture.size
    (16, 18)
    """
    path = _picture_path(path, known=Image.registered_extensions())
    picture = _picture(image_grid(images, columns, pad), scale)
    with _files.replacing(path) as temporary:
        picture.save(temporary)
    return path


def save_gif(path, frames, seconds=0.1, columns=None, pad=2, scale=4, hold=1.0):
    """Write frames to a GIF that plays for ever.

    Args:
        path: where to; it ends in `.gif`, and missing folders are made.
        frames: a list of image batches, shape (n, height, width, 1 or 3) each, such as `SampleGrid.frames`, each of
            which becomes a grid; or one batch, whose images become the frames. uint8, or floats in [-1, 1].
        seconds: each frame is shown.
        columns, pad, scale: as in `save_grid`.
        hold: seconds that the last frame is shown.

    Returns:
        The path.

    Raises:
        ValueError: for frames that are none, differ in size, or another ending.
        OSError: when the disk is full; a file that was there before is untouched.

    >>> import tempfile
    >>> film = np.stack([np.full((8, 4, 1), grey, "uint8") for grey in (0, 90, 200)])
    >>> with Image.open(save_gif(f"{tempfile.mkdtemp()}/film.gif", film)) as picture:
    ...     picture.n_frames, picture.size
    (3, (16, 32))
    """
    path = _picture_path(path, known={".gif": "GIF"})
    if len(frames) == 0:
        raise ValueError("a film needs at least one frame, got none: pass SampleGrid.frames, or a batch of images")
    if not seconds >= 0.02 or not hold >= 0:
        raise ValueError(f"a frame needs at least 0.02 seconds and the end at least 0, got {seconds} and {hold}")
    if np.ndim(frames[0]) == 3:
        frames = [np.asarray(frame)[None] for frame in frames]
    pictures = [_picture(image_grid(frame, columns, pad), scale) for frame in frames]
    sizes = {picture.size for picture in pictures}
    if len(sizes) > 1:
        raise ValueError(f"all frames need one size, got {sorted(sizes)}: take as many images for each")
    if pictures[0].mode == "RGB":  # one palette for all, so that no colour flickers
        palette = _all_in_one(pictures).quantize(256)
        pictures = [picture.quantize(palette=palette, dither=Image.Dither.NONE) for picture in pictures]
    durations = [*[1000 * seconds] * (len(pictures) - 1), 1000 * max(hold, seconds)]
    with _files.replacing(path) as temporary:
        pictures[0].save(temporary, save_all=True, append_images=pictures[1:], duration=durations, loop=0)
    return path


def _picture_path(path, known):
    path = Path(path)
    if path.suffix.lower() not in known:
        wanted = ".gif" if set(known) == {".gif"} else ".png"
        raise ValueError(f"{path.name} does not end in {wanted}, which says the format: name it {path.stem}{wanted}")
    return path


def _picture(grid, scale):
    if scale != int(scale) or scale < 1:
        raise ValueError(f"scale must be a whole number of at least 1, got {scale!r}")
    picture = Image.fromarray(grid[..., 0] if grid.shape[-1] == 1 else grid)
    width, height = picture.size
    return picture.resize((int(width * scale), int(height * scale)), Image.Resampling.NEAREST)


def _all_in_one(pictures):
    """Return some of the pictures below each other, for their common palette."""
    some = pictures[:: max(1, len(pictures) // 16)]
    width, height = some[0].size
    tall = Image.new("RGB", (width, height * len(some)))
    for i, picture in enumerate(some):
        tall.paste(picture, (0, i * height))
    return tall
