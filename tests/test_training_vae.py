"""`VAE`: its bound against closed forms, its stages, exact resume, and what it refuses in a sentence."""

import math

import keras
import numpy as np
import pytest
import tensorflow as tf

from gan_utils import data, losses, metrics, models, training

SHAPE = (8, 8, 1)
DIGITS = data.load("digits")
adam = lambda: keras.optimizers.Adam(1e-2, beta_1=0.5)


def vae(judged=False, latent_dim=3, seed=3, **settings):
    judge = models.dcgan_discriminator(SHAPE, width=2, seed=2) if judged else None
    pair = models.encoder(SHAPE, latent_dim, width=2, seed=1), models.decoder(SHAPE, latent_dim, width=2, seed=4)
    model = training.VAE(*pair, judge, seed=seed)
    model.compile(g_optimizer=adam(), d_optimizer=adam(), jit_compile=False, **settings)
    return model


def linear(weights, bias, deviation):
    """Return a VAE whose decoder is z·weights + bias, and whose encoder is the exact posterior of one coordinate z."""
    weights, bias = np.asarray(weights, np.float32), np.asarray(bias, np.float32)
    encoder = models.mlp_encoder((2,), 1, widths=())
    model = training.VAE(encoder, models.mlp_generator((2,), 1, widths=(), activation=None))
    model.compile(deviation=deviation)
    model.generator.set_weights([weights[None], bias])
    precision = 1.0 + float(weights @ weights) / deviation**2  # p(z|x) = N(w·(x − b)/(σ²·precision), 1/precision)
    slope = weights / deviation**2 / precision
    heads = {
        "mean": (slope[:, None], [-float(slope @ bias)]),
        "log_variance": (np.zeros((2, 1)), [-math.log(precision)]),
    }
    for name, (kernel, offset) in heads.items():
        encoder.get_layer(name).set_weights([kernel, np.asarray(offset)])
    return model


def exact(points, weights, bias, deviation):
    """Return log N(x; b, w wᵀ + σ²·I), by the inverse and the determinant of that matrix."""
    covariance = np.outer(weights, weights) + deviation**2 * np.eye(2)
    away = points - np.asarray(bias)
    return -0.5 * (np.einsum("ni,ij,nj->n", away, np.linalg.inv(covariance), away)) - 0.5 * np.log(
        np.linalg.det(2 * np.pi * covariance)
    )


LINE = {"weights": [2.0, -1.0], "bias": [0.5, 1.0], "deviation": 0.7}
POINTS = np.random.default_rng(0).normal(0.0, 2.0, (60, 2)).astype("float32")


def test_with_the_exact_posterior_every_weight_is_the_density_itself():
    found = linear(**LINE).log_weights(POINTS, k=5, seed=0)
    assert np.allclose(found, exact(POINTS, **LINE)[:, None], atol=1e-3)


@pytest.mark.parametrize("shift", [0.3, -0.5])
def test_the_bound_lies_below_the_density_and_rises_with_k(shift):
    model = linear(**LINE)
    model.encoder.get_layer("log_variance").bias.assign_add([0.4])  # a posterior that is wrong
    model.encoder.get_layer("mean").bias.assign_add([shift])
    weights, truth = model.log_weights(POINTS, k=2000, seed=1), exact(POINTS, **LINE).mean()
    bounds = [metrics.importance_bound(weights, k).mean for k in (1, 10, 200, 2000)]
    assert bounds == sorted(bounds) and bounds[0] < truth - 0.05 and bounds[-1] == pytest.approx(truth, abs=0.02)
    # the gap of the ELBO is KL(q ‖ posterior): mean shift s and variance ratio r give ½ (r + s²·precision − 1 − log r)
    precision, r = 1.0 + 5.0 / 0.49, math.exp(0.4)
    gap = 0.5 * (r + shift**2 * precision - 1.0 - math.log(r))
    assert truth - bounds[0] == pytest.approx(gap, rel=0.03)


def test_training_a_linear_model_comes_to_the_likelihood_of_its_best_fit():
    rng = np.random.default_rng(1)
    points = (rng.normal(size=(4000, 1)) @ [[1.5, -1.0]] + 0.5 * rng.normal(size=(4000, 2))).astype("float32")
    encoder = models.mlp_encoder((2,), 1, widths=(), seed=1)
    model = training.VAE(encoder, models.mlp_generator((2,), 1, widths=(), activation=None, seed=2))
    model.compile(g_optimizer=keras.optimizers.Adam(0.02), deviation=0.5)
    history = model.fit(tf.data.Dataset.from_tensor_slices(points).batch(500), epochs=60).history
    best = exact(points, [1.5, -1.0], [0.0, 0.0], 0.5).mean()
    assert -np.mean(history["g_loss"][-8:]) == pytest.approx(best, abs=0.03)


def test_the_loss_is_the_negative_bound_worked_by_hand():
    model = vae(deviation=0.5, kl_weight=2.0)
    x = data.to_model(DIGITS.images[:16])
    noise = model.noise(16).numpy()
    mean, log_variance = (part.numpy() for part in model.encoder(x, training=True))
    made = model.generator(mean + np.exp(log_variance / 2) * noise, training=True).numpy()
    far = ((x - made) ** 2).sum(axis=(1, 2, 3)) / (2 * 0.25) + 64 * math.log(0.5 * math.sqrt(2 * math.pi))
    kl = 0.5 * (mean**2 + np.exp(log_variance) - 1 - log_variance).sum(axis=1)
    stage = vae(deviation=0.5, kl_weight=2.0).bound_stage(tf.constant(x))
    assert float(stage["reconstruction"]) == pytest.approx(far.mean(), rel=1e-4)
    assert float(stage["g_loss"]) == pytest.approx(far.mean() + 2.0 * kl.mean(), rel=1e-4)


def test_the_kl_term_warms_up_in_a_straight_line():
    model = vae(kl_weight=3.0, kl_warmup=4)
    history = model.fit(DIGITS.batches(64, seed=0).take(6)).history
    weights = (np.array(history["g_loss"]) - history["reconstruction"]) / history["kl"]
    assert np.allclose(weights, [0.0, 0.75, 1.5, 2.25, 3.0, 3.0], atol=0.02)


def test_each_stage_of_a_vae_gan_moves_its_own_player():
    model, x = vae(judged=True), tf.constant(data.to_model(DIGITS.images[:16]))
    networks = model.encoder, model.generator, model.discriminator

    def moved(stage):
        before = [[w.numpy() for w in network.trainable_variables] for network in networks]
        stage(x)
        return [
            any(not np.array_equal(w.numpy(), o) for w, o in zip(network.trainable_variables, old, strict=True))
            for network, old in zip(networks, before, strict=True)
        ]

    assert moved(model.discriminator_stage) == [False, False, True]
    assert moved(model.judged_stage) == [True, True, False]


def test_what_the_discriminator_says_does_not_reach_the_encoder():
    x, after = tf.constant(data.to_model(DIGITS.images[:16])), {}
    for loss in ("non_saturating", "hinge"):
        model = vae(judged=True, loss=loss)
        model.judged_stage(x)
        after[loss] = model.encoder.get_weights(), model.generator.get_weights()
    encoders, decoders = zip(*after.values(), strict=True)
    same = [all(np.allclose(*pair, atol=1e-7) for pair in zip(*both, strict=True)) for both in (encoders, decoders)]
    assert same == [True, False]


@pytest.mark.parametrize("judged", [False, True])
def test_a_run_cut_short_ends_as_one_that_was_not(tmp_path, capsys, judged):
    settings = {"judged": judged, "ema_decay": 0.9, "ema_warmup": True, "kl_warmup": 20}
    whole, first, second = (vae(**settings) for _ in range(3))
    batches = lambda: DIGITS.batches(256, seed=5)
    history = whole.fit(batches(), epochs=4).history
    first.fit(batches(), epochs=2, callbacks=training.Checkpoint(tmp_path))
    again = second.fit(batches(), epochs=4, callbacks=training.Checkpoint(tmp_path, resume=True)).history
    assert again == history and "Going on from" in capsys.readouterr().out
    assert all(np.array_equal(*pair) for pair in zip(whole.get_weights(), second.get_weights(), strict=True))


def test_a_checkpoint_of_another_encoder_or_deviation_is_named(tmp_path):
    vae().fit(DIGITS.batches(256, seed=0), callbacks=training.Checkpoint(tmp_path))
    resumed = training.Checkpoint(tmp_path, resume=True)
    with pytest.raises(ValueError, match=r"deviation is 0\.5 here, 1\.0 in the checkpoint"):
        vae(deviation=0.5).fit(DIGITS.batches(256, seed=0), epochs=2, callbacks=resumed)
    other = training.VAE(models.encoder(SHAPE, 3, width=4), models.decoder(SHAPE, 3, width=2), seed=3)
    other.compile(g_optimizer=adam(), d_optimizer=adam())
    with pytest.raises(ValueError, match=r"encoder, layer 1 \(Conv2D\) filters is 4 here, 2 in the checkpoint"):
        other.fit(DIGITS.batches(256, seed=0), epochs=2, callbacks=resumed)


def test_samples_encodings_and_pictures_fit_together(tmp_path):
    model, grid = vae(ema_decay=0.9), training.SampleGrid(n=4)
    model.fit(DIGITS.batches(256, seed=0, labels=True), callbacks=grid)
    mean, log_variance = model.encode(DIGITS.images[:5])
    assert mean.shape == log_variance.shape == (5, 3) and grid.frames[-1].shape == (4, *SHAPE)
    assert np.allclose(model.reconstruct(DIGITS.images[:5]), model.generate(z=mean), atol=1e-6)
    model.save_generator(tmp_path / "mine.npz", {"data": "8×8 digits"})
    card = models.generator_card(tmp_path / "mine.npz")
    assert card["latent_dim"] == 3 and card["recipe"]["deviation"] == 1.0
    assert np.allclose(models.load_generator(tmp_path / "mine.npz")(mean, training=False), model.generate(z=mean))


def test_a_live_monitor_shows_the_terms_of_the_bound():
    from gan_utils.training.callbacks import monitor_picture

    for judged in (False, True):
        model = vae(judged)
        model.fit(DIGITS.batches(256, seed=0))
        png, alt = monitor_picture(model, model.generate(4, seed=0), model.run_history, 1.0)
        assert png.startswith(b"\x89PNG") and "step 5" in alt
        assert ("the loss, its terms" in alt) != judged and ("σ(D)" in alt) == judged


CONDITIONAL = models.dcgan_discriminator(SHAPE, width=2, n_classes=10)


@pytest.mark.parametrize(
    ("do", "words"),
    [
        (lambda: training.VAE(models.decoder(SHAPE, 3, 2), models.decoder(SHAPE, 3, 2)), r"returns \[mean, log-var"),
        (lambda: training.VAE(models.encoder(SHAPE, 4, 2), models.decoder(SHAPE, 3, 2)), "the same latent_dim"),
        (lambda: training.VAE(models.encoder((16, 16, 1), 3, 2), models.decoder(SHAPE, 3, 2)), "the same shape"),
        (lambda: training.VAE(models.encoder(SHAPE, 3, 2), models.decoder(SHAPE, 3, 2), CONDITIONAL), "without n_cl"),
        (
            lambda: training.VAE(
                models.encoder(SHAPE, 3, 2), models.decoder(SHAPE, 3, 2), models.dcgan_discriminator(SHAPE, 2), "layer9"
            ),
            "has no layer 'layer9'",
        ),
        (lambda: vae(deviation=0.0), "deviation must be a number above 0"),
        (lambda: vae(kl_weight=-1), "kl_weight must be"),
        (lambda: vae(judged=True, loss="relativistic"), "relativistic loss pairs"),
        (lambda: vae().generate(2, labels=[1, 2], seed=0), "takes no labels"),
        (lambda: vae().generate(2), "needs a seed"),
        (lambda: vae().encode(DIGITS.images[0]), "one picture by itself"),
        (lambda: vae().log_weights(DIGITS.images[:2]), "needs a seed"),
        (lambda: vae(judged=True).log_weights(DIGITS.images[:2], seed=0), "no density of x"),
        (lambda: linear(**LINE).encode([[1.0, np.nan]]), "of finite numbers"),
        (lambda: vae().save("x.keras"), "save_generator"),
    ],
)
def test_what_cannot_work_is_said_in_a_sentence(do, words):
    with pytest.raises((ValueError, NotImplementedError), match=words):
        do()


def test_the_kl_in_closed_form_is_what_monte_carlo_finds():
    mean, log_variance = np.array([[0.8, -1.2, 0.1]], "float32"), np.array([[-1.0, 0.5, -2.0]], "float32")
    z = mean + np.exp(log_variance / 2) * np.random.default_rng(0).standard_normal((200_000, 3)).astype("float32")
    terms = losses.gaussian_log_density(z, mean, log_variance) - losses.gaussian_log_density(z)
    closed, error = float(losses.gaussian_kl(mean, log_variance)[0]), float(np.std(terms)) / math.sqrt(200_000)
    assert abs(float(np.mean(terms)) - closed) < 4 * error
    assert abs(float(np.mean(terms)) - (closed + 0.5 * 3)) > 100 * error  # the slip of leaving out the −1


def test_a_kl_of_two_shapes_is_refused():
    with pytest.raises(ValueError, match=r"\(1, 3\) but log_variance \(1, 2\)"):
        losses.gaussian_kl(np.zeros((1, 3)), np.zeros((1, 2)))
