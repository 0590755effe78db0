"""Exercise 1 of notebook 14: where a straight line is at t, and which way it goes."""

import numpy as np

from gan_course.exercises.asking import draw, expect, parts
from gan_course.exercises.base import Exercise

q1 = Exercise(
    "14_gan_and_flow",
    1,
    "the line and its velocity",
    ["line"],
    points=2,
    why="These two lines are all of flow matching: the rest is a network, a squared error and a loop.",
    hints=[
        "At t = 0 the line is at the noise, at t = 1 at the sample; between them it goes in equal steps.",
        "Each sample has a time of its own, and a picture has three axes besides: `t[:, None, None, None]` would do "
        "for pictures, but points have one axis. The velocity of a straight line is the same all the way: no t in it.",
        "A skeleton: `t = t.reshape(____)`, `x = ____ * noise + ____ * real`, then return x and `____`.",
    ],
)


def _point_slips(noise, real, t):
    t = t.reshape(-1, *(1,) * (noise.ndim - 1))
    return [
        (t * noise + (1 - t) * real, "The ends changed places: at t = 0 the line is at the noise."),
        (noise + t * real, "The noise does not fade: at t = 1 nothing of it is left."),
        (np.sqrt(1 - t) * noise + np.sqrt(t) * real, "The weights are t and 1 − t themselves, without a root."),
        (real - noise, "This is the velocity; first comes the point."),
    ]


def _velocity_slips(noise, real, t):
    times = t.reshape(-1, *(1,) * (noise.ndim - 1))
    x = (1 - times) * noise + times * real
    return [
        (noise - real, "The sign is turned: the way leads from noise to samples."),
        (real - x, "This leads from the point to the sample: it gets shorter on the way, and the velocity does not."),
        (times * (real - noise), "This is how far the line has come; the velocity is the way in all of the time."),
        (real, "This is where the line ends; take away where it began."),
        (x - noise, "This is how far the line has come; the velocity is the way in all of the time."),
    ]


@q1.check_with
def _both(line, rng):
    for shape in ((1, 2), (3, 2), (2, 3, 4, 1)):
        noise, real, t = draw(rng, -2, 2, *shape), draw(rng, -1, 1, *shape), draw(rng, 0.1, 0.4, shape[0])
        x, velocity = parts(line(noise, real, t), "x", "velocity")
        times = t.reshape(-1, *(1,) * (noise.ndim - 1))
        slips = lambda a=noise, b=real, c=t: _point_slips(a, b, c)
        expect(x, (1 - times) * noise + times * real, "The point is a mean of noise and sample, weighted by t.", slips)
        slips = lambda a=noise, b=real, c=t: _velocity_slips(a, b, c)
        expect(velocity, real - noise, "The velocity leads from the noise to the sample, at any t.", slips)
