"""Following a velocity from noise to samples, step by step, and counting what that costs."""

from typing import NamedTuple

import numpy as np

from gan_utils._checked import whole

METHODS = {"euler": 1, "midpoint": 2}  # calls of the velocity for each step


class Integrated(NamedTuple):
    """Where a flow has led.

    Attributes:
        x: the points at t = 1, shape (n, …).
        calls: how often the velocity was asked, each time for all n points.
        path: the points after each step, shape (steps + 1, n, …), the start first; None unless it was kept.
    """

    x: np.ndarray
    calls: int
    path: np.ndarray | None = None


def integrate(velocity, z, steps=16, method="euler", keep=False):
    """Follow dx/dt = v(x, t) from x = z at t = 0 to t = 1 in equal steps of h = 1/steps.

    Euler's method goes x + h·v(x, t). The midpoint method first asks where half a step would lead, and goes the whole
    step with the velocity there, x + h·v(x + ½h·v(x, t), t + ½h). Halving the steps halves Euler's error and quarters
    the midpoint's, once they are short.

    Args:
        velocity: function (x, t) -> velocities, the shape of x; t is a float in [0, 1).
        z: where to start, floats, shape (n, …).
        steps: how many, at least 1.
        method: "euler", one call a step, or "midpoint", two.
        keep: whether to keep the points after each step.

    Returns:
        An `Integrated`: the points, the number of calls, and the path.

    Raises:
        ValueError: for an unknown method, no whole number of steps, or a velocity of another shape.

    Reference: Lipman et al. 2023, arXiv:2210.02747, section 6.3; Chen et al. 2018, arXiv:1806.07366, section 2.

    >>> growth = lambda x, t: x  # e^t, so e at the end
    >>> [round(float(integrate(growth, np.ones((1, 1)), 2, method).x[0, 0]), 4) for method in ("euler", "midpoint")]
    [2.25, 2.6406]
    >>> integrate(growth, np.ones((1, 1)), 8, "midpoint").calls
    16
    """
    if method not in METHODS:
        raise ValueError(f"unknown method {method!r}: choose one of {', '.join(METHODS)}")
    x, n, calls = np.asarray(z), whole(steps, "steps", 1), 0
    x = x if x.dtype.kind == "f" else x.astype(np.float64)

    def ask(points, t):
        nonlocal calls
        calls += 1
        found = np.asarray(velocity(points, t))
        if found.shape != points.shape:
            raise ValueError(
                f"the velocity of points of shape {points.shape} has shape {found.shape}: expected one for each number"
            )
        return found.astype(x.dtype)

    path, h = [x], 1.0 / n
    for i in range(n):
        v = ask(x, i * h)
        if method == "midpoint":
            v = ask(x + 0.5 * h * v, (i + 0.5) * h)
        x = (x + h * v).astype(x.dtype)
        if keep:
            path.append(x)
    return Integrated(x, calls, np.stack(path) if keep else None)
