"""What an instructor's settings change in an exercise: fewer hints, parts graded alone, and no second wait."""

import numpy as np
import pytest

from gan_course import exercises
from gan_course.exercises.base import Exercise, NotCorrect
from gan_course.exercises.minimax import q3


@pytest.fixture
def made():
    return Exercise("01_minimax_game", 1, "a sum", ["total"], 1, "Why.", ["one", "two", "three"])


@pytest.mark.parametrize("most", [0, 1, 2])
def test_f_hint_shows_no_more_than_the_instructor_allows(made, most):
    made.limit_hints(most)
    shown = [repr(made.hint()) for _ in range(4)]
    assert "three" not in " ".join(shown) and "three" not in repr(made.hint(3))
    assert shown[-1] == (f"? Hint {most} of {most}: {made.hints[most - 1]}" if most else shown[0])
    assert most or "comes without hints" in shown[0]


def test_f_limit_hints_holds_for_the_whole_notebook(monkeypatch):
    for exercise in exercises.of("05_latent_space"):
        monkeypatch.setattr(exercise, "_most_hints", exercise._most_hints)
    exercises.limit_hints("05_latent_space", 1)
    assert all("hints 1 to 1" in repr(exercise.hint(2)) for exercise in exercises.of("05_latent_space"))


def jensen_shannon(p, q):
    m = (p + q) / 2
    with np.errstate(all="ignore"):
        kl = lambda a: np.sum(np.where(a > 0, a * np.log(a / m), 0.0))
    return (kl(p) + kl(q)) / 2


def test_f_a_right_divergence_with_wrong_bounds_earns_its_parts():
    wrong = lambda: (0.0, 1.0)
    assert q3.parts == ("value", "zeros", "bounds")
    for part in ("value", "zeros"):
        q3.grade(jensen_shannon, wrong, seed=3, part=part)
    with pytest.raises(NotCorrect):
        q3.grade(jensen_shannon, wrong, seed=3, part="bounds")
    with pytest.raises(NotCorrect):
        q3.grade(jensen_shannon, wrong, seed=3)


@pytest.mark.parametrize("exercise", exercises.every(), ids=lambda exercise: exercise.key)
def test_the_parts_of_an_exercise_have_names_of_their_own(exercise):
    assert len(set(exercise.parts)) == len(exercise.parts) > 0
    with pytest.raises(ValueError, match=r"has no part 'none': choose among"):
        exercise.grade(lambda: 0, part="none")


def test_f_an_answer_that_was_stopped_is_not_run_again(made):
    runs = []

    @made.check_with
    def _asks(total, rng):
        total(1)

    def slow(x):
        runs.append(x)
        raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        made.grade(slow)
    with pytest.raises(NotCorrect, match="An earlier test stopped this answer"):
        made.grade(slow, seed=5)
    assert len(runs) == 1
    made.grade(lambda x: x)
    with pytest.raises(KeyboardInterrupt):
        made.grade(lambda x: slow(x))


def test_f_what_a_grade_raises_shows_no_traceback(made):
    @made.check_with
    def _asks(total, rng):
        assert total(1)

    with pytest.raises(NotCorrect) as raised:
        made.grade(lambda x: [].missing)
    assert raised.value._render_traceback_() == [str(raised.value)]
    assert "missing" in str(raised.value) and ".py" not in str(raised.value)


def test_f_each_student_has_a_variant_of_their_own(monkeypatch):
    monkeypatch.delenv("GAN_STUDENT", raising=False)
    assert exercises.variant(1905) == 1905
    seeds = []
    for student in ("ada", "alan", "ada"):
        monkeypatch.setenv("GAN_STUDENT", student)
        seeds.append(exercises.variant(1905))
    assert seeds[0] == seeds[2] != seeds[1] and min(seeds) >= 1
    assert exercises.variant(7) != seeds[2]
    q3.grade(jensen_shannon, lambda: (0.0, np.log(2)), seed=seeds[0])
