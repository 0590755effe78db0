"""What restoring needs: damages, pairs, the two scores, and networks from picture to picture."""

import keras
import numpy as np
import pytest

from gan_utils import data, metrics, models

DIGITS = data.load("digits").images[:12]


def test_a_hole_is_where_its_mask_says_and_the_rest_stays():
    masks = data.hole_masks(12, (8, 8), side=3, seed=1)
    cut = data.cut_out(DIGITS, masks)
    assert (cut[masks] == 128).all() and np.array_equal(cut[~masks], DIGITS[~masks])
    assert masks.sum(axis=(1, 2, 3)).tolist() == [9] * 12
    assert len({mask.tobytes() for mask in masks}) > 3  # not all in one place
    assert masks.any(axis=0).all() or masks.any(axis=0).sum() > 40  # anywhere inside
    assert not np.array_equal(masks, data.hole_masks(12, (8, 8), side=3, seed=2))


def test_noise_has_the_deviation_asked_for_and_follows_its_seed():
    grey = np.full((50, 8, 8, 1), 128, np.uint8)
    noise = data.noisy(grey, 20.0, seed=0).astype(float) - 128
    assert abs(noise.std() - 20) < 1 and abs(noise.mean()) < 1
    assert not np.array_equal(data.noisy(grey, seed=0), data.noisy(grey, seed=1))


def test_a_small_picture_holds_the_means_and_comes_back_to_size():
    small = data.shrunk(DIGITS, 4)
    assert small[3, 1, 0, 0] == round(float(DIGITS[3, 4:, :4].mean()))
    nearest = data.enlarged(small, (8, 8), "nearest")
    assert np.array_equal(nearest, small.repeat(4, axis=1).repeat(4, axis=2))
    assert data.enlarged(np.zeros((2, 4, 4, 3), np.uint8), (6, 8)).shape == (2, 6, 8, 3)


@pytest.mark.parametrize(
    ("do", "words"),
    [
        (lambda: data.cut_out(DIGITS, np.ones((12, 7, 8, 1), bool)), r"mask of shape \(12, 7, 8, 1\) does not lie on"),
        (lambda: data.cut_out(DIGITS, np.ones((12, 8, 8, 1))), "got float64"),
        (lambda: data.hole_masks(2, (8, 8), side=9, seed=0), "side must be a whole number of at least 1 and at most 8"),
        (lambda: data.shrunk(DIGITS, 3), "does not divide 8×8"),
        (lambda: data.noisy(DIGITS / 255.0, seed=0), "take uint8 images"),
        (lambda: data.enlarged(DIGITS, (16, 16), "best"), "nearest, bilinear, bicubic"),
        (lambda: data.ImagePairs(DIGITS, DIGITS[:11]), "12 inputs but 11 targets"),
        (lambda: data.ImagePairs(DIGITS, data.shrunk(DIGITS, 2)), "the inputs are 8×8 but the targets 4×4"),
        (lambda: data.ImagePairs(DIGITS, DIGITS).batches(13, seed=0), "choose a whole batch_size from 1 to 12"),
        (lambda: metrics.psnr(DIGITS, DIGITS[:3]), "held against its own original"),
        (lambda: metrics.ssim(DIGITS[:, :6], DIGITS[:, :6]), "windows of 7×7"),
        (lambda: models.patch_discriminator((8, 8, 1), (16, 16, 1)), "has other sides"),
    ],
)
def test_bad_input_is_one_sentence(do, words):
    with pytest.raises(ValueError, match=words):
        do()


def test_pairs_stay_together_in_every_order():
    numbered = np.tile(np.arange(12, dtype=np.uint8)[:, None, None, None], (1, 8, 8, 1))
    batches = data.ImagePairs(numbered, 255 - numbered).batches(4, seed=0)
    seen = [tuple(data.to_display(part.numpy())[:, 0, 0, 0].astype(int) for part in batch) for batch in batches]
    assert all((one + other == 255).all() for one, other in seen)
    assert sorted(np.concatenate([one for one, _ in seen])) == list(range(12))


def test_psnr_and_ssim_by_hand():
    # Every pixel off by 51 of 255: the mean squared error is 51², and 20·log10(255/51) = 20·log10(5) = 13.979 dB.
    real = np.full((2, 8, 8, 1), 100, np.uint8)
    off = real.copy()
    off[1] += 51
    found = metrics.psnr(real, off)
    assert found[0] == np.inf and found[1] == pytest.approx(13.9794, abs=1e-4)
    # Two flat pictures differ in brightness alone: (2·100·151 + c) / (100² + 151² + c), c = (0.01·255)².
    c = 2.55**2
    assert metrics.ssim(real, off)[1] == pytest.approx((2 * 100 * 151 + c) / (100**2 + 151**2 + c), abs=1e-6)
    floats = data.to_model(off)
    assert np.array_equal(metrics.psnr(real, floats), found)


def seen_by(network, place, shape):
    """Return the (rows, columns) of the pixels that one logit depends on, by changing each in turn."""
    base = np.zeros((1, *shape), np.float32)
    each = np.repeat(base, shape[0] * shape[1], axis=0)
    each.reshape(len(each), -1, shape[-1])[np.arange(len(each)), np.arange(len(each))] += 1.0
    logits = [np.asarray(network(x, training=False))[:, place[0], place[1], 0] for x in (base, each)]
    changed = (logits[1] != logits[0]).reshape(shape[:2])
    return np.flatnonzero(changed.any(axis=1)), np.flatnonzero(changed.any(axis=0))


@pytest.mark.parametrize(("halvings", "width"), [(1, 10), (2, 22)])
def test_a_logit_of_the_patch_discriminator_sees_as_many_pixels_as_the_docstring_says(halvings, width):
    shape = (40, 40, 1)
    network = models.patch_discriminator(shape, width=4, halvings=halvings, init_stddev=0.5, seed=0)
    middle = network.output_shape[1] // 2
    rows, columns = seen_by(network, (middle, middle), shape)
    assert len(rows) == len(columns) == width and rows[-1] - rows[0] == width - 1


def test_a_u_net_sees_its_noise_and_passes_the_picture_through_its_skips():
    net = models.unet((16, 16, 1), channels=3, width=2, latent_dim=4, seed=0, init_stddev=0.2)
    x, z = np.random.default_rng(0).normal(size=(2, 16, 16, 1)), np.eye(4)[:2]
    one, other = (np.asarray(net([x, noise], training=False)) for noise in (z, z[::-1]))
    assert one.shape == (2, 16, 16, 3) and np.abs(one).max() <= 1 and not np.allclose(one, other)
    with_skips, without = (models.unet((16, 16, 1), width=2, skips=skips) for skips in (True, False))
    joins = lambda net: sum(isinstance(layer, keras.layers.Concatenate) for layer in net.layers)
    assert joins(with_skips) == 2 and joins(without) == 0


def test_an_outline_does_not_tell_the_colour():
    factors = data.sprite_factors("test")[::100].copy()
    outlines = data.draw_outlines(factors)
    sprites = data.draw_sprites(factors)
    factors["colour"] = (factors["colour"] + 1) % 6
    assert np.array_equal(data.draw_outlines(factors), outlines)
    assert not np.array_equal(data.draw_sprites(factors), sprites)
    assert outlines.min() == 0 and (outlines[:, 0, 0] == 255).all()
