"""`encoding_explorer`: write a digit, see what an autoencoder makes of it, and move it along directions of z."""

from pathlib import Path

import anywidget
import ipywidgets
import numpy as np
from traitlets import Float, Int, List

from gan_utils.data.dataset import to_display
from gan_utils.data.strokes import draw_strokes
from gan_utils.plotting.images import image_grid
from gan_utils.widgets import colab
from gan_utils.widgets.base import Explorer, View
from gan_utils.widgets.controls import Slider
from gan_utils.widgets.drawing import Drawing

PEN = 2.4
REACH = 3.0


class Pen(anywidget.AnyWidget):
    """A square in the page to write in; it shows `strokes`, and says each new one.

    Attributes:
        side: of the square, in pixels of the picture.
        width: of the pen, in those pixels.
        strokes: lists of [x, y].
    """

    _esm = (Path(__file__).parent / "pen.js").read_text(encoding="utf-8")
    side, width = Int(28).tag(sync=True), Float(PEN).tag(sync=True)
    strokes = List(List(List(Float()))).tag(sync=True)


def encoding_explorer(encode, decode, directions, names=None, *, strokes=(), path=None, scale=6):
    """Show a square to write a digit in, and what comes of it: rebuilt, and moved along some directions of z.

    Args:
        encode: function from uint8 pictures, shape (1, 28, 28, 1), to the mean of z, shape (1, latent_dim).
        decode: function from z, shape (n, latent_dim), to pictures in [-1, 1].
        directions: shape (k, latent_dim); a slider for each, which adds so many times the vector.
        names: of the sliders; "direction 1" and so on by default.
        strokes: what is drawn at first, lists of [x, y] in pixels; ignored where the file at `path` holds a drawing.
        path: a JSON file that keeps the drawing, written after each stroke; None keeps it in memory.
        scale: screen pixels for a pixel.

    Returns:
        An `Explorer` with the controls "a0", "a1" and so on, and the buttons "undo", "clear" and "reset"; its
        attributes are `pen`, the square, and `drawing`, a `Drawing` with the strokes.

    Raises:
        ValueError: when directions and names do not fit, or the file holds something else than a drawing.
    """
    directions = np.asarray(directions, np.float64)
    if directions.ndim != 2 or not len(directions):
        raise ValueError(f"directions must have shape (k, latent_dim) with k ≥ 1, got {directions.shape}")
    names = list(names or (f"direction {i + 1}" for i in range(len(directions))))
    if len(names) != len(directions):
        raise ValueError(f"{len(directions)} directions need as many names, got {len(names)}")
    notice = colab.notice("the square to write in", "`strokes=` draws what you give it")  # before there is a pen
    drawing, pen = Drawing(path), Pen()
    for stroke in () if drawing.strokes else strokes:
        drawing.add(stroke)

    def draw(**amounts):
        drawn = draw_strokes(drawing.strokes)
        z = np.asarray(encode(drawn[None]), np.float64)
        moved = z + np.array(list(amounts.values())) @ directions
        rebuilt = to_display(np.asarray(decode(np.concatenate([z, moved]).astype(np.float32))))
        shown = np.concatenate([drawn[None], rebuilt])
        away = np.abs(rebuilt[0].astype(float) - drawn).mean()
        steps = ", ".join(f"{name} {amount:+.1f}" for name, amount in zip(names, amounts.values(), strict=True))
        words = f"Drawn, rebuilt ({away:.1f} grey levels away), moved by {steps}."
        return View(image_grid(shown, columns=3), words)

    controls = {
        f"a{i}": Slider(name, -REACH, REACH, value=0.0, step=0.1, width="300px") for i, name in enumerate(names)
    }
    home = {name: 0.0 for name in controls}
    buttons = {"undo": drawing.undo, "clear": drawing.clear, "reset": lambda: explorer.set(**home)}
    explorer = Explorer(draw, controls, buttons=buttons, scale=scale, beside=True)
    explorer.pen, explorer.drawing = pen, drawing

    def show():
        pen.strokes = [np.round(stroke, 2).astype(float).tolist() for stroke in drawing.strokes]

    def said(_, message, __):
        if message.get("type") == "undo":
            drawing.undo()
        elif message.get("type") == "stroke":
            drawing.add(message["points"])
        show()
        explorer.refresh()

    pen.on_msg(said)
    for button in explorer.buttons.values():
        button.on_click(lambda _: show())
    show()
    explorer.children = (notice, ipywidgets.VBox([ipywidgets.Label("Write a digit here:"), pen]), *explorer.children)
    return explorer
