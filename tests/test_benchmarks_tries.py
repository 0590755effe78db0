"""The tries at a faster step compute what the plain step does; the throughput's counts are the published ones."""

import keras
import numpy as np
import pytest
import tensorflow as tf
from keras import layers

from benchmarks import throughput, tries
from benchmarks.throughput_process import adam, gflop, networks_of, products
from benchmarks.tries.layers import FOURIER, FUSED, KERAS_NORM, MATRIX, SUBPIXEL, THIN, with_layers
from benchmarks.tries.steps import FusedAdam, OnePassGAN, several
from gan_utils import models
from gan_utils.models import parts
from gan_utils.training import GAN


@pytest.mark.parametrize("side", [7, 8])
@pytest.mark.parametrize("kernel_size", [3, 4, 5])
@pytest.mark.parametrize("strides", [1, 2])
@pytest.mark.parametrize(
    "plain, kinds",
    [
        (layers.Conv2D, FOURIER),
        (layers.Conv2DTranspose, FOURIER),
        (layers.Conv2DTranspose, SUBPIXEL),
        (layers.Conv2DTranspose, THIN),
        (layers.Conv2D, MATRIX),
        (layers.Conv2DTranspose, MATRIX),
    ],
)
def test_a_layer_computed_otherwise_gives_what_the_plain_one_gives(side, kernel_size, strides, plain, kinds):
    if plain is layers.Conv2D and side % strides:
        pytest.skip("phases need a side that the stride divides")
    image = keras.Input((side, side, 3))
    model = keras.Model(image, plain(4, kernel_size, strides=strides, padding="same")(image))
    model.layers[1].bias.assign(np.arange(4.0))
    other = with_layers(model, kinds)
    assert type(other.layers[1]) is kinds[plain] and other.count_params() == model.count_params()
    x = np.random.default_rng(0).normal(size=(2, side, side, 3)).astype(np.float32)
    with tf.GradientTape(persistent=True) as tape:
        outputs = [network(x) for network in (model, other)]
        sums = [tf.reduce_sum(output * tf.cos(output)) for output in outputs]
    np.testing.assert_allclose(outputs[1], outputs[0], atol=2e-5)
    for network, total in zip((model, other), sums, strict=True):
        network.gradient = tape.gradient(total, network.layers[1].kernel)
    np.testing.assert_allclose(other.gradient, model.gradient, atol=2e-3)
    mirrored = tf.reverse(outputs[0], axis=[1])
    assert np.abs(mirrored - outputs[1]).max() > 0.1  # what a kernel the wrong way round would give


def test_batch_norm_is_swapped_in_both_directions():
    """The course's networks have it in one operation, the tutorial's in Keras' dozen."""
    kinds = lambda model: {type(layer) for layer in model.layers}
    ours, theirs = networks_of("course")[0], networks_of("tutorial")[0]
    assert parts.BatchNormalization in kinds(ours) and layers.BatchNormalization in kinds(theirs)
    assert layers.BatchNormalization in kinds(with_layers(ours, KERAS_NORM))
    assert parts.BatchNormalization in kinds(with_layers(theirs, FUSED))


def pair_of(kind, seed=0, **settings):
    """Return a compiled GAN without batch norm or dropout in D, so that no pass depends on how images are grouped."""
    keras.utils.set_random_seed(seed)
    generator = models.dcgan_generator((8, 8, 1), latent_dim=4, width=4, seed=1)
    discriminator = models.dcgan_discriminator((8, 8, 1), width=4, batch_norm=False, seed=2)
    gan = kind(generator, discriminator)
    sgd = lambda: keras.optimizers.SGD(0.1)
    gan.compile(g_optimizer=sgd(), d_optimizer=sgd(), **settings)
    return gan


REAL = tf.constant(np.random.default_rng(1).uniform(-1, 1, (3, 6, 8, 8, 1)).astype(np.float32))


def weights_after(gan, steps):
    for real in REAL[:steps]:
        gan.train_step(real)
    return gan.generator.get_weights(), gan.discriminator.get_weights()


def assert_alike(these, those):
    for this, that in zip(these, those, strict=True):
        np.testing.assert_allclose(this, that, atol=1e-5)


def test_one_pass_of_the_discriminator_is_two():
    for these, those in zip(weights_after(pair_of(OnePassGAN), 3), weights_after(pair_of(GAN), 3), strict=True):
        assert_alike(these, those)


def test_shared_fakes_leave_the_discriminator_s_update_as_it_is_and_change_the_generator_s():
    shared, plain = weights_after(pair_of(GAN, share_fakes=True), 1), weights_after(pair_of(GAN), 1)
    assert_alike(shared[1], plain[1])
    assert max(np.abs(a - b).max() for a, b in zip(shared[0], plain[0], strict=True)) > 1e-4


def test_adam_in_one_operation_is_adam():
    pair = lambda: (models.mlp_generator((2,), 2, (4,), seed=1), models.mlp_discriminator((2,), (4,), seed=2))
    points = tf.random.stateless_normal((3, 8, 2), (1, 2))
    ends = []
    for kind in (FusedAdam, keras.optimizers.Adam):
        gan = GAN(*pair())
        rates = {"learning_rate": 0.05, "beta_1": 0.3, "beta_2": 0.9}
        gan.compile(g_optimizer=kind(**rates), d_optimizer=kind(**rates), jit_compile=False)
        step = tf.function(gan.train_step)
        for batch in points:
            step(batch)
        ends.append(gan.get_weights())
    assert_alike(*ends)
    assert max(np.abs(a - b).max() for a, b in zip(ends[0], GAN(*pair()).get_weights(), strict=True)) > 0.01


def test_at_once_the_discriminator_s_update_stays_and_the_generator_s_differs_from_that_of_shared_fakes():
    at_once, shared = (weights_after(pair_of(GAN, **{way: True}), 1) for way in ("simultaneous", "share_fakes"))
    assert_alike(at_once[1], shared[1])
    assert max(np.abs(a - b).max() for a, b in zip(at_once[0], shared[0], strict=True)) > 5e-5


def test_several_steps_in_one_execution_are_as_many_steps():
    gan, other = pair_of(GAN), pair_of(GAN)
    tf.function(several(gan.train_step, 3))(REAL)
    weights_after(other, 3)
    assert int(gan.step.value) == 3
    assert_alike(gan.get_weights(), other.get_weights())


def test_the_arithmetic_of_a_step_is_counted_layer_by_layer():
    """The tutorial's networks, by hand: 100·12544, then places times taps times the channels on both sides.

    A row of 7 with 5 taps and stride 1 has 29 inside: 3 + 4 + 5 + 5 + 5 + 4 + 3. Stride 2 puts one tap of padding
    before a row and two after: of 14, 7 places have 4 + 5 + 5 + 5 + 5 + 5 + 3; of 28, 14 have 4 + 12·5 + 3.
    """
    generator, discriminator = networks_of("tutorial")
    assert products(generator) == [1_254_400, 29**2 * 256 * 128, 32**2 * 128 * 64, 67**2 * 64]
    assert products(discriminator) == [67**2 * 64, 32**2 * 64 * 128, 6272]
    g, d = sum(products(generator)), sum(products(discriminator))
    found = gflop((generator, discriminator), 1)
    assert found[throughput.OURS] - found[throughput.LOOP] == pytest.approx(2e-9 * (g + d))
    assert found[throughput.AT_ONCE] == found[throughput.LOOP]
    assert found[throughput.SHARED] - found[throughput.LOOP] == pytest.approx(2e-9 * d)


def test_every_try_has_a_decision_and_a_reason():
    assert all(why for _, why in tries.TRIES.values())
    assert tries.TRIES[tries.UNTUNED][0] == "yes"
    assert {kept for kept, _ in tries.TRIES.values()} <= {"yes", "no", "as an option", ""}


def made_up(plain, other):
    one = {"median": plain, "low": plain, "high": plain, "values": [plain]}
    times = {"XLA": {"median": plain / other, "low": plain / other, "high": plain / other, "values": [1.0]}}
    return {"milliseconds": {"plain": one}, "times_as_fast": times}


def test_the_table_of_tries_has_a_row_for_each_and_says_what_is_not_possible():
    ((_, header, rows),) = tries.tables({"course": made_up(20.0, 10.0), "tutorial": made_up(90.0, 100.0)})
    assert all(len(row) == len(header) for row in rows) and len(rows) == 1 + len(tries.TRIES)
    by_name = {row[0]: row for row in rows}
    assert by_name["XLA"][1:3] == ["2.00 ×", "0.90 ×"]
    assert by_name["bfloat16"][1:3] == ["not measured yet", "not measured yet"]
    several = {"course": made_up(20.0, 10.0), "tutorial": made_up(90.0, 100.0)}
    several["tutorial"]["times_as_fast"].clear()
    assert {row[0]: row for row in tries.tables(several)[0][2]}["XLA"][1:3] == ["2.00 ×", "not possible"]


def test_the_share_of_the_matrix_product_rate_is_arithmetic_over_time_over_rate():
    """2 GFLOP in 20 ms are 100 GFLOP/s: a quarter of 400."""
    pair = {
        "gflop_a_step": {throughput.OURS: 2.0},
        "milliseconds": {throughput.OURS: {"median": 20.0}},
        "matrix_product_gflop_a_second": {"median": 400.0},
    }
    assert throughput.share(pair, throughput.OURS) == pytest.approx(0.25)


def test_without_pytorch_the_result_says_so(monkeypatch):
    monkeypatch.setenv("BENCH_TORCH", "/nowhere/python")
    assert throughput.torch_python() is None
    tables = throughput.tables({"pairs": [], "notice": throughput.NO_TORCH})
    assert tables[1][2] == [[throughput.NO_TORCH]] and "make bench-torch" in throughput.NO_TORCH


def test_adam_is_new_each_time():
    assert adam() is not adam()
