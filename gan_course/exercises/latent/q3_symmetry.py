"""Exercise 3 of notebook 05: an attribute, measured."""

import numpy as np

from gan_course.exercises.asking import expect
from gan_course.exercises.base import Exercise

q3 = Exercise(
    "05_latent_space",
    3,
    "measure another attribute",
    ["symmetry"],
    points=1,
    why="Whatever can be measured on a picture can be given a direction; most mistakes happen in the measuring.",
    hints=[
        "What is 200 · 200 in uint8? Leave that type first. Then the mirror image: which axis is reversed, of (n, "
        "height, width, channels)?",
        "Both sums run over the pixels of *one* picture: over which axes, so that n numbers are left? A paler digit "
        "has all x multiplied by the same factor: where does it cancel?",
        "`x = images.astype(float)`, `mirrored = x[____]`, then `(____).sum(axis=____) / (____).sum(axis=____)`.",
    ],
)


def _mirror_ratio(x, mirror):
    return (x * mirror).sum((1, 2, 3)) / (x**2).sum((1, 2, 3))


def _symmetry_slips(images):
    """Return what the usual mistakes give."""
    x = images.astype(np.float64)
    flat, mirror = x, x[:, :, ::-1]
    centred = x - x.mean((1, 2, 3), keepdims=True)
    wrapped = (images * images[:, :, ::-1]).sum((1, 2, 3)) / (images * images).sum((1, 2, 3))
    half = (images * images[:, :, ::-1]).sum((1, 2, 3)) / (x**2).sum((1, 2, 3))
    overflow = "The products overflow: uint8 starts again from 0 at 256. Turn the pictures into floats first."
    pale = "This changes when the digit grows paler: divide by the sum of squares, Σ x²."
    signed = x / 127.5 - 1.0
    return [
        (
            _mirror_ratio(signed, signed[:, :, ::-1]),
            "These pictures are in [−1, 1], where black counts as much as white: brightness starts at 0, for black.",
        ),
        (wrapped, overflow),
        (half, overflow),
        (_mirror_ratio(x, x[:, ::-1]), "This mirrors top and bottom: the axes are (picture, row, column, channel)."),
        (_mirror_ratio(x, x[:, ::-1, ::-1]), "This turns the picture by half a turn: only the columns are mirrored."),
        (
            np.ones(len(x)),
            "This compares the picture with itself: the last axis is the channel, the columns are axis 2.",
        ),
        (_mirror_ratio(x, np.swapaxes(x, 1, 2)), "This swaps rows and columns: a transpose, not a mirror image."),
        ((flat * mirror).sum((1, 2, 3)), pale),
        ((flat * mirror).mean((1, 2, 3)), pale),
        ((flat * mirror).sum((1, 2, 3)) / 255**2, pale),
        ((flat * mirror).mean((1, 2, 3)) / 255**2, pale),
        ((x * mirror).sum((1, 2, 3)) / x.sum((1, 2, 3)), pale),
        (_mirror_ratio(centred, centred[:, :, ::-1]), "The mean is taken off first (a correlation): use x as it is."),
        ((x * mirror).sum() / (x**2).sum(), "This is one number for the whole batch: sum over axes 1, 2, 3 only."),
        (np.full(len(x), (x * mirror).sum() / (x**2).sum()), "The batch is summed over too: one number a picture."),
        (1 - np.abs(x - mirror).mean((1, 2, 3)) / 255, "This is one minus the mean difference; see the formula."),
    ]


@q3.check_with
def _mirrored(symmetry, rng):
    for n in (1, 5):
        images = np.zeros((n, 28, 28, 1), np.uint8)
        for image in images:  # a few bars of different brightness, round the middle but not centred on it
            for _ in range(3):
                row, column = rng.integers(3, 18), rng.integers(8, 14)
                image[row : row + 4, column : column + rng.integers(4, 8)] = rng.integers(90, 255)
        expect(
            symmetry(images),
            _mirror_ratio(images.astype(float), images[:, :, ::-1].astype(float)),
            "It is Σ x·x′ / Σ x² of each picture, with x′ its mirror image, left for right.",
            slips=lambda images=images: _symmetry_slips(images),
        )
