"""How the plane laboratory plays: a picture when the page has painted the last, or a step in slow motion."""

import asyncio

SLOW = 0.9  # seconds for each stage of slow motion
WORDS_EVERY = 30  # pictures between two sentences while it plays
WITHOUT_A_LOOP = 30  # pictures that Play makes in a script


class Playing:
    """What "Play" of a `PlaneLaboratory` does.

    Args:
        laboratory: the view.

    Attributes:
        on: whether it plays.
    """

    def __init__(self, laboratory):
        self.laboratory, self.on = laboratory, False
        self._stages, self._due, self._seen = None, None, 0

    def start(self):
        """Play. Without an event loop, as in a script, take the steps of the first 30 pictures at once and stop."""
        laboratory, self.on = self.laboratory, True
        try:
            asyncio.get_running_loop()
        except RuntimeError:
            laboratory.advance(WITHOUT_A_LOOP * laboratory.controls["pace"].value)
            laboratory.pause()
            return
        laboratory.say()
        self._tick()

    def stop(self):
        """Stop, with what is left of a step in slow motion done."""
        self.on = False
        self._finish()

    def forget(self):
        """Leave a step in slow motion as it is: its run is another now, or it failed."""
        self._stages = None

    def painted(self, number):
        """Note that the page has painted a picture, and go on.

        Args:
            number: of the picture.
        """
        self._seen = max(self._seen, number)
        self._go_on()

    def _go_on(self):
        """Have the next picture made where the page is at most one behind: it paints one while the next is made."""
        ahead = 0 if self.laboratory.slow.value else 1
        if self.on and self._due is None and self._seen >= self.laboratory.canvas.number - ahead:
            wait = SLOW if self._stages is not None else 0.001
            self._due = asyncio.get_running_loop().call_later(wait, self._tick)

    def _tick(self):
        self._due = None
        if self.on:
            self.laboratory.guarded(self._slow_picture if self.laboratory.slow.value else self._picture)
            self._go_on()

    def _finish(self):
        for _ in self._stages or ():
            pass
        self._stages = None

    def _picture(self):
        self._finish()
        self.laboratory.take(self.laboratory.controls["pace"].value)
        self.laboratory.draw()
        if self.laboratory.canvas.number % WORDS_EVERY == 0:
            self.laboratory.say()

    def _slow_picture(self):
        stage = next(self._stages, None) if self._stages is not None else None
        if stage is None:
            self._stages = self.laboratory.in_slow_motion()
            stage = next(self._stages)
        self.laboratory.draw(stage)
        self.laboratory.say(stage)
