"""Today's blocks: groups, smooth resampling, a scaled start, modulation, a mapping and attention, by hand."""

import keras
import numpy as np
import pytest
import tensorflow as tf

from gan_utils import data, models, training
from gan_utils.models import architecture
from gan_utils.models.style import LearntConstant, PixelNormalization

RNG = np.random.default_rng(0)
MAPS = RNG.standard_normal((2, 6, 8, 4)).astype(np.float32)
Z = RNG.standard_normal((3, 16)).astype(np.float32)


def test_groups_do_not_see_each_other_and_compute_what_keras_computes():
    layer = models.GroupedConv2D(6, 3, groups=2)
    y = np.asarray(layer(MAPS))
    changed = MAPS.copy()
    changed[..., 2:] += 1.0  # only what the second group reads
    other = np.asarray(layer(changed))
    assert np.array_equal(y[..., :3], other[..., :3]) and np.abs(y[..., 3:] - other[..., 3:]).min() > 0
    theirs = keras.layers.Conv2D(6, 3, padding="same", groups=2)
    theirs.build(MAPS.shape)
    theirs.set_weights(layer.get_weights())
    np.testing.assert_allclose(y, np.asarray(theirs(MAPS)), atol=1e-5)


def test_smooth_layers_by_hand_and_on_what_does_not_vary():
    ramp = np.arange(4.0, dtype=np.float32).reshape(1, 1, 4, 1)
    # means between neighbours, the last entry repeated
    assert np.asarray(models.SmoothDouble()(ramp))[0, 0, :, 0].tolist() == [0, 0.5, 1, 1.5, 2, 2.5, 3, 3]
    # (0 + 2·0 + 1)/4 and (1 + 2·2 + 3)/4, in both rows
    rows = np.repeat(ramp, 2, axis=1)
    assert np.asarray(models.SmoothHalve()(rows))[0, :, :, 0].tolist() == [[0.25, 2.0]]
    for layer in (models.SmoothDouble(), models.SmoothHalve()):
        flat = np.asarray(layer(np.full((1, 4, 6, 2), 3.0, np.float32)))
        assert np.allclose(flat, 3.0)
        turned = np.asarray(layer(MAPS.transpose(0, 2, 1, 3)))  # rows and columns are treated alike
        np.testing.assert_allclose(turned, np.asarray(layer(MAPS)).transpose(0, 2, 1, 3), atol=1e-6)


def test_smooth_halving_does_not_see_the_finest_checkerboard():
    board = np.indices((8, 8)).sum(axis=0) % 2
    board = (2.0 * board - 1.0).astype(np.float32)[None, ..., None]
    inside = np.asarray(models.SmoothHalve()(board))[0, 1:, 1:]
    assert np.abs(inside).max() < 1e-6
    assert np.abs(board[:, ::2, ::2]).min() == 1  # every second pixel alone would see all of it


def test_the_start_is_hes_times_a_root_of_the_number_of_blocks():
    draw = lambda n_blocks: np.asarray(models.he_scaled(n_blocks, seed=1)((3, 3, 32, 64)))
    # √(2/(1 + 0.04) / 288) = 0.0817 for one block; 16^(−¼) = ½ of that for sixteen
    assert draw(1).std() == pytest.approx(0.0817, rel=0.02)
    np.testing.assert_allclose(draw(16), 0.5 * draw(1), rtol=1e-5)


def block_of(zero_last, channels=8, n_blocks=1):
    x = keras.Input((6, 8, channels))
    seeds = iter(range(100))
    return keras.Model(x, models.r3_block(x, 4, n_blocks, lambda: next(seeds), zero_last))


def test_a_new_block_is_the_identity_and_another_start_is_not():
    maps = np.random.default_rng(1).standard_normal((2, 6, 8, 8)).astype(np.float32)
    assert np.array_equal(np.asarray(block_of(True)(maps)), maps)
    assert np.abs(np.asarray(block_of(False)(maps)) - maps).max() > 0.1


def test_a_block_is_x_plus_its_long_way_by_hand():
    block, maps = block_of(False), np.random.default_rng(1).standard_normal((2, 6, 8, 8)).astype(np.float32)
    first, grouped, last = (layer for layer in block.layers if layer.weights)
    leaky = lambda x: np.where(x > 0, x, 0.2 * x)
    y = leaky(maps @ np.asarray(first.kernel)[0, 0] + np.asarray(first.bias))
    y = leaky(np.asarray(grouped(y))) @ np.asarray(last.kernel)[0, 0]
    np.testing.assert_allclose(np.asarray(block(maps)), maps + y, atol=1e-4)
    assert grouped.groups == 4 and grouped.filters == 16  # twice the channels, in groups of 4


@pytest.mark.parametrize("patches", [False, True])
@pytest.mark.parametrize("shape", [(28, 28, 1), (14, 14, 1), (16, 24, 3)])
def test_pairs_fit_and_start_as_seeded(shape, patches):
    build = lambda seed: models.r3_generator(shape, 16, 16, patches=patches, seed=seed)
    generator, judge = build(1), models.r3_discriminator(shape, 16, patches=patches, seed=2)
    images = np.asarray(generator(Z, training=False))
    assert images.shape == (3, *shape) and np.abs(images).max() <= 1
    assert judge(images, training=False).shape == (3, 1)
    assert all(np.array_equal(*pair) for pair in zip(generator.get_weights(), build(1).get_weights(), strict=True))
    kinds = {type(layer).__name__ for network in (generator, judge) for layer in network.layers}
    assert not {"BatchNormalization", "Activation"} & kinds  # nothing normalises, nothing squashes


def test_the_picture_is_clipped_only_for_those_who_look_at_it():
    generator = models.r3_generator((8, 8, 1), 16, 16, seed=1)
    far = 50 * Z
    assert np.abs(np.asarray(generator(far, training=True))).max() > 1.5
    assert np.abs(np.asarray(generator(far, training=False))).max() == 1.0
    squashed = models.r3_generator((8, 8, 1), 16, 16, tanh=True, seed=1)
    assert np.abs(np.asarray(squashed(far, training=True))).max() <= 1.0


def test_groups_that_do_not_divide_are_refused():
    with pytest.raises(ValueError, match="an even width that group_size divides"):
        models.r3_generator((28, 28, 1), width=24)
    with pytest.raises(ValueError, match="cannot be shared by 4 groups"):
        models.GroupedConv2D(6, groups=4)
    with pytest.raises(ValueError, match="4 channels do not fall into 3 groups"):
        models.GroupedConv2D(6, groups=3)(MAPS)


def test_demodulation_by_hand_and_whatever_the_style():
    kernel = np.zeros((1, 1, 2, 2), np.float32)
    kernel[0, 0] = [[3.0, 1.0], [4.0, 0.0]]
    # s = (2, 1): (6, 4) has length √52; (2, 0) has length 2
    got = np.asarray(models.demodulation(kernel, np.array([[2.0, 1.0]], np.float32)))
    np.testing.assert_allclose(got, [[1 / np.sqrt(52), 0.5]], rtol=1e-5)
    kernel, styles = (RNG.standard_normal(shape).astype(np.float32) for shape in ((3, 3, 4, 5), (6, 4)))
    scaled = (
        kernel * styles[:, None, None, :, None] * np.asarray(models.demodulation(kernel, styles))[:, None, None, None]
    )
    np.testing.assert_allclose((scaled**2).sum(axis=(1, 2, 3)), 1.0, rtol=1e-4)
    louder = np.asarray(models.demodulation(kernel, 10 * styles))
    np.testing.assert_allclose(10 * louder, np.asarray(models.demodulation(kernel, styles)), rtol=1e-4)


@pytest.mark.parametrize("demodulate", [True, False])
def test_modulated_convolution_is_a_convolution_with_a_kernel_for_each_picture(demodulate):
    layer, w = models.ModulatedConv2D(5, 3, demodulate, seed=3), RNG.standard_normal((2, 7)).astype(np.float32)
    y, kernel, styles = np.asarray(layer([MAPS, w])), np.asarray(layer.kernel), np.asarray(layer.styles(w))
    assert np.abs(styles[0] - styles[1]).min() > 0
    for i in range(2):
        own = kernel * styles[i][:, None]
        own = own / np.sqrt((own**2).sum(axis=(0, 1, 2)) + 1e-8) if demodulate else own
        by_hand = tf.nn.conv2d(MAPS[i : i + 1], own, 1, "SAME")[0]
        np.testing.assert_allclose(y[i], by_hand, atol=1e-4)


def test_a_mapping_hears_only_the_direction_of_z():
    direction = np.asarray(PixelNormalization()(np.array([[6.0, 8.0]], np.float32)))[0]
    assert direction.tolist() == pytest.approx([0.8485, 1.1314], abs=1e-4)  # by √50, the root of their mean square
    network = models.mapping(16, width=8, depth=2, seed=0)
    np.testing.assert_allclose(np.asarray(network(Z)), np.asarray(network(7 * Z)), atol=1e-5)
    assert np.abs(np.asarray(network(Z)) - np.asarray(network(-Z))).max() > 0.1
    assert models.mapping(16, depth=0).count_params() == 0
    assert models.mapping(16, width=8, depth=2).count_params() == 16 * 8 + 8 + 8 * 8 + 8


def test_a_style_generator_is_its_synthesis_after_its_mapping():
    generator = models.style_generator((16, 16, 3), 16, 8, seed=1)
    w = generator.get_layer("mapping")(Z)
    images = np.asarray(generator(Z, training=False))
    np.testing.assert_allclose(images, np.asarray(generator.get_layer("synthesis")(w)), atol=1e-6)
    assert images.shape == (3, 16, 16, 3) and np.abs(images[0] - images[1]).max() > 1e-3
    constant = LearntConstant(4, 4, 2, seed=0)(Z)
    assert np.array_equal(constant[0], constant[1])


def test_attention_starts_as_the_identity_and_mixes_by_hand():
    layer = models.SelfAttention(reduction=2, seed=1)
    assert np.array_equal(np.asarray(layer(MAPS)), MAPS)
    layer.gamma.assign(0.5)
    question, key, value, out = (np.asarray(getattr(layer, name)) for name in ("question", "key", "value", "out"))
    flat = MAPS[0].reshape(48, 4)
    fits = (flat @ question) @ (flat @ key).T
    shares = np.exp(fits - fits.max(axis=1, keepdims=True))
    shares /= shares.sum(axis=1, keepdims=True)
    by_hand = flat + 0.5 * shares @ (flat @ value) @ out
    np.testing.assert_allclose(np.asarray(layer(MAPS))[0].reshape(48, 4), by_hand, atol=1e-4)
    np.testing.assert_allclose(np.asarray(layer.weights_of(MAPS)).sum(axis=-1), 1.0, atol=1e-5)


def test_every_variable_of_the_pairs_gets_a_gradient_once_blocks_have_begun():
    generator = models.r3_generator((8, 8, 1), 16, 16, zero_last=False, seed=1)
    judge = models.r3_discriminator((8, 8, 1), 16, zero_last=False, seed=2)
    style = models.style_generator((8, 8, 1), 16, 4, seed=3)
    for network in (generator, style):
        with tf.GradientTape() as tape:
            total = tf.reduce_sum(judge(network(Z, training=True), training=True) ** 2)
        variables = network.trainable_variables + judge.trainable_variables
        for variable, gradient in zip(variables, tape.gradient(total, variables), strict=True):
            assert gradient is not None and float(tf.reduce_max(tf.abs(gradient))) > 0, variable.path


def test_they_train_relativistically_and_are_saved_and_read(tmp_path):
    gan = training.GAN(models.r3_generator((8, 8, 1), 4, 16, seed=1), models.r3_discriminator((8, 8, 1), 16, seed=2))
    gan.compile(loss="relativistic", penalty=["r1", "r2"], penalty_weight=1.0, jit_compile=False)
    history = gan.fit(data.load("digits").batches(16, seed=0).take(3)).history
    assert np.isfinite(history["g_loss"]).all() and history["d_real_term"][0] == pytest.approx(np.log(2), abs=0.2)
    gan.save_generator(tmp_path / "g.npz")
    again = models.load_generator(tmp_path / "g.npz")
    z = Z[:, :4]
    np.testing.assert_allclose(np.asarray(again(z, training=False)), gan.generate(z=z), atol=1e-6)
    style = models.style_generator((8, 8, 3), 4, 4, seed=1)
    x = keras.Input((8, 8, 4))
    attending = keras.Model(x, models.SelfAttention()(x))
    for network in (style, attending):
        rebuilt = architecture.from_json(architecture.to_json(network))
        assert [w.shape for w in rebuilt.weights] == [w.shape for w in network.weights]
