"""The explorer shows the neighbours that a search finds, and says which side is nearer."""

import io

import numpy as np
import pytest
from PIL import Image

from gan_utils import widgets


def greys(*values):
    return np.stack([np.full((4, 4, 1), value, np.uint8) for value in values])


def mean(images):
    return images.reshape(len(images), -1).mean(axis=1, keepdims=True)


@pytest.fixture
def explorer():
    sets = {
        "50": (greys(10, 100), greys(0, 12, 90), greys(30, 101, 250)),
        "500": (greys(200, 7), greys(7, 90, 190), greys(30, 101, 199)),
    }
    return widgets.neighbour_explorer(sets, mean, k=2, scale=1)


def picture(explorer):
    return np.asarray(Image.open(io.BytesIO(explorer.picture.value)))


def test_the_picture_holds_the_sample_and_the_nearest_on_either_side(explorer):
    explorer.set(trained_on="50", sample=1)
    seen = picture(explorer)
    assert seen[5, 0] == 10  # the sample, half way down on the left
    # nearest to 10: 12 and then 0 of the training set; 30 and then 101 of the held-out one
    assert seen[0, 12:].tolist() == [12] * 4 + [255] * 2 + [0] * 4
    assert seen[6, 12:].tolist() == [30] * 4 + [255] * 2 + [101] * 4
    assert "2 from the nearest training image" in explorer.words
    assert "20 from the nearest held-out one" in explorer.words
    assert explorer.words.endswith("a training image is nearer.")


def test_the_controls_choose_set_and_sample(explorer):
    explorer.set(trained_on="50", sample=2)
    assert explorer.words.endswith("a held-out image is nearer.")  # 100: 90 against 101
    explorer.set(trained_on="500", sample=2)
    assert "sample 2: 0 from the nearest training image" in explorer.words
    assert explorer.error is None


def test_sets_of_different_sizes_are_refused():
    sets = {"a": (greys(1), greys(1), greys(1)), "b": (greys(1, 2), greys(1), greys(1))}
    with pytest.raises(ValueError, match=r"equally many samples, got \[1, 2\]"):
        widgets.neighbour_explorer(sets, mean, k=1)
