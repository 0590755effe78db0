"""What the benchmark of growth measures with, and what it makes of its measurements."""

import contextlib

import numpy as np
import pytest

from benchmarks import growth, growth_process, measure
from gan_utils import data, plotting


def row(name, value, milliseconds):
    return {
        name: value,
        "ms_per_step": measure.spread(milliseconds),
        "images_per_second": measure.ratios([1000.0 * 64] * len(milliseconds), milliseconds),
        "first_step_seconds": 2.5,
    }


@pytest.fixture
def result():
    """Made up: time grows with the square of the width, and the images alone take memory."""
    settings = {
        "batch": [row("batch", 32, [2.0, 2.0]), row("batch", 128, [8.0, 8.0])],
        "width": [row("width", w, [0.01 * w**2, 0.012 * w**2]) for w in (16, 32, 64)],
        "side": [row("side", 28, [5.0, 6.0]), row("side", 64, [40.0, 41.0])],
    }
    replicas = {
        "rows": [row("replicas", 1, [10.0, 10.0]), row("replicas", 2, [20.0, 5.0])],
        "two_against_one": measure.spread([0.5, 2.0]),
    }
    peaks = [{"images": n, "peak_memory": measure.spread([7e8 + 784 * n] * 2)} for n in (1000, 60000)]
    dataset = {"rows": peaks, "image_bytes": 784, "bytes_per_image": measure.spread([784.0])}
    return {"settings": settings, "replicas": replicas, "dataset": dataset}


def test_the_tables_say_what_was_measured(result):
    tables = growth.tables(result)
    assert all(len(row) == len(header) for _, header, rows in tables for row in rows)
    titles = [title for title, _, _ in tables]
    assert "power 1.00" in titles[0] and "power 2.00" in titles[1]
    assert "1.25 (0.50 to 2.00) times" in titles[3]
    assert "784 bytes of memory for each further image of 784 bytes" in titles[4]
    assert tables[1][2][0] == ["16", "22,917 (20,833 to 25,000)", "2.8 (2.6 to 3.1)", "2.5"]
    assert tables[4][2][1] == ["60,000", "47.0", "747.0 (747.0 to 747.0)"]


def test_without_a_measurement_of_memory_there_is_no_table_of_it(result):
    assert len(growth.tables(result | {"dataset": None})) == 4


def test_the_picture_has_a_panel_for_each_that_grows(result):
    figure = growth.picture(result)
    assert [ax.get_xlabel() for ax in figure.axes] == [*growth.LABELS.values(), "thousand images"]
    lines = figure.axes[3].get_lines()
    np.testing.assert_allclose(lines[0].get_ydata(), lines[-1].get_ydata())  # measured, and the images alone
    assert plotting.to_png(figure)[:4] == b"\x89PNG"


@pytest.mark.parametrize("side", [28, 32, 48, 64])
def test_images_of_every_side_are_real_ones(side):
    dataset = growth_process.images_of(side)
    assert dataset.images.shape[1:3] == (side, side) and dataset.images.std() > 30
    if side == 32:
        whole = data.load("sprites").images[7, :2, :2].astype(float)
        assert np.abs(dataset.images[7, 0, 0] - whole.mean(axis=(0, 1))).max() <= 0.5


def test_a_side_without_images_is_refused():
    with pytest.raises(ValueError, match="no images with a side of 31: choose one of 28, 32, 48, 64"):
        growth_process.images_of(31)


def test_images_come_again_and_again():
    digits = data.load("digits", "test")
    many = growth_process.again_and_again(digits, 800)
    for i in (0, 358, 359, 799):
        np.testing.assert_array_equal(many.images[i], digits.images[i % 359])
        assert many.labels[i] == digits.labels[i % 359]


def test_a_setting_is_compiled_once_and_then_only_timed():
    fits = growth_process.Fits(contextlib.nullcontext, jit_compile=False)
    first, second = (fits(seconds=0.01, batch=8, width=4, side=28) for _ in range(2))
    assert set(first) == {"ms_per_step", "first_step_seconds"} and set(second) == {"ms_per_step"}
    assert first["ms_per_step"] > 0 and first["first_step_seconds"] > 0
    [(gan, _, steps)] = fits.kept.values()
    assert 3 <= steps <= 500
    assert int(gan.step.value) >= 1 + 5 + 4  # the first, those of two times, each with one that is left out
