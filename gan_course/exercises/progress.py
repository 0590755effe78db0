"""The table of what a learner has solved, tried and left open."""

from html import escape

from gan_course.exercises import catalogue, records
from gan_course.exercises.outcome import LOOK

_WORDS = {
    "correct": f"{LOOK['correct'][0]} solved",
    "tried": f"{LOOK['not yet'][0]} tried",
    "": f"{LOOK['not attempted'][0]} open",
}


class Progress:
    """The table of exercises: its repr is plain text, its HTML a table."""

    def __init__(self, rows):
        self.rows = rows  # (notebook, name, title, points, state)

    @property
    def solved(self):
        """How many exercises are solved."""
        return sum(state == "correct" for *_, state in self.rows)

    def summary(self):
        """Return the sentence under the table."""
        points = sum(points for *_, points, state in self.rows if state == "correct")
        total = sum(points for *_, points, _ in self.rows)
        return f"{self.solved} of {len(self.rows)} exercises solved, {points} of {total} points."

    def __repr__(self):
        lines = [
            f"{notebook:<22}  {name:<3}  {_WORDS[state]:<8}  {title}" for notebook, name, title, _, state in self.rows
        ]
        return "\n".join([*lines, self.summary()])

    def _repr_html_(self):
        left = 'style="text-align:left"'
        head = "".join(f'<th scope="col" {left}>{h}</th>' for h in ("notebook", "exercise", "state", "points"))
        body = "".join(
            f"<tr><td {left}>{notebook}</td><td {left}>{name}: {escape(title)}</td>"
            f"<td {left}>{_WORDS[state]}</td><td {left}>{points}</td></tr>"
            for notebook, name, title, points, state in self.rows
        )
        return f"<table><thead><tr>{head}</tr></thead><tbody>{body}</tbody></table><p>{self.summary()}</p>"


def progress(notebook=None):
    """Return the table of what is solved, tried and open; in a notebook it shows itself.

    Args:
        notebook: only this one, as "01_minimax_game"; every one by default.

    Raises:
        ValueError: for a notebook without exercises, listing those that have some.
    """
    if notebook is not None and notebook not in catalogue.MODULES:
        raise ValueError(f"no exercises for {notebook!r}: choose one of {', '.join(catalogue.MODULES)}")
    kept = records.load()
    chosen = catalogue.every() if notebook is None else catalogue.of(notebook)
    return Progress([(e.notebook, e.name, e.title, e.points, kept.get(e.key, "")) for e in chosen])
