"""Exercise 3 of notebook 03: how many stamps each pixel gets."""

import numpy as np

from gan_course.exercises.asking import expect_each
from gan_course.exercises.base import Exercise

q3 = Exercise(
    "03_dcgan",
    3,
    "count the stamps",
    ["stamps"],
    points=2,
    why="Uneven counts are the checkerboard: the count is even inside exactly when the stride divides the kernel.",
    hints=[
        "Input pixel i lays a stamp on the outputs i·stride … i·stride + kernel − 1.",
        "Start from zeros, one for each output, and *add* 1 on each stamp's range; where two stamps meet, both count.",
        "`count = np.zeros(____, int)`, then `for i in range(side): count[____ : ____] ____ 1`.",
    ],
)


def _stamp(place, length):
    """Return one stamp alone."""
    alone = np.zeros(length)
    alone[place] = 1
    return alone


def _counts(kernel, stride, side):
    """Return the number of stamps on each pixel, and what the usual mistakes give."""
    length = (side - 1) * stride + kernel
    positions = [np.arange(i * stride, i * stride + kernel) for i in range(side)]
    want, short, long = np.zeros(length), np.zeros(length), np.zeros(length)
    for place in positions:
        want[place] += 1
        short[place[:-1]] += 1
        long[np.append(place, place[-1] + 1)[: length - place[0]]] += 1
    inside = np.pad(want, (0, 1))[: side * stride] if length < side * stride else want[: side * stride]
    return want, [
        ((want > 0).astype(float), "Where stamps overlap they add up: `+= 1`, not `= 1`."),
        (short, "Each stamp is one pixel short: a slice ends *before* its second number."),
        (long, "Each stamp is one pixel too long: a slice ends *before* its second number."),
        (inside, "The length is side·stride, but the last stamp ends at (side − 1)·stride + kernel."),
        (
            np.convolve(np.ones(side), np.ones(kernel)),
            "This is the count for stride 1: stamps start every stride pixels.",
        ),
        (want - _stamp(positions[-1], length), "The last stamp is missing: there are side of them, range(side)."),
        (want - _stamp(positions[0], length), "The first stamp is missing: it starts at 0, range(side)."),
        (want / max(want.max(), 1), "These are shares of the largest count; the counts themselves are asked for."),
        (np.outer(want, want), "This is the count in two dimensions; one row is asked for."),
        (
            np.full(length, kernel / stride),
            "This is the average count; the question is how it varies from pixel to pixel.",
        ),
    ]


@q3.check_with
def _along_a_row(stamps, rng):
    uneven = [(3, 2), (5, 2), (4, 3), (5, 3)]
    first, second = rng.permutation(4)[:2]
    pairs = [uneven[first], uneven[second], (4, 2), (int(rng.integers(3, 7)), 1)]
    cases = [(kernel, stride, int(rng.integers(3, 6))) for kernel, stride in pairs]
    message = "Pixel i of the input covers the outputs i·stride … i·stride + kernel − 1, each with one more stamp."
    expect_each(stamps, cases, _counts, message)
    gaps = "With a stride larger than the kernel there are gaps: pixels with 0 stamps. "
    expect_each(stamps, [(2, 3, int(rng.integers(3, 6)))], _counts, gaps + message)
