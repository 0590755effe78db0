"""A run in the plane: its steps are those of `GAN`, and settings change between them."""

import keras
import numpy as np
import pytest
import tensorflow as tf

from gan_utils import losses, toy, training
from gan_utils.training.plane import ROW_KEYS, PlaneRun, Thinned, plane_networks


def small(seed=0, **more):
    return PlaneRun(toy.SHAPES["ring"](300, 0), plane_networks((8,)), seed=seed, batch_size=32, **more)


def assert_same(one, other):
    for a, b in zip(one.gan.get_weights(), other.gan.get_weights(), strict=True):
        np.testing.assert_allclose(a, b, atol=1e-6)


def test_the_laboratorys_step_is_that_of_fit():
    run, gan = small(), training.GAN(*plane_networks((8,))(0), seed=0)
    gan.compile(
        g_optimizer=keras.optimizers.Adam(1e-3, beta_1=0.5), d_optimizer=keras.optimizers.Adam(1e-3, beta_1=0.5)
    )
    for step in range(3):
        run.gan.step.assign(step)  # the batch that it is about to draw
        history = gan.fit(tf.data.Dataset.from_tensors(run._graphs.batch(0))).history
        row = run.advance(1)[0]
        for key, value in history.items():
            assert row[ROW_KEYS.index(key)] == pytest.approx(value[0], abs=1e-5)
    for a, b in zip(run.gan.get_weights(), gan.get_weights(), strict=True):
        np.testing.assert_allclose(a, b, atol=1e-5)


@pytest.mark.parametrize("settings", [{}, {"n_critic": 2}, {"n_generator": 2}, {"loss": "relativistic"}])
def test_slow_motion_takes_the_same_step_in_halves(settings):
    whole, halved = small(), small()
    for run in (whole, halved):
        run.configure(**settings)
    first, last = whole.advance(1), list(halved.halves())
    assert_same(whole, halved)
    np.testing.assert_allclose(first, last[1], atol=1e-6)
    assert np.isnan(last[0][0, ROW_KEYS.index("g_loss")]) and whole.steps == halved.steps == 1


def test_many_steps_in_one_graph_are_as_many_single_ones():
    many, single = small(), small()
    rows = many.advance(4)
    np.testing.assert_allclose(rows, np.concatenate([single.advance(1) for _ in range(4)]), atol=1e-5)
    assert_same(many, single)


@pytest.mark.parametrize(("player", "still"), [("discriminator", "generator"), ("generator", "discriminator")])
def test_one_player_moves_alone(player, still):
    run = small()
    network = lambda name: np.concatenate([w.ravel() for w in getattr(run.gan, name).get_weights()])
    moves, stays = network(player), network(still)
    run.move(player)
    assert (network(player) != moves).any() and (network(still) == stays).all() and run.steps == 1


def test_two_moves_of_one_player_see_other_points():
    run = small()
    batches = [run._graphs.batch(0).numpy()]
    run.move("discriminator")
    batches.append(run._graphs.batch(0).numpy())
    assert (batches[0] != batches[1]).any()


def test_rates_and_the_penaltys_weight_change_without_a_new_graph():
    run = small()
    run.configure(penalty="r1", penalty_weight=1.0)
    first = run.advance(1)[0, -1]
    graphs = len(run._graphs)
    run.configure(penalty="r1", penalty_weight=0.0, g_rate=0.0, d_rate=0.0)
    before = run.gan.get_weights()
    assert first > 0 and run.advance(1)[0, -1] == 0 and len(run._graphs) == graphs
    changed = [(a != b).any() for a, b in zip(before, run.gan.get_weights(), strict=True)]
    assert sum(changed) == 1  # the number of the step


@pytest.mark.parametrize("loss", list(losses.LOSSES))
@pytest.mark.parametrize("penalty", [None, "r1"])
def test_every_loss_trains_and_pushes(loss, penalty):
    run = small()
    run.configure(loss=loss, penalty=penalty, penalty_weight=1.0)
    rows, look = run.advance(2), run.look()
    assert np.isfinite(rows[:, :5]).all() and np.isfinite(rows[:, 5]).all() == (penalty is not None)
    assert np.isfinite(look.pushes).all() and np.abs(look.pushes).max() > 0


def test_a_push_is_minus_the_gradient_of_the_loss_on_one_point():
    run = small(shown=5)
    look, h = run.look(), 1e-2
    for axis in (0, 1):
        moved = [look.fakes + sign * h * np.eye(2, dtype=np.float32)[axis] for sign in (1, -1)]
        up, down = (np.logaddexp(0, -run.gan.discriminator(each, training=False).numpy()[:, 0]) for each in moved)
        np.testing.assert_allclose(look.pushes[:, axis], -(up - down) / (2 * h), atol=2e-3)


def test_the_first_row_of_the_field_is_the_lowest():
    run = small(side=5)
    low = run.gan.discriminator(np.array([[3.2, -3.2]], np.float32), training=False).numpy().item()
    assert run.look().field[0, -1] == pytest.approx(1 / (1 + np.exp(-low)), abs=1e-5)


def test_a_restart_repeats_the_run():
    run = small()
    first = run.advance(5)
    run.restart()
    assert run.steps == 0
    np.testing.assert_allclose(run.advance(5), first, atol=1e-5)


def test_a_stage_of_ones_own_moves_the_generator():
    def stage(generator, discriminator, optimizer, z):
        with tf.GradientTape() as tape:
            loss = tf.reduce_mean(tf.nn.softplus(-discriminator(generator(z, training=True), training=True)))
        optimizer.apply(tape.gradient(loss, generator.trainable_variables), generator.trainable_variables)
        return loss

    own, ours = small(generator_stage=stage), small()
    np.testing.assert_allclose(own.advance(3), ours.advance(3), atol=1e-5)
    assert_same(own, ours)
    lazy = small(generator_stage=lambda generator, discriminator, optimizer, z: tf.constant(7.0))
    assert lazy.advance(1)[0, ROW_KEYS.index("g_loss")] == 7
    lazy.configure(own_stage=False)
    assert lazy.advance(1)[0, ROW_KEYS.index("g_loss")] < 7


def test_one_number_of_noise_gives_a_curve():
    run = PlaneRun(toy.SHAPES["line"](50, 0), plane_networks((8,), latent_dim=1))
    assert run.look().manifold.shape == (170, 2)


def test_other_points_are_learnt_from_at_once():
    run = small()
    run.set_points([[1.0, 2.0]])
    assert run._graphs.batch(0).numpy().tolist() == [[1.0, 2.0]] * 32


@pytest.mark.parametrize(
    ("settings", "message"),
    [
        ({"optimizer": "Lion"}, "unknown optimizer 'Lion': choose one of Adam, SGD"),
        ({"g_rate": -1.0}, "learning rates must be finite"),
        ({"penalty_weight": float("nan")}, "penalty_weight must be finite"),
        ({"loss": "cosine"}, "cosine"),
        ({"n_generator": 0}, "n_generator"),
    ],
)
def test_settings_are_refused(settings, message):
    with pytest.raises(ValueError, match=message):
        small().configure(**settings)


def test_other_refusals():
    with pytest.raises(ValueError, match=r"shape \(3,\), expected \(n, 2\)"):
        small().set_points([1, 2, 3])
    with pytest.raises(ValueError, match="unknown player"):
        small().move("referee")


def test_curves_stay_short_and_keep_their_mean():
    curve = Thinned(("a", "b"), limit=16)
    for step in range(1, 1001):
        curve.add(step, [float(step), float("nan")])
    assert len(curve.rows) <= 17 and np.isnan(curve["b"]).all() and np.isnan(curve.last("b"))
    np.testing.assert_allclose(curve["a"], curve.steps)
    assert (np.diff(curve.steps) > 0).all() and curve.steps[-1] > 900
