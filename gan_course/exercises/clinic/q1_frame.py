"""Exercise 1 of notebook 09: a frame that gives nothing away."""

import numpy as np

from gan_course.exercises.asking import draw, expect, parts
from gan_course.exercises.base import Exercise

q1 = Exercise(
    "09_debugging_clinic",
    1,
    "a frame that gives nothing away",
    ["framed"],
    points=2,
    why="D finds the cheapest difference there is, so generated pictures go through whatever real ones go through.",
    hints=[
        "Which number is black in a picture that lies in [0, 255], and which in one that lies in [−1, 1]?",
        "`np.pad` takes a number of pixels for each axis, and `constant_values` for what it puts there; the batch and "
        "the channels get none. Scale the real digits, and leave the generated ones as they are.",
        "A skeleton: `frame = [(0, 0), (2, 2), ____, ____]`, `real = ____ / 127.5 - ____`, and then "
        "`np.pad(____, frame, constant_values=____)` for either.",
    ],
)


def _padded(images, value, width=2):
    return np.pad(images, [(0, 0), (width, width), (width, width), (0, 0)], constant_values=value)


def _real_slips(digits):
    scaled = digits / 127.5 - 1.0
    return [
        (_padded(scaled, 0.0), "The real digits' frame is 0, which is grey in [−1, 1]: black is −1 there."),
        (_padded(digits.astype(float), 0.0), "The real digits are not scaled: they should lie in [−1, 1]."),
        (_padded(digits / 255.0, 0.0), "The real digits lie in [0, 1]; models here take [−1, 1]."),
        (_padded(scaled, 1.0), "The real digits' frame is white (1); black is −1."),
        (_padded(scaled, -1.0, 1), "The frame is one pixel wide; two are asked for, on each side."),
        (scaled, "The real digits have no frame."),
        (np.pad(scaled, [(0, 0), (0, 4), (0, 4), (0, 0)], constant_values=-1.0), "Two pixels belong on each side."),
    ]


def _fake_slips(fakes):
    return [
        (_padded(fakes, 0.0), "The generated digits' frame is 0, grey: this is the patient as it came. Black is −1."),
        (_padded(fakes / 127.5 - 1.0, -1.0), "The generated digits are in [−1, 1] already: do not scale them again."),
        (_padded(fakes / 127.5 - 1.0, 0.0), "The generated digits are in [−1, 1] already: do not scale them again."),
        (_padded(fakes, 1.0), "The generated digits' frame is white (1); black is −1."),
        (_padded(fakes, -1.0, 1), "The frame is one pixel wide; two are asked for, on each side."),
        (fakes, "The generated digits have no frame."),
    ]


@q1.check_with
def _both_frames(framed, rng):
    for n, side in ((1, 2), (3, 5)):
        digits = rng.integers(1, 256, (n, side, side, 1)).astype(np.uint8)
        fakes = draw(rng, -0.9, 0.9, n, side, side, 1)
        fakes_slips = _fake_slips(fakes.astype(float))
        real, fake = parts(framed(digits, fakes), "real", "fake")
        want = _padded(digits / 127.5 - 1.0, -1.0), _padded(fakes.astype(float), -1.0)
        swapped = [(want[1], "Real and generated changed places: return the real ones first.")]
        expect(
            real,
            want[0],
            "The real digits should lie in [−1, 1], with two black pixels on each side.",
            lambda d=digits, s=swapped: [*s, *_real_slips(d.astype(float))],
        )
        expect(
            fake,
            want[1],
            "The generated digits should be as they were, with two black pixels on each side.",
            fakes_slips,
        )
