"""What a learner did to NumPy or Keras changes no verdict, and stays as it was; what checks hand over is copied."""

import numpy as np
import planted_answers as planted
import pytest

from gan_course import exercises
from gan_course.exercises import asking, state
from gan_course.exercises.asking import expect
from gan_course.exercises.base import Exercise

EXERCISES = exercises.every()


@pytest.fixture(autouse=True)
def own_progress(tmp_path, monkeypatch):
    monkeypatch.setenv("GAN_PROGRESS_FILE", str(tmp_path / "progress.json"))


@pytest.fixture
def odd_state(monkeypatch):
    """A kernel in which everything that a learner can set is set the other way."""
    import keras

    config = keras.config
    before = config.dtype_policy(), config.image_data_format(), config.floatx(), np.geterr()
    config.set_floatx("float64")
    config.set_dtype_policy("mixed_float16")
    config.set_image_data_format("channels_first")
    np.seterr(all="raise")
    monkeypatch.setattr(np, "log", np.log2)
    monkeypatch.setattr(np, "mean", np.sum)
    yield lambda: (config.dtype_policy().name, config.image_data_format(), np.geterr()["over"], np.log is np.log2)
    np.seterr(**before[3])
    config.set_floatx(before[2])
    config.set_image_data_format(before[1])
    config.set_dtype_policy(before[0])


@pytest.mark.parametrize("exercise", EXERCISES, ids=lambda exercise: exercise.key)
def test_the_reference_is_right_in_an_odd_kernel_too(exercise, odd_state):
    functions = planted.run(planted.reference(exercise), exercise)
    before = odd_state()
    outcome = exercise.check(*functions)
    assert outcome.status == "correct", outcome
    assert odd_state() == before == ("mixed_float16", "channels_first", "raise", True)  # the learner's own, still


def entropy():
    made = Exercise("01_minimax_game", 1, "entropy", ["entropy"], 1, "Why.", ["Hint.", "Hint."])

    @made.check_with
    def small(entropy, rng):
        p = {"p": np.array([0.25, 0.75])}
        want = -np.sum(p["p"] * np.log(p["p"]))
        got = entropy(p)
        assert p["p"].tolist() == [0.25, 0.75], "the learner's function works on its own copy"
        expect(got, want, "−Σ p·log p.")

    return made


def test_a_replaced_logarithm_would_have_changed_the_verdict(monkeypatch):
    answer = lambda given: -np.sum(given["p"] * np.log(given["p"]))
    natural = np.log
    wrong = lambda given: -np.sum(given["p"] * natural(given["p"])) / natural(2.0)
    monkeypatch.setattr(np, "log", np.log2)
    assert entropy().check(answer).status == "correct"
    assert entropy().check(wrong).status == "not yet"
    monkeypatch.setattr(state, "_NUMPY", {})  # without it the check itself would reckon in bits
    assert entropy().check(wrong).status == "correct"


def test_dictionaries_and_tuples_are_copied():
    def in_place(given):
        result = -np.sum(given["p"] * np.log(given["p"]))
        given["p"][:] = 0.0
        return result

    assert entropy().check(in_place).status == "correct"
    seen = []
    asking.Ask(lambda pair: seen.append(pair) or 1.0, "f", [])(original := (np.zeros(2), [np.ones(2)]))
    seen[0][0][:], seen[0][1][0][:] = 5.0, 5.0
    assert original[0].tolist() == [0.0, 0.0] and original[1][0].tolist() == [1.0, 1.0]


@pytest.mark.parametrize("error", [BaseException("mine"), GeneratorExit(), SystemExit(2)])
def test_whatever_an_answer_raises_is_told(error):
    def answer(given):
        raise error

    outcome = entropy().check(answer)
    assert outcome.status == "error" and type(error).__name__ in outcome.message


def test_an_interrupt_goes_through():
    def answer(given):
        raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        entropy().check(answer)


@pytest.mark.parametrize(("dtype", "told"), [("float16", True), ("float32", False)])
def test_sixteen_bits_get_a_word_on_precision(dtype, told):
    rough = lambda given: np.array(-np.sum(given["p"] * np.log(given["p"])) * 1.001, dtype)
    outcome = entropy().check(rough)
    assert outcome.status == "not yet"
    assert ("The result is float16, which keeps about three digits: compute in float32." in outcome.message) == told
