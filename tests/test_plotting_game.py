"""The pictures of the game show the numbers they claim to show."""

import re

import matplotlib.pyplot as plt
import numpy as np
import pytest
from matplotlib.colors import to_rgb
from matplotlib.quiver import Quiver
from matplotlib.text import Text

from gan_utils import game, plotting, toy
from gan_utils.plotting.game import descent_arrows, landscape
from gan_utils.plotting.style import FAKE

P, Q = toy.Gaussian(0.0, 1.0), toy.Gaussian(3.0, 0.8)


def line(ax, label):
    (found,) = [drawn for drawn in ax.lines if drawn.get_label() == label]
    return found.get_data()


def test_plot_game_draws_both_densities_and_the_best_discriminator(ax):
    assert plotting.plot_game(P, Q, ax=ax) is ax
    x, real = line(ax, "real p(x)")
    np.testing.assert_allclose(real, P.pdf(x))
    np.testing.assert_allclose(line(ax, "generated q(x)")[1], Q.pdf(x))
    np.testing.assert_allclose(line(ax, "D*(x)")[1], P.pdf(x) / (P.pdf(x) + Q.pdf(x)))
    assert x[0] < -2.5 and x[-1] > 5  # the tails of either side are in the picture
    assert ax.get_xlabel() and ax.get_ylabel() and ax.get_legend()


def test_plot_game_draws_the_discriminators_it_is_given(ax):
    x = np.linspace(-1, 1, 11)
    plotting.plot_game(P, Q, {"D*(x)": lambda x: x**0 * 0.25, "trained": lambda x: x**2}, x=x, ax=ax)
    np.testing.assert_allclose(line(ax, "trained")[1], x**2)
    np.testing.assert_allclose(line(ax, "D*(x)")[1], 0.25)


@pytest.mark.parametrize("slope", [False, True])
def test_plot_sample_loss_draws_both_losses(ax, slope):
    plotting.plot_sample_loss(slope=slope, ax=ax)
    s, minimax = line(ax, "minimax")
    other = line(ax, "non-saturating")[1]
    if slope:  # the two pushes are D and 1 − D
        np.testing.assert_allclose(minimax, 1 / (1 + np.exp(-s)))
        np.testing.assert_allclose(minimax + other, 1.0)
    else:
        np.testing.assert_allclose(minimax, np.log(1 - 1 / (1 + np.exp(-s))), atol=1e-9)
        np.testing.assert_allclose(other, minimax[::-1] * -1, atol=1e-9)
    ticks = {label.get_text(): place for label, place in zip(ax.get_xticklabels(), ax.get_xticks(), strict=True)}
    assert ticks["0.5"] == 0.0 and ticks["0.9"] == pytest.approx(np.log(9))


def test_plot_pull_points_to_the_data(ax):
    plotting.plot_pull(P, Q, ax=ax)
    x, pull = line(ax, "non-saturating")
    # dℓ/dx = −(1 − D)·s', and s' = −x + (x − 3)/0.64, by hand at one point.
    at = np.argmin(abs(x - 3.0))
    expected = (1 - game.optimal_discriminator(x[at], P, Q)) * (-x[at] + (x[at] - 3) / 0.64)
    assert pull[at] == pytest.approx(expected, rel=1e-3) and pull[at] < 0


def test_plot_gradient_sizes_leaves_zeros_out(ax):
    plotting.plot_gradient_sizes([0, 1, 2], {"minimax": [0.0, -0.5, 0.25]}, ax=ax)
    assert ax.get_yscale() == "log"
    np.testing.assert_array_equal(line(ax, "minimax")[1], [np.nan, 0.5, 0.25])


def test_landscape_is_lowest_at_the_data():
    heights = landscape(P, np.array([-1.0, 0.0, 2.0]), np.array([0.5, 1.0]))
    assert heights.shape == (2, 3)
    assert heights[1, 1] == pytest.approx(0.0, abs=1e-12) == heights.min()
    assert heights[0, 2] == pytest.approx(game.jensen_shannon(P, toy.Gaussian(2.0, 0.5)))


def test_arrows_go_down_the_gradient_and_are_shortened_only_when_long():
    arrows = descent_arrows(P, Q)
    gradient = game.generator_gradient(P, Q, "minimax")
    assert arrows["minimax"] == pytest.approx((-gradient.mean, -gradient.std))
    long = game.generator_gradient(P, Q, "non_saturating")
    assert np.hypot(*long) > 2 and np.hypot(*arrows["non_saturating"]) == pytest.approx(2.0)
    assert arrows["non_saturating"][0] / arrows["non_saturating"][1] == pytest.approx(long.mean / long.std)
    assert arrows["minimax"][0] < 0  # from 3 towards 0; an ascent arrow would point away


def test_plot_generators_marks_each_generator(ax):
    plotting.plot_generators(P, [Q, toy.Gaussian(-2.0, 1.0)], ax=ax)
    dots = [tuple(np.ravel(drawn.get_data())) for drawn in ax.lines if drawn.get_marker() == "o"]
    assert dots == [(3.0, 0.8), (-2.0, 1.0)]
    assert {text.get_text() for text in ax.legend().get_texts()} == {
        "equal JSD",
        "goal: the smallest JSD",
        "minimax",
        "non-saturating",
    }


def test_plot_generators_marks_the_goal_and_keeps_numbers_above_the_arrows(ax):
    plotting.plot_generators(toy.Gaussian(1.0, 0.8), [Q], stds=(0.4, 3.3), ax=ax)  # 0.8 is not on its grid
    assert np.ravel(line(ax, "goal: the smallest JSD")) == pytest.approx([1.0, 0.8], abs=0.005)
    numbers = [text for text in ax.findobj(Text) if re.fullmatch(r"0\.\d", text.get_text()) and text.get_zorder() == 4]
    assert len(numbers) >= 6
    assert all(drawn.get_zorder() < 4 for drawn in ax.findobj(Quiver))


def test_phase_portrait_and_radius_draw_the_path(ax):
    path = toy.dirac_path((1.0, 0.0), 30, 0.2)
    plotting.plot_phase_portrait({"simultaneous": path}, colours=["#123456"], ax=ax)
    np.testing.assert_array_equal(np.transpose(line(ax, "simultaneous")), path)
    assert ax.get_aspect() == 1.0
    fig, other = plotting.figure()
    plotting.plot_radius({"simultaneous": path}, colours=["#123456"], ax=other)
    np.testing.assert_allclose(line(other, "simultaneous")[1], np.sqrt((path**2).sum(axis=1)))
    assert other.lines[0].get_color() == ax.lines[0].get_color() == "#123456"
    plt.close(fig)


class TestGamePicture:
    picture = plotting.GamePicture(P)

    def dot(self, q):
        """The centre of the generator's dot, in pixels of the lower axes, found by its colour."""
        pixels = self.picture.draw(q)
        rows, columns = np.nonzero(np.all(abs(pixels - 255 * np.array(to_rgb(FAKE))) < 3, axis=-1))
        columns, rows = columns[(rows > 275) & (rows < 462)], rows[(rows > 275) & (rows < 462)]  # the legend is below
        return (columns.min() + columns.max()) / 2, (rows.min() + rows.max()) / 2

    def test_the_dot_follows_the_generator(self):
        left, right = self.dot(toy.Gaussian(-3.0, 2.0)), self.dot(toy.Gaussian(3.0, 1.0))
        expected = self.picture._dot.axes.transData.transform([(-3.0, 2.0), (3.0, 1.0)])
        expected[:, 1] = 560 - expected[:, 1]
        np.testing.assert_allclose([left, right], expected, atol=2)

    def test_nothing_is_left_of_the_generator_before(self):
        first = self.picture.draw(Q)
        self.picture.draw(toy.Gaussian(-4.0, 2.5))
        np.testing.assert_array_equal(self.picture.draw(Q), first)
        assert not np.array_equal(self.picture.draw(P), first)

    def test_what_it_returns_is_not_drawn_over(self):
        first = self.picture.draw(Q)
        kept = first.copy()
        self.picture.draw(P)
        np.testing.assert_array_equal(first, kept)

    def test_the_way_and_the_next_step_are_drawn(self):
        alone = self.picture.draw(Q)
        way = self.picture.draw(Q, trail=[(-3.0, 2.0), (3.0, 0.8)])
        assert np.sum(np.any(alone != way, axis=-1)) > 100
        marked = [self.picture.draw(Q, after=(-2.0, 2.0), loss=loss) for loss in game.LOSSES]
        assert not np.array_equal(marked[0], marked[1]) and not np.array_equal(marked[0], alone)
        np.testing.assert_array_equal(self.picture.draw(Q), alone)

    def test_numbers_of_the_contours_stand_above_the_arrows(self):
        kinds = [type(artist) for artist in self.picture._moving]
        assert kinds.index(Text) > max(i for i, kind in enumerate(kinds) if kind is Quiver)
