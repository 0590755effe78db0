"""Exercise 1 of notebook 00, with which a learner meets the mechanics."""

import numpy as np

from gan_course.exercises.asking import Slip, draw, expect
from gan_course.exercises.base import Exercise

q1 = Exercise(
    "00_start_here",
    1,
    "turn a picture into its negative",
    ["negative"],
    points=1,
    why="Range and type of a picture are worth a look before anything else: half of all silent mistakes start there.",
    hints=[
        "Which number takes −1 to 1 and 1 to −1 when you multiply by it?",
        "For uint8, what do a value and its negative add up to? `images.dtype == np.uint8` tells the two kinds apart.",
        "A skeleton: `if images.dtype == ____: return ____ - images`, and for the floats `return ____`.",
    ],
)


def _same_type(got, images):
    """Raise `Slip` unless the result has the type of the pictures."""
    kind = np.asarray(got.numpy() if hasattr(got, "numpy") else got).dtype
    if kind != images.dtype:
        raise Slip(
            "The values are right, but the type has changed: give back what you were given.",
            expected=str(images.dtype),
            got=str(kind),
        )


@q1.check_with
def _floats(negative, rng):
    for shape in ((3,), (2, 4, 4, 1)):
        images = draw(rng, -1.0, -0.1, *shape)
        images.flat[0] = 0.5
        got = negative(images)
        expect(
            got,
            -images,
            "From −1 to 1 the negative of x is −x: white (1) becomes black (−1), and the middle (0) stays.",
            slips=[
                (1 - images, "1 − x is the negative for pictures from 0 to 1; these go from −1 to 1, and 0 must stay."),
                (255 - images, "255 − x is the negative for uint8; these are floats from −1 to 1."),
                (images, "The picture comes back as it was."),
                (np.abs(images), "This is the absolute value: black becomes white, but white stays white."),
                (images[::-1], "This reverses the order of the pictures; their *values* have to change."),
            ],
        )
        _same_type(got, images)


@q1.check_with
def _uint8(negative, rng):
    for shape in ((3,), (2, 4, 4, 1)):
        images = rng.integers(1, 255, shape, dtype=np.uint8)
        signed = images.astype(float)
        got = negative(images)
        expect(
            got,
            255 - signed,
            "For uint8 a value and its negative add up to 255.",
            slips=[
                (
                    256 - signed,
                    "−x in uint8 starts again from 256: 55 becomes 201. A value and its negative add up to 255.",
                ),
                (-signed, "uint8 has no negative numbers; a value and its negative add up to 255."),
                (1 - signed, "1 − x is for pictures from 0 to 1; here a value and its negative add up to 255."),
                ((1 - signed) % 256, "1 − x is for pictures from 0 to 1; here a value and its negative add up to 255."),
                (-(signed / 127.5 - 1), "The type changes on the way: give back uint8, from 0 to 255."),
            ],
        )
        _same_type(got, images)


@q1.check_with
def _by_type_and_not_by_brightness(negative, rng):
    dark = rng.integers(0, 2, (2, 3), dtype=np.uint8)
    dark.flat[0] = 1
    expect(
        negative(dark),
        255 - dark.astype(float),
        "This picture is uint8 and nearly black, with no value above 1: it is the type that tells the two kinds apart, "
        "and not the brightest value.",
    )


@q1.check_with
def _leaves_the_picture_alone(negative, rng):
    for images in (draw(rng, -1.0, -0.1, 3), rng.integers(1, 255, 3, dtype=np.uint8)):
        negative(images)
        if negative.changed:
            raise Slip(
                "The result is right, but the picture handed in has changed too: whoever calls this would lose the "
                "original. Make a new array.",
                expected="the picture as it was",
                got="its negative in the same array",
            )
