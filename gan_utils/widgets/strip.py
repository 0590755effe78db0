"""The film strip of a view: what it would show with the slider that was touched last at nine places of its range."""

import html

import ipywidgets
import numpy as np
from PIL import Image, ImageDraw, ImageFont

from gan_utils.data.dataset import to_display
from gan_utils.plotting.style import FAKE
from gan_utils.widgets.base import Picture, png_bytes
from gan_utils.widgets.controls import describe

STOPS, HEIGHT = 9, 84  # how many pictures, and how high they are at most, in screen pixels
_GAP, _LABEL, _FRAME = 8, 18, 3


def _number(value):
    return f"{value:g}".replace("-", "−")


def strip_picture(images, labels, marked):
    """Draw pictures in a row, each with a label below it, and a frame around one of them.

    Args:
        images: shape (n, height, width, 1 or 3), uint8 or floats in [-1, 1]; enlarged to `HEIGHT` or just below.
        labels: n strings.
        marked: which one is framed, 0 to n − 1; its label is white on black.

    Returns:
        uint8, shape (height, width, 3), on white.

    >>> strip_picture(np.zeros((9, 28, 28, 1), "uint8"), "abcdefghi", 2).shape
    (110, 828, 3)
    """
    images = to_display(np.asarray(images))
    images = np.broadcast_to(images, (*images.shape[:3], 3))
    scale = max(1, HEIGHT // images.shape[1])
    images = images.repeat(scale, axis=1).repeat(scale, axis=2)
    n, height, width = images.shape[:3]
    canvas = Image.new("RGB", (n * (width + _GAP), _GAP + height + _LABEL), "white")
    pen, font = ImageDraw.Draw(canvas), ImageFont.load_default(13)
    for i, (image, label) in enumerate(zip(images, labels, strict=True)):
        left, top, ink = i * (width + _GAP) + _GAP // 2, _GAP // 2, "black"
        if i == marked:
            ends = (left - _FRAME, top - _FRAME, left + width + _FRAME - 1, top + height + _FRAME - 1)
            pen.rectangle(ends, fill=FAKE)
            pen.rectangle((ends[0], top + height + _FRAME, ends[2], canvas.height), fill="black")
            ink = "white"
        canvas.paste(Image.fromarray(image), (left, top))
        pen.text((left + width / 2, canvas.height - 2), label, ink, font, anchor="md")
    return np.asarray(canvas)


class FilmStrip(ipywidgets.VBox):
    """A row of small pictures along one slider, the one that is nearest to the slider's value framed.

    The pictures are made in one call, when another slider is taken or what the other controls say has changed; while
    the slider moves, only the frame does.

    Args:
        inputs: rows -> arrays with a row for each; a row is {name: value} with a value for each control of the view.
        run: those arrays -> images, shape (n, height, width, 1 or 3), uint8 or floats in [-1, 1].
        first: name of the slider that it shows until one is touched.

    Attributes:
        name: of the slider that it shows.
        stops: the places along it, ascending.
        marked: which of them is framed.
        calls: how often `run` was called.
        picture, words: the `ipywidgets.Image`, and what stands above it.
    """

    def __init__(self, inputs, run, first):
        self._inputs, self._run, self.name = inputs, run, first
        self.stops, self.marked, self.calls, self.words = [], None, 0, ""
        self._shown, self._made, self._images = None, None, None
        self._line = ipywidgets.HTML()
        inside = "calc(100% - 4px)"  # with its margins: a wider one would be a box to scroll that no key reaches
        self.picture = Picture(format="png", layout={"max_width": inside, "object_fit": "contain"})
        self.picture.add_class("gan-strip")
        super().__init__([self._line, self.picture], layout={"align_items": "flex-start", "margin": "8px 0 0 0"})

    def follow(self, name, slider, values):
        """Show a slider: make the pictures anew where they have become others, and frame the nearest to its value.

        Args:
            name: of the slider; its place in `values`.
            slider: the `Slider`.
            values: what the view shows now, {name: value}.
        """
        stops = [type(slider.value)(stop) for stop in np.linspace(slider.slider.min, slider.slider.max, STOPS)]
        made = self._inputs([values | {name: stop} for stop in stops])
        marked = int(np.abs(np.subtract(stops, values[name])).argmin())
        same = self._shown == name and all(map(np.array_equal, made, self._made))
        if same and marked == self.marked:
            return
        if not same:
            self._images, self.calls = self._run(*made), self.calls + 1
        self.name, self.stops, self.marked, self._shown, self._made = name, stops, marked, name, made
        self._show(slider.label)

    def _show(self, label):
        low, here, high = (_number(self.stops[i]) for i in (0, self.marked, -1))
        self.words = f"{label} from {low} to {high}; framed: the one nearest to now"
        self._line.value = f"<span>{html.escape(self.words)}</span>"
        png = png_bytes(strip_picture(self._images, [f"{stop:g}" for stop in self.stops], self.marked))
        with self.picture.hold_sync():
            self.picture.value = png
            describe(self.picture, f"Film strip: {STOPS} pictures, {label} from {low} to {high}; framed: {here}")
