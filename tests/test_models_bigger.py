"""Residual and densely connected pairs: sizes, counts by hand, one block by hand, labels, seeds, gradients."""

import keras
import numpy as np
import pytest
import tensorflow as tf

from gan_utils import data, models, training

PAIRS = {
    "resnet": (models.resnet_generator, models.resnet_discriminator),
    "densenet": (models.densenet_generator, models.densenet_discriminator),
}
BUILDERS = [build for pair in PAIRS.values() for build in pair]
Z = np.random.default_rng(0).standard_normal((3, 16)).astype(np.float32)


@pytest.mark.parametrize("name", PAIRS)
@pytest.mark.parametrize("image_shape", [(28, 28, 1), (64, 64, 3), (8, 8, 1), (16, 24, 3)])
def test_pairs_fit_any_even_shape(name, image_shape):
    generate, discriminate = PAIRS[name]
    images = np.asarray(generate(image_shape, latent_dim=16, width=2)(Z, training=False))
    assert images.shape == (3, *image_shape) and images.dtype == np.float32
    assert np.abs(images).max() <= 1.0 and images.std() > 0
    assert discriminate(image_shape, width=2)(images, training=False).shape == (3, 1)


def test_resnet_parameters_by_hand():
    # 28×28×1, latent 64, width 32: dense 64·3136 + 3136 = 203,840. First block, 64 → 32 channels: two BN 4·64, 3×3
    # 9·64·64, 4×4 16·64·32 + 32, short 4·64·32; second, 32 → 1: two BN 4·32, 9·32·32, 16·32 + 1, 4·32
    first, second = 2 * 256 + 36_864 + 32_800 + 8_192, 2 * 128 + 9_216 + 513 + 128
    assert models.resnet_generator((28, 28, 1)).count_params() == 203_840 + first + second
    # first block, 1 → 32: 16·32 + 32, 9·32·32 + 32, 4·32; second, 32 → 64: 16·32·64 + 64, 9·64·64 + 64, 4·32·64;
    # logit 7·7·64 + 1
    first, second = 544 + 9_248 + 128, 32_832 + 36_928 + 8_192
    assert models.resnet_discriminator((28, 28, 1)).count_params() == first + second + 3_137


def test_densenet_parameters_by_hand():
    # 28×28×1, latent 64, width 32, so growth 16: dense 203,840. First block: BN 4·64; layers that read 64 and 80
    # channels, 9·64·16 and 9·80·16, each with BN 4·16; transition 96 → 32, 16·96·32 (BN does without a bias)
    first = 256 + 9_216 + 64 + 11_520 + 64 + 49_152
    # second: BN 4·32; 9·32·16 and 9·48·16, each with BN 4·16; 64 → 1: 16·64 + 1
    second = 128 + 4_608 + 64 + 6_912 + 64 + 1_025
    assert models.densenet_generator((28, 28, 1)).count_params() == 203_840 + first + second
    # 16·32 + 32, then 9·32·16 + 16, 9·48·16 + 16; 16·64·64 + 64, 9·64·16 + 16, 9·80·16 + 16; logit 7·7·96 + 1
    expected = 544 + 4_624 + 6_928 + 65_600 + 9_232 + 11_536 + 4_705
    assert models.densenet_discriminator((28, 28, 1)).count_params() == expected


def test_a_residual_block_is_the_long_way_plus_the_short_way():
    discriminator = models.resnet_discriminator((8, 8, 1), width=2, seed=0)  # one block: 8×8 → 4×4
    image = np.random.default_rng(1).uniform(-1, 1, (2, 8, 8, 1)).astype(np.float32)
    convolutions = [layer for layer in discriminator.layers if isinstance(layer, keras.layers.Conv2D)]
    side = {layer.kernel.shape[0]: layer for layer in convolutions}
    long, second, short = side[4], side[3], side[2]
    leaky = lambda x: np.where(x > 0, x, 0.2 * x)
    # the short way by hand: one weight for each pixel of a 2×2 tile
    tiles = image[..., 0].reshape(2, 4, 2, 4, 2).transpose(0, 1, 3, 2, 4)
    by_hand = np.einsum("bijkl,klf->bijf", tiles, np.asarray(short.kernel)[:, :, 0])
    features = by_hand + np.asarray(second(leaky(np.asarray(long(image)))))
    kernel = np.asarray(discriminator.get_layer("logit").kernel)
    logits = np.asarray(discriminator(image, training=False))
    np.testing.assert_allclose(logits, leaky(features).reshape(2, -1) @ kernel, atol=1e-5)
    without = leaky(features - by_hand).reshape(2, -1) @ kernel
    assert np.abs(logits - without).max() > 1e-3  # a network without its short way is told apart


def test_every_layer_of_a_dense_block_reads_all_before_it():
    discriminator = models.densenet_discriminator((8, 8, 1), width=4, depth=3, growth=5)
    read = [layer.kernel.shape[2] for layer in discriminator.layers if isinstance(layer, keras.layers.Conv2D)]
    assert read == [1, 4, 9, 14]  # the image; then 4, 4 + 5, 4 + 5 + 5 channels
    assert discriminator.get_layer("features").output.shape == (None, 4 * 4 * 19)
    generator = models.densenet_generator((8, 8, 1), width=4, depth=3, growth=5)
    read = [layer.kernel.shape for layer in generator.layers if len(getattr(layer, "kernel", Z).shape) == 4]
    assert read == [
        (3, 3, 4, 5),
        (3, 3, 9, 5),
        (3, 3, 14, 5),
        (4, 4, 1, 19),
    ]  # the last, transposed, reads 19


@pytest.mark.parametrize("build", BUILDERS)
def test_seeds_fix_the_initial_weights(build):
    weights = lambda seed: build((8, 8, 1), width=2, n_classes=10, seed=seed).get_weights()
    one, same, other = weights(1), weights(1), weights(2)
    assert all(np.array_equal(a, b) for a, b in zip(one, same, strict=True))
    kernels = [i for i, weight in enumerate(one) if weight.ndim > 1]
    assert all(not np.array_equal(one[i], other[i]) for i in kernels)
    firsts = [round(float(one[i].ravel()[0]), 8) for i in kernels]
    assert len(set(firsts)) == len(firsts)  # no two layers share a seed


@pytest.mark.parametrize("name", PAIRS)
@pytest.mark.parametrize("spectral_norm", [False, True])
def test_conditional_pairs_answer_to_the_label(name, spectral_norm):
    generate, discriminate = PAIRS[name]
    generator = generate((8, 8, 1), latent_dim=16, width=2, n_classes=10, seed=0)
    discriminator = discriminate((8, 8, 1), width=2, n_classes=10, spectral_norm=spectral_norm, seed=0)
    same_z, labels = np.repeat(Z[:1], 2, axis=0), np.array([1, 7])
    images = np.asarray(generator([same_z, labels], training=False))
    assert np.abs(images[0] - images[1]).max() > 1e-6
    same_image = np.repeat(images[:1], 2, axis=0)
    logits = np.asarray(discriminator([same_image, labels], training=False))
    assert logits[0, 0] != logits[1, 0]
    mixed = models.conditional_mixer(generator)(same_z, np.eye(10)[[1, 7]])
    np.testing.assert_allclose(mixed, images, atol=1e-6)


@pytest.mark.parametrize("name", PAIRS)
@pytest.mark.parametrize("how", [{}, {"batch_norm": True}, {"spectral_norm": True}])
def test_every_variable_gets_a_gradient(name, how):
    generate, discriminate = PAIRS[name]
    generator = generate((16, 16, 1), 8, 4, n_classes=10, batch_norm="spectral_norm" not in how, seed=0)
    discriminator = discriminate((16, 16, 1), 4, n_classes=10, seed=0, **how)
    z, classes = tf.random.stateless_normal((10, 8), (1, 2)), tf.range(10)
    with tf.GradientTape() as tape:
        fakes = generator([z, classes], training=True)
        total = tf.reduce_sum(discriminator([fakes, classes], training=True) ** 2)
    variables = generator.trainable_variables + discriminator.trainable_variables
    for variable, gradient in zip(variables, tape.gradient(total, variables), strict=True):
        # a bias that batch norm subtracts again gets one of rounding's size
        reached = float(tf.reduce_max(tf.abs(tf.convert_to_tensor(gradient))))
        assert reached > 1e-5, variable.path


def test_spectral_norm_wraps_every_kernel_of_the_discriminators():
    for _, discriminate in PAIRS.values():
        model = discriminate((8, 8, 1), width=2, n_classes=10, spectral_norm=True, seed=0)
        kinds = [type(layer).__name__ for layer in model.layers]
        assert "Conv2D" not in kinds and "Dense" not in kinds and "Embedding" not in kinds
        plain = discriminate((8, 8, 1), width=2, seed=0).get_weights()
        kernels = {layer.layer.kernel.numpy().tobytes() for layer in model.layers if hasattr(layer, "vector_u")}
        assert {weight.tobytes() for weight in plain if weight.ndim > 1} < kernels  # and the labels' vectors


def test_batch_norm_can_be_had_or_left_out():
    kinds = lambda model: {type(layer).__name__ for layer in model.layers}
    for build in BUILDERS:
        for batch_norm in (True, False):
            model = build((8, 8, 1), width=2, batch_norm=batch_norm)
            assert ("BatchNormalization" in kinds(model)) == batch_norm


@pytest.mark.parametrize("name", PAIRS)
def test_pairs_train(name):
    generate, discriminate = PAIRS[name]
    gan = training.GAN(generate((8, 8, 1), 4, 4, seed=1), discriminate((8, 8, 1), 4, spectral_norm=True, seed=2))
    gan.compile(jit_compile=False)
    history = gan.fit(data.load("digits").batches(64, seed=0).take(15)).history
    assert np.isfinite(history["g_loss"]).all()
    assert np.mean(history["d_x"][-3:]) - np.mean(history["d_g_z"][-3:]) > history["d_x"][0] - history["d_g_z"][0]


def test_errors_name_what_is_possible():
    for build in BUILDERS:
        with pytest.raises(ValueError, match=r"\(height, width, channels\), got \(28, 28\)"):
            build((28, 28))
        with pytest.raises(ValueError, match="27×27 does not allow: choose even sides of at least 8"):
            build((27, 27, 1))
