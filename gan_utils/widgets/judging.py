"""`blind_test`: real or fake? One picture at a time, no feedback, and at the end a share with its interval."""

import hashlib
import json
import math
from pathlib import Path
from typing import NamedTuple

import numpy as np

from gan_utils import _files
from gan_utils.data.dataset import to_display
from gan_utils.metrics.agreement import wilson_interval
from gan_utils.plotting.evaluation import judgements_picture
from gan_utils.widgets.base import Explorer, View

_CALLS = ("real", "fake")


class Judgement(NamedTuple):
    """One answer: whether the picture was real, and whether it was called real."""

    is_real: bool
    called_real: bool


def judged(right, n, confidence=0.95):
    """Say in a sentence how many answers were right, with Wilson's interval, and whether that differs from guessing.

    Args:
        right, n: counts, 0 ≤ right ≤ n, n ≥ 1.
        confidence: of the interval.

    Raises:
        ValueError: for counts out of range.

    >>> judged(14, 20)
    '14 of 20 right: 70%, 95% interval 48% to 85%. That includes 50%: it may be guessing.'
    """
    share, low, high = wilson_interval(right, n, confidence)
    digits = 0 if n < 500 else 1
    shown, start, end = (f"{each:.{digits}%}" for each in (share, low, high))
    result = f"{right:,} of {n:,} right: {shown}, {confidence:.0%} interval {start} to {end}. "
    if low > 0.5:
        return result + "That lies above 50%: it differs from guessing."
    if high < 0.5:
        return result + "That lies below 50%: it differs from guessing, though the names are swapped."
    return result + "That includes 50%: it may be guessing."


class BlindTest(Explorer):
    """Shows pictures one by one with the buttons "Real" and "Fake"; the verdict comes after the last.

    A fair coin decides for every picture whether it is real, so a guesser is right half the time whatever
    they answer. No answer is lost: "Back one" corrects the last, a round can be followed by another, which adds to
    it, and with a `path` each answer is in the file before the next picture is shown.

    Args:
        real, fake: images of one shape (n, height, width, channels), uint8 or floats in [-1, 1].
        n: pictures a round; at least as many of each kind are needed.
        seed: of the coin and of the order.
        scale: screen pixels for a pixel.
        path: a JSON file for the answers, None to keep them in memory only. A test of the same pictures, seed and n
            goes on where it stopped; tests of others have their own entry in the same file.

    Attributes:
        n: pictures asked for so far, a round more with each click on the button for more.
        answers: a tuple of `Judgement`, one an answer; `right` counts the right ones.
        agreement: the share right with its interval once a round is complete, else None.
        pictures: those asked for so far, uint8, in the order of the test.
        current: the picture to be judged, uint8; None when the round is complete.

    Raises:
        ValueError: when the images do not fit each other, are too few, or the file at `path` cannot be read.
    """

    def __init__(self, real, fake, n=20, *, seed=0, scale=8, path=None):
        real, fake = _checked(real, fake, n)
        rng = np.random.default_rng(seed)
        most = min(len(real), len(fake)) // n * n  # whole rounds, never short of either kind
        self._is_real = rng.random(most) < 0.5
        order = {True: iter(rng.permutation(len(real))), False: iter(rng.permutation(len(fake)))}
        self._pictures = np.stack([(real if k else fake)[next(order[bool(k)])] for k in self._is_real])
        self._round = n
        self._path = None if path is None else Path(path)
        self._key = _key(self._pictures, n)
        self._called = [word == "real" for word in _read(self._path).get(self._key, [])][:most]
        self._kept = len(self._called)
        self.n = max(1, math.ceil(self._kept / n)) * n
        buttons = {
            "Real": lambda: self.answer("real"),
            "Fake": lambda: self.answer("fake"),
            "Back one": self.back,
            f"{n} more": self.more,
        }
        super().__init__(self._view, {}, buttons=buttons, scale=scale)

    def __repr__(self):
        return "Blind test: run this cell to judge; the picture beside it shows the same digits."

    @property
    def answers(self):
        truth = self._is_real[: len(self._called)]
        return tuple(Judgement(bool(t), called) for t, called in zip(truth, self._called, strict=True))

    @property
    def right(self):
        return sum(one.is_real == one.called_real for one in self.answers)

    @property
    def agreement(self):
        return wilson_interval(self.right, self.n) if len(self._called) == self.n else None

    @property
    def pictures(self):
        return self._pictures[: self.n]

    @property
    def current(self):
        return self._pictures[len(self._called)] if len(self._called) < self.n else None

    def answer(self, call):
        """Call the current picture "real" or "fake" and go on to the next.

        Raises:
            ValueError: for another word, or when every picture of the round has its answer.
        """
        if call not in _CALLS:
            raise ValueError(f"a picture is called real or fake, not {call!r}")
        if self.current is None:
            raise ValueError(f"all {self.n} pictures have their answer: ask for more, or go back one")
        self._change([*self._called, call == "real"])

    def back(self):
        """Take back the last answer, if there is one, and show its picture again."""
        self._change(self._called[:-1])

    def more(self):
        """Add a round of pictures not seen before; the answers so far count on.

        Raises:
            ValueError: when the pictures do not suffice for another round.
        """
        if self.n + self._round > len(self._pictures):
            raise ValueError(
                f"after {self.n} pictures there are not {self._round} unseen ones left of each kind: pass more"
            )
        self.n += self._round
        self._show()

    def _change(self, called):
        """Keep the answers, on disk first, then show where the test stands."""
        if self._path is not None and called != self._called:
            kept = _read(self._path) | {self._key: [_CALLS[0] if real else _CALLS[1] for real in called]}
            with _files.replacing(self._path) as temporary:
                temporary.write_text(json.dumps(kept, indent=1) + "\n", encoding="utf-8")
        self._called = called
        self._show()

    def _show(self):
        if not self._held:  # after a click the button draws
            self.refresh()

    def _view(self):
        place, over = len(self._called), self.current is None
        self._enable(over)
        if over:
            words = f"{judged(self.right, self.n)} {_by_kind(self.answers)}"
            picture = judgements_picture(self._pictures[:place], self.answers)
            return View(picture, words, f"The pictures in four groups by truth and answer. {words}")
        kept = f" ({self._kept} answers kept from before)" if place == self._kept > 0 else ""
        words = f"Picture {place + 1} of {self.n}{kept}: real or fake?"
        return View(self.current, words, words)

    def _enable(self, over):
        for label, button in self.buttons.items():
            wanted = {"Real": not over, "Fake": not over, "Back one": bool(self._called)}
            button.disabled = not wanted.get(label, over)


def blind_test(real, fake, n=20, *, seed=0, scale=8, path=None):
    """Return a `BlindTest`: real or fake, one picture at a time.

    >>> rng = np.random.default_rng(0)
    >>> bright, dark = (rng.integers(*ends, (4, 2, 2, 1)).astype("uint8") for ends in ((128, 256), (0, 128)))
    >>> test = blind_test(bright, dark, n=4)
    >>> while test.current is not None:
    ...     test.answer("real" if test.current.mean() > 128 else "fake")
    >>> test.agreement.share
    1.0
    """
    return BlindTest(real, fake, n, seed=seed, scale=scale, path=path)


def _checked(real, fake, n):
    real, fake = to_display(real), to_display(fake)
    if real.ndim != 4 or real.shape[1:] != fake.shape[1:]:
        raise ValueError(
            "a blind test needs real and fake images of one shape (n, height, width, channels), "
            f"got {real.shape} and {fake.shape}"
        )
    if n != int(n) or n < 1 or min(len(real), len(fake)) < n:
        raise ValueError(
            f"a round of n = {n} needs a whole n ≥ 1 and n images of each kind, since the coin may always fall on "
            f"one side; got {len(real)} real and {len(fake)} fake"
        )
    return real, fake


def _by_kind(answers):
    """Return how the two kinds fared, in words."""
    of = {kind: [one.called_real == kind for one in answers if one.is_real == kind] for kind in (True, False)}
    return f"Real ones recognised: {sum(of[True])} of {len(of[True])}; fakes: {sum(of[False])} of {len(of[False])}."


def _key(pictures, n):
    """Return what names a test in the file: the same pictures in the same order, and n."""
    return hashlib.sha256(np.ascontiguousarray(pictures).tobytes() + str(n).encode()).hexdigest()[:16]


def _read(path):
    """Return {test: [its answers as words]} of a file, nothing when there is none.

    Raises:
        ValueError: when the file is not what this module writes.
    """
    if path is None or not path.exists():
        return {}
    try:
        kept = json.loads(path.read_text(encoding="utf-8"))
        if all(word in _CALLS for words in kept.values() for word in words):
            return kept
    except (ValueError, AttributeError, TypeError):
        pass
    raise ValueError(f"{path.name} does not hold answers of a blind test: move it away, or choose another path")
