"""Exercise 1 of notebook 15: how long a wave is after some convolutions, and how much of it each number has seen."""

import numpy as np

from gan_course.exercises.asking import expect_each
from gan_course.exercises.base import Exercise

q1 = Exercise(
    "15_beyond_images",
    1,
    "how long, and how far it sees",
    ["after_layers"],
    points=2,
    why="A D whose last numbers each see less than a period of a tone cannot know its pitch, however wide it is.",
    hints=[
        "Two questions. How many places are left: each layer keeps one in `stride`, rounded up where it does not come "
        "out even. And what one number sees: `kernel` numbers of the layer below.",
        "Neighbours in the first layer's result lie `stride` samples apart, in the second's stride², and so on. A "
        "number of layer i sees `kernel` neighbours: how much farther do those reach than one of them alone?",
        "A skeleton, in a loop over the layers: `places = math.ceil(____)`, `seen = seen + (kernel - 1) * ____`, then "
        "`step = step * ____`; begin with `seen = 1` and `step = ____`.",
    ],
)


def _formula(length, kernel, stride, layers):
    places, seen, step = length, 1, 1
    for _ in range(layers):
        places, seen, step = -(-places // stride), seen + (kernel - 1) * step, step * stride
    down = length
    for _ in range(layers):
        down //= stride
    whole = length
    for _ in range(layers):
        whole = (whole - kernel) // stride + 1
    flat = 1 + layers * (kernel - 1)
    late = 1 + sum((kernel - 1) * stride**i for i in range(1, layers + 1))
    return np.array([places, seen]), [
        ([seen, places], "The two numbers changed places: first how many are left, then how much each sees."),
        (
            [down, seen],
            "Where the stride does not divide the length, same-padding keeps the part that is left: round up.",
        ),
        ([whole, seen], "This is without padding; here the wave is padded, and one place in `stride` is left."),
        ([places, flat], "Each layer's kernel reaches farther: its neighbours lie stride, stride², … samples apart."),
        (
            [places, late],
            "The first layer's neighbours lie one sample apart, not `stride`: multiply the step afterwards.",
        ),
        ([places, kernel**layers], "What is seen grows by (kernel − 1) steps a layer, not by a factor of the kernel."),
        ([places, kernel * layers], "The kernels do not lie side by side: each looks at numbers that have seen some."),
        (
            [places, kernel * stride ** (layers - 1)],
            "This counts the last kernel alone; the layers below reach out too.",
        ),
        ([places, kernel], "This is what one number sees of the layer below; how much of the wave is it?"),
        ([places, stride**layers], "This is how far apart neighbours lie; how much of the wave does each see?"),
        ([-(-length // (stride * layers)), seen], "Each layer divides what the one before left: stride · stride · …"),
        (places, "The second number is missing: how many samples each has seen."),
    ]


@q1.check_with
def _lengths(after_layers, rng):
    cases = [(1024, 25, 4, 1)]
    while len(cases) < 4:
        case = (
            int(rng.integers(150, 2000)),
            int(rng.integers(5, 20)),
            int(rng.integers(2, 5)),
            int(rng.integers(2, 4)),
        )
        if case[0] % case[2] and case[1] > case[2] + 1:
            cases.append(case)
    message = "The length is divided by the stride, rounded up, once a layer; and each layer adds (kernel − 1) steps."
    expect_each(after_layers, cases, _formula, message)
