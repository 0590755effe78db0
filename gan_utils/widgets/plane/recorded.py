"""A run of the plane laboratory and its curves: each step that is taken leaves its losses and distances behind."""

import numpy as np

from gan_utils import toy
from gan_utils.training.plane import ROW_KEYS, Thinned

N_MEASURED = 2000  # points of either kind to compare
MEASURE_EVERY = 20  # steps at least between two looks at the divergences


class RecordedRun:
    """A `PlaneRun` with the curves of both losses and of the distance of its two clouds.

    Args:
        run: the `training.plane.PlaneRun`.

    Attributes:
        losses, divergences: the curves, each a `Thinned`.
    """

    def __init__(self, run):
        self.run = run
        self._begin()

    def _begin(self):
        self.losses, self.divergences = Thinned(("D", "G")), Thinned(("KL", "JS", "step"))

    def restart(self):
        """Go back to the first weights and to step 0, and begin the curves anew."""
        self.run.restart()
        self._begin()

    def take(self, steps, player=None):
        """Take steps: of both players, or moves of one, "discriminator" or "generator"."""
        if player is None:
            for left in range(steps, 0, -MEASURE_EVERY):
                self._note(self.run.advance(min(left, MEASURE_EVERY)))
        else:
            for _ in range(steps):
                self._note(self.run.move(player))

    def in_slow_motion(self, player=None):
        """Yield the four stages of a step, 1 to 4, having done what belongs to each; those of one player are fewer."""
        halves = self.run.halves()
        yield 1
        if player != "generator":
            first = next(halves) if player is None else self.run.move(player)
            yield 2
        if player == "discriminator":
            self._note(first)
            return
        yield 3
        self._note(next(halves) if player is None else self.run.move(player))
        yield 4

    def _note(self, rows):
        start = self.run.steps - len(rows)
        d_real, d_fake, g_loss = (rows[:, ROW_KEYS.index(key)] for key in ("d_real_term", "d_fake_term", "g_loss"))
        for i, pair in enumerate(zip(d_real + d_fake, g_loss, strict=True)):
            self.losses.add(start + i + 1, pair)
        measured = self.divergences.last("step")
        if not measured + MEASURE_EVERY > self.run.steps:  # also where nothing was measured yet
            fakes = self.run.generate(N_MEASURED)
            if not np.isfinite(fakes).all():
                raise FloatingPointError("the points are no numbers any more: choose a lower rate, and Restart")
            pair = toy.histogram_divergences(self.run.real(N_MEASURED), fakes, self.run.limits)
            self.divergences.add(self.run.steps, [*pair, self.run.steps])
