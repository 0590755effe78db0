"""Playing a view: one control goes through values while its slider waits, and shows the last of them at the end."""

import asyncio

FRAME = 0.06  # seconds between two pictures


class Film:
    """What the button "play" of an `Explorer` does.

    While it plays the slider stays where it is: a page sends back what it was sent, and late, so that a slider in
    motion could not be told from a hand. A second click stops it, and so does moving any control. Without an event
    loop, as in a script, only the end is shown.

    Args:
        explorer: the view; it has a button "play".
        scene: () -> (name of a control, the values that it goes through).
    """

    def __init__(self, explorer, scene):
        self.explorer, self.scene = explorer, scene
        self.name, self.left = "", []

    @property
    def playing(self):
        """Whether a film is under way, and no hand has taken the control over."""
        return bool(self.left) and self.name in self.explorer.instead

    def toggle(self):
        """Start, or stop where it is."""
        if self.playing:
            self._end()
            return
        self.name, values = self.scene()
        self.left = list(values)
        try:
            loop = asyncio.get_running_loop()
        except RuntimeError:
            self.explorer.instead[self.name] = self.left[-1]
            self._end()
            return
        self.explorer.instead[self.name] = self.left.pop(0)
        self._say("stop")
        loop.call_later(FRAME, self._tick, loop)

    def _tick(self, loop):
        if not self.playing:
            self._end()
            return
        self.explorer.instead[self.name] = self.left.pop(0)
        self.explorer.refresh()
        if self.left:
            loop.call_later(FRAME, self._tick, loop)
        else:
            self._end()

    def _end(self):
        """Let the slider show where the film has come to, unless a hand has moved it meanwhile."""
        self.left = []
        self._say("play")
        reached = dict(self.explorer.instead)
        self.explorer.instead.clear()
        if reached:
            self.explorer.set(**reached)

    def _say(self, word):
        self.explorer.buttons["play"].description = word
