"""The toy language: its sentences, the rule that neighbours cannot learn, and the bigram model beside it."""

import numpy as np
import pytest

from gan_utils import toy

ALL = toy.all_sentences()


def numbers(text):
    words = text.split() + ["·"] * (6 - len(text.split()))
    return [toy.WORDS.index(word) for word in words]


def test_every_sentence_is_there_once():
    # 2·4 singular phrases and 3·4 plural ones: 20; short 20·3; long 20·2·20·3
    assert len(ALL) == 60 + 2400 == len({row.tobytes() for row in ALL}) and len(toy.WORDS) == 21
    assert toy.is_sentence(ALL).all()


@pytest.mark.parametrize(
    ("text", "right", "local"),
    [
        ("a dog sings", True, True),
        ("two cats run", True, True),
        ("a dog near two cats sings", True, True),
        ("a dog near two cats sing", False, True),  # the verb agrees with its neighbour, and not with the dog
        ("two dog sing", False, False),
        ("a cats run", False, False),
        ("dog a sings", False, False),
        ("the foxes behind the fox run", True, True),
        ("the foxes behind the fox runs", False, True),
    ],
)
def test_the_verb_agrees_with_the_first_noun(text, right, local):
    row = np.array([numbers(text)])
    assert toy.is_sentence(row)[0] == right and toy.is_local(row, ALL)[0] == local
    assert toy.in_words(row) == [text]


def test_drawn_sentences_are_of_the_language_and_a_fifth_is_short():
    drawn = toy.draw_sentences(2000, seed=0)
    assert toy.is_sentence(drawn).all() and (drawn[:, -1] == 0).mean() == pytest.approx(0.2, abs=0.03)
    assert np.array_equal(drawn, toy.draw_sentences(2000, seed=0))
    assert not np.array_equal(drawn, toy.draw_sentences(2000, seed=1))


def test_a_bigram_model_knows_neighbours_and_not_the_rule():
    small = np.array([numbers("a dog sings"), numbers("a cat sings"), numbers("two dogs run")])
    model = toy.bigram(small)
    assert model.first[toy.WORDS.index("a")] == pytest.approx(2 / 3)
    assert model.following[0, toy.WORDS.index("a"), toy.WORDS.index("dog")] == 0.5
    full = toy.bigram(toy.draw_sentences(4000, seed=1))
    drawn = toy.draw_from_bigram(full, 4000, seed=2)
    assert toy.is_local(drawn, ALL).all()
    right = toy.is_sentence(drawn)
    long = drawn[:, -1] != 0
    assert right[~long].all() and 0.4 < right[long].mean() < 0.6  # a coin: the noun is three words away
    sharp = toy.draw_from_bigram(full, 500, seed=2, temperature=0.05)
    assert len(np.unique(sharp, axis=0)) < 200 < 400 < len(np.unique(drawn[:500], axis=0))


@pytest.mark.parametrize(
    ("do", "words"),
    [
        (lambda: toy.draw_from_bigram(toy.bigram(ALL), 3, 0, temperature=0), "temperature must be a number above 0"),
        (lambda: toy.draw_from_bigram(toy.bigram(ALL), 3, 0, temperature=-1), "temperature must be a number above 0"),
        (lambda: toy.is_sentence(np.zeros((2, 6, 21))), "one-hot words become numbers"),
        (lambda: toy.in_words([[0, 0, 0, 0, 0, 99]]), "holds the word 99"),
        (lambda: toy.draw_sentences(3, seed=0, short=2), "short must be a number from 0 to 1"),
    ],
)
def test_bad_input_is_one_sentence(do, words):
    with pytest.raises(ValueError, match=words):
        do()
