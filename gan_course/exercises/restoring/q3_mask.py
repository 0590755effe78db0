"""Exercise 3 of notebook 12: what the mask is for."""

import numpy as np

from gan_course.exercises.asking import draw, expect
from gan_course.exercises.base import Exercise

q3 = Exercise(
    "12_image_to_image",
    3,
    "only inside the hole",
    ["fill_hole", "error_inside"],
    points=2,
    why="What is known need not be guessed, and a mean over pixels that were never missing flatters every restorer.",
    hints=[
        "A mask is True where the picture is missing: there the restored pixel counts, elsewhere the damaged one. "
        "`np.where` chooses pixel by pixel, and its condition may have one channel for all.",
        "For the error, add up the differences inside the holes and divide by how many *numbers* lie there: a pixel "
        "with three channels has three.",
        "A skeleton: `np.where(____, restored, ____)`; and `inside = np.broadcast_to(masks, ____)`, then "
        "`np.abs(____)[inside].____`.",
    ],
)


def _case(rng, n, height, width, channels):
    """Return three batches of pictures and masks of unlike sizes."""
    pictures = [draw(rng, -1, 1, n, height, width, channels) for _ in range(3)]
    masks = np.zeros((n, height, width, 1), bool)
    for i in range(n):
        masks[i, : 1 + i % (height - 1), i % 2 : 2 + i] = True
    return *pictures, masks


@q3.check_with
def _filled(fill_hole, error_inside, rng):
    for shape in ((1, 3, 3, 1), (3, 4, 5, 1), (4, 5, 4, 3)):
        _, damaged, restored, masks = _case(rng, *shape)
        expect(
            fill_hole(damaged, restored, masks),
            np.where(masks, restored, damaged),
            "Where the mask is True the restored pixel should stand, everywhere else the damaged one.",
            slips=[
                (np.where(masks, damaged, restored), "This is turned: the restored pixels belong inside the hole."),
                (restored, "This is restored everywhere; outside of the hole the picture is known, so keep it."),
                (damaged, "The hole is still there."),
                (damaged + restored * masks, "The grey of the hole is still added to the restored pixels: replace it."),
                ((damaged + restored) / 2, "This is the mean of both; choose one of them for each pixel."),
                (np.where(masks[:1], restored, damaged), "The first mask is laid on every picture; each has its own."),
                (np.where(masks, restored, 0), "Outside of the hole everything is gone: the damaged picture stays."),
            ],
        )


def _errors(real, made, masks):
    """Return what the usual mistakes give for the error inside the holes."""
    away = np.abs(real - made)
    inside = np.broadcast_to(masks, away.shape)
    each = [one[hole].mean() for one, hole in zip(away, inside, strict=True)]
    return [
        (away.mean(), "This is the mean over whole pictures; only the holes count."),
        ((away * masks).mean(), "The sum is that of the holes, but it is divided by all pixels."),
        (away[~inside].mean(), "This is the error outside of the holes."),
        (away[inside].sum() / masks.sum(), "A pixel with three channels holds three numbers: divide by all of them."),
        (away[inside].sum(), "This is a sum; divide by how many numbers lie in the holes."),
        (np.mean(each), "This is a mean of means: a picture with a larger hole should weigh more."),
        (each, "This is an error for each picture; return one number."),
        ((away[inside] ** 2).mean(), "These are squared differences; take absolute ones."),
        ((real - made)[inside].mean(), "Signs cancel here: take absolute differences."),
        ((away[inside] ** 2).mean() ** 0.5, "This is a root mean square; take the mean absolute difference."),
    ]


@q3.check_with
def _measured(fill_hole, error_inside, rng):
    for shape in ((1, 3, 3, 1), (3, 4, 5, 1), (4, 5, 4, 3)):
        real, made, _, masks = _case(rng, *shape)
        expect(
            error_inside(real, made, masks),
            np.abs(real - made)[np.broadcast_to(masks, real.shape)].mean(),
            "The mean absolute difference, over all numbers that lie inside the holes.",
            slips=lambda r=real, m=made, k=masks: _errors(r.astype(float), m.astype(float), k),
        )
