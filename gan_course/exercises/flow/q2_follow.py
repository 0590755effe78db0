"""Exercise 2 of notebook 14: Euler's method and the midpoint method."""

import numpy as np

from gan_course.exercises.asking import Slip, draw, expect
from gan_course.exercises.base import Exercise

q2 = Exercise(
    "14_gan_and_flow",
    2,
    "Euler and midpoint",
    ["follow"],
    points=3,
    why="The network knows which way to go at each place; how to walk is yours to choose after it was trained.",
    hints=[
        "Both methods take `steps` equal steps of h = 1/steps; the first begins at t = 0, the last at t = 1 − h.",
        "Euler asks once, where the step begins. Midpoint asks there as well, but only to find the place half a step "
        "on; the step itself begins where it was and takes the velocity that is found at that place, at its time.",
        "A skeleton, within `for i in range(steps)`: `t = ____`, `v = velocity(x, t)`, for the midpoint "
        '`v = velocity(____, ____)`, and at last `x = ____`. `if method == "midpoint":` tells the two apart.',
    ],
)


def _walk(velocity, x, steps, method, start=0.0, half=0.5, from_middle=False, late=True, h=None):
    """Follow a velocity, with the usual mistakes as arguments."""
    h, x = 1.0 / steps if h is None else h, np.asarray(x, float)
    for i in range(steps):
        t = i * h + start * h
        v = velocity(x, t)
        if method == "midpoint":
            middle = x + half * h * v
            v = velocity(middle, t + half * h if late else t)
            x = middle if from_middle else x
        x = x + h * v
    return x


def _slips(velocity, x, steps, method):
    other = "euler" if method == "midpoint" else "midpoint"
    walk = lambda **how: _walk(velocity, x, steps, method, **how)
    found = [
        (_walk(velocity, x, steps, other), f"This is the {other} method; here {method} was asked for."),
        (walk(start=1.0), "Your times begin at h: the first step begins at t = 0."),
        (walk(h=1.0), "Each step goes all the way: a step is 1/steps long."),
        (x, "Nothing moved: return where the last step ends."),
        (_walk(velocity, x, max(steps - 1, 1), method, h=1.0 / steps), "The last step is missing."),
    ]
    if method == "midpoint":
        found += [
            (walk(late=False), "The second question is asked at the old time: half a step on it is t + h/2."),
            (walk(half=1.0), "The second question is asked a whole step on; the middle is half a step away."),
            (walk(from_middle=True), "The step begins in the middle: go back to where it began, and take all of it."),
        ]
    return found


@q2.check_with
def _both_methods(follow, rng):
    for steps in (1, 2, 3):
        x, bend, pull = draw(rng, -1, 1, 2, 2), draw(rng, 0.5, 2, 2), draw(rng, 0.5, 1.5, 2)
        velocity = lambda points, t, a=bend, b=pull: a * (1 + 2 * t) - b * np.asarray(points, float) * (1 + t)
        for method in ("euler", "midpoint"):
            expect(
                follow(velocity, x, steps, method),
                _walk(velocity, x, steps, method),
                f"With {steps} step{'s' if steps > 1 else ''} of {method} it should end elsewhere: do one by hand.",
                slips=lambda v=velocity, x=x, n=steps, m=method: _slips(v, x, n, m),
            )


@q2.check_with
def _asks_no_more_than_it_has_to(follow, rng):
    for method, wanted in (("euler", 4), ("midpoint", 8)):
        asked = []

        def velocity(x, t, asked=asked):
            asked.append(t)
            return np.ones_like(x)

        follow(velocity, draw(rng, -1, 1, 2, 2), 4, method)
        if len(asked) != wanted:
            raise Slip(
                f"Each call of the network costs time, and {method} needs {wanted} for 4 steps.",
                expected=f"{wanted} calls",
                got=f"{len(asked)} calls",
            )
