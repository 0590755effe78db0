"""One way to make an interactive view: controls, one picture that stays, one line that says the state.

Works with ipywidgets 7.7 (Colab) and 8. A view holds no maths and no training code: it hands the values of
its controls to a function and shows what comes back.
"""

import asyncio
import html
import io
import math
import threading
import time
from collections import deque
from typing import NamedTuple

import ipywidgets
import numpy as np
from PIL import Image
from traitlets import Unicode

from gan_utils.widgets.controls import Slider, describe

# After a picture is sent, wait this long before the next, in seconds: time to read what queued up meanwhile.
PAUSE = 0.01


class View(NamedTuple):
    """What a view's function returns.

    Attributes:
        picture: uint8 image of shape (height, width[, 1 or 3]), or PNG bytes (as from `plotting.to_png`).
        words: the state in one sentence, for the text line.
        alt: what the picture shows, for those who do not see it; by default the words.
    """

    picture: object
    words: str
    alt: str | None = None


def png_bytes(image, scale=1):
    """Encode an image as PNG, quickly, each pixel enlarged to scale × scale.

    Args:
        image: uint8, shape (height, width), (height, width, 1) or (height, width, 3).
        scale: a whole number of at least 1; pixels are repeated, so edges stay sharp.

    Returns:
        The bytes of a PNG file.

    Raises:
        ValueError: when the dtype, the shape or the scale does not fit.

    >>> png_bytes(np.zeros((28, 28, 1), "uint8"), scale=10)[1:4]
    b'PNG'
    """
    image = np.asarray(image)
    if image.ndim == 3 and image.shape[-1] == 1:
        image = image[..., 0]
    if image.dtype != np.uint8 or image.ndim not in (2, 3) or (image.ndim == 3 and image.shape[-1] != 3):
        raise ValueError(
            f"expected a uint8 image of shape (height, width[, 1 or 3]), got {image.dtype} of shape "
            f"{image.shape}; floats in [-1, 1] go through data.to_display first"
        )
    if scale != int(scale) or scale < 1:
        raise ValueError(f"scale must be a whole number of at least 1, got {scale!r}")
    if scale > 1:
        image = image.repeat(int(scale), axis=0).repeat(int(scale), axis=1)
    buffer = io.BytesIO()
    Image.fromarray(image).save(buffer, format="PNG", compress_level=1)
    return buffer.getvalue()


class Picture(ipywidgets.Image):
    """An image with a hover text, which browsers read out for want of an alt text of its own.

    ipywidgets 8 shows a tooltip only where there is a `description`, and without that trait it draws nothing.
    """

    description = Unicode("").tag(sync=True)


# What a page runs for screen readers and the keyboard. ipywidgets leaves the handles of its sliders without a name, in
# 7 also without a role, so each takes the text of its label; later sliders of the view are named as they come. And
# JupyterLab would take the arrow keys of a list for its own shortcuts, unless the view says that it needs them.
_NAME_HANDLES = (
    "var view = this.closest('.gan-explorer');"
    "var name = function () { view.querySelectorAll('.widget-slider').forEach(function (slider) {"
    " var label = slider.querySelector('.widget-label');"
    " slider.querySelectorAll('.noUi-handle, .ui-slider-handle').forEach(function (handle) {"
    " handle.setAttribute('role', 'slider'); handle.setAttribute('aria-label', label.textContent); }); }); };"
    "name(); new MutationObserver(name).observe(view, {childList: true, subtree: true});"
    "view.setAttribute('data-lm-suppress-shortcuts', 'true');"
    "view.addEventListener('keydown', function (event) { event.stopPropagation(); });"
)


def refuse_unknown(values, controls):
    """Raise a `ValueError` for a name that no control has, listing those there are."""
    unknown = sorted(set(values) - set(controls))
    if unknown:
        raise ValueError(f"no control called {', '.join(unknown)}: there are {', '.join(controls)}")


def _names_for_screen_readers():
    """Return an unseen widget that names the slider handles of the `.gan-explorer` that it stands in.

    A page runs no `<script>` that arrives in a widget's HTML, but it does run the `onerror` of an image, and an image
    whose address is empty always fails to load.
    """
    return ipywidgets.HTML(
        f'<img src="data:," alt="" hidden onerror="{html.escape(_NAME_HANDLES)}">', layout={"display": "none"}
    )


class Explorer(ipywidgets.VBox):
    """Controls, one persistent picture that follows them, and a line that says the state.

    The newest values win. A browser sends the next value of a slider once the kernel is done with the last;
    where values queue up all the same, those that arrive within 10 ms after a picture wait and are drawn as
    one. An error is shown in the line, and the last good picture stays; only the first, while the view
    is made, is raised. In a cell, `refresh()` draws at once.

    Args:
        draw: called as `draw(**values)` with the value of each control by name; returns a `View`.
        controls: dictionary of name → `Slider` or `Choice`.
        buttons: dictionary of label → function of no arguments, run on a click and followed by a new picture.
        scale: how many screen pixels, each way, a pixel of an array becomes; PNG bytes are shown as they are.
        columns: in how many columns the controls stand.
        beside: whether they stand to the right of the picture, where the page is wide enough, and not above it.
        strip: a `strip.FilmStrip` below the picture, for the slider that was touched last; None for none.

    Attributes:
        controls: the dictionary given.
        instead: values that are shown in place of the controls' own, by name, until one of these is moved.
        buttons: dictionary of label → `ipywidgets.Button`.
        picture: the `ipywidgets.Image`; its value is the PNG.
        words, alt, error: what the line says, the alt text, and the message of the last error or None.
        seconds: how long the last 1,000 pictures took, from values to PNG bytes, newest last.

    >>> from gan_utils.widgets.controls import Slider
    >>> def draw(grey):
    ...     return View(np.full((4, 4), grey, "uint8"), f"grey {grey}")
    >>> explorer = Explorer(draw, {"grey": Slider("grey", 0, 255, step=1)})
    >>> explorer.controls["grey"].value = 128
    >>> explorer.refresh()
    >>> explorer.words
    'grey 128'
    """

    def __init__(self, draw, controls, *, buttons=None, scale=1, columns=1, beside=False, strip=None):
        self._draw, self._scale, self.strip = draw, scale, strip
        self._held, self._waiting, self._ready = False, None, 0.0
        self._lock = threading.RLock()
        self.seconds = deque(maxlen=1000)
        self.words = self.alt = ""
        self.error = None
        self.controls, self.instead = dict(controls), {}
        self.picture = Picture(
            format="png", layout={"max_width": "100%", "object_fit": "contain", "align_self": "flex-start"}
        )
        self.line = ipywidgets.HTML()
        self.buttons = {label: self._button(label, act) for label, act in (buttons or {}).items()}
        for name, control in self.controls.items():
            control.on_change(lambda name=name: self._changed(name))
        stack, each = list(self.controls.values()), max(1, math.ceil(len(self.controls) / columns))
        groups = [stack[i : i + each] for i in range(0, len(stack), each)]
        for group in groups:
            for control in group:
                control.align(max(len(other.label) for other in group) + 1)
        stacks = [ipywidgets.VBox(group, layout={"margin": "0 24px 0 0"}) for group in groups]
        panel = ipywidgets.HBox(stacks, layout={"flex_flow": "row wrap"})
        buttons = ipywidgets.HBox(list(self.buttons.values()))
        parts = [panel, buttons, self.picture]
        if beside:
            self.picture.layout.margin = "0 24px 8px 0"
            parts = [ipywidgets.HBox([self.picture, ipywidgets.VBox([panel, buttons])], layout=panel.layout)]
        parts += [strip] if strip else []
        super().__init__([*parts, self.line, _names_for_screen_readers()])
        self.add_class("gan-explorer")
        self._render()

    def __repr__(self):
        return "Interactive view: run this cell to move it; the picture beside it says the same."

    @property
    def values(self):
        """The value of each control, by name."""
        return {name: control.value for name, control in self.controls.items()}

    def set(self, **values):
        """Set several controls and draw once.

        Raises:
            ValueError: for a name that no control has, listing those there are.
        """
        refuse_unknown(values, self.controls)
        self._held = True
        self.instead.clear()
        if len(values) == 1:
            self._touch(*values)
        try:
            for name, value in values.items():
                self.controls[name].value = value
        finally:
            self._held = False
            self.refresh()

    def refresh(self):
        """Draw the present values now."""
        with self._lock:
            self._waiting = None
            try:
                self._render()
            except Exception as problem:
                self._fail(problem)
            self._ready = time.perf_counter() + PAUSE

    def _render(self):
        start, values = time.perf_counter(), self.values | self.instead
        view = View(*self._draw(**values))
        png = view.picture if isinstance(view.picture, bytes) else png_bytes(view.picture, self._scale)
        self.seconds.append(time.perf_counter() - start)
        self.words, self.alt, self.error = view.words, view.alt or view.words, None
        with self.picture.hold_sync():  # one message, or the page makes the picture twice
            self.picture.value = png
            describe(self.picture, self.alt)
        self.line.value = f'<span role="status" aria-live="polite">{html.escape(self.words)}</span>'
        self._drawn = values
        if self.strip is not None:
            self._touch(*self.instead)
            self.strip.follow(self.strip.name, self.controls[self.strip.name], values)

    def _touch(self, *names):
        """Have the film strip show the slider that was moved alone, by a hand or by a film."""
        if self.strip is not None and len(names) == 1 and isinstance(self.controls[names[0]], Slider):
            self.strip.name = names[0]

    def _moved(self, name):
        """Return whether a control says something else than was drawn: a page sends back each value a hair off."""
        value, control = self._drawn[name], self.controls[name]
        return abs(control.value - value) > control.slider.step / 5 if isinstance(control, Slider) else True

    def _changed(self, name):
        """Draw now, or, right after a picture and where an event loop runs, in a moment."""
        if self._held:
            return
        if self._moved(name):
            self._touch(name)
        self.instead.clear()  # a hand has taken over
        try:
            loop = asyncio.get_running_loop()
        except RuntimeError:
            self.refresh()
            return
        if self._waiting is not None and self._waiting[0] is loop:
            return
        left = self._ready - time.perf_counter()
        if left > 0:
            self._waiting = loop, loop.call_later(left, self.refresh)
        else:
            self.refresh()

    def _button(self, label, act):
        button = ipywidgets.Button(description=label, layout={"width": "auto"})
        describe(button, label)

        def clicked(_):
            self._held = True
            try:
                act()
            except Exception as problem:
                self._fail(problem)
                return
            finally:
                self._held = False
            self.refresh()

        button.on_click(clicked)
        return button

    def _fail(self, problem):
        self.error = f"{type(problem).__name__}: {problem}"
        self.line.value = f'<strong role="alert">{html.escape(self.error)}</strong>'
