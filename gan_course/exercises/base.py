"""`Exercise`: checks an answer, gives hints, shows the solution, and grades for nbgrader."""

import linecache
import operator
import re
import sys
import traceback

import numpy as np

from gan_course.exercises import asking, records, solutions, state
from gan_course.exercises.outcome import Note, Outcome


class NotCorrect(AssertionError):
    """What a graded answer that is not right raises: its message says all, so IPython shows no traceback."""

    def _render_traceback_(self):
        return [str(self)]


class Exercise:
    """One exercise of a notebook.

    Args:
        notebook: its name, as "01_minimax_game".
        number: of the exercise, from 1.
        title: a few words.
        functions: names of the functions that the learner writes, in the order that `check` takes them.
        points: what a right answer is worth.
        why: one sentence on why it matters, shown when the answer is correct.
        hints: two or three, each saying more than the one before.
        tensors: whether arrays arrive as TensorFlow tensors at first, and not as NumPy.
    """

    def __init__(self, notebook, number, title, functions, points, why, hints, tensors=False):
        self.notebook, self.number, self.title = notebook, number, title
        self.functions, self.points, self.why = tuple(functions), points, why
        self.hints, self.tensors = tuple(hints), tensors
        self._checks, self._hint, self._most_hints, self._stopped = [], 0, len(self.hints), ()

    @property
    def name(self):
        """As in the notebook: "q1"."""
        return f"q{self.number}"

    @property
    def key(self):
        """Unique over the course: "01_minimax_game/q1"."""
        return f"{self.notebook}/{self.name}"

    @property
    def parts(self):
        """Names of the checks that make it up, as ("value", "zeros", "bounds"): each can be graded by itself."""
        return tuple(check.__name__.lstrip("_") for check in self._checks)

    def __repr__(self):
        return f"{self.notebook}, exercise {self.number}: {self.title}"

    def check_with(self, function):
        """Add a check (decorator): a function of an `asking.Ask` for each learner's function, and a generator.

        It asks the learner's functions, on inputs drawn from the generator (`numpy.random.Generator`) with
        the smallest case first, and raises `asking.Slip` (mostly through `asking.expect`) when a result is wrong.
        """
        self._checks.append(function)
        return function

    def check(self, *answers):
        """Say whether an answer is right; never raises.

        Args:
            answers: the learner's function, or functions in the order of `functions`.

        Returns:
            An `Outcome`, displayed at once in a notebook.
        """
        outcome = self._judge(answers, seed=0)
        if outcome.status != "not attempted":
            records.remember(self.key, outcome.status)
        return outcome.show()

    def grade(self, *answers, seed=0, part=None):
        """Raise AssertionError, with what `check` would say, unless the answer is right.

        An answer that was interrupted, as by a time limit, is not run a second time.

        Args:
            answers: as for `check`.
            seed: of the inputs; `check` uses 0.
            part: one of `parts`, to grade only that; every check by default.

        Raises:
            NotCorrect: an AssertionError that shows its message alone.
            ValueError: for a part that the exercise does not have.
        """
        if part is not None and part not in self.parts:
            raise ValueError(f"{self.key} has no part {part!r}: choose among {', '.join(self.parts)}")
        if self._stopped and len(answers) == len(self._stopped) and all(map(operator.is_, answers, self._stopped)):
            raise NotCorrect(
                "An earlier test stopped this answer, since it took too long: run its cell again to have it tested."
            )
        try:
            outcome = self._judge(answers, seed, part)
        except KeyboardInterrupt:
            self._stopped = answers
            raise
        if outcome.status != "correct":
            raise NotCorrect(repr(outcome))

    def limit_hints(self, most):
        """Let `hint` show so many hints at most, as an instructor sets it for an assignment."""
        self._most_hints = min(most, len(self.hints))

    def hint(self, level=None):
        """Show the next hint, or the one of a level, from 1."""
        if not self._most_hints:
            return Note("hint", "this assignment comes without hints: ask your instructor.").show()
        if level is None:
            self._hint = min(self._hint + 1, self._most_hints)
            level = self._hint
        if level not in range(1, self._most_hints + 1):
            return Note("hint", f"this exercise has hints 1 to {self._most_hints}.").show()
        return Note("hint", self.hints[level - 1], f" {level} of {self._most_hints}").show()

    def solution(self):
        """Show the reference answer, or say to ask the instructor when it was withheld."""
        code = solutions.read(self.notebook).get(self.name)
        if code is None:
            return Note("solution", "it is not in this copy of the course: ask your instructor.").show()
        return Note("solution", code, f" of {self.name}", code=True).show()

    def _judge(self, answers, seed, part=None):
        """Return the outcome of every check, or of one part; the first that fails decides."""
        if not answers or all(asking.is_blank(answer) for answer in answers):
            return self._outcome(
                "not attempted", f"Write {self._names()} in the cell above, run it, then run this cell again."
            )
        wrong = next((answer for answer in answers if not callable(answer) and answer is not None), None)
        if len(answers) != len(self.functions) or wrong is not None:
            given = "" if wrong is None else f" This got a {type(wrong).__name__}."
            return self._outcome(
                "not yet",
                f"Pass the function itself, without calling it: "
                f"`{self.name}.check({', '.join(self.functions)})`.{given}",
            )
        first = self._try(answers, seed, self.tensors, part)
        if first.status != "error" or not _tensorflow_is_loaded():
            return first
        # Written for tensors, given arrays (or the other way round)? Both count.
        second = self._try(answers, seed, not self.tensors, part)
        return first if second.status == "error" else second

    def _try(self, answers, seed, tensors, part=None):
        calls = []
        asks = [asking.Ask(answer, name, calls, tensors) for answer, name in zip(answers, self.functions, strict=True)]
        try:
            with state.usual():
                for number, (name, check) in enumerate(zip(self.parts, self._checks, strict=True)):
                    if part not in (None, name):
                        continue
                    check(*asks, np.random.default_rng([seed, self.number, number]))
        except asking.Slip as slip:
            case = calls[-1] if calls else ""
            message = slip.message + _of_precision(asks)
            return self._outcome("not yet", message, case=case, expected=slip.expected, got=slip.got)
        except asking.Raised as raised:
            if isinstance(raised.error, NotImplementedError) and not str(raised.error):
                return self._outcome("not attempted", f"Write {self._names()} in the cell above.")
            return self._outcome("error", told(raised.error, answers), case=calls[-1])
        except Exception as error:  # what the function gave cannot even be read
            return self._outcome(
                "not yet",
                f"What {self._names()} gives cannot be checked ({type(error).__name__}: {error}): compare its "
                "type and shape with the statement.",
                case=calls[-1] if calls else "",
            )
        return self._outcome("correct", self.why)

    def _names(self):
        return " and ".join(f"`{name}`" for name in self.functions)

    def _outcome(self, status, message, **more):
        label = f"{self.notebook}, exercise {self.number}"
        return Outcome(status, message, label, points=self.points, **more)


def _of_precision(asks):
    """Return a sentence about answers in 16 bits, which no comparison of four digits can pass."""
    half = next((ask.half for ask in asks if ask.half), "")
    digits = {"float16": "three", "bfloat16": "two"}
    return f" The result is {half}, which keeps about {digits[half]} digits: compute in float32." if half else ""


def _tensorflow_is_loaded():
    return "tensorflow" in sys.modules


def told(error, answers):
    """Return the learner's exception in words, with the line of their own code that it came from."""
    words = str(error).strip()
    functions = [asking.underlying(answer) for answer in answers]
    number, line = _own_line(error, functions) or (None, "")
    if _TRACED in words:  # a tf.function: TensorFlow puts the trace of the original code into the message
        trace, _, words = words.rpartition("\n\n")
        files = {function.__code__.co_filename for function in functions if hasattr(function, "__code__")}
        own = [match for match in _TRACE_LINE.finditer(trace) if match["file"] in files]
        number, line = (own[-1]["number"], own[-1]["line"].strip()) if own else (None, "")
        words = words.strip().removeprefix(f"{type(error).__name__}: ")
    told = f"{type(error).__name__}: {words}" if words else type(error).__name__
    if number is None:
        return f"Your code raised {told}"
    return f"Line {number} of your cell{f', `{line}`,' if line else ''} raised {told}"


_TRACED = "in user code:"
_TRACE_LINE = re.compile(r'File "(?P<file>[^"]+)", line (?P<number>\d+), in [^\n]*\n(?P<line>[^\n]*)')


def _own_line(error, functions):
    """Return (number, text) of the deepest line of a traceback in the learner's cells, None when there is none.

    All cells of a notebook share one dictionary of globals; library code has its own.
    """
    spaces = [function.__globals__ for function in functions if hasattr(function, "__globals__")]
    own = [
        (frame.f_code.co_filename, number)
        for frame, number in traceback.walk_tb(error.__traceback__)
        if any(frame.f_globals is space for space in spaces)
    ]
    return (own[-1][1], linecache.getline(*own[-1]).strip()) if own else None
