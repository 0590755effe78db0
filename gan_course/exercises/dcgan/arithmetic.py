"""Exercises 1, 3 and 5 of notebook 03: the arithmetic of convolutions."""

import numpy as np

from gan_course.exercises.asking import expect_each
from gan_course.exercises.base import Exercise

_NOTEBOOK = "03_dcgan"


q1 = Exercise(
    _NOTEBOOK,
    1,
    "how big is the output?",
    ["convolution_side"],
    points=1,
    why="Every shape error of a convolutional network is one of these two formulas, and a generator is the second, "
    "several times over.",
    hints=[
        "Section 1 has both formulas; padding counts on both sides.",
        "A convolution: (side + 2·padding − kernel) // stride + 1. A transposed one solves that for the input side.",
        "Transposed: (side − 1)·stride − 2·padding + kernel.",
    ],
)


def _convolution(i, k, s, p):
    """Return the side after a convolution, and what the usual mistakes give."""
    x = (i + 2 * p - k) / s
    return np.floor(x) + 1, [
        (x + 1, "A convolution skips a last, incomplete position: round the fraction *down*, to an int."),
        (
            np.ceil(x) + 1,
            "The fraction is rounded up; a kernel that does not fit any more is not applied: round down.",
        ),
        (np.floor(x), "The first position is missing: it is the number of *moves* plus 1."),
        ((i + p - k) // s + 1, "The padding is on both sides: it counts twice."),
        ((i - k) // s + 1, "The padding is not counted."),
        ((i - 1) * s - 2 * p + k, "This is the transposed formula; the branches changed places."),
        (i + 2 * p - k + 1, "The stride is not counted."),
    ]


def _transposed(i, k, s, p):
    """Return the side after a transposed convolution, and what the usual mistakes give."""
    return (i - 1) * s - 2 * p + k, [
        (i * s - 2 * p + k, "There are side − 1 steps between side stamps, not side."),
        ((i - 1) * s + 2 * p + k, "Padding *shrinks* the output of a transposed convolution: it is cut off."),
        ((i - 1) * s - p + k, "The padding is cut off on both sides: it counts twice."),
        ((i - 1) * s + k, "The padding is not counted."),
        (
            (i + 2 * p - k) // s + 1,
            "This is the formula of the plain convolution; the branches changed places.",
        ),
        (
            (i - 1) * s - 2 * p + k + 1,
            "This is one too many: the last stamp ends at (side − 1)·stride + kernel.",
        ),
        ((i - 1) * s - 2 * p, "The kernel itself is missing: the last stamp is kernel pixels long."),
    ]


@q1.check_with
def _both_formulas(convolution_side, rng):
    for formula, transposed in ((_convolution, False), (_transposed, True)):
        # Strides that leave a rest, and paddings large enough to tell one from two of them.
        sides = [9 + 2 * int(rng.integers(10)), *(int(side) for side in rng.integers(9, 30, 3))]
        cases = [
            (side, kernel, stride, padding, transposed)
            for side, kernel, stride, padding in zip(sides, (4, 3, 5, 4), (2, 2, 3, 3), (1, 2, 2, 0), strict=True)
        ]
        expect_each(
            convolution_side,
            cases,
            lambda *case, formula=formula: formula(*case[:4]),
            "Compare with the two formulas of section 1, with padding on each side.",
        )


q3 = Exercise(
    _NOTEBOOK,
    3,
    "count the stamps",
    ["stamps"],
    points=2,
    why="Uneven counts are the checkerboard: the count is even inside exactly when the stride divides the kernel.",
    hints=[
        "Input pixel i lays a stamp on the outputs i·stride … i·stride + kernel − 1.",
        "Start from zeros and *add* 1 on each stamp's range.",
        "`for i in range(side): count[i * stride : i * stride + kernel] += 1`",
    ],
)


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


q5 = Exercise(
    _NOTEBOOK,
    5,
    "how far does one number see?",
    ["receptive_field"],
    points=2,
    why="A unit cannot judge what it does not see: strides let a few small kernels see a whole digit.",
    hints=[
        "One layer sees its kernel. A second adds kernel − 1 positions, each as far apart as the strides so far.",
        "Go from the first layer on with two numbers, both 1 at the start: the field, and the jump between neighbours.",
        "For each layer: `field += (kernel - 1) * jump`, then `jump *= stride`.",
    ],
)


def _field(kernels, strides):
    """Return the receptive field, and what the usual mistakes give."""
    late, start, wide = 1, 0, 1
    field, jump = 1, 1
    back, back_jump = 1, 1
    for kernel, stride in zip(kernels[::-1], strides[::-1], strict=True):
        back += (kernel - 1) * back_jump
        back_jump *= stride
    for kernel, stride in zip(kernels, strides, strict=True):
        field += (kernel - 1) * jump
        start += (kernel - 1) * jump
        wide += kernel * jump
        jump *= stride
        late += (kernel - 1) * jump
    return field, [
        (back, "The layers are taken from the last to the first; the first comes first."),
        (late, "Each layer's own stride counts only for the layers after it: widen the jump after adding."),
        (start, "This is one short: before the first layer a unit already sees 1 pixel."),
        (wide, "A layer adds kernel − 1, not kernel: it already stands on one position."),
        (
            1 + sum(k - 1 for k in kernels),
            "The strides are not counted: after stride 2, neighbours are 2 pixels apart.",
        ),
        (sum(kernels), "The kernels do not simply add up: they overlap, and strides spread them."),
        (np.prod(kernels), "The kernels do not multiply: neighbouring positions overlap."),
        (
            np.prod(kernels) * np.prod(strides),
            "Neither kernels nor strides simply multiply: follow one layer at a time.",
        ),
        (
            jump,
            "This is the product of the strides, the distance between neighbours of the last layer, not what one sees.",
        ),
    ]


@q5.check_with
def _layer_by_layer(receptive_field, rng):
    cases = []
    for depth in (1, 2, 3, 4):
        kernels = [int(k) for k in rng.permutation([3, 4, 5, 7])[:depth]]
        strides = [2, *(int(s) for s in rng.permutation([1, 2, 3])[: depth - 1])]
        cases.append((kernels, strides))
    expect_each(
        receptive_field,
        cases,
        _field,
        "Add (kernel − 1)·jump for each layer, first layer first; jump is the product of the strides before it.",
    )
