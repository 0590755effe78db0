"""Exercise 3 of notebook 11: an occlusion map."""

import numpy as np

from gan_course.exercises.asking import array, draw, expect
from gan_course.exercises.base import Exercise

q3 = Exercise(
    "11_infogan_and_interpretability",
    3,
    "cover and ask again",
    ["occlusion_map"],
    points=2,
    why="It needs no gradient and no look inside: any judge that gives a number can be asked so, a person as well.",
    hints=[
        "For each place of the square: a fresh copy of the image, black inside the square, and the score of that copy.",
        "An image of 5 rows has 3 places for a square of 3: `height - side + 1`. A score takes a batch, so one image "
        "goes in as `image[None]`. What speaks for a high score has a positive value: which minus which?",
        "A skeleton, within two loops: `covered = ____`, `covered[row : ____, column : ____] = -1.0`, "
        "`found[row, column] = ____ - score(covered[None])[0]`.",
    ],
)


def _falls(score, image, side, fill=-1.0, last=1, fresh=True):
    height, width = image.shape[0] - side + last, image.shape[1] - side + last
    before, found, copy = score(image[None])[0], np.zeros((height, width)), image.copy()
    for row in range(height):
        for column in range(width):
            copy = image.copy() if fresh else copy
            copy[row : row + side, column : column + side] = fill
            found[row, column] = before - score(copy[None])[0]
    return found


def _slips(score, image, side):
    want, before = _falls(score, image, side), score(image[None])[0]
    return [
        (-want, "The sign is turned: a square that hides what spoke for the score makes it fall, and counts positive."),
        (before - want, "These are the scores of the covered images; how far did each fall?"),
        (_falls(score, image, side, fresh=False), "The squares stay: each place needs a fresh copy of the image."),
        (_falls(score, image, side, fill=0.0), "The square is grey here; black is −1."),
        (want.T, "Rows and columns changed places."),
        (np.abs(want), "The sign is lost: a score may also rise when something is covered."),
        (want.mean(), "This is one number; each place of the square has its own."),
        (want[..., None], "The map has one axis too many."),
        (want[:-1, :-1], "The last places are missing: the square may touch the lower and right edge."),
    ]


@q3.check_with
def _each_place(occlusion_map, rng):
    for height, width, side in ((2, 3, 1), (5, 4, 2), (6, 7, 3)):
        image, weights = draw(rng, -0.9, 0.9, height, width, 1), draw(rng, -2, 2, height, width, 1)
        score = lambda images, weights=weights: (np.asarray(images, np.float64) * weights).sum(axis=(1, 2, 3)) + 3.0
        given = image.copy()
        got = array(occlusion_map(score, given, side))
        expect(
            got,
            _falls(score, image, side),
            "At each place: the score of the image minus the score with a black square of side × side there.",
            slips=lambda s=score, i=image, w=side: _slips(s, i, w),
        )
