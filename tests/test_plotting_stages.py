"""The diagrams of a training step say which player moves and where the gradient ends."""

import matplotlib.pyplot as plt
import pytest
from matplotlib.colors import to_rgba

from gan_utils.plotting import stages


@pytest.fixture
def ax():
    fig, ax = plt.subplots()
    yield ax
    plt.close(fig)


def players(ax):
    """Return {player: (what its box says, whether it is filled)}, read from the drawing alone."""
    found = {}
    for box in ax.patches:
        middle = box.get_x() + box.get_width() / 2
        words = next(text.get_text() for text in ax.texts if abs(text.get_position()[0] - middle) < 1e-9)
        player, action = words.split("\n")
        found[player] = (action, box.get_facecolor() != to_rgba("white"))
    return found


def gradient_arrow(ax):
    """Return (start, end) of the purple arrow along the horizontal axis."""
    (arrow,) = [
        text
        for text in ax.texts
        if getattr(text, "arrow_patch", None) and text.arrow_patch.get_edgecolor() == to_rgba(stages.GRADIENT)
    ]
    return arrow.xyann[0], arrow.xy[0]


def box_edge(ax, player):
    """Return the left edge of a player's box."""
    boxes = sorted(ax.patches, key=lambda box: box.get_x())
    return boxes["GD".index(player)].get_x()


def test_stage_one_moves_only_the_discriminator(ax):
    assert stages.plot_stage("discriminator", ax=ax) is ax
    assert players(ax) == {"G": ("stays", False), "D": ("moves", True)}
    start, end = gradient_arrow(ax)
    assert start > end == pytest.approx(box_edge(ax, "D"))  # it stops before the fakes and the generator
    assert any("real" in text.get_text() for text in ax.texts)


def test_stage_two_goes_through_the_discriminator_to_the_generator(ax):
    stages.plot_stage("generator", ax=ax)
    assert players(ax) == {"G": ("moves", True), "D": ("stays", False)}
    assert gradient_arrow(ax)[1] == pytest.approx(box_edge(ax, "G"))
    assert not any("real" in text.get_text() for text in ax.texts)  # the generator never sees real samples


def test_a_gradient_that_stops_at_the_fakes_would_be_noticed(ax, monkeypatch):
    """The mutation: generated samples made outside the tape, so that the gradient ends at D in both stages."""
    honest = stages.gradient_reach
    monkeypatch.setattr(stages, "gradient_reach", lambda stage: honest("discriminator"))
    stages.plot_stage("generator", ax=ax)
    assert gradient_arrow(ax)[1] != pytest.approx(box_edge(ax, "G"))


def test_an_unknown_stage_lists_the_two():
    with pytest.raises(ValueError, match=r"'critic': choose one of discriminator, generator"):
        stages.plot_stage("critic")
