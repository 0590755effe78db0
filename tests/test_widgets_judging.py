"""The blind test: fair, blind, and no answer is ever lost."""

import io
import json

import numpy as np
import pytest
from PIL import Image

from gan_utils import widgets

RNG = np.random.default_rng(0)
REAL = RNG.integers(128, 256, (60, 4, 5, 1)).astype("uint8")  # bright
FAKE = RNG.integers(0, 128, (50, 4, 5, 1)).astype("uint8")  # dark


def is_real(picture):
    return picture.min() >= 128


def judge(test, rule):
    while test.current is not None:
        test.answer("real" if rule(test.current) else "fake")
    return test


def press(test, *labels):
    for label in labels:
        assert not test.buttons[label].disabled, label
        test.buttons[label].click()


@pytest.mark.parametrize(
    ("right", "n", "words"),
    [
        # Wilson for 14 of 20: centre (0.7 + 0.0960)/(1 + 0.1921) = 0.668, half width 0.187: 48% to 85%.
        (14, 20, "14 of 20 right: 70%, 95% interval 48% to 85%. That includes 50%: it may be guessing"),
        (17, 20, "That lies above 50%: it differs from guessing."),
        (3, 20, "That lies below 50%: it differs from guessing, though the names are swapped."),
        (
            560,
            1000,
            "560 of 1,000 right: 56.0%, 95% interval 52.9% to 59.0%. That lies above",
        ),  # 56% is no evidence in 20 answers, but it is in 1,000
        (11, 20, "may be guessing"),
    ],
)
def test_the_sentence(right, n, words):
    assert words in widgets.judged(right, n)


def test_the_sentence_at_another_confidence():
    # 15 of 20: 95% gives 53% to 89%, above one half; 99% gives 46% to 91%.
    assert "above" in widgets.judged(15, 20) and "99% interval 46% to 91%" in widgets.judged(15, 20, 0.99)


def test_a_seeing_a_blind_and_a_contrary_judge():
    right = judge(widgets.blind_test(REAL, FAKE, seed=1), is_real)
    assert right.agreement.share == 1.0 and right.right == 20 and "differs from guessing" in right.words
    wrong = judge(widgets.blind_test(REAL, FAKE, seed=1), lambda picture: not is_real(picture))
    assert wrong.agreement.share == 0.0 and "swapped" in wrong.words
    always = judge(widgets.blind_test(REAL, FAKE, seed=1), lambda picture: True)
    reals = sum(one.is_real for one in always.answers)
    assert always.right == reals and 0 < reals < 20
    assert f"Real ones recognised: {reals} of {reals}; fakes: 0 of {20 - reals}." in always.words
    assert always.words in always.line.value


def test_the_coin_is_fair_and_no_picture_comes_twice():
    kinds = []
    for seed in range(20):
        test, seen = widgets.blind_test(REAL, FAKE, n=50, seed=seed), []
        while test.current is not None:
            seen.append(test.current.tobytes())
            np.testing.assert_array_equal(test.current, test.pictures[len(test.answers)])
            test.answer("fake")
        assert len(set(seen)) == 50
        kinds += [one.is_real for one in test.answers]
    assert abs(np.mean(kinds) - 0.5) < 4 * 0.5 / np.sqrt(1000)  # 4 standard deviations of 1,000 tosses


def test_the_seed_fixes_the_order():
    def pictures(seed):
        test = widgets.blind_test(REAL, FAKE, seed=seed)
        return test.pictures.tobytes()

    assert pictures(3) == pictures(3) != pictures(4)


def test_nothing_gives_the_truth_away_before_the_end():
    shown = {}
    for call in ("real", "fake"):
        test = widgets.blind_test(REAL, FAKE, seed=2)
        for place in range(20):
            state = (test.words, test.alt, test.line.value, test.agreement, repr(test))
            assert "right" not in test.words and f"Picture {place + 1} of 20" in test.words
            shown.setdefault(place, state)
            assert shown[place] == state  # the same whatever was answered, whatever the picture is
            test.answer(call)


def test_the_picture_shown_is_the_one_judged():
    test = widgets.blind_test(REAL, FAKE, seed=5, scale=3)
    for _ in range(4):
        shown = np.asarray(Image.open(io.BytesIO(test.picture.value)))
        np.testing.assert_array_equal(shown, np.kron(test.current[..., 0], np.ones((3, 3), "uint8")))
        press(test, "Fake")


def test_buttons_do_what_they_say_and_rest_when_useless():
    test = widgets.blind_test(REAL, FAKE, n=4, seed=0)
    assert [label for label, button in test.buttons.items() if button.disabled] == ["Back one", "4 more"]
    first = test.current
    press(test, "Real", "Fake", "Back one", "Back one")
    np.testing.assert_array_equal(test.current, first)
    press(test, "Fake", "Real", "Real", "Fake")
    assert [one.called_real for one in test.answers] == [False, True, True, False]
    assert test.current is None and "of 4 right" in test.words
    assert [label for label, button in test.buttons.items() if button.disabled] == ["Real", "Fake"]
    press(test, "4 more")
    assert test.n == 8 and "Picture 5 of 8" in test.words and test.agreement is None
    assert not test.buttons["Real"].disabled and test.buttons["4 more"].disabled
    press(test, *["Real"] * 4)
    assert len(test.answers) == 8 and "of 8 right" in test.words  # the first four still count


def test_a_click_draws_once():
    test = widgets.blind_test(REAL, FAKE, n=4, seed=0)
    before = len(test.seconds)
    press(test, "Real")
    assert len(test.seconds) == before + 1
    test.answer("real")
    assert len(test.seconds) == before + 2


def test_answers_outlive_the_kernel(tmp_path):
    path = tmp_path / "runs" / "answers.json"
    first = widgets.blind_test(REAL, FAKE, n=5, seed=0, path=path)
    assert not path.exists()
    press(first, "Real", "Fake", "Fake", "Back one")
    again = widgets.blind_test(REAL, FAKE, n=5, seed=0, path=path)
    assert again.answers == first.answers and len(again.answers) == 2
    assert "Picture 3 of 5 (2 answers kept from before)" in again.words
    press(again, "Real", "Real", "Real", "5 more", "Fake")
    resumed = widgets.blind_test(REAL, FAKE, n=5, seed=0, path=path)
    assert resumed.answers == again.answers and resumed.n == 10
    # Another test in the same file neither sees these answers nor harms them.
    other = widgets.blind_test(REAL, FAKE, n=5, seed=1, path=path)
    assert other.answers == ()
    press(other, "Real")
    assert widgets.blind_test(REAL, FAKE, n=5, seed=0, path=path).answers == again.answers
    assert sorted(map(len, json.loads(path.read_text()).values())) == [1, 6]


def test_an_answer_that_cannot_be_kept_is_not_counted_and_said(tmp_path):
    path = tmp_path / "answers.json"
    test = widgets.blind_test(REAL, FAKE, n=3, seed=0, path=path)
    press(test, "Real")
    path.write_text("{broken")
    press(test, "Fake")
    assert "does not hold answers" in test.error and len(test.answers) == 1 and path.read_text() == "{broken"
    path.unlink()
    press(test, "Fake")
    assert test.error is None and len(test.answers) == 2
    assert [len(words) for words in json.loads(path.read_text()).values()] == [2]


@pytest.mark.parametrize("text", ["{broken", "[]", '{"a": 3}', '{"a": ["perhaps"]}'])
def test_a_foreign_file_is_refused_and_left_alone(tmp_path, text):
    path = tmp_path / "answers.json"
    path.write_text(text)
    with pytest.raises(ValueError, match="move it away"):
        widgets.blind_test(REAL, FAKE, path=path)
    assert path.read_text() == text


def test_refusals():
    with pytest.raises(ValueError, match="one shape"):
        widgets.blind_test(REAL, FAKE[:, :3])
    with pytest.raises(ValueError, match="60 real and 50 fake"):
        widgets.blind_test(REAL, FAKE, n=51)
    with pytest.raises(ValueError, match="n = 0"):
        widgets.blind_test(REAL, FAKE, n=0)
    test = judge(widgets.blind_test(REAL, FAKE, n=40, seed=0), is_real)
    with pytest.raises(ValueError, match="not 'perhaps'"):
        test.answer("perhaps")
    with pytest.raises(ValueError, match="all 40 pictures have their answer"):
        test.answer("real")
    with pytest.raises(ValueError, match="not 40 unseen ones left"):
        test.more()
    test.buttons["40 more"].click()  # by click it is said in the line, and the answers stay
    assert "unseen" in test.error and len(test.answers) == 40


def test_floats_and_colour_are_shown_too():
    real = np.linspace(-1, 1, 6 * 2 * 2 * 3).reshape(6, 2, 2, 3)
    test = judge(widgets.blind_test(real, -real, n=6, seed=0), lambda picture: True)
    assert test.agreement is not None and test.picture.value[1:4] == b"PNG"
