"""Exercise 1 of notebook 03: the side of a convolution's output, plain and transposed."""

import numpy as np

from gan_course.exercises.asking import expect_each
from gan_course.exercises.base import Exercise

q1 = Exercise(
    "03_dcgan",
    1,
    "how big is the output?",
    ["convolution_side"],
    points=1,
    why="Every shape error of a convolutional network is one of these two formulas, and a generator is the second, "
    "several times over.",
    hints=[
        "Section 1 has both formulas, and $i$, $k$, $s$ and $p$ are the first four arguments. Padding counts on "
        "both sides.",
        "A convolution counts how often the kernel can *move*, and adds the place where it stands first; what is left "
        "over is dropped. The transposed one adds up where the last stamp ends.",
        "`if transposed: return (side - ____) * stride - ____ + kernel`, and after it "
        "`return (side + ____ - kernel) // ____ + ____`.",
    ],
)


def _convolution(i, k, s, p):
    """Return the side after a convolution, and what the usual mistakes give."""
    x = (i + 2 * p - k) / s
    return np.floor(x) + 1, [
        (x + 1, "A convolution skips a last, incomplete position: round the fraction *down*, to an int."),
        (np.ceil(x) + 1, "The fraction is rounded up; a kernel that does not fit any more is not applied: round down."),
        (np.floor(x), "The first position is missing: it is the number of *moves* plus 1."),
        ((i + p - k) // s + 1, "The padding is on both sides: it counts twice."),
        ((i - k) // s + 1, "The padding is not counted."),
        ((i - 1) * s - 2 * p + k, "This is the transposed formula; the branches changed places."),
        (i + 2 * p - k + 1, "The stride is not counted."),
        (np.ceil(i / s), 'This is the rule of `padding="same"`; here padding is a number of pixels on each side.'),
        ((i + 2 * p - s) // k + 1, "Kernel and stride changed places: the stride divides, the kernel is taken off."),
        ((i + 2 * p) // s + 1, "The kernel is not counted: its last position ends where the padded side ends."),
    ]


def _transposed(i, k, s, p):
    """Return the side after a transposed convolution, and what the usual mistakes give."""
    return (i - 1) * s - 2 * p + k, [
        (i * s - 2 * p + k, "There are side − 1 steps between side stamps, not side."),
        ((i - 1) * s + 2 * p + k, "Padding *shrinks* the output of a transposed convolution: it is cut off."),
        ((i - 1) * s - p + k, "The padding is cut off on both sides: it counts twice."),
        ((i - 1) * s + k, "The padding is not counted."),
        ((i + 2 * p - k) // s + 1, "This is the formula of the plain convolution; the branches changed places."),
        ((i - 1) * s - 2 * p + k + 1, "This is one too many: the last stamp ends at (side − 1)·stride + kernel."),
        ((i - 1) * s - 2 * p, "The kernel itself is missing: the last stamp is kernel pixels long."),
        (i * s, 'This is the rule of `padding="same"`; here padding is a number of pixels on each side.'),
        ((i - 1) * k - 2 * p + s, "Kernel and stride changed places: stamps start every stride pixels."),
        ((i - 1) * k - 2 * p + k, "Stamps start every stride pixels, not every kernel pixels."),
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
