"""`Flow`: its step by hand, exact resume, what it learns and refuses; its networks; GANs that move noise little."""

import keras
import numpy as np
import pytest
import tensorflow as tf

from gan_utils import data, latent, losses, models, toy, training

SHAPE = (8, 8, 1)
DIGITS = data.load("digits")
adam = lambda rate=1e-2: keras.optimizers.Adam(rate, beta_1=0.5)


def flow(network=None, seed=3, **settings):
    model = training.Flow(network or models.velocity_unet(SHAPE, width=2, time_units=4, seed=1), seed=seed)
    model.compile(g_optimizer=adam(), jit_compile=False, **settings)
    return model


def same(one, other):
    return all(np.array_equal(*pair) for pair in zip(one.get_weights(), other.get_weights(), strict=True))


def test_a_straight_line_by_hand_and_its_ends():
    noise, real = np.array([[1.0, 2.0], [0.0, 4.0]], "float32"), np.array([[3.0, -2.0], [8.0, 0.0]], "float32")
    x, target = losses.straight_line(noise, real, np.array([[0.5], [0.25]], "float32"))
    # half of the way from 1 to 3 is 2, and from 2 to −2 is 0; a quarter of the way from 0 to 8 is 2, from 4 to 0 is 3
    assert x.numpy().tolist() == [[2.0, 0.0], [2.0, 3.0]]
    assert target.numpy().tolist() == [[2.0, -4.0], [8.0, -4.0]]
    for end, at in ((noise, 0.0), (real, 1.0)):
        assert np.array_equal(losses.straight_line(noise, real, np.full((2, 1), at))[0], end)
    pictures = np.zeros((2, 3, 3, 1), "float32"), np.ones((2, 3, 3, 1), "float32")
    assert [float(each.numpy().mean()) for each in losses.straight_line(*pictures, [[0.25], [0.75]])[0]] == [0.25, 0.75]


def test_a_line_between_samples_of_two_shapes_is_refused_not_broadcast():
    with pytest.raises(ValueError, match="expected one shape"):
        losses.straight_line(np.zeros((4, 1), "float32"), np.zeros((4, 2), "float32"), np.zeros((4, 1)))


def test_the_step_is_the_one_by_hand():
    model = flow()
    real = data.to_model(DIGITS.images[:32])
    noise, t = model.noise(32).numpy(), model.times(32).numpy()[:, :, None, None]
    network = keras.models.clone_model(model.generator)
    network.set_weights(model.generator.get_weights())
    x = (1 - t) * noise + t * real
    optimizer = adam()
    with tf.GradientTape() as tape:
        loss = tf.reduce_mean((network([x, t[:, :, 0, 0]], training=True) - (real - noise)) ** 2)
    optimizer.apply(tape.gradient(loss, network.trainable_variables), network.trainable_variables)
    history = model.fit(tf.data.Dataset.from_tensors(real)).history
    assert history["g_loss"] == [pytest.approx(float(loss), rel=1e-5)]
    for ours, theirs in zip(model.generator.get_weights(), network.get_weights(), strict=True):
        np.testing.assert_allclose(ours, theirs, atol=1e-5)


def test_a_flow_learns_where_a_gaussian_lies():
    mean, deviation = np.array([[2.0, -1.0]]), 0.5
    points = (mean + deviation * np.random.default_rng(0).normal(size=(4000, 2))).astype("float32")
    model = flow(models.velocity_mlp((2,), (32, 32), seed=1))
    batches = tf.data.Dataset.from_tensor_slices(points).shuffle(4000, seed=0).repeat().batch(256)
    model.fit(batches.take(300))
    made = model.generate(2000, seed=0, steps=8)
    assert np.abs(made.mean(axis=0) - mean).max() < 0.15 and np.abs(made.std(axis=0) - deviation).max() < 0.15
    x = 0.5 * mean + np.hypot(0.5, 0.5 * deviation) * latent.sample(500, 2, seed=1)  # where x_t is at half the way
    exact = toy.modes_velocity(x, 0.5, mean, deviation)
    error = np.mean((model.velocity(x, 0.5) - exact) ** 2)
    assert error < 0.5 * np.mean((exact - exact.mean(axis=0)) ** 2)


def test_a_run_cut_short_ends_as_one_that_was_not(tmp_path, capsys):
    settings = {"ema_decay": 0.9, "ema_warmup": True}
    whole, first, second = (flow(**settings) for _ in range(3))
    batches = lambda: data.ImageDataset(DIGITS.images[:96], DIGITS.labels[:96]).batches(32, seed=5)
    history = whole.fit(batches(), epochs=4).history
    first.fit(batches(), epochs=2, callbacks=training.Checkpoint(tmp_path))
    again = second.fit(batches(), epochs=4, callbacks=training.Checkpoint(tmp_path, resume=True)).history
    assert again == history and same(whole, second)
    assert "Going on from step-00000006.npz" in capsys.readouterr().out


def test_pictures_are_clipped_points_are_not_and_the_batch_size_changes_nothing():
    model = flow()
    made = model.generate(10, seed=0, steps=2)
    assert made.shape == (10, *SHAPE) and np.abs(made).max() <= 1.0
    np.testing.assert_allclose(model.generate(10, seed=0, steps=2, batch_size=3), made, atol=1e-5)
    points = flow(models.velocity_mlp((2,), (4,), seed=1)).generate(500, seed=0, steps=1)
    assert np.abs(points).max() > 1.0


def test_a_saved_flow_draws_the_same(tmp_path):
    model = flow(ema_decay=0.9)
    model.save_generator(tmp_path / "flow.npz")
    again = training.Flow(models.load_generator(tmp_path / "flow.npz"))
    assert models.generator_card(tmp_path / "flow.npz")["sample_shape"] == [8, 8, 1]
    assert np.array_equal(model.generate(4, seed=0, steps=2), again.generate(4, seed=0, steps=2))


def test_one_step_is_a_step_of_euler_and_can_be_saved(tmp_path):
    model = flow()
    model.fit(DIGITS.batches(64, seed=0).take(3))
    generator = models.one_step(model.generator)
    z = latent.sample(6, 64, seed=0)
    np.testing.assert_allclose(
        np.clip(generator(z, training=False), -1, 1), model.generate(z=z, steps=1, method="euler"), atol=1e-5
    )
    models.save_generator(generator, tmp_path / "one.npz")
    np.testing.assert_allclose(models.load_generator(tmp_path / "one.npz")(z), generator(z), atol=1e-6)
    before = model.generator.get_weights()
    gan = training.GAN(generator, models.dcgan_discriminator(SHAPE, width=2, seed=2))
    gan.compile(jit_compile=False)
    gan.fit(DIGITS.batches(64, seed=0).take(1))
    assert all(np.array_equal(*pair) for pair in zip(before, model.generator.get_weights(), strict=True))
    assert not np.allclose(generator(z), model.generate(z=z, steps=1, method="euler"))


def test_the_velocity_starts_without_any_hidden_correction_and_hears_the_time():
    network = models.velocity_unet((16, 16, 3), width=4, seed=0)
    assert network.output_shape == (None, 16, 16, 3)
    x = np.random.default_rng(0).normal(size=(2, 16, 16, 3)).astype("float32")
    early, late = (network([x, np.full((2, 1), t, "float32")]).numpy() for t in (0.0, 1.0))
    assert not np.allclose(early, late)
    assert all((w.numpy() == 0).all() for w in network.weights if tuple(w.shape) == (3, 3, 4, 4))


@pytest.mark.parametrize(
    ("network", "words"),
    [
        (models.mlp_generator((2,), 2, (4,)), r"inputs of shape \[\(2,\)\]"),
        (models.mlp_generator((2,), 3, (4,), n_classes=4), r"\[\(3,\), \(\)\]"),
        ("a velocity", r"inputs of shape \[\]"),
    ],
)
def test_networks_that_are_no_velocity_are_refused(network, words):
    with pytest.raises(ValueError, match=words):
        training.Flow(network)


@pytest.mark.parametrize(
    ("wrong", "words"),
    [
        ({"labels": [1], "seed": 0}, "takes no labels"),
        ({"n": 2}, "needs a seed"),
        ({"z": np.zeros((2, 3))}, r"z must have shape \(n, 64\)"),
        ({"n": 2, "seed": 0, "steps": 0}, "steps must be a whole number"),
        ({"n": 2, "seed": 0, "method": "heun"}, "choose one of euler, midpoint"),
    ],
)
def test_requests_that_cannot_be_met_are_refused_in_a_sentence(wrong, words):
    with pytest.raises(ValueError, match=words):
        flow().generate(**wrong)


# -- a GAN that moves noise little ---------------------------------------------------------------------------------


def plane_gan(**settings):
    players = models.mlp_generator((2,), 2, (8,), activation=None, seed=1), models.mlp_discriminator((2,), (8,), seed=2)
    gan = training.GAN(*players, seed=5)
    gan.compile(g_optimizer=adam(), d_optimizer=adam(), jit_compile=False, **settings)
    return gan


def test_the_transport_cost_by_hand():
    # the first is moved by (3, 4), 25; the second not at all: 12.5. A mean over coordinates would give 6.25.
    z, moved = np.array([[0.0, 1.0], [2.0, 2.0]], "float32"), np.array([[3.0, 5.0], [2.0, 2.0]], "float32")
    assert float(losses.transport_cost(z, moved)) == 12.5
    assert float(losses.transport_cost(moved, z)) == 12.5
    assert float(losses.transport_cost(z, z)) == 0.0
    pictures = np.full((1, 2, 1, 1), 2.0, "float32")  # a picture of two pixels, flattened: 4 + 4
    assert float(losses.transport_cost(np.zeros((1, 2), "float32"), pictures)) == 8.0


def test_the_generators_loss_holds_the_transport_of_its_own_noise():
    gan, plain = plane_gan(transport_weight=0.5), plane_gan()
    z = gan.latents(16, 2)
    moved = float(losses.transport_cost(z, gan.generator(z, training=True)))
    got, without = (float(each.generator_stage(16, None, draw=2)) for each in (gan, plain))
    assert got == pytest.approx(without + 0.5 * moved, rel=1e-5)


def test_the_transport_weight_falls_in_a_straight_line_and_stays():
    gan = plane_gan(transport_weight=(0.2, 0.1, 4))
    found = []
    for _ in range(6):
        found.append(float(gan._transport_weight_now()))
        gan.step.assign(gan.step + 1)
    assert found == pytest.approx([0.2, 0.175, 0.15, 0.125, 0.1, 0.1])


@pytest.mark.parametrize("wrong", [-1.0, (0.2, 0.1), (0.2, -0.1, 5), (0.2, 0.1, 0), "much"])
def test_transport_weights_that_are_none_are_refused(wrong):
    with pytest.raises(ValueError, match="transport_weight"):
        plane_gan(transport_weight=wrong)


def test_noise_of_another_width_cannot_be_compared_with_samples():
    gan = training.GAN(models.mlp_generator((2,), 3, (4,)), models.mlp_discriminator((2,), (4,)))
    with pytest.raises(ValueError, match="latent_dim=2"):
        gan.compile(transport_weight=0.1)
