"""The view of notebook 12: a hole of one's own, and what each restorer makes of it."""

import numpy as np
import pytest

from gan_utils import data, widgets

DIGITS = data.load("digits").images[:4]


def test_the_hole_is_where_the_sliders_say_and_each_restorer_is_asked():
    asked = []

    def keep(pictures):
        asked.append(pictures.copy())
        return pictures

    view = widgets.restoring_explorer(DIGITS, {"as it is": keep, "black": lambda x: np.zeros_like(x)})
    view.set(picture=2, hole=3, row=1, column=4, noise=0)
    expected = DIGITS[1:2].copy()
    expected[:, 1:4, 4:7] = 128
    assert np.array_equal(asked[-1], expected)
    distance = np.abs(DIGITS[1].astype(int)).mean()
    assert f"black ({distance:.1f} grey levels away), original." in view.words and view.error is None
    assert view.words.startswith(
        "Picture 2, a hole of 3 × 3 at row 1 and column 4, noise 0. From left to right: damaged"
    )
    view.set(hole=0, noise=0)
    assert "damaged (0.0 grey levels away), as it is (0.0" in view.words
    view.set(noise=64)
    assert not np.array_equal(asked[-1], DIGITS[1:2])


def test_without_pictures_or_restorers_it_says_what_it_needs():
    with pytest.raises(ValueError, match="two pictures or more"):
        widgets.restoring_explorer(DIGITS[:1], {"as it is": lambda x: x})
    with pytest.raises(ValueError, match="and a restorer"):
        widgets.restoring_explorer(DIGITS, {})
