"""Exercise 3 of notebook 13: a modulated and demodulated kernel."""

import numpy as np

from gan_course.exercises.asking import draw, expect, expect_each
from gan_course.exercises.base import Exercise

q3 = Exercise(
    "13_todays_gan",
    3,
    "a kernel of its own for each style",
    ["demodulated"],
    points=2,
    why="The style decides which inputs count; how loud the output is, it can no longer decide.",
    hints=[
        "Two steps: scale what reads input i by s_i; then divide the kernel of each output by its own length.",
        "Of the four axes the third is the input and the last the output. `style[:, None]` lines up with the last two. "
        "The length of an output's kernel runs over all axes but the last.",
        "A skeleton: `scaled = kernel * style[____]`, `length = np.sqrt((scaled**2).sum(axis=____))`, `return ____`.",
    ],
)


def _formula(kernel, style):
    kernel, style = kernel.astype(float), style.astype(float)
    scaled = kernel * style[:, None]
    length = np.sqrt((scaled**2).sum(axis=(0, 1, 2)))
    plain = np.sqrt((kernel**2).sum(axis=(0, 1, 2)))
    slips = [
        (scaled, "This is modulated only: divide the kernel of each output by its length."),
        (
            kernel / plain,
            "The style is missing: it belongs on the inputs. On the outputs the division undoes it.",
        ),
        (scaled / plain, "The length is that of the kernel before it was scaled; take it afterwards."),
        (scaled / length**2, "This divides by the square of the length; the root is missing."),
        (scaled / np.sqrt((scaled**2).sum()), "This is one length for all outputs; each has its own."),
        (
            scaled / np.sqrt((scaled**2).mean(axis=(0, 1, 2))),
            "The squares are averaged; add them up.",
        ),
        (scaled * length, "This multiplies by the length; divide."),
        (
            scaled / np.sqrt((scaled**2).sum(axis=(0, 1, 3), keepdims=True)),
            "This takes the length over each input's kernels; it is each *output* whose squares should add up to 1.",
        ),
        (scaled / np.abs(scaled).sum(axis=(0, 1, 2)), "This adds up absolute values; a length adds up squares."),
        (
            scaled / scaled.std(axis=(0, 1, 2)),
            "A deviation leaves out the mean: add up the squares as they are.",
        ),
    ]
    return scaled / length, slips


@q3.check_with
def _values(demodulated, rng):
    shapes = ((1, 1, 2, 2), (3, 3, 4, 4))
    cases = [(draw(rng, -2, 2, *shape), draw(rng, 0.3, 2, shape[2])) for shape in shapes]
    expect_each(demodulated, cases, _formula, "s_i·k, divided by √(Σ (s_i·k)²) of each output.", rtol=1e-3)


@q3.check_with
def _other_sides(demodulated, rng):
    kernel, style = draw(rng, -2, 2, 3, 3, 2, 5), draw(rng, 0.3, 2, 2)
    right, slips = _formula(kernel, style)
    expect(demodulated(kernel, style), right, "Here two channels go in and five come out.", slips, rtol=1e-3)
    louder = demodulated(kernel, 10 * style)
    expect(louder, right, "A style ten times as loud should give the same kernel.", rtol=1e-3)
