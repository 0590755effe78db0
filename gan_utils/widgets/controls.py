"""Labelled controls: each has its name beside it and takes the keyboard."""

import ipywidgets
import numpy as np


def describe(widget, text):
    """Give a widget a hover text, which screen readers read; ipywidgets 7 has none on some widgets."""
    for trait in ("tooltip", "description_tooltip"):
        if widget.has_trait(trait):
            setattr(widget, trait, text)
            return


class Slider(ipywidgets.HBox):
    """A slider with a visible label and a number box, always in agreement; both take the keyboard.

    Args:
        label: what it sets, in a word or two.
        low, high: the range, both ends included.
        value: where it starts; the low end by default.
        step: the grid of values; a whole step with whole ends gives an integer slider.

    Attributes:
        slider, box: the two linked controls.
        named: the one that shows the label.
        value: their common value; setting it moves both.

    Raises:
        ValueError: for an empty label, an empty range or a value outside it.

    >>> mean = Slider("mean", -3, 3, value=0.0, step=0.1)
    >>> mean.value = 1.25
    >>> mean.slider.value == mean.box.value == 1.25
    True
    """

    def __init__(self, label, low, high, value=None, step=0.01, width="420px"):
        value = low if value is None else value
        if not str(label).strip():
            raise ValueError("a slider needs a label: say in a word or two what it sets")
        if not low < high or not low <= value <= high or step <= 0:
            raise ValueError(
                f"slider {label!r} needs low < high, a step above 0 and a value between the ends, "
                f"got low {low}, high {high}, value {value}, step {step}"
            )
        whole = all(isinstance(number, int | np.integer) for number in (low, high, value, step))
        self._decimals = 0 if whole else max(0, 2 - int(np.floor(np.log10(step))))
        shared = {"min": low, "max": high, "step": step, "value": value}
        make_slider = ipywidgets.IntSlider if whole else ipywidgets.FloatSlider
        make_box = ipywidgets.BoundedIntText if whole else ipywidgets.BoundedFloatText
        self.label = str(label)
        self.slider = make_slider(
            **shared,
            description=self.label,
            readout=False,
            continuous_update=True,
            style={"description_width": "initial"},
            layout={"width": width},
        )
        # The box repeats the label at no width: unseen, but it names the box to a screen reader.
        self.box = make_box(
            **shared,
            description=self.label,
            style={"description_width": "0px"},
            layout={"width": "90px"},
        )
        describe(self.slider, self.label)
        describe(self.box, f"{self.label}: type a number from {low} to {high}")
        self.named, self._following = self.slider, False
        self.slider.observe(lambda change: self._follow(self.box, change["new"]), "value")
        self.box.observe(lambda change: self._follow(self.slider, change["new"]), "value")
        super().__init__([self.slider, self.box])

    def _follow(self, other, value):
        if not self._following:
            self._following = True
            try:
                other.value = round(value, self._decimals) if self._decimals else value
            finally:
                self._following = False

    def align(self, characters):
        """Give the label room for so many characters, so that controls below each other stand in line."""
        self.slider.style.description_width = f"{characters}ch"

    @property
    def value(self):
        return self.slider.value

    @value.setter
    def value(self, value):
        self.slider.value = value

    def on_change(self, handler):
        """Call `handler()` after each change of the value."""
        self.slider.observe(lambda change: handler(), "value")


class Choice(ipywidgets.HBox):
    """A labelled drop-down list.

    Args:
        label: what it sets.
        options: the values, or (text, value) pairs.
        value: where it starts; the first by default.

    >>> path = Choice("path", ["lerp", "slerp"])
    >>> path.value
    'lerp'
    """

    def __init__(self, label, options, value=None, width="260px"):
        self.label = str(label)
        self.list = ipywidgets.Dropdown(
            options=options,
            description=self.label,
            style={"description_width": "initial"},
            layout={"width": width},
        )
        self.named = self.list
        describe(self.list, self.label)
        if value is not None:
            self.list.value = value
        super().__init__([self.list])

    def align(self, characters):
        """Give the label room for so many characters, and the list what its longest entry needs besides."""
        entries = (entry[0] if isinstance(entry, tuple) else entry for entry in self.list.options)
        self.list.style.description_width = f"{characters}ch"
        self.list.layout.width = f"{characters + max(len(str(entry)) for entry in entries) + 7}ch"

    @property
    def value(self):
        return self.list.value

    @value.setter
    def value(self, value):
        self.list.value = value

    def on_change(self, handler):
        """Call `handler()` after each change of the value."""
        self.list.observe(lambda change: handler(), "value")
