"""Following a velocity: exact ends, the order of both methods, calls counted; and the velocity towards Gaussians."""

import itertools

import numpy as np
import pytest

from gan_utils import latent, toy

MEAN, DEVIATION = np.array([[1.0, -2.0]]), 0.5
Z = np.random.default_rng(0).standard_normal((200, 2))


def velocity(x, t):
    return toy.modes_velocity(x, t, MEAN, DEVIATION)


def error(steps, method):
    """How far the flow from N(0, I) to N(m, s²I) ends from m + s·z, which is where its exact path ends."""
    return np.abs(latent.integrate(velocity, Z, steps, method).x - (MEAN + DEVIATION * Z)).max()


# x → x·e^sin(t) is of the order that the books say; between Gaussians the midpoint method happens to do better.
@pytest.mark.parametrize(("method", "order"), [("euler", 1), ("midpoint", 2)])
def test_halving_the_steps_divides_the_error_by_two_to_the_order(method, order):
    turning = lambda steps: abs(latent.integrate(lambda x, t: x * np.cos(t), np.ones((1, 1)), steps, method).x[0, 0])
    for one, half in itertools.pairwise(abs(turning(steps) - np.exp(np.sin(1.0))) for steps in (32, 64, 128)):
        assert one / half == pytest.approx(2**order, rel=0.1)


@pytest.mark.parametrize(("method", "least"), [("euler", 1.9), ("midpoint", 3.9)])
def test_the_flow_between_gaussians_is_followed_to_its_exact_end(method, least):
    found = [error(steps, method) for steps in (32, 64, 128)]
    assert all(one / half > least for one, half in itertools.pairwise(found)) and found[-1] < 0.03


def test_the_midpoint_methods_order_between_one_gaussian_and_two():
    # towards N(m, s²I) the term of order 2 of its error cancels, whatever s; towards two of them it does not
    for deviation in (0.2, 3.0):
        towards = lambda x, t, s=deviation: toy.modes_velocity(x, t, MEAN, s)
        one, half = (
            np.abs(latent.integrate(towards, Z, n, "midpoint").x - (MEAN + deviation * Z)).max() for n in (32, 64)
        )
        assert one / half == pytest.approx(8, rel=0.05)
    towards = lambda x, t: toy.modes_velocity(x, t, [[1.0, 0.0], [-1.0, 0.0]], DEVIATION)
    end = latent.integrate(towards, Z, 1024, "midpoint").x
    one, half = (np.abs(latent.integrate(towards, Z, n, "midpoint").x - end).max() for n in (32, 64))
    assert one / half == pytest.approx(4, rel=0.1)


def test_one_step_of_euler_ends_at_the_mean_whatever_the_noise():
    # at t = 0 the velocity is m − x, so x + v is m
    np.testing.assert_allclose(latent.integrate(velocity, Z, 1).x, np.broadcast_to(MEAN, Z.shape), atol=1e-12)
    ring = toy.ring(8)
    ends = latent.integrate(lambda x, t: toy.modes_velocity(x, t, ring), Z, 1).x
    np.testing.assert_allclose(ends, 0.0, atol=1e-12)


def test_a_step_of_each_method_by_hand():
    # v(x, t) = 2t from x = 1. Euler in two steps: 1 + ½·0 + ½·1 = 1.5. Midpoint: 1 + ½·½ + ½·1.5 = 2, which is exact.
    slope = lambda x, t: np.full_like(x, 2 * t)
    ends = {method: latent.integrate(slope, np.ones((1, 1)), 2, method, keep=True) for method in ("euler", "midpoint")}
    assert ends["euler"].path.ravel().tolist() == [1.0, 1.0, 1.5]
    assert ends["midpoint"].path.ravel().tolist() == [1.0, 1.25, 2.0]


@pytest.mark.parametrize(("method", "steps", "calls"), [("euler", 5, 5), ("midpoint", 5, 10)])
def test_calls_are_those_that_were_made(method, steps, calls):
    asked = []
    found = latent.integrate(lambda x, t: asked.append(t) or x, np.ones((3, 2), "float32"), steps, method)
    assert found.calls == len(asked) == calls and found.path is None and found.x.dtype == np.float32
    assert min(asked) == 0.0 and max(asked) < 1.0


def test_whole_numbers_are_taken_as_floats_and_the_start_is_left_alone():
    start = np.array([[1, 2]])
    found = latent.integrate(lambda x, t: x, start, 1)
    assert found.x.tolist() == [[2.0, 4.0]] and start.tolist() == [[1, 2]]


@pytest.mark.parametrize(
    ("wrong", "words"),
    [
        ({"steps": 0}, "steps must be a whole number of at least 1"),
        ({"method": "heun"}, "choose one of euler, midpoint"),
        ({"velocity": lambda x, t: x[:, :1]}, r"has shape \(200, 1\)"),
    ],
)
def test_what_cannot_be_followed_is_refused_in_a_sentence(wrong, words):
    with pytest.raises(ValueError, match=words):
        latent.integrate(**({"velocity": velocity, "z": Z} | wrong))


def test_the_velocity_is_the_mean_of_lines_through_a_place():
    # estimated from lines themselves: those whose x_t falls near a place, whatever they come from
    rng, centres, t = np.random.default_rng(1), np.array([[-2.0], [1.0]]), 0.4
    x0 = rng.standard_normal((400_000, 1))
    x1 = centres[rng.integers(2, size=len(x0))] + 0.3 * rng.standard_normal(x0.shape)
    x = (1 - t) * x0 + t * x1
    for place in (-1.0, 0.0, 0.5):
        near = np.abs(x[:, 0] - place) < 0.02
        seen, spread = (x1 - x0)[near].mean(), (x1 - x0)[near].std() / np.sqrt(near.sum())
        found = toy.modes_velocity([[place]], t, centres, 0.3)[0, 0]
        assert abs(found - seen) < 5 * spread + 0.02


def test_the_velocity_turns_with_what_it_leads_to():
    angle = 0.7
    turn = np.array([[np.cos(angle), -np.sin(angle)], [np.sin(angle), np.cos(angle)]])
    ring = toy.ring(5)
    turned = toy.modes_velocity(Z @ turn.T, 0.6, ring @ turn.T)
    np.testing.assert_allclose(turned, toy.modes_velocity(Z, 0.6, ring) @ turn.T, atol=1e-9)


def test_following_the_exact_velocity_covers_the_ring_by_sectors():
    ring = toy.ring(8)
    ends = latent.integrate(lambda x, t: toy.modes_velocity(x, t, ring), Z, 64, "midpoint").x
    nearest = lambda points: ((points[:, None] - ring) ** 2).sum(axis=-1).argmin(axis=1)
    assert toy.modes_covered(ends, ring) == 8
    assert np.array_equal(nearest(ends), nearest(Z))  # by symmetry no path crosses from one sector into another


@pytest.mark.parametrize(
    ("wrong", "words"),
    [
        ({"centres": [[1.0]]}, "one d for both"),
        ({"t": 1.5}, r"t must be a number in \[0, 1\]"),
        ({"std": -1.0}, "std must be"),
        ({"t": 1.0, "std": 0.0}, "every point has arrived"),
    ],
)
def test_velocities_that_are_not_defined_are_refused(wrong, words):
    with pytest.raises(ValueError, match=words):
        toy.modes_velocity(**({"x": Z, "t": 0.5, "centres": MEAN, "std": 0.5} | wrong))
