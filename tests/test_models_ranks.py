"""The DCGAN pair for waves and clips by its shape, and generators of words that a gradient passes through."""

import keras
import numpy as np
import pytest
import tensorflow as tf

from gan_utils import models, training
from gan_utils.models import parts
from gan_utils.models.gumbel import GumbelSoftmax

WAVE = {"kernel_size": 25, "stride": 4}


@pytest.mark.parametrize(
    ("shape", "how"),
    [((1024, 1), WAVE), ((256, 2), {}), ((8, 16, 16, 1), {}), ((8, 32, 16, 3), {"upsampling": "nearest"})],
)
def test_the_pair_fits_waves_and_clips(shape, how):
    z = np.random.default_rng(0).standard_normal((3, 8)).astype(np.float32)
    made = np.asarray(models.dcgan_generator(shape, 8, width=2, **how)(z, training=False))
    assert made.shape == (3, *shape) and np.abs(made).max() <= 1
    how = {"downsampling": "pool"} if "upsampling" in how else how
    assert models.dcgan_discriminator(shape, width=2, **how)(made, training=True).shape == (3, 1)


def test_parameters_of_a_wave_network_by_hand():
    # 1024 → 256 → 64 → 16 → 4 in the generator with width 2: dense 8·(4·16) and BN 4·16; 25·16·8 and 4·8; 25·8·4 and
    # 4·4; 25·4·2 and 4·2; 25·2·1 + 1
    count = 8 * 64 + 64 + 25 * 16 * 8 + 32 + 25 * 8 * 4 + 16 + 25 * 4 * 2 + 8 + 51
    assert models.dcgan_generator((1024, 1), 8, width=2, **WAVE).count_params() == count
    # 25·1·2 + 2; 25·2·4 and 4·4; 25·4·8 and 4·8; 25·8·16 and 4·16; 4·16 + 1
    count = 52 + 200 + 16 + 800 + 32 + 3200 + 64 + 65
    assert models.dcgan_discriminator((1024, 1), width=2, **WAVE).count_params() == count


def test_halvings_of_each_rank():
    assert parts.halvings(28, 28) == 2 and parts.halvings(1024, stride=4) == 4 and parts.halvings(8, 16, 16) == 2
    with pytest.raises(ValueError, match="these networks double a picture at least once, which 7×8 does not allow"):
        parts.halvings(7, 8)
    with pytest.raises(ValueError, match="stretch by 4 a wave at least once, which 1022 does not allow: choose sides"):
        models.dcgan_generator((1022, 1), stride=4)


@pytest.mark.parametrize(
    ("do", "words"),
    [
        (lambda: models.dcgan_generator((1024,)), r"a wave \(length, 1 or 2\)"),
        (lambda: models.resnet_generator((1024, 1)), r"image_shape must be \(height, width, channels\)"),
        (lambda: models.dcgan_generator((28, 28, 1), stride=1), "stride must be a whole number of at least 2"),
        (
            lambda: models.dcgan_discriminator((1024, 1), n_classes=3, conditioning="channels", **WAVE),
            'choose "projection"',
        ),
        (lambda: models.gumbel_softmax([0.0], [0.0], 0), "temperature must be a number above 0"),
        (lambda: models.with_gumbel(models.mlp_generator((6, 4), 8, (4,)), -1.0), "temperature must be a number above"),
        (lambda: models.with_gumbel(models.mlp_generator((4,), 8, (4,)), 1.0), "takes a generator from z to logits"),
    ],
)
def test_bad_input_is_one_sentence(do, words):
    with pytest.raises(ValueError, match=words):
        do()


def test_classes_join_a_wave_at_the_logit():
    judge = models.dcgan_discriminator((1024, 1), 2, n_classes=3, **WAVE)
    gan = training.GAN(models.dcgan_generator((1024, 1), 8, 2, n_classes=3, **WAVE), judge)
    assert gan.n_classes == 3


def test_gumbel_noise_and_its_softmax_by_hand():
    # Φ(0) = ½, so g = −log log 2 = 0.3665; Φ(1.2816) = 0.9, so g = −log(−log 0.9) = 2.2504
    np.testing.assert_allclose(models.gumbel_noise(np.array([0.0, 1.2815516])), [0.36651, 2.25037], atol=1e-4)
    found = models.gumbel_softmax([[1.0, 0.0]], [[0.0, 0.0]], temperature=0.5)
    np.testing.assert_allclose(found, [[1 / (1 + np.exp(-2)), 1 / (1 + np.exp(2))]], rtol=1e-5)
    assert np.isfinite(models.gumbel_noise(np.array([-40.0, 40.0]))).all()


def test_the_largest_is_a_draw_from_the_softmax_whatever_the_temperature():
    p = np.array([0.6, 0.3, 0.1])
    z = np.random.default_rng(0).standard_normal((20000, 3)).astype(np.float32)
    picked = {}
    for temperature in (0.1, 1.0, 5.0):
        rows = np.asarray(models.gumbel_softmax(np.log(p)[None], z, temperature))
        np.testing.assert_allclose(rows.sum(axis=1), 1, rtol=1e-4)
        picked[temperature] = rows.argmax(axis=1)
    np.testing.assert_allclose(np.bincount(picked[1.0]) / 20000, p, atol=0.015)
    assert np.mean(picked[0.1] == picked[5.0]) > 0.999
    without = np.asarray(models.gumbel_softmax(np.log(p)[None], 0 * z, 1.0)).argmax(axis=1)  # noise forgotten
    assert (without == 0).all()


def test_a_generator_of_words_sends_a_gradient_back_and_can_be_copied():
    body = models.mlp_generator((6, 5), latent_dim=4, widths=(8,), activation=None, seed=1)
    generator = models.with_gumbel(body, temperature=0.7)
    z = tf.random.stateless_normal((3, 4 + 30), (0, 1))
    with tf.GradientTape() as tape:
        words = generator(z, training=True)
        loss = tf.reduce_sum(words[:, :, 0])
    found = tape.gradient(loss, generator.trainable_variables)
    assert len(found) == 4 and all(float(tf.reduce_max(tf.abs(each))) > 0 for each in found)
    logits = body(z[:, :4])
    np.testing.assert_allclose(
        words, models.gumbel_softmax(logits, tf.reshape(z[:, 4:], (3, 6, 5)), 0.7), rtol=1e-4, atol=1e-6
    )
    copy = keras.models.clone_model(generator)
    copy.set_weights(generator.get_weights())
    np.testing.assert_allclose(copy(z), words, rtol=1e-5)
    assert GumbelSoftmax.from_config(GumbelSoftmax(0.5).get_config()).temperature == 0.5
