"""What the pictures that judge draw is what they were given."""

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
