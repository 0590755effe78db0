"""Other people's systems, written anew: the published sizes, and steps that do what was published."""

import itertools

import keras
import numpy as np
import pytest
import tensorflow as tf
from keras import ops

from benchmarks.peers import keras_cgan, tensorflow_dcgan

Z = np.array([[1.0], [-2.0], [0.5], [3.0]], "float32")


@pytest.mark.parametrize("peer", (tensorflow_dcgan, keras_cgan))
@pytest.mark.parametrize("which", ("generator", "discriminator"))
def test_the_networks_have_the_published_number_of_parameters(peer, which):
    assert getattr(peer, which)().count_params() == peer.PUBLISHED_PARAMETERS[which]


def test_the_tutorials_count_includes_the_averages_of_batch_norm():
    averages = sum(int(np.prod(v.shape)) for v in tensorflow_dcgan.generator().non_trainable_variables)
    assert averages == 2 * (7 * 7 * 256 + 128 + 64)  # a mean and a variance for each unit or channel


def test_a_network_of_another_size_is_refused(monkeypatch):
    monkeypatch.setitem(tensorflow_dcgan.PUBLISHED_PARAMETERS, "discriminator", 212_866)
    with pytest.raises(AssertionError, match="has 212,866 parameters, this one 212,865"):
        tensorflow_dcgan.discriminator()


def test_the_slope_below_0_is_the_one_that_the_tutorial_left_to_keras():
    slopes = {
        layer.negative_slope
        for network in (tensorflow_dcgan.generator(), tensorflow_dcgan.discriminator())
        for layer in network.layers
        if isinstance(layer, keras.layers.LeakyReLU)
    }
    assert [float(slope) for slope in slopes] == [pytest.approx(0.3)]


def test_no_peer_is_held_up_by_the_tuner_of_its_input():
    images, labels = np.zeros((4, 28, 28, 1), "uint8"), np.zeros(4, int)
    inputs = (tensorflow_dcgan.Loop(images, batch_size=2).batches, keras_cgan.batches(images, labels))
    assert [batches.options().autotune.enabled for batches in inputs] == [False, False]


def line(seed):
    """A network of one weight and one bias, from (batch, 1) to (batch, 1)."""
    return keras.Sequential(
        [
            keras.Input((1,)),
            keras.layers.Dense(1, kernel_initializer=keras.initializers.RandomNormal(seed=seed)),
        ]
    )


@pytest.fixture
def small_loop(monkeypatch):
    """The tutorial's loop on two lines, four images of one pixel a step, always the same noise."""
    monkeypatch.setattr(tf.random, "normal", lambda shape: tf.constant(Z)[: shape[0]])
    g, d = line(1), line(2)
    g.layers[0].set_weights([np.array([[0.7]]), np.array([0.2])])
    d.layers[0].set_weights([np.array([[-0.4]]), np.array([0.1])])
    images = np.array([[0], [90], [180], [255]], "uint8")
    sgd = (keras.optimizers.SGD(0.5), keras.optimizers.SGD(0.5))
    return tensorflow_dcgan.Loop(images, networks=(g, d), optimizers=sgd, batch_size=4)


def sigmoid(x):
    return 1 / (1 + np.exp(-x))


def test_one_step_of_the_tutorial_equals_one_by_hand(small_loop):
    small_loop.train(1)
    x = (np.array([[0.0], [90.0], [180.0], [255.0]]) - 127.5) / 127.5
    fake = 0.7 * Z + 0.2
    real_logit, fake_logit = -0.4 * x + 0.1, -0.4 * fake + 0.1
    # D descends −log σ(real) − log(1 − σ(fake)); d/dlogit is σ − 1 on real images and σ on fakes
    d_weight = -0.4 - 0.5 * (((sigmoid(real_logit) - 1) * x).mean() + (sigmoid(fake_logit) * fake).mean())
    d_bias = 0.1 - 0.5 * ((sigmoid(real_logit) - 1).mean() + sigmoid(fake_logit).mean())
    # G descends −log σ(fake) through D as it was before this step
    toward_g = (sigmoid(fake_logit) - 1) * -0.4
    g_weight, g_bias = 0.7 - 0.5 * (toward_g * Z).mean(), 0.2 - 0.5 * toward_g.mean()
    got = [*small_loop.discriminator.layers[0].get_weights(), *small_loop.generator.layers[0].get_weights()]
    np.testing.assert_allclose(
        np.concatenate([np.ravel(part) for part in got]), [d_weight, d_bias, g_weight, g_bias], rtol=1e-5
    )
    # with D updated first, as in our two stages, G would have gone elsewhere
    later = (sigmoid(d_weight * fake + d_bias) - 1) * d_weight
    assert abs(0.7 - 0.5 * (later * Z).mean() - g_weight) > 1e-3


def test_the_tutorials_loop_goes_round_the_images_with_a_smaller_last_batch(small_loop):
    small_loop.batches = small_loop.batches.unbatch().batch(3)
    small_loop._endless = itertools.chain.from_iterable(itertools.repeat(small_loop.batches))
    assert [small_loop.train(1) for _ in range(4)] == [3, 1, 3, 1] and small_loop.steps == 4


def test_the_published_label_map_is_a_stripe_through_all_channels_and_the_fixed_one_a_channel():
    published, fixed = (ops.convert_to_numpy(keras_cgan.LABEL_MAPS[name]([3, 9])) for name in ("published", "fixed"))
    assert published.shape == fixed.shape == (2, 28, 28, 10)
    assert published.sum() == fixed.sum() == 2 * 28 * 28
    stripe = np.zeros((28, 28, 10))
    stripe.reshape(-1)[3 * 784 : 4 * 784] = 1  # 784 copies of the one in place 3: pixels 235.2 to 313.6 of ten channels
    np.testing.assert_array_equal(published[0], stripe)
    assert fixed[0, :, :, 3].min() == 1 and fixed[1, :, :, 9].min() == 1


@pytest.fixture(scope="module")
def trained_example():
    """The example's model after a few steps on white squares, and the batches."""
    images, labels = np.full((64, 28, 28, 1), 255, "uint8"), np.arange(64) % 10
    batches = keras_cgan.batches(images, labels)
    gan = keras_cgan.ConditionalGAN("fixed", seed=0)
    history = gan.fit(batches, epochs=6, verbose=0, shuffle=False)
    return gan, batches, history


def test_the_examples_discriminator_learns_to_call_fakes_1(trained_example):
    gan, batches, history = trained_example
    real, labels = next(iter(batches))
    maps = gan.maps(labels)
    logits = [
        float(ops.mean(gan.discriminator(ops.concatenate([images, maps], -1))))
        for images in (real, (gan.generate(labels.numpy(), seed=1) + 1) / 2)
    ]
    assert logits[0] < logits[1]
    assert history.history["d_loss"][-1] < history.history["d_loss"][0]


def test_the_examples_generator_learns_to_be_called_0(trained_example):
    gan, _, _ = trained_example
    grey = keras_cgan.ConditionalGAN("fixed", seed=0).generate(np.arange(10), seed=1)
    assert gan.generate(np.arange(10), seed=1).mean() > grey.mean()  # towards the white squares


def test_the_examples_batches_are_in_0_to_1_and_its_pictures_in_minus_1_to_1(trained_example):
    gan, batches, _ = trained_example
    images, labels = next(iter(batches))
    assert float(ops.max(images)) == 1.0 and labels.shape == (64,)
    pictures = gan.generate([1, 2, 2], seed=0)
    assert pictures.shape == (3, 28, 28, 1) and -1 <= pictures.min() < 0.5 and pictures.max() <= 1
    assert np.abs(pictures[1] - pictures[2]).max() > 0  # each from its own noise


def test_an_unknown_label_map_lists_the_valid_ones():
    with pytest.raises(ValueError, match="choose from published, fixed"):
        keras_cgan.ConditionalGAN("broken")
