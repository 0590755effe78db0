"""Spectral normalisation: largest singular values near 1 after training, seeds, copies, checkpoints, XLA."""

import keras
import numpy as np
import pytest
import tensorflow as tf

from gan_utils import data, losses, models, training
from gan_utils.models import spectral


def wrapped(model):
    return [layer for layer in model.layers if isinstance(layer, keras.layers.SpectralNormalization)]


def largest_singular_values(model):
    """Of what each layer multiplies by: its kernel's, over what the layer makes smaller than its kernel alone would."""
    found = []
    for layer in wrapped(model):
        kernel, bias = np.asarray(layer.layer.kernel), 0.0 if layer.layer.bias is None else layer.layer.bias
        x = np.random.default_rng(0).normal(size=(2, *layer.input.shape[1:])).astype(np.float32)
        divisor = np.median((layer.layer(x) - bias) / (layer(x, training=False) - bias))
        found.append(np.linalg.norm(kernel.reshape(-1, kernel.shape[-1]), 2) / divisor)
    return found


def small_pair(spectral_norm=True, seed=0, **compiled):
    generator = models.mlp_generator((8, 8, 1), latent_dim=4, widths=(16,), seed=seed)
    discriminator = models.mlp_discriminator((8, 8, 1), widths=(16, 8), spectral_norm=spectral_norm, seed=seed)
    gan = training.GAN(generator, discriminator, seed=seed)
    gan.compile(**{"jit_compile": False} | compiled)
    return gan


@pytest.fixture(scope="module")
def batches():
    keras.utils.set_random_seed(0)  # the order depends on it, too
    return data.load("digits").batches(32, seed=0)


def test_training_brings_every_largest_singular_value_to_one(batches):
    optimizers = {key: keras.optimizers.Adam(1e-3, beta_1=0.5) for key in ("g_optimizer", "d_optimizer")}
    gan, free = small_pair(**optimizers), small_pair(spectral_norm=False)
    gan.fit(batches, epochs=2)
    values = largest_singular_values(gan.discriminator)
    assert len(values) == 3 and values == pytest.approx([1.0] * 3, abs=0.05)
    free.fit(batches, epochs=2)
    kernels = [weight for weight in free.discriminator.get_weights() if weight.ndim == 2]
    assert max(np.linalg.norm(kernel, 2) for kernel in kernels) > 1.3  # without the wrapper they are elsewhere


def test_each_call_in_training_does_one_round_of_power_iteration_by_hand():
    keras.utils.set_random_seed(0)
    discriminator = models.mlp_discriminator((3,), widths=(2,), spectral_norm=True, seed=1)
    layer = wrapped(discriminator)[0]
    w, u = np.asarray(layer.layer.kernel, float), np.asarray(layer.vector_u, float)[0]
    x = np.ones((2, 3), np.float32)
    discriminator(x, training=False)
    np.testing.assert_array_equal(layer.vector_u[0], u.astype(np.float32))  # inference leaves it alone
    for _ in range(2):
        discriminator(x, training=True)
        v = w @ u / np.linalg.norm(w @ u)
        u = w.T @ v / np.linalg.norm(w.T @ v)
        np.testing.assert_allclose(layer.vector_u[0], u, rtol=1e-4)
        np.testing.assert_allclose(layer(x), x @ w / np.linalg.norm(w @ u), rtol=1e-4)  # the bias starts at 0
    np.testing.assert_array_equal(layer.layer.kernel, w.astype(np.float32))  # nothing is written back


def test_the_gradient_passes_through_the_division_and_the_bias_is_left_alone():
    layer = spectral.SpectralNormalization(keras.layers.Dense(2))
    x = np.array([[1.0, 2.0, 3.0]], np.float32)
    layer(x)
    layer.layer.set_weights([np.array([[3.0, 0.0], [0.0, 1.0], [0.0, 0.0]], np.float32), np.array([5.0, 7.0])])
    for _ in range(30):
        layer(x, training=True)
    # s = 3 with u = (1, 0), v = (1, 0, 0): y = (1·3/3 + 5, 2·1/3 + 7)
    np.testing.assert_allclose(layer(x)[0], [6.0, 7.0 + 2 / 3], rtol=1e-5)
    with tf.GradientTape() as tape:
        y = layer(x)
    gradient = tape.gradient(y, layer.layer.kernel)
    # d y₀/d W₀₀ = x₀/s − x₀·W₀₀/s² = 0: what grows with the kernel is divided away; as a constant s would leave 1/3.
    # d y₁/d W₀₀ adds −x₁·W₁₁/s² = −2/9.
    assert float(gradient[0, 0]) == pytest.approx(-2 / 9, abs=1e-4)


def test_the_seed_fixes_kernels_and_vectors_and_leaves_the_kernels_as_they_are_without():
    builds = {
        "dcgan": lambda **how: models.dcgan_discriminator((8, 8, 1), width=4, batch_norm=False, **how),
        "mlp": lambda **how: models.mlp_discriminator((8, 8, 1), widths=(4, 4), **how),
    }
    for build in builds.values():
        one, same, other = (build(spectral_norm=True, seed=seed).get_weights() for seed in (1, 1, 2))
        assert all(np.array_equal(a, b) for a, b in zip(one, same, strict=True))
        drawn = [i for i, weight in enumerate(one) if np.abs(weight).max() > 0]  # biases start at 0
        assert all(not np.array_equal(one[i], other[i]) for i in drawn)
        plain = build(seed=1)
        kernels = [weight for weight in plain.get_weights() if weight.ndim in (2, 4)]
        ours = [np.asarray(layer.layer.kernel) for layer in wrapped(build(spectral_norm=True, seed=1))]
        assert all(np.array_equal(a, b) for a, b in zip(kernels, ours, strict=True))


def test_conditional_discriminators_are_normalised_to_the_last_kernel():
    discriminator = models.dcgan_discriminator((8, 8, 1), 4, n_classes=10, spectral_norm=True, seed=0)
    image = np.random.default_rng(0).uniform(-1, 1, (2, 8, 8, 1)).astype(np.float32)
    logits = lambda labels: np.asarray(discriminator([image, np.array(labels)], training=True))
    first, second = logits([1, 2]), logits([1, 7])
    assert abs(first[1, 0] - second[1, 0]) > 1e-4
    for _ in range(30):
        logits([3, 4])
    values = largest_singular_values(discriminator)
    assert len(values) == 3 and values == pytest.approx([1.0] * 3, abs=1e-3)  # convolution, logit, labels
    trap = keras.layers.SpectralNormalization(keras.layers.Embedding(10, 4))(np.array([1, 2], np.int32))
    assert not np.asarray(trap).any()  # why the labels go through a dense layer: Keras rounds the vectors to 0


def test_xla_agrees_with_plain_tensorflow(batches):
    histories = [small_pair(jit_compile=jit).fit(batches.take(4)).history for jit in (True, False)]
    np.testing.assert_allclose(histories[0]["g_loss"], histories[1]["g_loss"], atol=1e-4)


def test_penalties_differentiate_through_it(batches):
    gan = small_pair(penalty="gradient_penalty", penalty_weight=10.0, loss="wasserstein")
    history = gan.fit(batches.take(3)).history
    assert np.isfinite(history["penalty"]).all()


def test_copies_and_checkpoints_keep_the_vectors(batches, tmp_path):
    gan = small_pair()
    gan.fit(batches.take(3))
    copy = keras.models.clone_model(gan.discriminator)
    copy.set_weights(gan.discriminator.get_weights())
    x = next(iter(batches))
    np.testing.assert_array_equal(copy(x, training=True), gan.discriminator(x, training=True))
    np.testing.assert_array_equal(wrapped(copy)[0].vector_u.numpy(), wrapped(gan.discriminator)[0].vector_u.numpy())
    gan.fit(batches.take(3), callbacks=[training.Checkpoint(tmp_path)])
    other = small_pair(seed=5)
    training.Checkpoint(tmp_path).restore(other)
    for ours, theirs in zip(wrapped(gan.discriminator), wrapped(other.discriminator), strict=True):
        np.testing.assert_array_equal(ours.vector_u.numpy(), theirs.vector_u.numpy())


def test_good_weights_come_back_with_their_vectors(batches):
    gan = small_pair()
    before = gan.discriminator.get_weights()
    images = np.stack(list(batches.take(2)))
    poisoned = np.concatenate([images, np.full_like(images, np.nan)])
    with pytest.warns(RuntimeWarning, match="is not finite"):
        gan.fit(tf.data.Dataset.from_tensor_slices(poisoned))
    for a, b in zip(before, gan.discriminator.get_weights(), strict=True):
        np.testing.assert_array_equal(a, b)


def test_smoothed_losses_train(batches):
    history = small_pair(loss=losses.smoothed()).fit(batches.take(2)).history
    assert min(history["d_real_term"]) > 0
