"""What the pictures of a latent space draw is what they were given."""

import numpy as np
import pytest

from gan_utils import latent, plotting


def lines(ax):
    return {line.get_label(): line for line in ax.get_lines()}


def test_norms_have_a_line_at_each_expected_length(ax):
    norms = {dim: np.linalg.norm(latent.sample(300, dim, dim), axis=1) for dim in (2, 64)}
    plotting.plot_norms(norms, ax=ax)
    at = [line.get_xdata()[0] for line in ax.get_lines() if len(line.get_xdata())]
    assert at == pytest.approx([1.2533, 7.9688], abs=1e-4)  # √(π/2), and √64 less about 1/(4·8)
    areas = {}
    for patch in ax.patches:
        areas[patch.get_facecolor()] = areas.get(patch.get_facecolor(), 0) + patch.get_width() * patch.get_height()
    assert list(areas.values()) == pytest.approx([1.0, 1.0])  # densities


def test_path_norms_draw_mean_and_band(ax):
    lengths = np.array([[8.0, 4.0, 8.0], [6.0, 5.0, 10.0]])
    plotting.plot_path_norms([0, 0.5, 1], {"lerp": lengths, "slerp": lengths + 1}, 64, ax=ax)
    drawn = lines(ax)
    np.testing.assert_allclose(drawn["lerp, mean and 90% of pairs"].get_ydata(), [7, 4.5, 9])
    np.testing.assert_allclose(drawn["slerp, mean and 90% of pairs"].get_ydata(), [8, 5.5, 10])
    assert drawn["expected length"].get_ydata()[0] == pytest.approx(latent.expected_norm(64))
    assert drawn["lerp, mean and 90% of pairs"].get_linestyle() != drawn["slerp, mean and 90% of pairs"].get_linestyle()
    band = ax.collections[0].get_paths()[0].vertices  # 5th and 95th percentile of 4 and 5: 4.05 and 4.95
    assert {4.05, 4.95} <= set(band[np.isclose(band[:, 0], 0.5), 1].round(6))


def test_prediction_puts_the_prediction_on_x(ax):
    plotting.plot_prediction([1.0, 3.0, 2.0], [1.5, 2.0, 2.5], "slant (degrees)", ax=ax)
    dots, ideal = ax.get_lines()
    np.testing.assert_allclose(dots.get_xdata(), [1, 3, 2])
    np.testing.assert_allclose(dots.get_ydata(), [1.5, 2, 2.5])
    np.testing.assert_allclose(ideal.get_xdata(), ideal.get_ydata())
    assert ax.get_ylabel() == "measured slant (degrees)"
