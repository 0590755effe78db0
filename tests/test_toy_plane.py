"""Data of the plane laboratory, and the distance of two clouds of points."""

import numpy as np
import pytest

from gan_utils import toy


@pytest.mark.parametrize("name", list(toy.SHAPES))
def test_every_shape_is_seeded_lies_in_the_picture_and_is_spread_out(name):
    points = toy.SHAPES[name](2000, 0)
    assert points.shape == (2000, 2) and points.dtype == np.float32
    assert np.abs(points).max() < 3.2 and points.std() > 0.6
    assert (points == toy.SHAPES[name](2000, 0)).all() and (points != toy.SHAPES[name](2000, 1)).any()


def test_the_spiral_is_filled_evenly_along_its_arm():
    radius = np.linalg.norm(toy.spiral(20_000, std=0.0, radius=2.0, seed=0), axis=1)
    assert np.mean(radius < 1) == pytest.approx(0.25, abs=0.01)  # half the angle, a quarter of the length


def test_moons_are_two_half_circles_that_reach_into_each_other():
    moons = toy.two_moons(5000, std=0.0, seed=0) / 1.5
    shift = np.array([0.5, 0.25])
    up, down = (np.abs(np.linalg.norm(moons + sign * shift, axis=1) - 1) < 1e-5 for sign in (1, -1))
    assert (up | down).all() and 0.45 < up.mean() < 0.55
    assert moons[up, 1].min() < moons[down, 1].max()


def test_divergences_of_a_case_worked_by_hand():
    # Cells left and right. Real 3 : 1, fakes 1 : 1. JS: m = (5/8, 3/8).
    real, fake = [[-1, -1]] * 3 + [[1, -1]], [[-1, -1], [1, -1]]
    p, q, m = np.array([3, 1]) / 4, np.array([1, 1]) / 2, np.array([5, 3]) / 8
    kl, js = toy.histogram_divergences(real, fake, bins=2)
    assert js == pytest.approx((np.sum(p * np.log(p / m)) + np.sum(q * np.log(q / m))) / 2)
    # With half a point more in each of four cells: (3.5, 1.5, .5, .5)/6 and (1.5, 1.5, .5, .5)/4.
    a, b = np.array([3.5, 1.5, 0.5, 0.5]) / 6, np.array([1.5, 1.5, 0.5, 0.5]) / 4
    assert kl == pytest.approx(np.sum(a * np.log(a / b)))
    assert toy.histogram_divergences(fake, real, bins=2)[0] != pytest.approx(kl)  # KL has a direction
    assert toy.histogram_divergences(fake, real, bins=2)[1] == pytest.approx(js)  # JS has none


def test_divergences_of_the_same_points_are_nought_and_far_points_count_at_the_edge():
    points = toy.SHAPES["grid"](500, 0)
    assert toy.histogram_divergences(points, points) == (0.0, 0.0)
    assert toy.histogram_divergences([[3.1, 3.1]], [[99.0, 99.0]])[1] == 0


def test_divergences_and_shapes_refuse():
    with pytest.raises(ValueError, match="the generated points are not all finite"):
        toy.histogram_divergences([[0, 0]], [[np.nan, 0]])
    with pytest.raises(ValueError, match="the real points have shape"):
        toy.histogram_divergences([0, 0], [[0, 0]])
    with pytest.raises(ValueError, match="n of at least 1"):
        toy.spiral(0, seed=0)
