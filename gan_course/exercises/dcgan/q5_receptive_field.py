"""Exercise 5 of notebook 03: how far one number sees."""

import numpy as np

from gan_course.exercises.asking import expect_each
from gan_course.exercises.base import Exercise

q5 = Exercise(
    "03_dcgan",
    5,
    "how far does one number see?",
    ["receptive_field"],
    points=2,
    why="One number of the discriminator's last map, after two layers of kernel 4 and stride 2, sees 10×10 of the "
    "28×28 pixels: a stroke or two, not a digit. Only the dense layer after it puts the places together.",
    hints=[
        "One layer sees its kernel. A second adds kernel − 1 positions, each as far apart as the strides so far.",
        "Go from the first layer on with two numbers, both 1 at the start: the field, and the jump between neighbours.",
        "`for kernel, stride in zip(kernels, strides): field += ____ * jump; jump ____ stride`; mind which "
        "comes first.",
    ],
)


def _field(kernels, strides):
    """Return the receptive field, and what the usual mistakes give."""
    late, start, wide = 1, 0, 1
    field, jump = 1, 1
    back, back_jump = 1, 1
    adding, sum_of_strides = 1, 1
    for kernel, stride in zip(kernels[::-1], strides[::-1], strict=True):
        back += (kernel - 1) * back_jump
        back_jump *= stride
    for kernel, stride in zip(kernels, strides, strict=True):
        field += (kernel - 1) * jump
        start += (kernel - 1) * jump
        wide += kernel * jump
        jump *= stride
        late += (kernel - 1) * jump
        adding += (kernel - 1) * sum_of_strides
        sum_of_strides += stride
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
            sum(k * s for k, s in zip(kernels, strides, strict=True)),
            "Kernel times stride does not add up to what is seen: a stride spreads the *later* layers.",
        ),
        (
            adding,
            "Strides multiply: two layers of stride 2 put neighbours 4 pixels apart, as 2·2 and not as 1 + 2 + 2.",
        ),
        (max(kernels), "This is the largest kernel alone: a later layer sees through all those before it."),
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
