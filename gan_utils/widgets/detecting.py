"""`detecting_explorer`: pass pictures on as people do, and see what a detector still says of them."""

import numpy as np

from gan_utils.data.damages import blurred, compressed, enlarged, shrunk
from gan_utils.data.dataset import to_display
from gan_utils.plotting.images import image_grid
from gan_utils.widgets.base import Explorer, View
from gan_utils.widgets.controls import Choice, Slider

SHOWN = 8  # pictures of each kind
BEFORE = ("nothing", "half size and back", "blur")


def detecting_explorer(score, real, fake, *, scale=3):
    """Show a row of real pictures and a row of fakes as JPEG of any quality, and how many a detector gets right.

    Args:
        score: function from uint8 pictures, shape (n, height, width, channels), to n numbers; above 0 it says fake.
        real, fake: uint8 or floats in [-1, 1], shape (n, height, width, channels), sides even.
        scale: screen pixels for a pixel.

    Returns:
        An `Explorer` with the controls "quality" and "before", and the button "reset". At quality 96 the pictures are
        no JPEG at all.

    Raises:
        ValueError: for fewer than two pictures of a kind, or kinds of different sizes.
    """
    kinds = [to_display(np.asarray(images)) for images in (real, fake)]
    if any(images.ndim != 4 or len(images) < 2 for images in kinds) or kinds[0].shape[1:] != kinds[1].shape[1:]:
        shapes = " and ".join(str(images.shape) for images in kinds)
        raise ValueError(f"this needs two real pictures or more, and fakes of their size; got shapes {shapes}")
    size = kinds[0].shape[1:3]
    ways = {
        "nothing": lambda images: images,
        "half size and back": lambda images: enlarged(shrunk(images, 2), size),
        "blur": lambda images: blurred(images, 0.7),
    }

    def draw(quality, before):
        passed = [ways[before](images) for images in kinds]
        passed = [compressed(images, int(quality)) if quality <= 95 else images for images in passed]
        alarms = [float((np.asarray(score(images)) > 0).mean()) for images in passed]
        right = 0.5 * (alarms[1] + 1 - alarms[0])
        how = f"JPEG of quality {int(quality)}" if quality <= 95 else "no JPEG"
        first = "" if before == "nothing" else f"{before}, then "
        words = (
            f"{first}{how}: {alarms[1]:.0%} of the fakes found, {alarms[0]:.0%} of the real ones taken for fakes, "
            f"{right:.0%} right. Above real pictures, below fakes."
        )
        shown = np.concatenate([images[:SHOWN] for images in passed])
        return View(image_grid(shown, columns=min(SHOWN, *map(len, kinds))), words[0].upper() + words[1:])

    controls = {
        "quality": Slider("JPEG quality", 1, 96, value=96, step=1),
        "before": Choice("before", list(BEFORE)),
    }
    explorer = Explorer(
        draw, controls, buttons={"reset": lambda: explorer.set(quality=96, before="nothing")}, scale=scale
    )
    return explorer
