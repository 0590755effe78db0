"""Columns of a word's shares: what is drawn, and what is refused."""

import numpy as np
import pytest

from gan_utils import plotting

SHARES = [[0.7, 0.2, 0.1], [0.1, 0.0, 0.9]]


def test_each_column_is_filled_and_stands_below_its_largest_word():
    fig, ax = plotting.figure()
    plotting.plot_soft_draws(SHARES, ("dog", "cat", "fox"), ax=ax)
    heights = np.array([bar.get_height() for bar in ax.patches]).reshape(3, 2)  # a container a word
    bottoms = np.array([bar.get_y() for bar in ax.patches]).reshape(3, 2)
    np.testing.assert_allclose(heights.T, SHARES)
    np.testing.assert_allclose(bottoms[:, 0], [0.0, 0.7, 0.9])  # upon each other
    assert [text.get_text() for text in ax.texts] == ["dog", "fox"]
    assert [text.get_text() for text in ax.get_legend().get_texts()] == ["fox", "cat", "dog"]
    assert len(plotting.to_png(fig)) > 1000


def test_without_a_legend_there_is_none():
    fig, ax = plotting.figure()
    assert plotting.plot_soft_draws(SHARES, "abc", legend=False, ax=ax).get_legend() is None
    plotting.to_png(fig)


@pytest.mark.parametrize(
    ("shares", "words", "said"),
    [
        (SHARES, ("dog", "cat"), "got \\(2, 3\\) and 2 names"),
        (SHARES[0], "abc", "shares have shape"),
        (np.full((2, 8), 1 / 8), "abcdefgh", "one of 7 words at most"),
        (np.log(SHARES[:1]), "abc", "give the softmax"),
        ([[0.5, 0.2, 0.1]], "abc", "add up to 1"),
    ],
)
def test_what_is_no_draw_is_refused(shares, words, said):
    fig, ax = plotting.figure()
    with pytest.raises(ValueError, match=said):
        plotting.plot_soft_draws(shares, words, ax=ax)
    plotting.to_png(fig)
