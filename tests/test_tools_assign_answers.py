"""Reference answers between nbgrader's marks, with the stub around them."""

import re

import planted_answers
import pytest

from gan_course import exercises
from gan_course.exercises import solutions
from gan_course.tools.assign import answers

STUB = 'def f(x, n=2):\n    """Return x to the n."""\n    ...  # your code here'


def released(source):
    """What nbgrader makes of a source cell, with the stub that our settings give it."""
    pattern = r"( *)### BEGIN SOLUTION\n.*?### END SOLUTION"
    return re.sub(pattern, r"\1...  # your code here", source, flags=re.DOTALL)


def value(source, *args):
    space = {}
    exec(source, space)
    return space["f"](*args)


@pytest.mark.parametrize(
    "answer",
    [
        "def f(x, n=2):\n    return x**n",
        'def f(x, n=2):\n    """Another docstring."""\n    return x**n',
        "import math\n\n\ndef f(x, n=2):\n    return math.pow(x, n)",
        "def f(x, n=2):\n    # a comment\n    return power(x, n)\n\n\ndef power(a, b):\n    return a**b",
        'def f(x, n=2):\n    """Docstring."""\n\n    def power(a):\n        return a**n\n\n    return power(x)',
    ],
)
def test_an_answer_fills_the_stub_and_leaves_it_again(answer):
    """f(3) = 3² = 9, f(2, 5) = 2⁵ = 32; without the solution the learner's stub is back, to the character."""
    source = answers.with_solution(STUB, answer)
    assert value(source, 3) == 9 and value(source, 2, 5) == 32
    assert released(source) == STUB
    assert value(released(source), 3) is None


def test_two_functions_in_one_stub_share_the_helpers():
    stub = f"{STUB}\n\n\ndef g():\n    ...  # your code here"
    answer = "k = 7\n\n\ndef f(x, n=2):\n    return k * x\n\n\ndef g():\n    return k"
    source = answers.with_solution(stub, answer)
    space = {}
    exec(source, space)
    assert (space["f"](3), space["g"]()) == (21, 7)
    assert released(source) == stub


def test_a_value_is_overwritten():
    source = answers.with_solution("verdict = ...  # your answer here", 'verdict = "collapse"')
    space = {}
    exec(source, space)
    assert space["verdict"] == "collapse"
    assert released(source).startswith("verdict = ...  # your answer here\n")


@pytest.mark.parametrize(
    ("stub", "answer", "words"),
    [
        (STUB, "def g(x, n=2):\n    return 1", "does not define f"),
        (STUB, "def f(x, n=3):\n    return 1", r"f\(x, n=3\), but the stub asks for f\(x, n=2\)"),
        ("def f(x):\n    return 1", "def f(x):\n    return 1", "no line with '# your code here'"),
    ],
)
def test_an_answer_that_does_not_fit_is_refused(stub, answer, words):
    with pytest.raises(ValueError, match=words):
        answers.with_solution(stub, answer)


@pytest.mark.parametrize("exercise", exercises.every(), ids=lambda exercise: exercise.key)
def test_every_reference_answer_fits_its_stub(exercise):
    stub = planted_answers.stubs(exercise.notebook)[exercise.name]
    answer = solutions.read(exercise.notebook)[exercise.name]
    assert released(answers.with_solution(stub, answer)) == stub
