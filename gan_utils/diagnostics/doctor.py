"""`Doctor`: the diagnosis while a run goes on."""

from gan_utils.diagnostics.diagnosis import VERDICTS
from gan_utils.diagnostics.verdict import diagnose
from gan_utils.training.callbacks import _FixedLatents
from gan_utils.training.executing import after_several


class Doctor(_FixedLatents):
    """Diagnose a run every `every` steps, say so once when the verdict changes, and stop where asked.

    A verdict counts when two diagnoses in a row agree on it, at the end of the run, or at once if it is "diverged":
    a run on its way passes through states that look like an illness. Before `patience` steps it is only watched for
    divergence: a young run looks undertrained because it is. Samples are of the same latents each time, and the
    balance is read from the steps of this `fit`.

    Args:
        real: real samples, shape (m, …); without them collapse cannot be seen.
        features: function or extractor, as in `diagnose`.
        every: steps between two diagnoses.
        stop_on: verdicts that end the run.
        patience: steps before any verdict but "diverged" is given.
        n: samples a diagnosis.
        labels: classes for a conditional generator; 0, 1, 2, … by default.
        seed: of the fixed latents.
        quiet: whether to print nothing.

    Attributes:
        diagnoses: list of (step, `Diagnosis`), one for each change of verdict.

    Raises:
        ValueError: for a verdict to stop on that does not exist, or numbers out of range.

    >>> Doctor(every=50, stop_on=("diverged",)).diagnoses
    []
    """

    def __init__(
        self,
        real=None,
        features=None,
        every=100,
        stop_on=(),
        patience=100,
        n=256,
        labels=None,
        seed=0,
        quiet=False,
    ):
        super().__init__(n, labels, seed)
        unknown = [verdict for verdict in stop_on if verdict not in VERDICTS]
        if unknown or isinstance(stop_on, str):
            raise ValueError(f"stop_on must be verdicts, such as ('diverged',), got {stop_on!r}: {', '.join(VERDICTS)}")
        if every < 1 or patience < 0:
            raise ValueError(f"every must be at least 1 and patience at least 0, got {every} and {patience}")
        self.real, self.features, self.every, self.patience = real, features, every, patience
        self.stop_on, self.quiet = tuple(stop_on), quiet
        self.diagnoses = []

    def on_train_begin(self, logs=None):
        self.steps = self.looked = 0
        self.suspected = None

    def due_in(self):
        """Return after how many steps there is something to look at."""
        return self.every - self.steps % self.every

    @after_several
    def on_train_batch_end(self, batch, logs=None):
        self.steps += self.model.execution.steps
        if self.steps % self.every == 0:
            self._look()

    def on_train_end(self, logs=None):
        if self.steps and self.looked != self.steps:
            self._look(last=True)

    def _look(self, last=False):
        self.looked = self.steps
        samples = None if self.real is None else self.samples()
        found = diagnose(self.model.run_history, samples, self.features, self.real)
        sure = last or found.verdict in ("diverged", self.suspected)
        self.suspected = found.verdict
        if not sure or (self.steps < self.patience and found.verdict != "diverged"):
            return
        if self.diagnoses and self.diagnoses[-1][1].verdict == found.verdict:
            return
        self.diagnoses.append((self.steps, found))
        stop = found.verdict in self.stop_on
        if not self.quiet:
            first = f" Try: {found.remedies[0]}" if found.remedies else ""
            print(f"step {self.steps}: {found.verdict}.{first}{' Stopping here.' if stop else ''}")
        if stop:
            self.model.stop_training = True
