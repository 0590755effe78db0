"""`GAN` against a step written by hand, what callbacks keep, and what happens when things go wrong."""

import keras
import numpy as np
import pytest
import tensorflow as tf

from gan_utils import _random, data, losses, models, training


def small_gan(conditional=False, seed=0, kind=training.GAN, **compiled):
    keras.utils.set_random_seed(seed)
    classes = 10 if conditional else None
    gan = kind(
        models.mlp_generator((8, 8, 1), latent_dim=4, widths=(16,), n_classes=classes),
        models.mlp_discriminator((8, 8, 1), widths=(16,), n_classes=classes),
        seed=seed,
    )
    gan.compile(**compiled)
    return gan


@pytest.fixture(scope="module")
def digits():
    return data.load("digits")


def batches_of(digits, n, labels=False, size=32):
    return digits.batches(size, seed=0, labels=labels).take(n)


def adam():
    return keras.optimizers.Adam(2e-4, beta_1=0.5)


def hand_written_steps(gan, batches, skip_generator=False, share_fakes=False):
    """The two stages of a step on copies of the networks, in plain TensorFlow; returns losses and weights."""
    generator, discriminator = (
        keras.models.clone_model(gan.generator),
        keras.models.clone_model(gan.discriminator),
    )
    generator.set_weights(gan.generator.get_weights())
    discriminator.set_weights(gan.discriminator.get_weights())
    g_optimizer, d_optimizer, kept = adam(), adam(), []
    loss = losses.LOSSES["non_saturating"]
    for step, real in enumerate(batches):
        n = len(real)
        d_noise, g_noise = (_random.normal((n, 4), (gan.seed, 3 * step + k)) for k in (0, 0 if share_fakes else 2))
        with tf.GradientTape() as tape:
            real_term, fake_term = loss.discriminator(
                discriminator(real, training=True),
                discriminator(generator(d_noise, training=True), training=True),
            )
            d_loss = real_term + fake_term
        variables = discriminator.trainable_variables
        d_optimizer.apply(tape.gradient(d_loss, variables), variables)
        if not skip_generator:
            with tf.GradientTape() as tape:
                g_loss = loss.generator(discriminator(generator(g_noise, training=True), training=True))
            variables = generator.trainable_variables
            g_optimizer.apply(tape.gradient(g_loss, variables), variables)
        kept.append(float(d_loss))
    return kept, generator.get_weights() + discriminator.get_weights()


@pytest.mark.parametrize("jit_compile, share_fakes", [(True, False), (False, False), (False, True), (True, True)])
def test_fit_equals_steps_written_by_hand(digits, jit_compile, share_fakes):
    gan = small_gan(seed=3, jit_compile=jit_compile, share_fakes=share_fakes)
    batches = list(batches_of(digits, 5))
    expected_losses, expected = hand_written_steps(gan, batches, share_fakes=share_fakes)
    _, wrong = hand_written_steps(gan, batches, skip_generator=True)
    _, otherwise = hand_written_steps(gan, batches, share_fakes=not share_fakes)
    history = gan.fit(tf.data.Dataset.from_tensor_slices(np.stack(batches))).history
    got_losses = np.add(history["d_real_term"], history["d_fake_term"])
    np.testing.assert_allclose(got_losses, expected_losses, atol=1e-5)
    got = gan.generator.get_weights() + gan.discriminator.get_weights()
    distance = lambda weights: max(np.abs(a - b).max() for a, b in zip(got, weights, strict=True))
    # Adam scales up a gradient that is nearly nothing, so XLA's rounding can show as a good part of one step of 2e-4.
    tolerance = 3e-4 if jit_compile else 1e-5
    assert distance(expected) < tolerance < distance(wrong)
    assert distance(expected) < distance(otherwise) / 2


class SameNoise(training.GAN):
    """A plain GAN whose generator's stage draws the noise of the discriminator's last stage again, in a pass more."""

    def latents(self, n, draw):
        return super().latents(n, min(draw, 2 * self.n_critic - 2))


@pytest.mark.parametrize(
    "compiled",
    [
        {"ema_decay": 0.9, "weight_clip": 0.05},
        {"n_critic": 3, "loss": "wasserstein", "penalty": "gradient_penalty", "penalty_weight": 10.0},
        {"loss": "relativistic", "penalty": ("r1", "r2"), "penalty_weight": 0.1},
        {"augment": training.augment.cutout(), "loss": "hinge"},
        {"conditional": True, "n_critic": 2},
    ],
    ids=["clip", "critic steps", "relativistic", "augment", "conditional"],
)
def test_sharing_fakes_spares_a_pass_and_is_else_the_same_noise_again(digits, compiled):
    conditional = compiled.get("conditional", False)
    found = {}
    for kind, shares in ((training.GAN, True), (SameNoise, False), (training.GAN, False)):
        gan = small_gan(kind=kind, share_fakes=shares, run_eagerly=True, **compiled)
        passes, call = [], gan.generator.call
        gan.generator.call = lambda *given, passes=passes, call=call, **named: passes.append(1) or call(*given, **named)
        history = gan.fit(batches_of(digits, 4 * compiled.get("n_critic", 1), labels=conditional)).history
        found[kind, shares] = len(passes), history, gan.get_weights()
    (shared, history, weights), (twice, same, others), (plain, _, fresh) = found.values()
    assert twice == plain == shared + 4  # one pass less in each of four steps
    for key in history:
        np.testing.assert_allclose(history[key], same[key], atol=1e-5)
    distance = lambda those: max(np.abs(a - b).max() for a, b in zip(weights, those, strict=True))
    assert distance(others) < 1e-5 < distance(fresh)


def moves_at_once(gan, batches, conditional):
    """The weights after simultaneous steps written by hand: both gradients first, then both updates."""
    generator, discriminator = (keras.models.clone_model(network) for network in (gan.generator, gan.discriminator))
    generator.set_weights(gan.generator.get_weights())
    discriminator.set_weights(gan.discriminator.get_weights())
    g_optimizer, d_optimizer = adam(), adam()
    for step, batch in enumerate(batches):
        real, told = (batch[0], [batch[1]]) if conditional else (batch, [])
        z = _random.normal((len(real), 4), (gan.seed, 3 * step))
        with tf.GradientTape(persistent=True) as tape:
            fake = generator([z, *told] if told else z, training=True)
            r = discriminator([real, *told] if told else real, training=True)
            f = discriminator([fake, *told] if told else fake, training=True)
            d_loss = sum(gan.gan_loss.discriminator(r, f))
            if gan.penalty is not None:
                d_loss += gan.penalty_weight * gan.penalty(
                    lambda x: discriminator(x, training=True), real, fake, seed=0
                )
            g_loss = gan.gan_loss.generator(*[r] * gan.gan_loss.relativistic, f)
        for_d = tape.gradient(d_loss, discriminator.trainable_variables)
        for_g = tape.gradient(g_loss, generator.trainable_variables)
        g_optimizer.apply(for_g, generator.trainable_variables)
        d_optimizer.apply(for_d, discriminator.trainable_variables)
    return generator.get_weights() + discriminator.get_weights()


@pytest.mark.parametrize(
    "compiled",
    [
        {},
        {"loss": "relativistic", "penalty": ("r1", "r2"), "penalty_weight": 0.1},
        {"loss": "wasserstein", "jit_compile": True},
        {"conditional": True, "loss": "hinge"},
    ],
    ids=["non-saturating", "relativistic", "xla", "conditional"],
)
def test_simultaneous_players_both_start_from_where_they_were(digits, compiled):
    conditional = compiled.get("conditional", False)
    batches = list(batches_of(digits, 4, labels=conditional))
    given = tf.nest.map_structure(lambda *parts: tf.stack(parts), *batches)
    ends = {}
    for simultaneous in (True, False):
        gan = small_gan(seed=3, simultaneous=simultaneous, share_fakes=True, **compiled)
        expected = moves_at_once(gan, batches, conditional)
        passes, call = [], gan.discriminator.call
        gan.discriminator.call = lambda *given, seen=passes, call=call, **named: seen.append(1) or call(*given, **named)
        history = gan.fit(tf.data.Dataset.from_tensor_slices(given)).history
        ends[simultaneous] = gan.generator.get_weights() + gan.discriminator.get_weights(), len(passes)
        assert {len(values) for values in history.values()} == {4}
    distance = lambda weights: max(np.abs(a - b).max() for a, b in zip(weights, expected, strict=True))
    assert distance(ends[True][0]) < (3e-4 if compiled.get("jit_compile") else 1e-5)
    assert distance(ends[True][0]) < distance(ends[False][0]) / 2
    assert ends[True][1] < ends[False][1]  # D need not look at the fakes again


def test_a_simultaneous_generator_waits_for_the_last_of_the_critic_steps(digits):
    gan = small_gan(n_critic=3, simultaneous=True, weight_clip=0.05, ema_decay=0.9, ema_warmup=True)
    history = gan.fit(batches_of(digits, 6)).history
    assert len(history["g_loss"]) == 2 and int(gan.g_optimizer.iterations) == 2 and int(gan.d_optimizer.iterations) == 6
    assert max(np.abs(weights).max() for weights in gan.discriminator.get_weights()) <= 0.05
    assert not np.array_equal(gan.ema_generator.get_weights()[0], gan.generator.get_weights()[0])


def test_shared_fakes_are_measured_against_the_noise_that_they_were_made_of():
    found = {}
    for kind, shares in ((training.GAN, True), (SameNoise, False), (training.GAN, False)):
        gan = kind(models.mlp_generator((2,), 2, (4,), seed=1), models.mlp_discriminator((2,), (4,), seed=2))
        gan.compile(transport_weight=1.0, n_critic=2, share_fakes=shares, jit_compile=False)
        points = tf.random.stateless_uniform((24, 2), (3, 4))
        found[kind, shares] = gan.fit(tf.data.Dataset.from_tensor_slices(points).batch(4)).history["g_loss"]
    shared, same, fresh = found.values()
    np.testing.assert_allclose(shared, same, rtol=1e-5)
    assert np.abs(np.subtract(shared, fresh)).max() > 1e-2


def test_with_shared_fakes_the_generators_batch_norm_follows_once_a_step(digits):
    averages = {}
    for shares in (False, True):
        gan = training.GAN(
            models.dcgan_generator((8, 8, 1), latent_dim=4, width=2, seed=1),
            models.mlp_discriminator((8, 8, 1), widths=(4,), seed=2),
        )
        still = keras.optimizers.SGD(0.0)
        gan.compile(g_optimizer=still, d_optimizer=keras.optimizers.SGD(0.0), share_fakes=shares)
        gan.fit(batches_of(digits, 1))
        (layer,) = [layer for layer in gan.generator.layers if "batch_norm" in layer.name][:1]
        averages[shares] = np.asarray(layer.moving_variance)
    # It starts at 1 and goes a tenth of the way to some v, where two passes go 19 hundredths of it, or nearly.
    np.testing.assert_allclose((averages[False] - 1) / (averages[True] - 1), 1.9, atol=0.1)


def test_history_holds_each_step_and_starts_at_what_the_networks_say(digits):
    gan = small_gan()
    history = gan.fit(batches_of(digits, 4), epochs=3).history
    assert set(history) == set(training.HISTORY_KEYS)
    assert {len(values) for values in history.values()} == {12}
    assert all(0 < p < 1 for key in ("d_x", "d_g_z") for p in history[key])
    assert int(gan.step.value) == 12
    flat = small_gan()
    flat.discriminator.layers[-1].set_weights([np.zeros((16, 1)), np.zeros(1)])  # logits 0: D says one half
    first = {key: values[0] for key, values in flat.fit(batches_of(digits, 1)).history.items()}
    assert first["d_x"] == first["d_g_z"] == pytest.approx(0.5)
    assert first["d_real_term"] == first["d_fake_term"] == pytest.approx(np.log(2), rel=1e-5)


def test_the_same_seed_repeats_a_run_and_another_does_not(digits):
    runs = [small_gan(seed=seed).fit(batches_of(digits, 3)).history["g_loss"] for seed in (1, 1, 2)]
    assert runs[0] == runs[1] != runs[2]


def test_each_stage_moves_its_own_network_alone(digits):
    gan = small_gan()
    real = next(iter(batches_of(digits, 1)))
    before = gan.generator.get_weights(), gan.discriminator.get_weights()
    gan.discriminator_stage(real, None, draw=0)
    assert all(np.array_equal(a, b) for a, b in zip(before[0], gan.generator.get_weights(), strict=True))
    assert not np.array_equal(before[1][0], gan.discriminator.get_weights()[0])
    middle = gan.discriminator.get_weights()
    gan.generator_stage(32, None, draw=2)
    assert all(np.array_equal(a, b) for a, b in zip(middle, gan.discriminator.get_weights(), strict=True))
    assert not np.array_equal(before[0][0], gan.generator.get_weights()[0])


def test_n_critic_sees_different_images_each_time(digits):
    gan = small_gan(n_critic=3)
    seen = []
    stage = gan.discriminator_stage
    gan.discriminator_stage = lambda real, labels, draw, fake: (
        seen.append((np.array(real), draw)) or stage(real, labels, draw, fake)
    )
    gan.compile(n_critic=3, run_eagerly=True)
    history = gan.fit(batches_of(digits, 6)).history
    assert len(history["g_loss"]) == 2 and int(gan.g_optimizer.iterations) == 2
    assert int(gan.d_optimizer.iterations) == 6 and [draw for _, draw in seen[:3]] == [0, 2, 4]
    assert len({images.tobytes() for images, _ in seen}) == 6


@pytest.mark.parametrize("penalty", ["gradient_penalty", "r1"])
def test_penalties_join_the_history_and_hold_the_slope(digits, penalty):
    free = small_gan(loss="wasserstein").fit(batches_of(digits, 20), epochs=3).history
    held = small_gan(loss="wasserstein", penalty=penalty, penalty_weight=10.0)
    history = held.fit(batches_of(digits, 20), epochs=3).history
    assert len(history["penalty"]) == 60 and min(history["penalty"]) >= 0
    gap = lambda h: -h["d_real_term"][-1] - h["d_fake_term"][-1]
    assert gap(history) < gap(free)  # a critic that pays for its slope tells the two apart less


def test_a_penalty_on_a_network_with_batch_norm_is_warned_of(digits):
    gan = training.GAN(
        models.mlp_generator((8, 8, 1), latent_dim=2, widths=(4,)),
        models.dcgan_discriminator((8, 8, 1), width=4),
    )
    gan.compile()  # no penalty, no warning
    with pytest.warns(UserWarning, match="batch_norm=False"):  # 8×8 halves once, and has no batch norm before 16×16
        training.GAN(
            models.mlp_generator((16, 16, 1), latent_dim=2, widths=(4,)),
            models.dcgan_discriminator((16, 16, 1), width=4),
        ).compile(penalty="r1", penalty_weight=1.0)
    small_gan(penalty="r1", penalty_weight=1.0)


def test_a_relativistic_generator_is_given_the_real_images_of_its_batch(digits):
    gan = small_gan(loss="relativistic", run_eagerly=True)
    seen = []
    pair = gan.gan_loss
    gan.gan_loss = pair._replace(generator=lambda r, f: seen.append((np.array(r), np.array(f))) or pair.generator(r, f))
    real = next(iter(batches_of(digits, 1)))
    history = gan.fit(tf.data.Dataset.from_tensors(real)).history
    np.testing.assert_allclose(seen[0][0], gan.discriminator(real, training=True), rtol=1e-4)
    expected = np.mean(np.log1p(np.exp(seen[0][0] - seen[0][1])))
    assert history["g_loss"][0] == pytest.approx(expected, rel=1e-4) and history["d_fake_term"] == [0.0]


def test_several_penalties_are_summed(digits):
    firsts = {}
    for penalty in ("r1", "r2", ("r1", "r2")):
        firsts[penalty] = (
            small_gan(penalty=penalty, penalty_weight=1.0).fit(batches_of(digits, 1)).history["penalty"][0]
        )
    assert firsts["r1"] != firsts["r2"]
    assert firsts["r1", "r2"] == pytest.approx(firsts["r1"] + firsts["r2"], rel=1e-4)


def test_ema_is_the_average_that_its_formula_says(digits):
    gan = small_gan(ema_decay=0.9)
    start = gan.generator.get_weights()[0].copy()
    gan.fit(batches_of(digits, 1))
    expected = 0.9 * start + 0.1 * gan.generator.get_weights()[0]
    np.testing.assert_allclose(gan.ema_generator.get_weights()[0], expected, atol=1e-7)
    assert np.abs(expected - gan.generator.get_weights()[0]).max() > 1e-5
    assert gan.sampling_generator is gan.ema_generator


def test_a_warm_average_forgets_the_random_start_sooner(digits):
    """The first step counts by 9/10, the second by 9/11, and so on until `ema_decay` is reached."""
    gan = small_gan(ema_decay=0.15, ema_warmup=True)
    weights, expected = lambda: gan.generator.get_weights()[0].copy(), gan.generator.get_weights()[0].copy()
    for decay in (1 / 10, 0.15, 0.15):  # the second of them would be 2/11
        gan.fit(batches_of(digits, 1))
        expected = decay * expected + (1 - decay) * weights()
    np.testing.assert_allclose(gan.ema_generator.get_weights()[0], expected, atol=1e-7)
    assert np.abs(expected - weights()).max() > 1e-5


def test_conditional_training_and_generation(digits):
    gan = small_gan(conditional=True)
    gan.fit(batches_of(digits, 3, labels=True))
    z = training.sample_latents(2, 4, seed=0)
    one, other = gan.generate(z=z, labels=[1, 1]), gan.generate(z=z, labels=[1, 2])
    np.testing.assert_array_equal(one[0], other[0])
    assert np.abs(one[1] - other[1]).max() > 1e-6
    with pytest.raises(ValueError, match="unknown class label 11: choose from the classes 0 to 9"):
        gan.generate(labels=[3, 11], seed=0)
    with pytest.raises(ValueError, match="needs labels, one of the classes 0 to 9"):
        gan.generate(3, seed=0)
    with pytest.raises(ValueError, match=r"batches\(…, labels=True\)"):
        gan.fit(batches_of(digits, 1))


def test_generate_repeats_by_seed_and_does_not_depend_on_batches():
    gan = small_gan()
    images = gan.generate(10, seed=5)
    assert images.shape == (10, 8, 8, 1) and images.dtype == np.float32
    np.testing.assert_array_equal(images, gan.generate(10, seed=5))
    np.testing.assert_allclose(images, gan.generate(10, seed=5, batch_size=3), atol=1e-6)
    assert np.abs(images - gan.generate(10, seed=6)).max() > 1e-3
    with pytest.raises(ValueError, match=r"z must have shape \(n, 4\), got \(2, 5\)"):
        gan.generate(z=np.zeros((2, 5)))
    with pytest.raises(ValueError, match="needs a seed"):
        gan.generate(3)


# -- when things are wrong -------------------------------------------------------------------------------------


def test_wrong_data_is_named_with_both_shapes(digits):
    gan = small_gan()
    wide = data.load("mnist5k").batches(8, seed=0)
    with pytest.raises(ValueError, match=r"shape \(28, 28, 1\) but the networks take \(8, 8, 1\)"):
        gan.fit(wide)
    with pytest.raises(ValueError, match="hold uint8, but models take float32"):
        gan.fit(tf.data.Dataset.from_tensors(digits.images[:4]))
    with pytest.raises(ValueError, match=r"values in \[0, 255\], but models take \[-1, 1\]"):
        gan.fit(tf.data.Dataset.from_tensors(digits.images[:4].astype("float32")))
    with pytest.warns(UserWarning, match=r"Rescale with 2·x − 1"):
        gan.fit(tf.data.Dataset.from_tensors(digits.images[:4].astype("float32") / 255))
    with pytest.raises(ValueError, match="not ndarray"):
        gan.fit(digits.images)


def test_networks_that_do_not_fit_each_other_are_named():
    with pytest.raises(ValueError, match=r"makes samples of shape \(8, 8, 1\) but the discriminator takes \(9, 9, 1\)"):
        training.GAN(models.mlp_generator((8, 8, 1)), models.mlp_discriminator((9, 9, 1)))


def test_compile_refuses_what_cannot_work():
    shared = adam()
    for wrong, message in (
        ({"loss": "wgan"}, "unknown loss 'wgan'"),
        ({"g_optimizer": shared, "d_optimizer": shared}, "need an optimizer each"),
        ({"n_critic": 0}, "n_critic must be a whole number of at least 1"),
        ({"ema_decay": 1.5}, "between 0 and 1"),
        ({"ema_warmup": True}, "give ema_decay too"),
        ({"penalty_weight": 10.0}, "penalty is None"),
        ({"share_fakes": "yes"}, "share_fakes must be True or False, got 'yes'"),
        ({"simultaneous": 1}, "simultaneous must be True or False, got 1"),
    ):
        with pytest.raises(ValueError, match=message):
            small_gan(**wrong)


def test_nan_stops_training_and_keeps_good_weights(digits):
    gan = small_gan()
    good = np.stack(list(batches_of(digits, 3)))
    poisoned = np.concatenate([good, np.full_like(good[:2], np.nan)])
    with pytest.warns(RuntimeWarning, match=r"stopped at step 4: .* is not finite\. The networks are back at step 0"):
        history = gan.fit(tf.data.Dataset.from_tensor_slices(poisoned)).history
    assert len(history["g_loss"]) == 4
    assert all(np.isfinite(weight).all() for weight in gan.get_weights())
    assert np.isfinite(gan.generate(4, seed=0)).all()


class InterruptAt(keras.callbacks.Callback):
    def __init__(self, step):
        super().__init__()
        self.at = step

    def on_train_batch_end(self, batch, logs=None):
        if int(self.model.step.value) == self.at:
            raise KeyboardInterrupt


def test_an_interrupt_returns_what_was_trained(digits, capsys):
    gan = small_gan()
    before = gan.generator.get_weights()[0]
    history = gan.fit(batches_of(digits, 10), epochs=5, callbacks=[InterruptAt(7)]).history
    assert len(history["g_loss"]) == 7 and int(gan.step.value) == 7
    assert not np.array_equal(before, gan.generator.get_weights()[0])
    assert "Interrupted after 7 steps" in capsys.readouterr().out
    again = gan.fit(batches_of(digits, 3)).history
    assert len(again["g_loss"]) == 3 and int(gan.step.value) == 10
    assert len(training.merge_histories(history, again)["g_loss"]) == 10


# -- callbacks -------------------------------------------------------------------------------------------------


def test_sample_grid_films_the_same_latents(digits):
    gan = small_gan()
    film = training.SampleGrid(n=5, every=2, seed=3)
    gan.fit(batches_of(digits, 2), epochs=4, callbacks=[film])
    assert film.steps == [0, 4, 8] and {frame.shape for frame in film.frames} == {(5, 8, 8, 1)}
    np.testing.assert_array_equal(film.frames[-1], gan.generate(5, seed=3))
    assert np.abs(film.frames[0] - film.frames[-1]).max() > 1e-4


def test_live_monitor_replaces_one_picture(digits, monkeypatch):
    shown, updates = [], []

    class Handle:
        def update(self, bundle, **_):
            updates.append(bundle)

    monkeypatch.setattr("gan_utils.plotting.style._in_ipython", lambda: True)
    monkeypatch.setattr("IPython.display.display", lambda bundle, **_: shown.append(bundle) or Handle())
    small_gan().fit(batches_of(digits, 1), epochs=6, callbacks=[training.LiveMonitor(n=4, seconds=0.0)])
    assert len(shown) == 1 and len(updates) == 7  # one a step, and one at the end
    assert updates[-1]["image/png"].startswith(b"\x89PNG") and "step 6" in updates[-1]["text/plain"]
    assert shown[0]["image/png"] != updates[-1]["image/png"]


def test_live_monitor_in_a_plain_script_prints_its_words_and_no_bytes(digits, capsys):
    """Findings E6: it printed the bytes of a PNG and raised."""
    monitor = training.LiveMonitor(n=4, seconds=0.0)
    for _ in range(2):
        small_gan().fit(batches_of(digits, 3), epochs=2, callbacks=[monitor], verbose=0)
        before, after = capsys.readouterr().out.splitlines()
        assert "4 samples" in before and "step 6" in after


def test_the_samples_of_a_monitor_can_be_read(digits):
    """Sixteen digits of 28 pixels get twice their pixels, and the picture has the size asked for."""
    import io

    from PIL import Image

    gan, samples = small_gan(), -np.ones((16, 28, 28, 1), np.float32)  # black squares
    history = gan.fit(batches_of(digits, 3)).history
    for size in ((11.0, 5.0), (8.0, 4.8)):
        png, _ = training.callbacks.monitor_picture(gan, samples, history, 1.0, size=size)
        picture = np.asarray(Image.open(io.BytesIO(png)).convert("L"))
        assert picture.shape == (80 * size[1], 80 * size[0])
        black = (picture[:, : round(40 * size[0])] < 5).sum(axis=0)  # pixels of the grid, column by column
        assert np.ptp(np.flatnonzero(black > 150)) > 4 * 2 * 28
