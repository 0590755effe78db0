"""The view of notebook 16: pictures go through JPEG, and a detector is asked again."""

import numpy as np
import pytest

from gan_utils import widgets


def explorer(**settings):
    """A view whose fakes have fine stripes, and a detector that looks for them."""
    real = np.full((10, 8, 8, 1), 128, np.uint8)
    fake = real + np.where(np.arange(8) % 2, 12, -12).astype(np.int16)[None, None, :, None]
    asked = []

    def score(images):
        asked.append(images)
        return np.abs(np.diff(images.astype(float), axis=2)).mean(axis=(1, 2, 3)) - 8.0

    return widgets.detecting_explorer(score, real, fake.astype(np.uint8), **settings), asked


def test_fine_stripes_give_fakes_away_until_the_file_is_small():
    view, asked = explorer()
    assert "No JPEG: 100% of the fakes found, 0% of the real ones taken for fakes, 100% right" in view.words
    view.set(quality=5)
    assert "JPEG of quality 5: 0% of the fakes found" in view.words and "50% right" in view.words
    assert asked[-1].dtype == np.uint8 and view.error is None


def test_what_was_done_before_is_said_and_undone():
    view, _ = explorer()
    still = view.picture.value
    view.set(before="half size and back")
    assert view.words.startswith("Half size and back, then no JPEG: 0% of the fakes found")
    view.set(before="blur", quality=95)
    assert view.words.startswith("Blur, then JPEG of quality 95")
    view.buttons["reset"].click()
    assert view.picture.value == still and view.values == {"quality": 96, "before": "nothing"}


def test_pictures_that_do_not_fit_are_refused():
    with pytest.raises(ValueError, match="two real pictures or more"):
        widgets.detecting_explorer(len, np.zeros((1, 8, 8, 1), "uint8"), np.zeros((5, 8, 8, 1), "uint8"))
    with pytest.raises(ValueError, match="fakes of their size"):
        widgets.detecting_explorer(len, np.zeros((5, 8, 8, 1), "uint8"), np.zeros((5, 4, 4, 1), "uint8"))
