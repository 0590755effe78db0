"""Networks: shapes, counts worked by hand, ranges, conditioning by value, and weights that are checked."""

import json

import keras
import numpy as np
import pytest
import tensorflow as tf

from gan_utils import _files, models
from gan_utils.models import parts

Z = np.random.default_rng(0).standard_normal((6, 16)).astype(np.float32)


@pytest.mark.parametrize("image_shape", [(28, 28, 1), (64, 64, 3), (8, 8, 1), (32, 48, 3)])
def test_dcgan_pair_fits_any_even_shape(image_shape):
    generator = models.dcgan_generator(image_shape, latent_dim=16, width=4)
    images = np.asarray(generator(Z, training=False))
    assert images.shape == (6, *image_shape) and images.dtype == np.float32
    assert np.abs(images).max() <= 1.0
    assert models.dcgan_discriminator(image_shape, width=4)(images, training=False).shape == (6, 1)


def test_dcgan_parameters_by_hand():
    # generator, 28×28×1, latent 64, width 32: dense 64·(7·7·64) = 200,704 and BN 4·64; then
    # 4·4·64·32 = 32,768 and BN 4·32; then 4·4·32·1 + 1 = 513
    assert models.dcgan_generator((28, 28, 1)).count_params() == 200_704 + 256 + 32_768 + 128 + 513
    # discriminator: 4·4·1·32 + 32 = 544; 4·4·32·64 = 32,768 and BN 4·64; dense 7·7·64 + 1 = 3,137
    assert models.dcgan_discriminator((28, 28, 1)).count_params() == 544 + 32_768 + 256 + 3_137


def test_batch_norm_in_one_operation_is_keras_own():
    """Outputs, gradients, gradients of gradients (a penalty needs them), and the moving averages."""
    x = tf.constant(np.random.default_rng(0).normal(2.0, 3.0, (2, 4, 4, 3)).astype(np.float32))
    found = []
    for kind in (keras.layers.BatchNormalization, parts.BatchNormalization):
        layer = kind(momentum=0.9, epsilon=1e-5)
        layer.build(x.shape)
        layer.gamma.assign([0.5, 1.0, 2.0])
        with tf.GradientTape() as outer:
            with tf.GradientTape(persistent=True) as tape:
                tape.watch(x)
                y = layer(x, training=True)
                total = tf.reduce_sum(y * tf.cos(y))
            slope = tape.gradient(total, x)
            penalty = tf.reduce_sum(slope**2)
        values = [
            y,
            slope,
            *tape.gradient(total, layer.trainable_variables),
            outer.gradient(penalty, layer.gamma),
        ]
        found.append([*values, *layer.get_weights(), layer(x, training=False)])
    for this, that in zip(*found, strict=True):
        np.testing.assert_allclose(this, that, rtol=1e-3, atol=1e-4)
    # divided by n as in Keras: n − 1 would be 3% off
    biased = 0.9 + 0.1 * np.var(x, axis=(0, 1, 2))
    np.testing.assert_allclose(layer.moving_variance, biased, rtol=1e-3)


def test_every_guideline_can_be_removed():
    layer_types = lambda model: {type(layer).__name__ for layer in model.layers}
    shape = (28, 28, 1)
    assert "BatchNormalization" not in layer_types(models.dcgan_generator(shape, batch_norm=False))
    assert "Conv2DTranspose" not in layer_types(models.dcgan_generator(shape, upsampling="nearest"))
    assert "AveragePooling2D" in layer_types(models.dcgan_discriminator(shape, downsampling="pool"))
    assert "LeakyReLU" not in layer_types(models.dcgan_discriminator(shape, leak=0.0))
    more = models.dcgan_discriminator(shape, hidden_units=10).count_params()
    # 3,136 features → 10 → 1 instead of 3,136 → 1
    assert more - models.dcgan_discriminator(shape).count_params() == 3136 * 10 + 10 + 10 + 1 - 3137


def test_the_hidden_layer_can_be_normalised_and_is_found_by_its_name():
    shape = (28, 28, 1)
    plain, normed = (
        models.dcgan_discriminator(shape, 4, hidden_units=10, hidden_batch_norm=on) for on in (False, True)
    )
    assert normed.get_layer("hidden_features").output.shape == (None, 10)
    assert normed.count_params() - plain.count_params() == 4 * 10 - 10  # four numbers a unit in place of the bias
    with pytest.raises(ValueError, match=r"there is none: give hidden_units"):
        models.dcgan_discriminator(shape, hidden_batch_norm=True)


def test_seeds_fix_the_initial_weights_and_layers_differ():
    weights = lambda seed: models.dcgan_generator((28, 28, 1), 16, 4, seed=seed).get_weights()
    for one, same in zip(weights(1), weights(1), strict=True):
        np.testing.assert_array_equal(one, same)
    assert not np.array_equal(weights(1)[0], weights(2)[0])
    deep = models.dcgan_generator((64, 64, 3), 16, 8, seed=3)
    kernels = [weight for weight in deep.get_weights() if weight.ndim == 4]
    # were every layer given the same seed, their first numbers would agree
    assert len({round(float(kernel.ravel()[0]), 8) for kernel in kernels}) == len(kernels)
    assert np.std(kernels[0]) == pytest.approx(0.02, rel=0.1)


@pytest.mark.parametrize("n_classes", [None, 10])
@pytest.mark.parametrize("build", [models.mlp_generator, models.mlp_discriminator])
def test_dense_networks_take_a_seed(build, n_classes):
    weights = lambda seed: build((8, 8, 1), widths=(6, 6), n_classes=n_classes, seed=seed).get_weights()
    one, same, other = weights(1), weights(1), weights(2)
    assert all(np.array_equal(a, b) for a, b in zip(one, same, strict=True))
    drawn = [i for i, weight in enumerate(one) if weight.ndim > 1]
    assert all(not np.array_equal(one[i], other[i]) for i in drawn)
    keras.utils.set_random_seed(3)
    unseeded = weights(None)
    keras.utils.set_random_seed(3)
    assert all(np.array_equal(a, b) for a, b in zip(unseeded, weights(None), strict=True))


def test_label_channels_light_the_channel_of_the_label_and_no_other():
    maps = np.asarray(models.label_channels(np.array([3, 0]), 4, 5, 10))
    expected = np.zeros((2, 4, 5, 10), np.float32)
    expected[0, :, :, 3] = 1.0
    expected[1, :, :, 0] = 1.0
    np.testing.assert_array_equal(maps, expected)
    one_hot = np.eye(10, dtype=np.float32)[[3, 0]]
    wrong = np.repeat(one_hot, 20).reshape(2, 4, 5, 10)  # the published slip: repeat without an axis
    assert wrong.shape == expected.shape and not np.array_equal(wrong, expected)


def test_label_channels_join_a_functional_model_of_any_batch_size():
    image, labels = keras.Input((4, 5, 1)), keras.Input((), dtype="int32")
    joined = keras.ops.concatenate([image, models.label_channels(labels, 4, 5, 10)], axis=-1)
    model = keras.Model([image, labels], joined)
    for asked in ([3, 0], [1, 7, 9]):  # a batch size frozen at building would fit one of the two at most
        maps = np.asarray(model([np.zeros((len(asked), 4, 5, 1), np.float32), np.array(asked)]))[..., 1:]
        np.testing.assert_array_equal(maps, models.label_channels(asked, 4, 5, 10))


@pytest.mark.parametrize("build", [models.dcgan_generator, models.mlp_generator])
def test_conditional_generators_answer_to_the_label(build):
    keras.utils.set_random_seed(0)
    generator = build((28, 28, 1), latent_dim=16, n_classes=10)
    same_z = np.repeat(Z[:1], 2, axis=0)
    images = np.asarray(generator([same_z, np.array([1, 7])], training=False))
    assert images.shape == (2, 28, 28, 1) and np.abs(images[0] - images[1]).max() > 1e-6


@pytest.mark.parametrize(
    "build",
    [
        lambda seed: models.dcgan_generator((8, 8, 1), 16, 4, n_classes=3, seed=seed),
        *(
            lambda seed, how=how: models.dcgan_discriminator((8, 8, 1), 4, n_classes=3, conditioning=how, seed=seed)
            for how in ("projection", "channels", "embedding")
        ),
    ],
)
def test_a_seed_fixes_the_labels_part_too(build):
    keras.utils.set_random_seed(0)
    first, same, other = (build(seed).get_weights() for seed in (5, 5, 6))
    assert all(np.array_equal(a, b) for a, b in zip(first, same, strict=True))
    assert any(not np.array_equal(a, b) for a, b in zip(first, other, strict=True))


@pytest.mark.parametrize("conditioning", ["projection", "channels", "embedding"])
def test_conditional_discriminators_answer_to_the_label(conditioning):
    keras.utils.set_random_seed(0)
    image = np.repeat(np.random.default_rng(1).uniform(-1, 1, (1, 28, 28, 1)).astype(np.float32), 2, axis=0)
    discriminator = models.dcgan_discriminator((28, 28, 1), width=4, n_classes=10, conditioning=conditioning)
    logits = np.asarray(discriminator([image, np.array([1, 7])], training=False))
    assert logits.shape == (2, 1) and logits[0, 0] != logits[1, 0]
    dense = models.mlp_discriminator((28, 28, 1), widths=(8,), n_classes=10)
    logits = np.asarray(dense([image, np.array([1, 7])], training=False))
    assert logits[0, 0] != logits[1, 0]


def test_projection_adds_the_product_of_all_features_with_the_vector_of_the_class():
    keras.utils.set_random_seed(0)
    discriminator = models.dcgan_discriminator((28, 28, 1), width=4, n_classes=10)
    image = np.random.default_rng(1).uniform(-1, 1, (2, 28, 28, 1)).astype(np.float32)
    features = keras.Model(discriminator.input, discriminator.get_layer("features").output)
    vectors = np.asarray(discriminator.get_layer("label_embedding").embeddings)
    assert vectors.shape == (10, 7 * 7 * 8)  # one number for each feature: pooled ones have lost the place
    logits = lambda labels: np.asarray(discriminator([image, np.array(labels)], training=False))[:, 0]
    phi = np.asarray(features([image, np.array([0, 0])], training=False))
    by_hand = (phi * (vectors[[7, 2]] - vectors[[1, 1]])).sum(axis=1)
    np.testing.assert_allclose(logits([7, 2]) - logits([1, 1]), by_hand, atol=1e-5)
    assert not np.allclose(by_hand, (phi * (vectors[[2, 7]] - vectors[[1, 1]])).sum(axis=1), atol=1e-5)


def test_the_mixer_gives_pure_classes_and_blends_between_them():
    keras.utils.set_random_seed(0)
    generator = models.dcgan_generator((28, 28, 1), latent_dim=16, width=4, n_classes=10)
    mix = models.conditional_mixer(generator)
    pure = np.asarray(mix(Z, np.eye(10)[[0, 1, 2, 3, 4, 5]]))
    np.testing.assert_allclose(pure, np.asarray(generator([Z, np.arange(6)], training=False)), atol=1e-6)
    half = np.asarray(mix(Z[:1], np.array([[0.5, 0.5] + [0] * 8])))
    assert np.abs(half - pure[:1]).max() > 1e-6
    with pytest.raises(ValueError, match="takes no labels"):
        models.conditional_mixer(models.dcgan_generator((28, 28, 1), 16, 4))


def test_errors_name_what_is_possible():
    with pytest.raises(ValueError, match=r"\(height, width, channels\), got \(28, 28\)"):
        models.dcgan_generator((28, 28))
    with pytest.raises(ValueError, match="27×27 does not allow"):
        models.dcgan_generator((27, 27, 1))
    with pytest.raises(ValueError, match="choose one of projection, channels, embedding"):
        models.dcgan_discriminator((28, 28, 1), n_classes=10, conditioning="concat")
    with pytest.raises(ValueError, match="choose strided or pool"):
        models.dcgan_discriminator((28, 28, 1), downsampling="max")
    with pytest.raises(ValueError, match="choose transposed or nearest"):
        models.dcgan_generator((28, 28, 1), upsampling="bilinear")


# -- pretrained weights ----------------------------------------------------------------------------------------


@pytest.mark.parametrize("name", ["classifier", "dcgan", "cgan", "clusters", "sprite_classifier", "sprites"])
def test_pretrained_weights_are_small_carry_a_card_and_load(name):
    card = models.pretrained_card(name)
    assert {"data", "seed", "steps", "seconds_on_two_shared_cores", "scores", "command", "sha256"} <= set(card)
    assert (_files.data_dir() / "pretrained" / f"{name}.npz").stat().st_size < 3_000_000
    assert models.load_pretrained(name).count_params() == card["parameters"]


@pytest.fixture
def saved(tmp_path, monkeypatch):
    monkeypatch.setenv("GAN_DATA_DIR", str(tmp_path))
    keras.utils.set_random_seed(0)
    model = models.dcgan_generator((28, 28, 1))
    models.save_pretrained("dcgan", model, {"data": "none"})
    return tmp_path / "pretrained" / "dcgan.npz", model


def test_weights_survive_a_round_trip(saved):
    loaded = models.load_pretrained("dcgan")
    for a, b in zip(saved[1].get_weights(), loaded.get_weights(), strict=True):
        np.testing.assert_array_equal(a, b)


@pytest.mark.parametrize("damage", ["truncate", "flip", "pickle", "other"])
def test_damaged_weights_are_refused(saved, damage):
    path, model = saved
    content = bytearray(path.read_bytes())
    if damage == "truncate":
        path.write_bytes(content[: len(content) // 2])
    elif damage == "flip":
        content[len(content) // 2] ^= 1
        path.write_bytes(content)
    elif damage == "pickle":
        np.savez(path, **{"000": np.array([print], dtype=object)})
    else:
        weights = [weight + 1 for weight in model.get_weights()]
        _files.save_arrays(path, {f"{i:03d}": weight for i, weight in enumerate(weights)})
    with pytest.raises(ValueError, match=r"it was not used: restore it with `git checkout data/pretrained`"):
        models.load_pretrained("dcgan")


def test_missing_and_unknown_weights_say_what_to_run(saved):
    with pytest.raises(FileNotFoundError, match="gan-course pretrain cgan"):
        models.load_pretrained("cgan")
    with pytest.raises(ValueError, match="choose one of classifier, dcgan, cgan, clusters"):
        models.load_pretrained("biggan")
    assert json.loads((saved[0].with_suffix(".json")).read_text())["data"] == "none"
