"""Exercise 4 of notebook 12: decibels."""

import numpy as np

from gan_course.exercises.asking import draw, expect_each
from gan_course.exercises.base import Exercise

q4 = Exercise(
    "12_image_to_image",
    4,
    "decibels",
    ["psnr"],
    points=2,
    why="Half the error is six decibels more, whatever the scale: that is why pictures are compared in them.",
    hints=[
        "The peak is how far apart black and white are. In [-1, 1] that is not 1, and not 255.",
        "The mean of the squared differences goes over the pixels of a picture, not over the batch: `axis=(1, 2, 3)`. "
        "Where it is 0, the answer is infinite: `np.errstate(divide='ignore')` keeps NumPy quiet about it.",
        "A skeleton: `error = np.mean(____, axis=____)`, then `10 * np.log10(____ / error)`.",
    ],
)


def _decibels(real, restored):
    """Return PSNR a picture, and what the usual mistakes give."""
    away = real.astype(float) - restored
    error = (away**2).mean(axis=(1, 2, 3))
    of = lambda peak, e: 10 * np.log10(peak**2 / e)
    with np.errstate(divide="ignore"):
        want = of(2, error)
        return want, [
            (of(1, error), "The peak here is 1; pictures in [-1, 1] go from black to white over 2."),
            (of(255, error), "The peak here is 255; pictures in [-1, 1] go from black to white over 2."),
            (10 * np.log10(2 / error), "The peak belongs squared, as the error is."),
            (of(2, (away**2).mean()), "This is one number for the batch; each picture has its own."),
            (want.mean(), "This is the mean over the batch; return the value of each picture."),
            (10 * np.log(4 / error), "This is the natural logarithm; decibels take the one to base 10."),
            (np.log10(4 / error), "The factor of 10 is missing."),
            (20 * np.log10(4 / error), "The factor is 10, since the error is squared already."),
            (-want, "The sign is turned: a smaller error has more decibels."),
            (20 * np.log10(2 / np.abs(away).mean((1, 2, 3))), "This takes absolute differences; PSNR squares them."),
            (error, "This is the mean squared error; PSNR is 10·log10(peak² / error)."),
        ]


@q4.check_with
def _each_picture(psnr, rng):
    cases = []
    for n, height, width, channels in ((2, 1, 2, 1), (3, 4, 5, 1), (4, 6, 3, 3)):
        real = draw(rng, -1, 1, n, height, width, channels)
        spread = np.linspace(0.1, 0.8, n)[:, None, None, None]
        cases.append((real, np.clip(real + spread * draw(rng, -1, 1, *real.shape), -1, 1).astype(np.float32)))
    expect_each(
        psnr,
        cases,
        _decibels,
        "For each picture: 10·log10(2² / the mean of its squared differences).",
        rtol=1e-3,
    )


@q4.check_with
def _nothing_differs(psnr, rng):
    real = draw(rng, -1, 1, 2, 3, 3, 1)
    restored = real.copy()
    restored[1] *= 0.5
    expect_each(
        psnr,
        [(real, restored)],
        lambda one, other: (_decibels(one, other)[0], []),
        "Where nothing differs, the error is 0 and the ratio infinite: return `inf` for that picture, and no more.",
        rtol=1e-3,
    )
