"""`OpenTask`: a task without a right answer, scored by a measurement and shown on a scale of one's own results."""

import math
import time
from dataclasses import dataclass
from html import escape

import numpy as np

from gan_course.exercises import asking, records, state
from gan_course.exercises.base import told
from gan_course.exercises.outcome import Outcome, Shown, box, prose

WIDTH = 48  # of the scale, in characters


class OpenTask:
    """The open task of a notebook: "change this so that …", with a score for whatever the learner makes.

    Args:
        notebook: its name, as "03_dcgan".
        title: a few words.
        function: name of the function that the learner writes.
        score: (the learner's function as an `asking.Ask`, seed, quick) -> number. It raises `asking.Slip` for what is
            no answer at all; `quick` asks for a rough number within seconds, as CI does.
        what: what the number is, as "FCD of 2,000 samples".
        lower_is_better: which way is up.
        seeds: one score for each.
        minutes: after so many no further seed is begun.

    >>> task = OpenTask("01_minimax_game", "nearest to ten", "guess", lambda ask, seed, quick: abs(ask() - 10 + seed),
    ...     what="distance to ten")
    >>> def guess():
    ...     ...  # your code here
    >>> task.measure(guess).status
    'not attempted'
    """

    def __init__(self, notebook, title, function, score, what, lower_is_better=True, seeds=(0, 1, 2), minutes=5.0):
        self.notebook, self.title, self.function, self.score = notebook, title, function, score
        self.what, self.lower_is_better, self.seeds, self.minutes = what, lower_is_better, tuple(seeds), minutes

    @property
    def key(self):
        """Unique over the course: "03_dcgan/open"."""
        return f"{self.notebook}/open"

    def __repr__(self):
        return f"{self.notebook}, open task: {self.title}"

    def measure(self, answer, baselines=None, quick=False):
        """Score an answer over the seeds, keep the result, and show it among the earlier ones.

        An interrupt, or the time limit, ends the measurement after the seed under way; what was scored counts.

        Args:
            answer: the learner's function.
            baselines: {name: score} of what the notebook has measured, to be drawn on the same scale.
            quick: one seed and a rough number, which is not kept.

        Returns:
            A `Measured`, or an `Outcome` when there is nothing to measure.
        """
        label = f"{self.notebook}, open task"
        if asking.is_blank(answer):
            message = f"Write `{self.function}` in the cell above, run it, then run this cell: it measures {self.what}."
            return Outcome("not attempted", message, label).show()
        if not callable(answer):
            message = f"Pass the function `{self.function}` itself, without calling it; this got a "
            return Outcome("not yet", f"{message}{type(answer).__name__}.", label).show()
        calls, scores = [], []
        try:
            with state.usual():
                stopped = self._over_seeds(asking.Ask(answer, self.function, calls), scores, quick)
        except asking.Slip as slip:
            return Outcome("not yet", slip.message, label, expected=slip.expected, got=slip.got).show()
        except asking.Raised as raised:
            return Outcome("error", told(raised.error, [answer]), label, case=calls[-1]).show()
        if not scores:
            return Outcome("not yet", "Interrupted before the first seed was scored: run the cell again.", label).show()
        if not np.isfinite(scores).all():
            message = f"The score is not finite ({scores}): the answer ran, but what it made cannot be measured."
            return Outcome("not yet", message, label).show()
        earlier = records.tries(self.key)
        result = Measured(self, tuple(scores), tuple(earlier), dict(baselines or {}), stopped, quick)
        if not quick:
            records.keep_try(self.key, [result.mean, result.spread, len(scores)])
        return result.show()

    def _over_seeds(self, ask, scores, quick):
        """Add a score for each seed; return why it ended early, "" if it did not."""
        began = time.perf_counter()
        for seed in self.seeds[:1] if quick else self.seeds:
            if time.perf_counter() - began > 60 * self.minutes:
                return f"the time limit of {self.minutes:g} minutes"
            try:
                scores.append(float(self.score(ask, seed, quick)))
            except KeyboardInterrupt:
                return "an interrupt"
        return ""

    def best(self, values):
        """Return the best of several scores."""
        return min(values) if self.lower_is_better else max(values)


@dataclass(frozen=True, repr=False)
class Measured(Shown):
    """The score of an open task.

    Attributes:
        task: the `OpenTask`.
        scores: one for each seed.
        earlier: [mean, spread, seeds] of each earlier try, the oldest first.
        baselines: {name: score}.
        stopped: why there are fewer seeds than asked for, else "".
        quick: whether it is only a rough number.
    """

    task: OpenTask
    scores: tuple
    earlier: tuple
    baselines: dict
    stopped: str = ""
    quick: bool = False
    status: str = "measured"

    @property
    def mean(self):
        """Of the scores."""
        return float(np.mean(self.scores))

    @property
    def spread(self):
        """Sample standard deviation of the scores, 0 for one."""
        return float(np.std(self.scores, ddof=1)) if len(self.scores) > 1 else 0.0

    def marks(self):
        """Return [(letter, score, words)] of everything on the scale: this try, the baselines, the best one before."""
        found = [("●", self.mean, "this try")]
        if self.earlier:
            found.append(("★", self.task.best([mean for mean, *_ in self.earlier]), "your best so far"))
        names = enumerate(self.baselines.items())
        return [*found, *((chr(ord("a") + i), score, name) for i, (name, score) in names)]

    def scale(self):
        """Return the scale as one line of text, better to the left."""
        values = [score for _, score, _ in self.marks()]
        low, high = min(values), max(values)
        curved = low > 0 and high / low > 20  # then the scale is logarithmic
        bend = math.log if curved else float
        line = ["─"] * WIDTH
        for letter, score, _ in reversed(self.marks()):
            place = 0.5 if high == low else (bend(score) - bend(low)) / (bend(high) - bend(low))
            line[round((place if self.task.lower_is_better else 1 - place) * (WIDTH - 1))] = letter
        return "".join(line)

    def _sentence(self):
        n = len(self.scores)
        spread = f" ± {self.spread:.3g}" if n > 1 else ""
        seeds = f"over {n} seeds" if n > 1 else "one seed"
        better = "lower" if self.task.lower_is_better else "higher"
        more = f" Ended by {self.stopped}." if self.stopped else ""
        more += " A rough number, not kept." if self.quick else ""
        return f"{self.task.what}: {self.mean:.4g}{spread} ({seeds}; {better} is better).{more}"

    def _tries(self):
        shown = [f"{mean:.4g}" for mean, *_ in self.earlier[-5:]]
        return f"earlier tries: {', '.join(shown)}" if shown else ""

    def __repr__(self):
        names = [f"    {letter} {score:.4g}  {name}" for letter, score, name in self.marks()]
        tries = [f"    {self._tries()}"] if self.earlier else []
        head = f"→ Measured ({self.task.notebook}, open task). {self._sentence()}"
        return "\n".join([head, f"    better {self.scale()} worse", *names, *tries])

    def _repr_html_(self):
        rows = "".join(
            f'<tr><td style="text-align:center">{letter}</td><td style="text-align:right">{score:.4g}</td>'
            f'<td style="text-align:left">{escape(name)}</td></tr>'
            for letter, score, name in self.marks()
        )
        scale = f'<tr><td colspan="3" style="text-align:left">better <code>{self.scale()}</code> worse</td></tr>'
        tries = f'<tr><td colspan="3" style="text-align:left">{escape(self._tries())}</td></tr>' if self.earlier else ""
        label = f" ({escape(self.task.notebook)}, open task)."
        return box("measured", label, prose(self._sentence()), scale + rows + tries)
