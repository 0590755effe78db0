"""The result of `metrics.evaluate`: rows with intervals, as text, as HTML and as a picture."""

import html
from dataclasses import dataclass
from typing import NamedTuple

from gan_utils._numbers import number


class Row(NamedTuple):
    """A metric of the samples beside the same metric of real images.

    Attributes:
        metric: its name.
        value, low, high: of the samples, with the interval.
        reference, reference_low, reference_high: of real images in place of the samples.
        best: "lower", "higher", or the value that fresh real images would have, such as "0.5".
        floor, ceiling: the ends of the metric's range; None where it has none.
    """

    metric: str
    value: float
    low: float
    high: float
    reference: float
    reference_low: float
    reference_high: float
    best: str
    floor: float | None
    ceiling: float | None


HEADINGS = ("metric", "samples", "95% interval", "real", "95% interval", "best")


@dataclass(frozen=True)
class Evaluation:
    """What `metrics.evaluate` measured. Print it, let a notebook show it, draw it with `plot`, or read its rows.

    Attributes:
        rows: a tuple of `Row`.
        title: what was compared with what.
        notes: how to read it, one sentence each.

    >>> row = Row("precision", 0.8, 0.75, 0.85, 0.9, 0.88, 0.92, "higher", 0.0, 1.0)
    >>> print(Evaluation((row,), "ten samples", ()))
    ten samples
    metric       samples    95% interval    real    95% interval      best
    precision       0.80     0.75 … 0.85    0.90     0.88 … 0.92    higher
    """

    rows: tuple[Row, ...]
    title: str
    notes: tuple[str, ...]

    def __getitem__(self, metric):
        """Return the row of a metric by its name.

        Raises:
            KeyError: for another name, listing those there are.
        """
        for row in self.rows:
            if row.metric == metric:
                return row
        raise KeyError(f"no metric {metric!r} here: choose one of {', '.join(row.metric for row in self.rows)}")

    def __str__(self):
        lines = [HEADINGS, *map(_cells, self.rows)]
        widths = [max(len(line[i]) for line in lines) for i in range(len(HEADINGS))]
        table = [
            line[0].ljust(widths[0]) + "".join(cell.rjust(width + 4) for cell, width in _rest(line, widths))
            for line in lines
        ]
        return "\n".join([self.title, *table, *self.notes])

    def __repr__(self):
        return f"<Evaluation of {len(self.rows)} metrics: {self.title}>"

    def _repr_html_(self):
        head = "".join(f'<th scope="col">{heading}</th>' for heading in HEADINGS)
        body = ""
        for row in self.rows:
            name, *cells = map(html.escape, _cells(row))
            numbers = "".join(f'<td style="text-align:right">{cell}</td>' for cell in cells)
            body += f'<tr><th scope="row" style="text-align:left">{name}</th>{numbers}</tr>'
        notes = "".join(f"<div>{html.escape(note)}</div>" for note in self.notes)
        caption = f"<caption>{html.escape(self.title)}</caption>"
        return f"<table>{caption}<thead><tr>{head}</tr></thead><tbody>{body}</tbody></table><small>{notes}</small>"

    def plot(self, ax=None):
        """Draw the rows; see `plotting.plot_evaluation`."""
        from gan_utils import plotting  # matplotlib, which the numbers do without

        return plotting.plot_evaluation(self, ax=ax)

    @property
    def alt(self):
        """The picture in words, for `plotting.show`."""
        parts = [f"{r.metric} {number(r.value)} (real {number(r.reference)})" for r in self.rows]
        return f"{self.title}. Samples and real images, with intervals: {'; '.join(parts)}."


def _cells(row):
    interval = lambda low, high: f"{number(low)} … {number(high)}"
    return (
        row.metric,
        number(row.value),
        interval(row.low, row.high),
        number(row.reference),
        interval(row.reference_low, row.reference_high),
        row.best,
    )


def _rest(line, widths):
    return zip(line[1:], widths[1:], strict=True)
