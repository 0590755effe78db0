"""What only looks like numbers is refused in words, wherever an answer is read."""

import numpy as np
import pytest
import tensorflow as tf

from gan_course.exercises.asking import Slip, array, parts


def yielding():
    yield 1.0
    yield 2.0


WRONG = {
    "yield": (yielding, "`yield` where it needs `return`"),
    "text": (lambda: "1.5", "is text"),
    "bytes": (lambda: b"1.5", "is text"),
    "a list of texts": (lambda: ["1.0", "2.0"], "is text"),
    "an array of bytes": (lambda: np.array([b"1", b"2"]), "is text"),
    "text among objects": (lambda: np.array([1.0, "2.0"], object), "is text"),
    "a tensor of text": (lambda: tf.constant("1.5"), "is text"),
    "complex": (lambda: 1.0 + 5j, "is complex"),
    "a complex array": (lambda: np.array([1.0, 2j]), "is complex"),
    "fully masked": (lambda: np.ma.masked_all(2), "is masked"),
    "partly masked": (lambda: np.ma.array([1.0, 2.0], mask=[True, False]), "is masked"),
    "the mask itself": (lambda: np.ma.masked, "is masked"),
}


@pytest.mark.parametrize(("make", "words"), WRONG.values(), ids=WRONG)
def test_what_only_looks_like_numbers_is_refused(make, words):
    with pytest.raises(Slip) as slip:
        array(make())
    assert words in slip.value.message


@pytest.mark.parametrize("name", ["yield", "a list of texts", "a complex array", "partly masked"])
def test_nor_is_it_read_as_parts(name):
    make, words = WRONG[name]
    with pytest.raises(Slip) as slip:
        parts(make(), "theta", "psi")
    assert words in slip.value.message


def test_parts_need_an_order():
    for value in ({1.0, 2.0}, {"theta": 1.0, "psi": 2.0}):
        with pytest.raises(Slip) as slip:
            parts(value, "theta", "psi")
        assert "in this order" in slip.value.message


def test_what_is_numbers_is_read():
    for value in (np.ma.array([1.0, 2.0]), [tf.constant(1.0), 2], (1, np.float16(2)), np.array([1, 2], object)):
        np.testing.assert_array_equal(array(value), [1.0, 2.0])
