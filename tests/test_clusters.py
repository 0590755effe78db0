"""Clusters in place of labels: what k-means finds, what it refuses, and labels drawn by their frequency."""

import dataclasses
import warnings

import numpy as np
import pytest

from gan_utils import data
from gan_utils.data.clusters import cluster


def piles(sizes, seed=0):
    """Grey pictures of 4×4 in piles of the given sizes around levels 20, 100, 180, …, shuffled; and their piles."""
    draws = np.random.default_rng(seed)
    pile = draws.permutation(np.repeat(np.arange(len(sizes)), sizes))
    levels = 20 + 80 * pile[:, None, None, None] + draws.integers(-5, 6, (len(pile), 4, 4, 1))
    return levels.astype(np.uint8), pile


def test_separate_piles_are_found_and_numbered_by_size():
    images, pile = piles([10, 40, 25])
    labels = cluster(images, k=3, seed=3)
    assert labels.dtype == np.int32 and labels.shape == (75,)
    # By size the piles are 1 (40 pictures), 2 (25), 0 (10): so they are clusters 0, 1 and 2 in this order.
    assert (labels == np.array([2, 0, 1])[pile]).all()
    assert not (labels == pile).all()  # numbered as k-means happens to would not do


def test_the_seed_fixes_the_clusters_and_the_order_of_the_pictures_does_not_matter():
    digits = data.load("digits").subset(slice(0, 400))
    first, again, other = (cluster(digits.images, k=20, seed=seed) for seed in (1, 1, 2))
    assert (first == again).all() and (first != other).any()
    images, _ = piles([30, 20])
    turned = cluster(images[::-1], k=2, seed=0)
    assert (turned[::-1] == cluster(images, k=2, seed=0)).all() and (turned != turned[::-1]).any()


def test_clusters_of_digits_are_mostly_of_one_digit_though_no_label_is_read():
    digits = data.load("mnist5k")
    clustered = digits.clustered(50, seed=0)
    blind = dataclasses.replace(digits, labels=np.zeros_like(digits.labels)).clustered(50, seed=0)
    assert (clustered.labels == blind.labels).all()
    counts = np.zeros((50, 10), int)
    np.add.at(counts, (clustered.labels, digits.labels), 1)
    assert counts.max(axis=1).sum() / len(digits) > 0.75  # clusters drawn by lot would hold 22% of one digit or so
    sizes = np.bincount(clustered.labels)
    assert (np.diff(sizes) <= 0).all() and sizes.min() > 0 and len(sizes) == 50


def test_a_clustered_dataset_keeps_its_images_and_batches_its_clusters():
    digits = data.load("digits")
    clustered = digits.clustered(k=12, seed=0)
    assert clustered.images is digits.images and clustered.card.image_shape == digits.card.image_shape
    assert clustered.card.n_classes == 12 and len(clustered.card.class_names) == 12
    assert "12 clusters in place of labels" in str(clustered.card)
    assert digits.card.n_classes == 10  # the dataset that it came from is as it was
    images, labels = next(iter(clustered.batches(16, seed=0, labels=True)))
    place = {
        image.tobytes(): label for image, label in zip(data.to_model(digits.images), clustered.labels, strict=True)
    }
    assert [place[image.tobytes()] for image in images.numpy()] == labels.numpy().tolist()


@pytest.mark.parametrize("k", [0, 1, 76, 2.0, "50", None])
def test_a_k_that_does_not_fit_is_refused(k):
    with pytest.raises(ValueError, match=r"75 pictures cannot be sorted into k = .*: choose a whole k from 2 to 75"):
        cluster(piles([50, 25])[0], k=k)


def test_fewer_different_pictures_than_clusters_are_refused_without_a_warning():
    images = np.repeat(np.array([0, 90, 250], "uint8"), 5).reshape(15, 1, 1, 1)
    with (
        warnings.catch_warnings(),
        pytest.raises(ValueError, match="only 3 different pictures for k = 4: choose a smaller"),
    ):
        warnings.simplefilter("error")
        cluster(images, k=4)


def test_drawn_labels_come_as_often_as_their_sizes_say():
    sizes = [600, 0, 300, 100]
    drawn = data.draw_labels(sizes, 20_000, seed=5)
    assert drawn.dtype == np.int32 and drawn.shape == (20_000,)
    # The standard deviation of a share is at most √(.6·.4 / 20,000) = .0035: three of them are about .01.
    shares = np.bincount(drawn, minlength=4) / 20_000
    np.testing.assert_allclose(shares, [0.6, 0.0, 0.3, 0.1], atol=0.01)
    evenly = np.bincount(np.random.default_rng(5).integers(4, size=20_000), minlength=4) / 20_000
    assert np.abs(evenly - [0.6, 0.0, 0.3, 0.1]).max() > 0.01  # labels drawn evenly would not pass
    assert (drawn == data.draw_labels(sizes, 20_000, seed=5)).all()
    assert (drawn != data.draw_labels(sizes, 20_000, seed=6)).any()


@pytest.mark.parametrize("sizes", [[], [0, 0], [3, -1], [[1, 2]], [np.nan, 1], 5])
def test_sizes_that_are_no_counts_are_refused(sizes):
    with pytest.raises(ValueError, match=r"one count for each label.*np\.bincount"):
        data.draw_labels(sizes, 3, seed=0)
