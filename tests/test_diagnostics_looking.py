"""What a network looks at: maps by hand, and the dot that must be found before a map explains anything."""

import keras
import numpy as np
import pytest
import tensorflow as tf

from gan_utils import data, models
from gan_utils.diagnostics import gradient_map, occlusion_map, share_inside

IMAGES = data.to_model(data.load("digits").images[:3])


def test_the_gradient_of_a_linear_score_is_its_weights():
    weights = np.random.default_rng(0).normal(size=(8, 8, 1)).astype("float32")
    maps = gradient_map(lambda x: tf.reduce_sum(x * weights, axis=(1, 2, 3)), IMAGES)
    assert maps.shape == (3, 8, 8) and np.allclose(maps, np.abs(weights[..., 0]), atol=1e-6)


def test_of_several_channels_the_strongest_counts_and_images_do_not_mix():
    score = lambda x: (-5.0 * x[:, 0, 0, 0] + 2.0 * x[:, 0, 0, 2]) * tf.constant([1.0, 0.0])
    maps = gradient_map(score, np.zeros((2, 2, 2, 3)))
    assert maps[:, 0, 0].tolist() == [5.0, 0.0] and maps.sum() == 5.0


def test_covering_takes_away_what_the_square_hides():
    # the sum of all pixels falls by (pixel + 1) for each that turns black
    total = lambda x: np.asarray(x).sum(axis=(1, 2, 3))
    assert np.allclose(occlusion_map(total, IMAGES, side=1), IMAGES[..., 0] + 1, atol=1e-5)
    whole = occlusion_map(total, IMAGES, side=8)
    assert np.allclose(whole, (IMAGES + 1).sum(axis=(1, 2, 3))[:, None, None], rtol=1e-5)
    covered = occlusion_map(lambda x: np.asarray(x)[:, 2, 3, 0], np.ones((1, 8, 8, 1)), side=3, fill=0.0)[0]
    rows, columns = np.nonzero(covered)
    assert (rows.min(), rows.max(), columns.min(), columns.max()) == (0, 4, 1, 5)  # squares that reach (2, 3)
    assert covered[2, 3] == 1.0 and covered.max() == 1.0  # every square over it hides it


def test_strides_and_parts_cover_the_edges_all_the_same():
    score = lambda x: np.asarray(x)[:, -1, -1, 0]
    one, other = (occlusion_map(score, IMAGES, side=3, stride=2, batch_size=size) for size in (1, 512))
    assert np.array_equal(one, other) and one.shape == (3, 8, 8)
    assert np.allclose(one[:, -1, -1], IMAGES[:, -1, -1, 0] + 1)


def test_a_score_may_be_high_for_what_is_not_there():
    assert occlusion_map(lambda x: -np.asarray(x).sum(axis=(1, 2, 3)), np.ones((1, 4, 4, 1)), side=2).max() < 0


def test_shares_by_hand():
    maps = np.array([[[1.0, 0.0], [0.0, -3.0]], [[0.0, 0.0], [0.0, 0.0]]])
    corner = np.array([[False, False], [False, True]])
    assert share_inside(maps, corner).tolist() == [0.75, 0.0]
    assert share_inside(np.ones((1, 2, 2)), corner).tolist() == [0.25]


def dotted(images):
    """Return copies with a white dot of 3×3 pixels at rows and columns 3 to 5, and its mask with a margin of 2."""
    images, mask = images.copy(), np.zeros((28, 28), bool)
    images[:, 3:6, 3:6] = 1.0
    mask[1:8, 1:8] = True
    return images, mask


def test_a_planted_dot_is_where_the_mass_falls_and_only_once_it_was_learnt():
    real = data.to_model(data.load("mnist5k").images[:512])
    fake, mask = dotted(real)
    judge = models.dcgan_discriminator((28, 28, 1), width=4, batch_norm=False, seed=1)
    judge.compile(keras.optimizers.Adam(2e-3), keras.losses.BinaryCrossentropy(from_logits=True))
    score = lambda x: -judge(x, training=False)[:, 0]  # how fake it looks
    shown, area = fake[:16], mask.mean()
    before = [float(share_inside(draw(score, shown), mask).mean()) for draw in (gradient_map, occlusion_map)]
    keras.utils.set_random_seed(0)
    judge.fit(np.concatenate([real, fake]), np.repeat([1.0, 0.0], 512), batch_size=64, epochs=6, verbose=0)
    after = [float(share_inside(draw(score, shown), mask).mean()) for draw in (gradient_map, occlusion_map)]
    assert area < 0.07 and max(before) < 0.25
    assert min(after) > 0.4  # six times its area; the gradient is the noisier of the two


@pytest.mark.parametrize(
    ("do", "words"),
    [
        (lambda: gradient_map(lambda x: x[:, 0, 0, 0], IMAGES[0]), r"one by itself is image\[None\]"),
        (lambda: gradient_map(lambda x: x, IMAGES), "one number an image"),
        (lambda: gradient_map(lambda x: tf.constant(x.numpy()[:, 0, 0, 0]), IMAGES), "has no gradient"),
        (lambda: occlusion_map(lambda x: x, IMAGES), "one number an image"),
        (lambda: occlusion_map(lambda x: x[:, 0, 0, 0], IMAGES, side=9), "side must be a whole number"),
        (lambda: occlusion_map(lambda x: x[:, 0, 0, 0], IMAGES, side=3, stride=4), "no pixel between two squares"),
        (lambda: occlusion_map(lambda x: x[:, 0, 0, 0], IMAGES, fill=2), "fill must be a number in"),
        (lambda: share_inside(np.ones((1, 2, 2)), np.ones((3, 2), bool)), "and the same"),
    ],
)
def test_what_does_not_fit_is_said_in_a_sentence(do, words):
    with pytest.raises(ValueError, match=words):
        do()
