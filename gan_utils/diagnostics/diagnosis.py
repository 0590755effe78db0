"""What `diagnose` returns: a verdict, the numbers behind it, and what to try."""

import html
from dataclasses import dataclass
from typing import NamedTuple

from gan_utils._numbers import brief

VERDICTS = {
    "healthy": "The players are balanced, and nothing measured speaks against the samples.",
    "mode_collapse": "The samples are all alike, or show only a part of what the data holds.",
    "discriminator_overpowers": "The discriminator is so sure that the generator learns little from it.",
    "generator_overpowers": "The generator fools a discriminator that does not see what is plainly wrong.",
    "oscillating": "The players chase each other in circles instead of settling.",
    "diverged": "The numbers have left every sensible range, and what the networks hold is of no use.",
    "undertrained": "Nothing is wrong with the game, but the samples are not there yet.",
}


class Evidence(NamedTuple):
    """One number, and what it means.

    Attributes:
        value: what was measured.
        threshold: where trouble begins.
        side: "above" or "below": on which side of the threshold the trouble lies.
        meaning: the value in words.
    """

    value: float
    threshold: float
    side: str
    meaning: str

    @property
    def alarming(self):
        """Whether the value lies on the side of trouble."""
        return self.value > self.threshold if self.side == "above" else self.value < self.threshold


@dataclass(frozen=True)
class Diagnosis:
    """A verdict with its evidence.

    Attributes:
        verdict: one of `VERDICTS`.
        evidence: dictionary of name → `Evidence`.
        remedies: sentences, the most promising first; empty for a healthy run.
        notes: what this diagnosis could not see.

    >>> bad = Evidence(3.0, 0.0, "above", "3 steps hold a number that is not finite")
    >>> print(Diagnosis("diverged", {"not_finite": bad}, ("Lower the learning rate.",)))
    diverged: The numbers have left every sensible range, and what the networks hold is of no use.
    evidence
      ! not_finite 3 (trouble above 0): 3 steps hold a number that is not finite
    try, in this order
      1. Lower the learning rate.
    """

    verdict: str
    evidence: dict
    remedies: tuple = ()
    notes: tuple = ()

    def __post_init__(self):
        if self.verdict not in VERDICTS:
            raise ValueError(f"unknown verdict {self.verdict!r}: choose one of {', '.join(VERDICTS)}")

    @property
    def is_healthy(self):
        """Whether the verdict is "healthy"."""
        return self.verdict == "healthy"

    def plot(self, ax=None):
        """Draw the evidence, as `plotting.plot_diagnosis` does."""
        from gan_utils import plotting

        return plotting.plot_diagnosis(self, ax=ax)

    def __str__(self):
        lines = [f"{self.verdict}: {VERDICTS[self.verdict]}", "evidence"]
        for name, one in self.evidence.items():
            sign = "!" if one.alarming else "·"
            lines.append(
                f"  {sign} {name} {brief(one.value)} (trouble {one.side} {brief(one.threshold)}): {one.meaning}"
            )
        if self.remedies:
            lines += ["try, in this order", *(f"  {i}. {text}" for i, text in enumerate(self.remedies, 1))]
        return "\n".join([*lines, *(f"note: {note}" for note in self.notes)])

    __repr__ = __str__

    def _repr_html_(self):
        rows = "".join(
            f"<tr><td>{'!' if one.alarming else '·'} {name}</td><td>{brief(one.value)}</td>"
            f"<td>{one.side} {brief(one.threshold)}</td>"
            f"<td style='text-align:left'>{html.escape(one.meaning)}</td></tr>"
            for name, one in self.evidence.items()
        )
        remedies = "".join(f"<li>{html.escape(text)}</li>" for text in self.remedies)
        notes = "".join(f"<p><em>{html.escape(note)}</em></p>" for note in self.notes)
        return (
            f"<p><strong>{self.verdict}</strong>: {VERDICTS[self.verdict]}</p>"
            f"<table><tr><th>evidence</th><th>value</th><th>trouble</th><th>in words</th></tr>{rows}</table>"
            + (f"<p>Try, in this order:</p><ol>{remedies}</ol>" if remedies else "")
            + notes
        )
