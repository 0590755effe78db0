"""Figures are white, of the size asked for, shown with alt text, and their legends cover nothing."""

import struct
import zlib

import matplotlib.pyplot as plt
import pytest

from gan_utils import plotting


def pixels(png):
    """Width, height and whether the bytes are a whole PNG."""
    assert png[:8] == b"\x89PNG\r\n\x1a\n" and png[-8:-4] == b"IEND"
    assert struct.unpack(">I", png[-4:])[0] == zlib.crc32(b"IEND")
    return struct.unpack(">II", png[16:24])


def test_to_png_has_the_size_asked_for_and_closes_the_figure():
    figure, _ = plotting.figure(size=(3, 2))
    before = plt.get_fignums()
    assert pixels(plotting.to_png(figure, dpi=50)) == (150, 100)
    assert figure.number in before and figure.number not in plt.get_fignums()


def test_figures_are_white_and_grow_with_their_axes():
    figure, axes = plotting.figure(2, 3)
    assert axes.shape == (2, 3) and tuple(figure.get_size_inches()) == pytest.approx((12.6, 6.4))
    assert figure.get_facecolor() == axes[0, 0].get_facecolor() == (1, 1, 1, 1)
    plt.close(figure)


@pytest.mark.parametrize("alt", ["", "  ", None])
def test_show_needs_alt_text(alt):
    figure, _ = plotting.figure()
    with pytest.raises(ValueError, match="a figure needs alt text"):
        plotting.show(figure, alt)
    plt.close(figure)


def test_show_puts_the_alt_text_beside_the_picture(monkeypatch):
    shown = []
    monkeypatch.setattr("gan_utils.plotting.style._in_ipython", lambda: True)
    monkeypatch.setattr("IPython.display.display", lambda data, **more: shown.append((data, more)))
    figure, _ = plotting.figure(size=(2, 2))
    plotting.show(figure, alt="Two curves that meet.", dpi=50)
    ((bundle, more),) = shown
    assert pixels(bundle["image/png"]) == (100, 100)
    assert bundle["text/plain"] == "Two curves that meet."
    assert more["metadata"]["image/png"]["alt"] == "Two curves that meet."
    assert figure.number not in plt.get_fignums()


def test_show_in_a_plain_script_prints_the_text_and_no_bytes(capsys):
    figure, _ = plotting.figure(size=(2, 2))
    plotting.show(figure, alt="Two curves that meet.", dpi=50)
    assert capsys.readouterr().out == "Two curves that meet.\n"
    assert figure.number not in plt.get_fignums()


def test_a_legend_covers_nothing_that_is_drawn(ax):
    history = {"d_real_term": [0.75, 0.5, 0.25], "d_fake_term": [0.5, 0.5, 1.0], "g_loss": [1.0, 2.0, 4.0]}
    plotting.plot_losses(history, ax=ax)
    ax.set_title("a title")
    ax.figure.canvas.draw()
    legend = ax.get_legend().get_window_extent()
    for other in (ax.get_window_extent(), ax.title.get_window_extent(), ax.xaxis.label.get_window_extent()):
        assert not legend.overlaps(other)
    assert ax.figure.bbox.padded(1).containsy(legend.y0)
