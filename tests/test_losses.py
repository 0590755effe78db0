"""Losses against hand-worked values and NumPy; penalties against critics whose slope is known."""

import keras
import numpy as np
import pytest
import tensorflow as tf

from gan_utils import losses
from gan_utils.losses import LOSSES, gradient_penalty, r1_penalty, r2_penalty

REAL = np.array([[2.0], [-1.0], [0.5]], np.float32)
FAKE = np.array([[-3.0], [1.5], [0.0]], np.float32)


def numpy_losses(name, r, f):
    """Each loss again, written from its probabilities: (real term, fake term, generator)."""
    p, q = 1 / (1 + np.exp(-r)), 1 / (1 + np.exp(-f))
    return {
        "minimax": (np.mean(-np.log(p)), np.mean(-np.log(1 - q)), np.mean(np.log(1 - q))),
        "non_saturating": (np.mean(-np.log(p)), np.mean(-np.log(1 - q)), np.mean(-np.log(q))),
        "least_squares": (np.mean((r - 1) ** 2) / 2, np.mean(f**2) / 2, np.mean((f - 1) ** 2) / 2),
        "wasserstein": (-np.mean(r), np.mean(f), -np.mean(f)),
        "hinge": (np.mean(np.maximum(0, 1 - r)), np.mean(np.maximum(0, 1 + f)), -np.mean(f)),
        "relativistic": (np.mean(np.log(1 + np.exp(f - r))), 0.0, np.mean(np.log(1 + np.exp(r - f)))),
    }[name]


def values(loss, r, f):
    r, f = tf.constant(r), tf.constant(f)
    generator = loss.generator(r, f) if loss.relativistic else loss.generator(f)
    return *map(float, loss.discriminator(r, f)), float(generator)


@pytest.mark.parametrize("name", LOSSES)
def test_every_loss_equals_its_numpy_form(name):
    got = values(LOSSES[name], REAL, FAKE)
    np.testing.assert_allclose(got, numpy_losses(name, REAL.astype(float), FAKE.astype(float)), rtol=1e-5)


@pytest.mark.parametrize("name", LOSSES)
def test_every_loss_tells_real_from_fake_and_ignores_the_order_of_a_batch(name):
    got = np.array(values(LOSSES[name], REAL, FAKE))
    swapped = np.array(values(LOSSES[name], FAKE, REAL))
    assert np.abs(got - swapped).max() > 0.1  # a pair with real and fake exchanged must not pass the test above
    np.testing.assert_allclose(got, values(LOSSES[name], REAL[::-1], FAKE[::-1]), rtol=1e-5)


def test_equilibrium_of_the_cross_entropy_is_two_log_two_and_log_two():
    zeros = np.zeros((4, 1), np.float32)  # −log σ(0) = log 2 ≈ 0.693147
    real_term, fake_term, generator = values(LOSSES["non_saturating"], zeros, zeros)
    assert real_term + fake_term == pytest.approx(2 * np.log(2), rel=1e-6)
    assert generator == pytest.approx(np.log(2), rel=1e-6)


def test_hinge_by_hand():
    # real: max(0, 1 − 2) = 0, 1 + 1 = 2, 0.5 → mean 2.5/3; fake: max(0, 1 − 3) = 0, 2.5, 1 → mean 3.5/3
    real_term, fake_term, generator = values(LOSSES["hinge"], REAL, FAKE)
    assert (real_term, fake_term) == (pytest.approx(2.5 / 3), pytest.approx(3.5 / 3))
    assert generator == pytest.approx(0.5)  # −(−3 + 1.5 + 0)/3


def test_the_relativistic_pair_by_hand():
    # r − f = 5, −2.5, 0.5: softplus(−5) + softplus(2.5) + softplus(−0.5) = .0067 + 2.5789 + .4741, mean 1.0199;
    # of the generator softplus(5) + softplus(−2.5) + softplus(.5) = 5.0067 + .0789 + .9741, mean 2.0199
    pair = LOSSES["relativistic"]
    real_term, fake_term, generator = values(pair, REAL, FAKE)
    assert (real_term, fake_term, generator) == (pytest.approx(1.0199, abs=1e-4), 0.0, pytest.approx(2.0199, abs=1e-4))
    moved = values(pair, REAL + 7.0, FAKE + 7.0)  # only the difference counts
    np.testing.assert_allclose(moved, values(pair, REAL, FAKE), rtol=1e-5)
    single = LOSSES["non_saturating"]
    assert abs(values(single, REAL + 7.0, FAKE + 7.0)[0] - values(single, REAL, FAKE)[0]) > 0.1
    across = np.log(1 + np.exp(FAKE - REAL.T)).mean()  # the slip: each real image beside every fake
    assert abs(across - real_term) > 0.1


def test_losses_stay_finite_where_probabilities_underflow():
    big = np.array([[200.0], [-200.0]], np.float32)
    for name in ("minimax", "non_saturating"):
        assert np.isfinite(values(LOSSES[name], big, big)).all()
        with np.errstate(all="ignore"):
            naive = -np.log(1 - 1 / (1 + np.exp(-big)))
        assert not np.isfinite(naive).all()  # what the logits save us from


@pytest.mark.parametrize(("logit", "minimax", "non_saturating"), [(-6.0, -0.0025, -0.9975), (0.0, -0.5, -0.5)])
def test_the_minimax_generator_has_no_slope_where_the_fakes_are_found_out(logit, minimax, non_saturating):
    # d/df log(1 − σ(f)) = −σ(f); d/df −log σ(f) = σ(f) − 1
    f = tf.constant([[logit]])
    for name, slope in (("minimax", minimax), ("non_saturating", non_saturating)):
        with tf.GradientTape() as tape:
            tape.watch(f)
            loss = LOSSES[name].generator(f)
        assert float(tape.gradient(loss, f)[0, 0]) == pytest.approx(slope, abs=1e-4)


def linear_critic(images):
    return tf.reduce_sum(images, axis=[1, 2, 3])[:, None] * (3.0 / 8.0)  # ‖∇‖ = 3/8·√64 = 3 on 8×8×1


@pytest.fixture
def images():
    draw = np.random.default_rng(0)
    return [tf.constant(draw.uniform(-1, 1, (5, 8, 8, 1)), tf.float32) for _ in range(2)]


def test_penalties_of_a_linear_critic_by_hand(images):
    real, fake = images
    assert float(gradient_penalty(linear_critic, real, fake, seed=1)) == pytest.approx(4.0, rel=1e-5)  # (3 − 1)²
    assert float(r1_penalty(linear_critic, real)) == pytest.approx(4.5, rel=1e-5)  # ½·3²
    assert float(r1_penalty(linear_critic, real[:2])) == pytest.approx(4.5, rel=1e-5)  # not a sum over the batch


def test_r2_is_r1_at_the_fakes(images):
    real, fake = images
    square = lambda x: 0.5 * tf.reduce_sum(x**2, axis=[1, 2, 3])[:, None]  # ∇ = x, so ½·mean ‖x‖²
    by_hand = lambda x: 0.5 * np.mean(np.sum(np.square(x), axis=(1, 2, 3)))
    assert float(r2_penalty(square, real, fake)) == pytest.approx(by_hand(fake), rel=1e-5)
    assert float(r1_penalty(square, real, fake)) == pytest.approx(by_hand(real), rel=1e-5)
    assert abs(by_hand(real) - by_hand(fake)) > 0.1  # a penalty at the wrong images would be seen
    both = losses.get_penalty(["r1", "r2"])
    assert float(both(square, real, fake, seed=0)) == pytest.approx(by_hand(real) + by_hand(fake), rel=1e-5)


def test_a_norm_that_is_not_flattened_would_be_caught(images):
    real = images[0]
    with tf.GradientTape() as tape:
        tape.watch(real)
        score = tf.reduce_sum(linear_critic(real))
    norm = tf.norm(tape.gradient(score, real), axis=1)  # the classic slip: norm over one axis of the image
    assert float(tf.reduce_mean((norm - 1) ** 2)) != pytest.approx(4.0, rel=0.1)


def test_gradient_penalty_draws_one_alpha_an_image_between_real_and_fake():
    seen = []

    def spy(x):
        seen.append(x)
        return x[:, :1] + 0.0 * tf.reduce_sum(x)

    gradient_penalty(spy, tf.zeros((200, 3)), tf.ones((200, 3)), seed=0)
    alpha = seen[0].numpy()
    assert (alpha >= 0).all() and (alpha <= 1).all()
    assert np.ptp(alpha, axis=1).max() == 0.0  # one for the whole image, not one a pixel
    assert 0.4 < alpha.mean() < 0.6 and alpha.std() > 0.2  # uniform, not one for the batch


def test_the_seed_fixes_alpha(images):
    critic = lambda x: tf.reduce_sum(x**3, axis=[1, 2, 3])[:, None]
    first, again, other = (float(gradient_penalty(critic, *images, seed=s)) for s in (1, 1, (2, 5)))
    assert first == again != other


def test_the_gradient_of_the_penalty_is_finite_where_the_critic_is_flat(images):
    weight = tf.Variable(0.0)
    with tf.GradientTape() as tape:
        penalty = gradient_penalty(lambda x: weight * linear_critic(x), *images, seed=0)
    assert np.isfinite(float(tape.gradient(penalty, weight)))


def test_penalties_train_through_a_network(images):
    keras.utils.set_random_seed(0)
    critic = keras.Sequential([keras.layers.Flatten(), keras.layers.Dense(4, "softplus"), keras.layers.Dense(1)])
    critic(images[0])
    for penalty in losses.PENALTIES.values():
        with tf.GradientTape() as tape:
            value = penalty(critic, *images, seed=0)
        gradients = tape.gradient(value, critic.trainable_variables[:1])
        assert float(tf.norm(gradients[0])) > 0


# Two layers of two samples: what they make of the true ones, and of those made.
TRUE = [np.array([[1.0, 2.0], [3.0, 4.0]], np.float32), np.array([[1.0], [1.0]], np.float32)]
MADE = [np.array([[1.0, 0.0], [3.0, 8.0]], np.float32), np.array([[0.0], [0.5]], np.float32)]


def test_feature_matching_by_hand():
    # first layer: (0 + 2 + 0 + 4)/4 = 1.5; second: (1 + 0.5)/2 = 0.75; together 2.25
    expected = pytest.approx(2.25)
    assert float(losses.feature_matching_loss(TRUE, MADE)) == expected
    assert float(losses.feature_matching_loss(MADE, TRUE)) == expected
    turned = [[layer[::-1] for layer in layers] for layers in (TRUE, MADE)]
    assert float(losses.feature_matching_loss(*turned)) == expected  # the order of the pairs does not matter,
    assert float(losses.feature_matching_loss(turned[0], MADE)) != expected  # but who stands for whom does
    assert float(losses.feature_matching_loss(TRUE, TRUE)) == 0
    pairs = list(zip(TRUE, MADE, strict=True))
    wrong = (
        np.mean([np.abs(t - m).mean() for t, m in pairs]),  # the mean of the layers in place of their sum
        np.concatenate([np.abs(t - m).ravel() for t, m in pairs]).mean(),  # every number counted alike
        sum(np.square(t - m).mean() for t, m in pairs),
        sum(np.abs(t.mean(0) - m.mean(0)).mean() for t, m in pairs),  # of batches, as in Salimans et al. 2016
    )
    assert all(other != expected for other in wrong)
    halves = [[layer.astype(np.float16) for layer in layers] for layers in (TRUE, MADE)]
    assert losses.feature_matching_loss(*halves).dtype == tf.float32  # under mixed precision too


def test_features_of_other_layers_are_refused():
    for made in ([], MADE[:1], MADE[::-1]):
        with pytest.raises(ValueError, match="ask the same layers about both batches"):
            losses.feature_matching_loss(TRUE, made)
    with pytest.raises(ValueError, match="one layer at least"):
        losses.feature_matching_loss([], [])


def test_errors_say_what_to_do(images):
    with pytest.raises(ValueError, match=r"unknown loss 'wgan': choose one of minimax, non_saturating, .*hinge"):
        losses.get("wgan")
    with pytest.raises(ValueError, match="unknown penalty 'gp': choose one of gradient_penalty, r1, r2"):
        losses.get_penalty("gp")
    for wrong in (["r1", "gp"], [], 3):
        with pytest.raises(ValueError, match="unknown penalty"):
            losses.get_penalty(wrong)
    with pytest.raises(ValueError, match=r"one shape, got \(5, 8, 8, 1\) and \(3, 8, 8, 1\)"):
        gradient_penalty(linear_critic, images[0], images[1][:3], seed=0)
    assert losses.get(LOSSES["hinge"]) is LOSSES["hinge"] and losses.get_penalty(None) is None


# -- one-sided label smoothing ----------------------------------------------------------------------------------


@pytest.mark.parametrize("name", ["minimax", "non_saturating"])
def test_smoothing_moves_the_real_target_and_nothing_else(name):
    plain, smooth = values(LOSSES[name], REAL, FAKE), values(losses.smoothed(name, 0.8), REAL, FAKE)
    p = 1 / (1 + np.exp(-REAL.astype(float)))
    assert smooth[0] == pytest.approx(np.mean(-0.8 * np.log(p) - 0.2 * np.log(1 - p)), rel=1e-5)
    assert smooth[0] != pytest.approx(plain[0], rel=0.01)
    assert smooth[1:] == plain[1:]  # smoothing the fakes too would move the second
    assert values(losses.smoothed(name, 1.0), REAL, FAKE) == pytest.approx(plain, rel=1e-6)


def test_smoothed_least_squares_by_hand():
    # r = (2, −1, 0.5), t = 0.8: (1.2² + 1.8² + 0.3²) / 6 = (1.44 + 3.24 + 0.09) / 6 = 0.795
    assert values(losses.smoothed("least_squares", 0.8), REAL, FAKE)[0] == pytest.approx(0.795, rel=1e-6)


def test_smoothed_equilibrium_is_where_the_docstring_says():
    # real term −t·log(t/2) − (1 − t)·log(1 − t/2) at t = 0.9: 0.9·0.7985 + 0.1·0.5978 = 0.7784
    logit = tf.Variable([[np.log(0.45 / 0.55)]], dtype=tf.float32)
    for target, at_rest in ((0.9, True), (1.0, False)):
        with tf.GradientTape() as tape:
            real_term, fake_term = losses.smoothed(real_target=target).discriminator(logit, logit)
            total = real_term + fake_term
        assert (abs(float(tape.gradient(total, logit)[0, 0])) < 1e-6) == at_rest
    got = values(losses.smoothed(real_target=0.9), logit.numpy(), logit.numpy())
    assert got == pytest.approx((0.77844, 0.59784, 0.79851), abs=2e-5)


def test_smoothing_refuses_what_has_no_target():
    for name in ("wasserstein", "hinge"):
        with pytest.raises(ValueError, match=f"the loss '{name}' has no target to smooth: choose one of"):
            losses.smoothed(name)
    for target in (0.5, 1.1, float("nan")):
        with pytest.raises(ValueError, match=f"above 0.5 and at most at 1, got {target}"):
            losses.smoothed(real_target=target)
    with pytest.raises(ValueError, match="unknown loss 'wgan'"):
        losses.smoothed("wgan")
    assert losses.get(losses.smoothed("minimax", 0.9)).name == "minimax, real target 0.9"
