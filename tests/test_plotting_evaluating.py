"""What the pictures for judging generators draw is what they were given."""

import matplotlib.pyplot as plt
import numpy as np
import pytest

from gan_utils import plotting


def lines(ax):
    return {line.get_label(): line for line in ax.get_lines()}


def texts(ax):
    return [text.get_text() for text in ax.texts]


def test_intervals_stand_where_they_belong(ax):
    plotting.plot_intervals({"few": (0.6, 0.39, 0.78), "many": (0.6, 0.57, 0.63)}, ax=ax)
    bars = [collection.get_segments()[0] for collection in ax.collections]
    np.testing.assert_allclose(bars[0], [[0.39, 0], [0.78, 0]])
    np.testing.assert_allclose(bars[1], [[0.57, 1], [0.63, 1]])
    assert lines(ax)["guessing"].get_xdata()[0] == 0.5
    assert [label.get_text() for label in ax.get_yticklabels()] == ["few", "many"]
    assert ax.get_ylim()[0] > ax.get_ylim()[1]  # the first at the top


def test_balls_tell_inside_from_outside(ax):
    # Radius 1 around (0, 0), 2 around (5, 0): (1, 0) is on the first sphere, (6.5, 0) in the second, (2, 0) nowhere.
    plotting.plot_balls([[0, 0], [5, 0]], [[1, 0], [2, 0], [6.5, 0]], [1, 2], ax=ax)
    drawn = lines(ax)
    assert drawn["generated, in a ball"].get_xdata().tolist() == [1.0, 6.5]
    assert drawn["generated, in none"].get_xdata().tolist() == [2.0]
    assert sorted({patch.get_radius() for patch in ax.patches}) == [1.0, 2.0]


def test_balls_keep_the_colour_of_the_data(ax):
    plotting.plot_balls([[0, 0]], [[1, 0]], [2], names=("generated", "real"), ax=ax)
    assert lines(ax)["real, in a ball"].get_color() == plotting.COLOURS["blue"]


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


def test_ranks_follow_the_distances(ax):
    table = {"p": {"a": 1.0, "b": 2.0, "c": 30.0}, "q": {"a": 9.0, "b": 2.0, "c": 4.0}}
    plotting.plot_ranks(table, ax=ax)
    assert [list(line.get_ydata()) for line in ax.get_lines()] == [[1, 3], [2, 1], [3, 2]]
    assert {"a", "b", "c", "30", "9"} <= set(texts(ax))


def test_judgements_go_to_their_groups():
    pictures = np.arange(4, dtype="uint8").repeat(36).reshape(4, 6, 6, 1) * 60  # grey 0, 60, 120, 180
    answers = [(True, True), (True, False), (False, False), (True, True)]
    fig = plotting.judgements_figure(pictures, answers)
    titles = [ax.get_title() for ax in fig.axes]
    assert titles == [
        "✓ real, called real: 2",
        "✗ real, called fake: 1",
        "✗ fake, called real: 0",
        "✓ fake, called fake: 1",
    ]
    shown = [set(np.unique(ax.images[0].get_array())) - {255} if ax.images else set() for ax in fig.axes]
    assert shown == [{0, 180}, {60}, set(), {120}]
    assert len({ax.get_xlim() for ax in fig.axes}) == 1  # one scale
    plt.close(fig)


@pytest.mark.parametrize(
    ("draw", "message"),
    [
        (lambda: plotting.plot_intervals({}), "no row"),
        (lambda: plotting.plot_intervals({"a": (0.9, 0.1, 0.5)}), "low ≤ share ≤ high"),
        (lambda: plotting.plot_balls([[0, 0]], [[0, 0]], [1, 2]), "one radius a centre"),
        (lambda: plotting.plot_sample_size([1, 2], {"a": [[1.0]]}), r"shape \(2, draws\)"),
        (lambda: plotting.plot_verdicts([["sees it"]], [["1"]], ["a"], ["x", "y"]), r"shape \(1, 2\)"),
        (lambda: plotting.plot_verdicts([["maybe"]], [["1"]], ["a"], ["x"]), "got maybe"),
        (lambda: plotting.plot_ranks({}), "at least one"),
        (lambda: plotting.plot_ranks({"p": {"a": 1}, "q": {"b": 1}}), "the same things"),
        (
            lambda: plotting.judgements_figure(np.zeros((2, 4, 4, 1), "uint8"), [(1, 1)]),
            "one answer a picture",
        ),
    ],
)
def test_refusals(ax, draw, message):
    plt.sca(ax)
    with pytest.raises(ValueError, match=message):
        draw()
