"""Whatever batches are given to `fit`: they come out in the one form that a step takes, or with a sentence of ours."""

import numpy as np
import pytest
import tensorflow as tf
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from gan_utils import data
from gan_utils.data import checking
from gan_utils.training import feeding

SHAPE, N_CLASSES = (4, 6, 1), 3
quickly = settings(max_examples=60, derandomize=True, deadline=None, suppress_health_check=list(HealthCheck))
OURS = (ValueError, TypeError)


@st.composite
def images_of(draw):
    """Arrays of images, most of them fit to train on, others off by a shape, a dtype or a value."""
    shape = draw(st.sampled_from([SHAPE] * 4 + [(4, 6), (6, 4, 1), (4, 6, 3), (), (4, 6, 1, 1)]))
    n = draw(st.integers(1, 9))
    dtype = draw(st.sampled_from(["float32"] * 3 + ["float64", "float16", "uint8", "int32", "bool"]))
    low, high = draw(st.sampled_from([(-1, 1)] * 4 + [(0, 1), (0, 255), (-3, 3)]))
    rng = np.random.default_rng(draw(st.integers(0, 99)))
    values = rng.uniform(low, high, (n, *shape)).astype(dtype)
    if draw(st.booleans()) and draw(st.booleans()) and values.dtype.kind == "f":
        values.ravel()[0] = draw(st.sampled_from([np.nan, np.inf, -np.inf]))
    return values


@st.composite
def labels_for(draw, n):
    """Labels: whole numbers in range, most of the time, or one of the things that people hand over instead."""
    kind = draw(
        st.sampled_from(["whole"] * 4 + ["column", "one-hot", "names", "fractions", "from one", "negative", "huge"])
    )
    rng = np.random.default_rng(draw(st.integers(0, 99)))
    whole = rng.integers(0, N_CLASSES, n)
    return {
        "whole": whole.astype(draw(st.sampled_from(["int32", "int64", "uint8"]))),
        "column": whole[:, None],
        "one-hot": np.eye(N_CLASSES)[whole],
        "names": np.array(["a", "b", "c"])[whole],
        "fractions": whole + 0.5,
        "from one": whole + 1,
        "negative": whole - 1,
        "huge": whole + 2**40,
    }[kind]


@st.composite
def batches_of(draw):
    """(batches, whether a network takes labels, n_critic)."""
    images = draw(images_of())
    conditional, labelled = draw(st.booleans()), draw(st.booleans())
    arrays = (images, draw(labels_for(len(images)))) if labelled else images
    found = tf.data.Dataset.from_tensor_slices(arrays)
    found = found.batch(draw(st.integers(1, 5)), drop_remainder=draw(st.booleans()))
    form = draw(st.sampled_from(["as it is"] * 4 + ["tuple", "endless", "repeated", "unknown length"]))
    if form == "tuple" and not labelled:
        found = found.map(lambda each: (each,))
    elif form == "endless":
        found = found.repeat()
    elif form == "repeated":
        found = found.repeat(2)
    elif form == "unknown length":
        found = found.filter(lambda *each: True)
    return found, conditional, draw(st.sampled_from([1, 1, 2, 3]))


@pytest.mark.filterwarnings("ignore:The first batch lies")
@quickly
@given(batches_of())
def test_batches_come_out_in_one_form_or_with_a_sentence(case):
    batches, conditional, n_critic = case
    try:
        ready = feeding.prepared(batches, SHAPE, conditional, N_CLASSES if conditional else None, n_critic)
        found = list(ready)
    except OURS as error:
        assert str(error) and "Traceback" not in str(error) and "{{" not in str(error)
        return
    except tf.errors.InvalidArgumentError as error:  # a wrong label past the first batch, found when its turn comes
        assert feeding.in_words(error, N_CLASSES) is not None
        return
    sizes = set()
    for each in found:
        images, labels = each if isinstance(each, tuple) else (each, None)
        assert images.dtype == tf.float32 and tuple(images.shape[1:]) == SHAPE
        sizes.add(len(images))
        if conditional:
            assert labels.dtype.is_integer and labels.shape == (len(images),)
            assert int(tf.reduce_min(labels)) >= 0 and int(tf.reduce_max(labels)) < N_CLASSES
    if n_critic > 1:
        assert len(sizes) <= 1  # several make a step


@quickly
@given(images_of(), st.data())
def test_a_dataset_of_ones_own_is_sound_or_refused_with_a_sentence(images, more):
    labels = more.draw(st.one_of(st.none(), labels_for(len(images))))
    try:
        made = data.ImageDataset(images, labels)
    except OURS as error:
        assert ("images" in str(error) or "labels" in str(error) or "dataset" in str(error)) and "\n" not in str(error)
        return
    assert made.images.dtype == np.uint8 and made.images.ndim == 4 and made.labels.dtype == np.int32
    assert made.labels.min() >= 0 and made.labels.max() < made.card.n_classes and "\n" not in repr(made)


@quickly
@given(images_of())
def test_the_advice_about_images_is_one_that_can_be_followed(images):
    words = checking._advice(images) if images.dtype != np.uint8 else ""
    if "to_display" in words:
        assert data.to_display(images).dtype == np.uint8
    for code in ("np.rint(255 * images)", "np.rint(images / 257)", "np.rint(images)"):
        if code in words:
            made = eval(code, {"np": np, "images": images.astype("float64")})
            assert made.min() >= 0 and made.max() <= 255
            break
