"""What a check, a hint and a solution show: in words first, with marks that do not depend on colour."""

from dataclasses import dataclass
from html import escape

# status -> (mark, colour of the edge, word); the palette is Okabe and Ito's.
LOOK = {
    "correct": ("✓", "#009E73", "Correct"),
    "not yet": ("↻", "#E69F00", "Not yet"),
    "not attempted": ("○", "#777777", "Not attempted"),
    "error": ("⚠", "#CC79A7", "Error"),
    "hint": ("?", "#56B4E9", "Hint"),
    "solution": ("→", "#0072B2", "Solution"),
    "measured": ("→", "#0072B2", "Measured"),
}


def _cell_number():
    """Return the number of the running notebook cell, None outside of IPython."""
    try:
        from IPython import get_ipython
    except ImportError:
        return None
    shell = get_ipython()
    return shell.execution_count if shell else None


class Shown:
    """Something that is displayed as soon as it is made, and not once more by the end of the same cell."""

    def show(self):
        """Display it when in a notebook; return it."""
        number = _cell_number()
        if number is not None:
            from IPython.display import publish_display_data

            publish_display_data({"text/plain": repr(self), "text/html": self._repr_html_()})
            object.__setattr__(self, "_shown_in", number)
        return self

    def _ipython_display_(self):
        if getattr(self, "_shown_in", None) != _cell_number() or self._shown_in is None:
            self.show()


@dataclass(frozen=True, repr=False)
class Outcome(Shown):
    """The result of a check.

    Attributes:
        status: "correct", "not yet", "not attempted" or "error".
        message: a sentence or two: why it matters, the likely slip, or the learner's exception.
        exercise: which one, as "01_minimax_game, exercise 1".
        case: the call on which it went wrong, "" when there is none.
        expected, got: in words, "" when they do not apply.
        points: what the exercise gives when correct.
    """

    status: str
    message: str
    exercise: str = ""
    case: str = ""
    expected: str = ""
    got: str = ""
    points: int = 0

    def _rows(self):
        rows = [("case", self.case), ("expected", self.expected), ("got", self.got)]
        return [(label, text) for label, text in rows if text]

    def __repr__(self):
        mark, _, word = LOOK[self.status]
        lines = [f"{mark} {word} ({self.exercise}). {self.message}"]
        return "\n".join(lines + [f"    {label:<8}  {text}" for label, text in self._rows()])

    def _repr_html_(self):
        rows = "".join(
            f'<tr><th scope="row" style="text-align:left;font-weight:normal;padding-right:1em">{label}</th>'
            f'<td style="text-align:left"><code>{escape(text)}</code></td></tr>'
            for label, text in self._rows()
        )
        return box(self.status, f" ({escape(self.exercise)}).", prose(self.message), rows)


@dataclass(frozen=True, repr=False)
class Note(Shown):
    """A hint or a solution.

    Attributes:
        kind: "hint" or "solution".
        text: what it says.
        label: what follows the word, as " 1 of 3".
        code: whether the text is Python.
    """

    kind: str
    text: str
    label: str = ""
    code: bool = False

    def __repr__(self):
        mark, _, word = LOOK[self.kind]
        return f"{mark} {word}{self.label}" + (f"\n\n{self.text}" if self.code else f": {self.text}")

    def _repr_html_(self):
        body = f"<pre>{escape(self.text)}</pre>" if self.code else prose(self.text)
        return box(self.kind, f"{escape(self.label)}.", body, "")


def prose(text):
    """Return text as HTML, with `code` between back-ticks set as code and line breaks kept."""
    pieces = escape(text).split("`")
    if len(pieces) % 2 == 0:  # a back-tick without its partner stays as it is
        pieces[-2:] = ["`".join(pieces[-2:])]
    marked = "".join(f"<code>{piece}</code>" if i % 2 else piece for i, piece in enumerate(pieces))
    return marked.replace("\n", "<br>")


def box(kind, label, body, rows):
    """Return a result as HTML: its mark and word, a label, a text, and rows of a table."""
    mark, colour, word = LOOK[kind]
    table = f'<table style="margin:0.4em 0 0">{rows}</table>' if rows else ""
    return (
        f'<div role="status" style="border-left:5px solid {colour};padding:0.4em 0.8em;margin:0.3em 0">'
        f'<span aria-hidden="true">{mark}</span> <strong>{word}</strong>{label} {body}{table}</div>'
    )
