"""`restoring_explorer`: paint a hole or noise over a picture, and see what each restorer makes of it."""

import numpy as np

from gan_utils.data.damages import cut_out, noisy
from gan_utils.data.dataset import to_display
from gan_utils.plotting.images import image_grid
from gan_utils.widgets.base import Explorer, View
from gan_utils.widgets.controls import Slider


def restoring_explorer(originals, restorers, *, seed=0, scale=6):
    """Show a picture with a hole and noise of your own, then each restorer's answer, then the original.

    Args:
        originals: uint8 or floats in [-1, 1], shape (n, height, width, channels).
        restorers: dictionary of label → function from uint8 pictures, shape (1, height, width, channels), to restored
            ones, as `ImageToImage.generate`.
        seed: of the noise.
        scale: screen pixels for a pixel.

    Returns:
        An `Explorer` with the controls "picture", "hole", its "row" and "column", and "noise".

    Raises:
        ValueError: for fewer than two pictures, or no restorers.
    """
    originals = to_display(originals)
    if originals.ndim != 4 or len(originals) < 2 or not restorers:
        raise ValueError(
            "this needs two pictures or more, shape (n, height, width, channels), and a restorer; got shape "
            f"{originals.shape} and {len(restorers)} restorers"
        )
    height, width = originals.shape[1:3]

    def draw(picture, hole, row, column, noise):
        original = originals[int(picture) - 1 : int(picture)]
        rows, columns = np.arange(height)[:, None] - int(row), np.arange(width)[None] - int(column)
        inside = (rows >= 0) & (rows < hole) & (columns >= 0) & (columns < hole)
        damaged = cut_out(noisy(original, float(noise), seed=seed), inside[..., None])
        restored = {label: to_display(restore(damaged)) for label, restore in restorers.items()}
        away = {
            label: float(np.abs(made.astype(int) - original).mean())
            for label, made in {"damaged": damaged, **restored}.items()
        }
        shown = np.concatenate([damaged, *restored.values(), original])
        words = (
            f"Picture {int(picture)}, a hole of {int(hole)} × {int(hole)} at row {int(row)} and column {int(column)}, "
            f"noise {float(noise):.0f}. From left to right: "
        ) + ", ".join(f"{label} ({distance:.1f} grey levels away)" for label, distance in away.items())
        return View(image_grid(shown, columns=len(shown)), f"{words}, original.")

    middle = max(0, (height - 12) // 2)
    controls = {
        "picture": Slider("picture", 1, len(originals), value=1, step=1),
        "hole": Slider("hole", 0, min(height, width) - 1, value=min(12, min(height, width) - 1), step=1),
        "row": Slider("row", 0, height - 1, value=middle, step=1),
        "column": Slider("column", 0, width - 1, value=max(0, (width - 12) // 2), step=1),
        "noise": Slider("noise", 0, 128, value=0, step=1),
    }
    return Explorer(draw, controls, scale=scale)
