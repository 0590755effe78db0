"""The open task of notebook 09: what its score tells apart, and what it refuses."""

import numpy as np
import pytest

from gan_course.exercises.asking import Slip
from gan_course.exercises.clinic import open_task
from gan_course.exercises.clinic.q5_company import _SAMPLERS


def test_each_seed_has_twelve_patients_and_their_twins():
    for seed in (1, 2, 3):
        cases = open_task.cases(seed)
        assert len(cases) == 24 and sum(sick for _, sick in cases) == 12
        assert all(set(shown) == {"data", "history", "evidence"} for shown, _ in cases)


def test_who_says_the_same_of_all_is_right_half_of_the_time():
    assert open_task._score(lambda *_: True, 1, quick=True) == open_task._score(lambda *_: False, 1, quick=True) == 50
    few = lambda data, history, evidence: evidence.get("plausible", 1) < 0.3
    assert open_task._score(few, 1, quick=True) > 60


def test_a_doctor_who_changes_the_history_harms_nobody():
    def wild(data, history, evidence):
        history.clear()
        return np.bool_(True)

    assert open_task._score(wild, 2, quick=True) == open_task._score(wild, 2, quick=True) == 50


def test_what_is_no_answer_is_refused_in_words():
    with pytest.raises(Slip, match="returns True or False"):
        open_task._score(lambda *_: 0.5, 1, quick=True)


def test_the_samplers_of_the_fifth_exercise_are_what_they_are_called():
    z = np.random.default_rng(0).standard_normal((4, 3)).astype(np.float32)
    for sampler, needs, _ in _SAMPLERS:
        alone = np.concatenate([sampler(z[i : i + 1]) for i in range(4)])
        assert (not np.allclose(sampler(z), alone, atol=1e-4)) == needs
