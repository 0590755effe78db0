"""Curves draw the values that they were given, beside reference lines in the right places."""

import matplotlib.pyplot as plt
import numpy as np
import pytest

from gan_utils import losses, plotting
from gan_utils.plotting import curves

LOG2 = 0.6931471805599453


def lines(ax):
    """The lines of an axis by label, without those that have none."""
    return {line.get_label(): line for line in ax.lines if not line.get_label().startswith("_")}


def heights(ax):
    """The heights of the horizontal lines of an axis, by label."""
    return {label: line.get_ydata()[0] for label, line in lines(ax).items() if list(line.get_xdata()) == [0, 1]}


HISTORY = {
    "d_real_term": [0.75, 0.5, 0.25],
    "d_fake_term": [0.5, 0.5, 1.0],
    "g_loss": [1.0, 2.0, 4.0],
    "d_x": [0.5, 0.75, 1.0],
    "d_g_z": [0.5, 0.25, 0.0],
}


class Fitted:
    history = HISTORY


@pytest.mark.parametrize("history", [HISTORY, Fitted()])
def test_plot_losses_draws_the_sum_beside_the_line_for_the_sum(ax, history):
    assert plotting.plot_losses(history, ax=ax) is ax
    drawn = lines(ax)
    assert drawn["D: real + fake"].get_ydata().tolist() == [1.25, 1.0, 1.25]
    assert drawn["G"].get_ydata().tolist() == [1.0, 2.0, 4.0]
    assert drawn["G"].get_xdata().tolist() == [1, 2, 3]
    # D says ½ to everything: −log ½ − log ½ = 2·log 2 for the sum, −log ½ = log 2 for G.
    assert heights(ax) == {
        "D at equilibrium: 1.386": pytest.approx(2 * LOG2, abs=1e-6),
        "G at equilibrium: 0.693": pytest.approx(LOG2, abs=1e-6),
    }


def test_plot_losses_draws_the_terms_beside_the_line_for_a_term(ax):
    plotting.plot_losses(HISTORY, terms=True, ax=ax)
    drawn = lines(ax)
    assert drawn["D on real"].get_ydata().tolist() == [0.75, 0.5, 0.25]
    assert drawn["D on generated"].get_ydata().tolist() == [0.5, 0.5, 1.0]
    # Each of the three is log 2 there, so there is one line; a line at 2·log 2 belongs to the sum alone.
    assert heights(ax) == {"each at equilibrium: 0.693": pytest.approx(LOG2, abs=1e-6)}


def test_plot_losses_draws_on_the_current_axis_by_default(ax):
    plt.sca(ax)
    assert plotting.plot_losses(HISTORY) is ax


@pytest.mark.parametrize(
    ("loss", "levels"),
    [
        # log(1 − ½) = −log 2 for the saturating generator.
        ("minimax", {"d_loss": 2 * LOG2, "d_real_term": LOG2, "d_fake_term": LOG2, "g_loss": -LOG2}),
        ("non_saturating", {"d_loss": 2 * LOG2, "d_real_term": LOG2, "d_fake_term": LOG2, "g_loss": LOG2}),
        # ½(c − 1)² + ½c² is least at c = ½, not at 0: ⅛ + ⅛; and G pays ½(½ − 1)² = ⅛.
        ("least_squares", {"d_loss": 0.25, "d_real_term": 0.125, "d_fake_term": 0.125, "g_loss": 0.125}),
        # −c + c = 0 whatever c is, so the parts can be anywhere.
        ("wasserstein", {"d_loss": 0.0}),
        # (1 − c) + (1 + c) = 2 for every c from −1 to 1.
        ("hinge", {"d_loss": 2.0}),
    ],
)
def test_equilibrium_of_each_loss_by_hand(loss, levels):
    assert curves.equilibrium(loss) == pytest.approx(levels, abs=1e-6)
    at_zero = losses.LOSSES[loss].discriminator(np.zeros((1, 1)), np.zeros((1, 1)))
    if loss == "least_squares":  # the short cut of logit 0 draws the line in the wrong place: ½ + 0
        assert sum(float(term) for term in at_zero) == pytest.approx(0.5)


def test_equilibrium_of_a_loss_of_ones_own():
    # One-sided smoothing to 0.9: ½(c − 0.9)² + ½c² is least at c = 0.45, where each term is ½·0.45² = 0.10125.
    own = losses.GANLoss(
        "own",
        lambda real, fake: (0.5 * ((real - 0.9) ** 2).mean(), 0.5 * (fake**2).mean()),
        lambda fake: 0.5 * ((fake - 0.9) ** 2).mean(),
    )
    got = curves.equilibrium(own)
    assert got == pytest.approx(
        {"d_loss": 0.2025, "d_real_term": 0.10125, "d_fake_term": 0.10125, "g_loss": 0.10125}, abs=1e-6
    )


def test_plot_losses_says_what_is_wrong(ax):
    with pytest.raises(ValueError, match=r"unknown loss 'wgan'.*non_saturating"):
        plotting.plot_losses(HISTORY, loss="wgan", ax=ax)
    with pytest.raises(ValueError, match="lacks g_loss; it has d_real_term, d_fake_term"):
        plotting.plot_losses({key: HISTORY[key] for key in ("d_real_term", "d_fake_term")}, ax=ax)
    with pytest.raises(ValueError, match=r"'g_loss': \(1,\)"):
        plotting.plot_losses(HISTORY | {"g_loss": [1.0]}, ax=ax)
    with pytest.raises(ValueError, match="it has nothing"):
        plotting.plot_losses({}, ax=ax)


def test_smoothing_keeps_the_values_behind_the_average(ax):
    history = {key: np.tile(values, 40).tolist() for key, values in HISTORY.items()}
    plotting.plot_losses(history, smooth=9, ax=ax)
    raw = [line for line in ax.lines if line.get_label().startswith("_") and len(line.get_xdata()) > 2]
    assert [line.get_ydata().tolist() for line in raw][1] == history["g_loss"]
    assert all(line.get_alpha() < 1 for line in raw) and len(raw) == 2
    smooth = lines(ax)["G"].get_ydata()
    np.testing.assert_allclose(smooth[4:-4], 7 / 3)  # nine steps hold each of 1, 2, 4 three times
    assert len(smooth) == len(history["g_loss"])


def test_moving_average_against_plain_means():
    values = np.random.default_rng(1).normal(size=40)
    for window in (1, 3, 7, 100):
        half = window // 2
        plain = [values[max(0, i - half) : i + half + 1].mean() for i in range(40)]
        np.testing.assert_allclose(curves.moving_average(values, window), plain)
        if window > 1:
            trailing = [values[max(0, i - window + 1) : i + 1].mean() for i in range(40)]
            assert not np.allclose(curves.moving_average(values, window), trailing)


def test_moving_average_leaves_out_what_is_not_finite():
    got = curves.moving_average([1.0, np.nan, 3.0, np.inf, np.nan, np.nan], 3)
    np.testing.assert_array_equal(got, [1.0, 2.0, 3.0, 3.0, np.nan, np.nan])


def test_a_run_that_broke_off_with_nan_can_be_drawn(ax):
    history = HISTORY | {"g_loss": [1.0, 2.0, np.nan]}
    plotting.plot_losses(history, smooth=3, ax=ax)
    assert lines(ax)["G"].get_ydata().tolist() == [1.5, 1.5, 2.0]


def test_plot_probabilities_draws_both_means_and_the_half(ax):
    assert plotting.plot_probabilities(HISTORY, ax=ax) is ax
    drawn = lines(ax)
    assert drawn["mean σ(D(x)), real"].get_ydata().tolist() == [0.5, 0.75, 1.0]
    assert drawn["mean σ(D(G(z))), generated"].get_ydata().tolist() == [0.5, 0.25, 0.0]
    assert heights(ax) == {"D cannot tell: 0.5": 0.5}
    assert ax.get_ylim()[0] < 0 and ax.get_ylim()[1] > 1  # a curve at 0 or 1 is not hidden by the frame


def test_plot_probabilities_refuses_logits(ax):
    with pytest.raises(ValueError, match=r"d_x must hold probabilities in \[0, 1\], got -3; take σ"):
        plotting.plot_probabilities(HISTORY | {"d_x": [0.5, -3.0, 1.0]}, ax=ax)


def test_curves_draw_the_mean_over_seeds_and_each_seed(ax):
    plotting.plot_curves({"a": ([0, 5], [[1.0, 2.0], [3.0, 8.0]]), "b": ([0, 5, 6], [4.0, 4.0, 1.0])}, "FCD", ax=ax)
    named = {line.get_label(): line for line in ax.get_lines() if not line.get_label().startswith("_")}
    np.testing.assert_allclose(named["a"].get_ydata(), [2, 5])  # (1 + 3)/2 and (2 + 8)/2
    np.testing.assert_allclose(named["b"].get_ydata(), [4, 4, 1])
    thin = [line.get_ydata().tolist() for line in ax.get_lines() if line.get_linewidth() < 1]
    assert thin == [[1, 2], [3, 8]]  # a single seed has no thin line of its own
    assert named["a"].get_linestyle() != named["b"].get_linestyle()
    assert named["a"].get_color() != named["b"].get_color()
    assert (ax.get_ylabel(), ax.get_xlabel()) == ("FCD", "steps of the generator")


def test_a_logarithmic_scale_has_plain_numbers(ax):
    plotting.plot_curves({"a": ([0, 5], [40.0, 300.0])}, "FCD", log=True, ax=ax)
    ax.figure.canvas.draw()
    shown = [tick.label1.get_text() for tick in ax.yaxis.get_major_ticks() if 40 <= tick.get_loc() <= 300]
    assert ax.get_yscale() == "log" and shown == ["50", "100", "200"]


@pytest.mark.parametrize(
    ("curves", "message"),
    [({}, "no curves"), ({"a": ([0, 1], [[1.0, 2.0, 3.0]])}, r"shape \(seeds, 2\), got \(1, 3\)")],
)
def test_curves_that_do_not_fit(ax, curves, message):
    with pytest.raises(ValueError, match=message):
        plotting.plot_curves(curves, "FCD", ax=ax)


def test_sample_size_draws_mean_and_band(ax):
    values = np.array([[4.0, 8.0], [1.0, 3.0]])  # means 6 and 2, standard deviations √8 and √2
    plotting.plot_sample_size([10, 100], {"FCD": values}, truth=0.0, truth_name="of both", ax=ax)
    assert lines(ax)["FCD"].get_ydata().tolist() == [6.0, 2.0]
    band = ax.collections[0].get_paths()[0].vertices
    assert band[:, 1].min() == pytest.approx(2 - 2**0.5) and band[:, 1].max() == pytest.approx(6 + 8**0.5)
    assert lines(ax)["of both"].get_ydata()[0] == 0.0
    assert [label.get_text() for label in ax.get_xticklabels()] == ["10", "100"]


def test_one_draw_has_no_band_and_raises_nothing(ax):
    plotting.plot_sample_size([10, 100], {"FCD": [[4.0], [1.0]]}, ax=ax)
    assert lines(ax)["FCD"].get_ydata().tolist() == [4.0, 1.0]


@pytest.mark.parametrize(
    ("draw", "message"),
    [
        (lambda: plotting.plot_sample_size([1, 2], {"a": [[1.0]]}), r"shape \(2, draws\)"),
    ],
)
def test_refusals(ax, draw, message):
    plt.sca(ax)
    with pytest.raises(ValueError, match=message):
        draw()


def test_terms_are_drawn_by_name_and_a_missing_one_is_named():
    ax = plotting.plot_terms({"kl": [1.0, 2.0, 6.0], "reconstruction": [5.0, 4.0, 3.0]}, ["kl"], ax=plt.figure().gca())
    (line,) = ax.lines
    assert line.get_label() == "kl" and line.get_ydata().tolist() == [1.0, 2.0, 6.0]
    with pytest.raises(ValueError, match="lacks kl"):
        plotting.plot_terms({"g_loss": [1.0]}, ["kl"])
