"""What the plane laboratory is put together from: buttons, boxes to tick, and the rows that they stand in."""

import ipywidgets

from gan_utils.widgets.controls import describe
from gan_utils.widgets.plane import words


def button(name, guarded, act):
    """Return a button of the laboratory.

    Args:
        name: "play", "undo" and so on; its label is a word or a few more.
        guarded: called with `act` at a click.
        act: a function of no arguments.
    """
    label = {"undo": "Undo", "clear": "Clear the drawing", "step": "One step"}.get(name, name.capitalize())
    made = ipywidgets.Button(description=label, layout={"width": "auto"})
    describe(made, label)
    made.on_click(lambda _: guarded(act))
    return made


def checkbox(label, act=None, value=True):
    """Return a box to tick, as wide as its label; a change calls `act`."""
    box = ipywidgets.Checkbox(
        value, description=label, indent=False, layout={"width": "auto", "margin": "2px 16px 2px 2px"}
    )
    if act is not None:
        box.observe(act, "value")
    return box


def row(*widgets, align="center"):
    """Return widgets beside each other, in more lines where the page is narrow; `align` is a word of CSS."""
    return ipywidgets.HBox(widgets, layout={"flex_flow": "row wrap", "align_items": align})


def parts(laboratory):
    """Return the rows of a `PlaneLaboratory`: its buttons, its layers, the picture, the line and its lists."""
    top = [laboratory.buttons[name] for name in ("play", "step", "restart")]
    top += [laboratory.controls["who"], laboratory.controls["pace"], laboratory.slow]
    stacks = [
        ipywidgets.VBox([laboratory.controls[name] for name in names if name in laboratory.controls])
        for names in words.COLUMNS
    ]
    seen = row(ipywidgets.HTML("shown:&nbsp;"), *laboratory.layers.values())
    return [row(*top), seen, laboratory.canvas, laboratory.line, row(*stacks, align="flex-start")]
