"""Grids and films as files: the pixels that went in, whole files only, and sentences for what does not fit."""

import errno

import numpy as np
import pytest
from PIL import Image

from gan_utils import _files, plotting

RNG = np.random.default_rng(0)


def read(path):
    with Image.open(path) as picture:
        return np.asarray(picture)


@pytest.mark.parametrize("channels", [1, 3])
def test_a_grid_holds_the_images_pixel_by_pixel(tmp_path, channels):
    images = RNG.integers(0, 256, (6, 12, 8, channels)).astype("uint8")
    path = plotting.save_grid(tmp_path / "deep" / "grid.png", images, columns=3, pad=1, scale=2)
    pixels = read(path)
    assert pixels.shape[:2] == (2 * (2 * 12 + 1), 2 * (3 * 8 + 2))
    second = images[1].squeeze()
    np.testing.assert_array_equal(pixels[:24, 18:34][::2, ::2], second)  # a pad of 1 at scale 2


def test_floats_in_range_are_drawn_as_display_draws_them(tmp_path):
    path = plotting.save_grid(tmp_path / "grid.png", np.full((1, 4, 4, 1), -1.0))
    assert (read(path) == 0).all()
    with pytest.raises(ValueError, match=r"values in \[-1, 1\]"):
        plotting.save_grid(tmp_path / "grid.png", np.full((1, 4, 4, 1), 7.0))


def frames_of(path):
    with Image.open(path) as film:
        found = []
        for i in range(film.n_frames):
            film.seek(i)
            found.append((np.asarray(film.convert("RGB")), film.info["duration"]))
        return found, film.info.get("loop")


def test_a_film_of_single_pictures_and_one_of_grids(tmp_path):
    greys = np.stack([np.full((6, 4, 1), grey, "uint8") for grey in (0, 100, 255)])
    found, loop = frames_of(plotting.save_gif(tmp_path / "film.gif", greys, seconds=0.2, hold=1.5, scale=3))
    assert loop == 0 and [duration for _, duration in found] == [200, 200, 1500]
    assert [int(pixels[0, 0, 0]) for pixels, _ in found] == [0, 100, 255] and found[0][0].shape == (18, 12, 3)
    grids, _ = frames_of(plotting.save_gif(tmp_path / "grids.gif", [greys, greys[::-1]], columns=3, pad=0, scale=1))
    assert [pixels[0, ::4, 0].tolist() for pixels, _ in grids] == [[0, 100, 255], [255, 100, 0]]


def test_colours_stay_close_under_one_palette(tmp_path):
    ramp = np.linspace(0, 255, 32).astype("uint8")
    frames = [np.stack([np.roll(ramp, i), ramp, ramp[::-1]], axis=-1)[None].repeat(8, axis=0) for i in range(4)]
    found, _ = frames_of(plotting.save_gif(tmp_path / "film.gif", np.stack(frames), scale=1))
    assert np.abs(found[2][0].astype(int) - frames[2]).mean() < 8


@pytest.mark.parametrize(
    ("call", "words"),
    [
        (lambda p: plotting.save_gif(p / "film.png", np.zeros((2, 4, 4, 1), "uint8")), r"does not end in \.gif"),
        (lambda p: plotting.save_gif(p / "film.gif", []), "at least one frame"),
        (lambda p: plotting.save_gif(p / "film.gif", np.zeros((2, 4, 4, 1), "uint8"), seconds=0), "0.02 seconds"),
        (lambda p: plotting.save_gif(p / "f.gif", [np.zeros((n, 4, 4, 1), "uint8") for n in (2, 9)]), "one size"),
        (lambda p: plotting.save_grid(p / "grid.txt", np.zeros((2, 4, 4, 1), "uint8")), r"does not end in \.png"),
        (lambda p: plotting.save_grid(p / "grid.png", np.zeros((2, 4, 4, 1), "uint8"), scale=0), "whole number"),
        (lambda p: plotting.save_grid(p / "grid.png", np.zeros((4, 4))), "shape"),
    ],
)
def test_what_does_not_fit_is_refused_and_nothing_is_written(tmp_path, call, words):
    with pytest.raises(ValueError, match=words):
        call(tmp_path)
    assert list(tmp_path.iterdir()) == []


def test_a_full_disk_leaves_the_old_film(tmp_path, monkeypatch):
    path, frames = tmp_path / "film.gif", np.zeros((2, 4, 4, 1), "uint8")
    plotting.save_gif(path, frames)
    before = path.read_bytes()

    def full(*_, **__):
        raise OSError(errno.ENOSPC, "No space left on device")

    monkeypatch.setattr(Image.Image, "save", full)
    with pytest.raises(OSError, match="the disk is full"):
        plotting.save_gif(path, frames)
    assert path.read_bytes() == before and [file.name for file in _files.Path(tmp_path).iterdir()] == ["film.gif"]
