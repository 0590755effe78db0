"""Pictures of tables write the numbers that they were given into the right places."""

import matplotlib.pyplot as plt
import numpy as np
import pytest

from gan_utils import plotting


def test_plot_confusion_writes_percent_of_the_requested_class(ax):
    # Of 8 asked for as "a", 6 were taken for "a" and 2 for "b": 75 and 25. Of 4 "b", all were "b": 100.
    plotting.plot_confusion([[6, 2], [0, 4]], ["a", "b"], ax=ax)
    written = {text.get_position(): text.get_text() for text in ax.texts}
    assert written == {(0, 0): "75", (1, 0): "25", (1, 1): "100"}  # (column, row); zeros stay blank
    assert np.asarray(ax.images[0].get_array()).tolist() == [[75, 25], [0, 100]]
    assert ax.get_ylabel() == "requested class" and "recognised" in ax.get_xlabel()
    by_column = {(0, 0): "100", (1, 0): "33", (1, 1): "67"}
    assert written != by_column


@pytest.mark.parametrize(
    ("matrix", "message"),
    [
        (np.ones((2, 3)), r"shape \(2, 2\).*got \(2, 3\)"),
        (np.ones((3, 3)), r"shape \(2, 2\).*got \(3, 3\)"),
        ([[1, 0], [0, 0]], "do not sum to 0"),
        ([[1, -1], [0, 1]], "at least 0"),
    ],
)
def test_plot_confusion_says_what_is_wrong(ax, matrix, message):
    with pytest.raises(ValueError, match=message):
        plotting.plot_confusion(matrix, ["a", "b"], ax=ax)


def test_plot_ablation_draws_every_seed_the_mean_and_the_spread(ax):
    # 1, 2, 6: mean 3, deviations −2, −1, 3, so the sample variance is (4 + 1 + 9)/2 = 7.
    plotting.plot_ablation({"all": [1.0, 2.0, 6.0], "one seed": [5.0]}, metric="distance", ax=ax)
    rows = [bars.lines[0].get_xydata()[0].tolist() for bars in ax.containers if len(bars.lines[0].get_xydata())]
    assert rows == [[3.0, 0.0], [5.0, 1.0]]
    low, high = ax.containers[0].lines[2][0].get_segments()[0][:, 0]
    assert (high - low) / 2 == pytest.approx(np.sqrt(7))
    assert (high - low) / 2 != pytest.approx(np.std([1, 2, 6]))  # that of a whole population is smaller
    assert not ax.containers[1].has_xerr
    seeds = [dots.get_offsets()[:, 0].tolist() for dots in ax.collections if dots.get_offsets().size]
    assert [1.0, 2.0, 6.0] in seeds and [5.0] in seeds
    assert [tick.get_text() for tick in ax.get_yticklabels()] == ["all", "one seed"]
    assert ax.get_ylim()[0] > ax.get_ylim()[1]  # the first row is at the top
    assert ax.get_xlabel() == "distance"


@pytest.mark.parametrize(
    ("table", "message"),
    [
        ({}, "the table is empty"),
        ({"a": []}, "'a' needs finite"),
        ({"a": [1], "b": [np.nan]}, "'b' needs finite"),
    ],
)
def test_plot_ablation_says_what_is_wrong(ax, table, message):
    with pytest.raises(ValueError, match=message):
        plotting.plot_ablation(table, ax=ax)


def texts(ax):
    return [text.get_text() for text in ax.texts]


def test_verdicts_are_told_by_colour_and_by_sign(ax):
    verdicts = [["sees it", "misses it"], ["praises it", "sees it"]]
    plotting.plot_verdicts(verdicts, [["1", "2"], ["3", "4"]], ["a", "b"], ["x", "y"], ax=ax)
    assert texts(ax) == ["1 ✓", "2 ·", "3 !", "4 ✓"]
    np.testing.assert_array_equal(ax.images[0].get_array(), [[0, 1], [2, 0]])
    assert [text.get_text() for text in ax.get_legend().get_texts()] == [
        "✓  sees it",
        "·  misses it",
        "!  praises it",
    ]


@pytest.mark.parametrize(
    ("draw", "message"),
    [
        (lambda: plotting.plot_verdicts([["sees it"]], [["1"]], ["a"], ["x", "y"]), r"shape \(1, 2\)"),
        (lambda: plotting.plot_verdicts([["maybe"]], [["1"]], ["a"], ["x"]), "got maybe"),
    ],
)
def test_refusals(ax, draw, message):
    plt.sca(ax)
    with pytest.raises(ValueError, match=message):
        draw()
