"""The picture of the plane laboratory, carried into the page by anywidget: what it gets, and what it says back."""

from pathlib import Path

import anywidget
import numpy as np
from traitlets import Bool, Bytes, Dict, Int, List, Unicode

from gan_utils.plotting.plane import FIELD_COLOURS, arrow_vectors
from gan_utils.plotting.style import COLOURS, DISCRIMINATOR, FAKE, REAL

LAYERS = ("real", "fakes", "field", "manifold", "arrows")
ARROWS = 100  # so many of the fakes get one

_HERE = Path(__file__).parent


class PlaneCanvas(anywidget.AnyWidget):
    """What the page draws; numbers travel as bytes, float32 in rows unless said otherwise.

    Attributes:
        field: σ(D) on the grid as uint8 of 0 to 255, the lowest row first.
        real, fakes, pushes, manifold: x and y, pair by pair; pushes are the arrows of the first fakes.
        lines: how many lines the manifold has each way, 0 where it is a curve.
        losses, divergences: rows of step and two numbers each.
        number: of the picture; a change of it, sent with all the others, is what the page draws.
    """

    _esm = "\n".join((_HERE / name).read_text(encoding="utf-8") for name in ("draw.js", "view.js"))
    _css = (_HERE / "view.css").read_text(encoding="utf-8")
    field, real, fakes, pushes, manifold, losses, divergences = (Bytes(b"").tag(sync=True) for _ in range(7))
    number, steps, phase, lines = (Int(0).tag(sync=True) for _ in range(4))
    caption, alt = Unicode("").tag(sync=True), Unicode("").tag(sync=True)
    curve_words = List(Unicode(), ["", ""]).tag(sync=True)
    drawing = Bool(False).tag(sync=True)
    layers = List(Unicode(), list(LAYERS)).tag(sync=True)
    limits, colours = List([-3.2, 3.2]).tag(sync=True), Dict().tag(sync=True)

    def __init__(self, limits, **traits):
        colours = {"real": REAL, "fake": FAKE, "discriminator": DISCRIMINATOR, "field": list(FIELD_COLOURS)}
        colours |= {"manifold": COLOURS["purple"], "arrows": "#333333", "kl": COLOURS["blue"], "js": COLOURS["green"]}
        super().__init__(limits=list(limits), colours=colours, **traits)

    def show(self, look, real, losses, divergences, steps, phase=0, caption=""):
        """Send a picture, in one message.

        Args:
            look: a `training.plane.Look`.
            real: the real points to show, shape (n, 2).
            losses, divergences: rows of step and two numbers, shape (n, 3).
            steps: how many were taken.
            phase, caption: of slow motion, 1 to 4 and what happens in it; 0 and nothing otherwise.
        """
        flat = look.manifold.ndim == 2
        with self.hold_sync():
            self.field = np.round(255 * np.nan_to_num(look.field)).astype(np.uint8).tobytes()
            self.fakes, self.manifold = _bytes(look.fakes), _bytes(look.manifold)
            self.pushes = _bytes(arrow_vectors(look.pushes[:ARROWS]))
            self.real, self.losses, self.divergences = _bytes(real), _bytes(losses), _bytes(divergences)
            self.lines = 0 if flat else len(look.manifold)
            self.steps, self.phase, self.caption = steps, phase, caption
            self.number += 1


def _bytes(numbers):
    return np.ascontiguousarray(numbers, np.float32).tobytes()
