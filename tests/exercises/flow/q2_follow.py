# ruff: noqa: F811
"""Planted answers to exercise 2 of notebook 14."""

import numpy as np


def walk(velocity, x, steps, method, start=0.0, half=0.5, back=True, late=True, h=None, last=0):
    h = h or 1 / steps
    for i in range(steps - last):
        t = i * h + start * h
        v = velocity(x, t)
        if method == "midpoint":
            middle = x + half * h * v
            v = velocity(middle, t + half * h if late else t)
            x = x if back else middle
        x = x + h * v
    return x


# %% q2 right: the two methods apart
def follow(velocity, x, steps, method):
    h = 1 / steps
    for t in np.arange(steps) * h:
        where, when = (x, t) if method == "euler" else (x + h / 2 * velocity(x, t), t + h / 2)
        x = x + h * velocity(where, when)
    return x


# %% q2 right: counting t up
def follow(velocity, x, steps, method):
    x, t = np.array(x, float), 0.0
    for _ in range(steps):
        ahead = velocity(x, t) / steps
        if method == "midpoint":
            ahead = velocity(x + ahead / 2, t + 0.5 / steps) / steps
        x, t = x + ahead, t + 1 / steps
    return x


# %% q2 wrong: This is the euler method
def follow(velocity, x, steps, method):
    return walk(velocity, x, steps, "euler")


# %% q2 wrong: This is the midpoint method
def follow(velocity, x, steps, method):
    return walk(velocity, x, steps, "midpoint")


# %% q2 wrong: Your times begin at h
def follow(velocity, x, steps, method):
    return walk(velocity, x, steps, method, start=1.0)


# %% q2 wrong: a step is 1/steps long
def follow(velocity, x, steps, method):
    return walk(velocity, x, steps, method, h=1.0) if steps > 1 else walk(velocity, x, steps, method)


# %% q2 wrong: Nothing moved
def follow(velocity, x, steps, method):
    walk(velocity, x, steps, method)
    return x


# %% q2 wrong: The last step is missing
def follow(velocity, x, steps, method):
    return walk(velocity, x, steps, method, last=1) if steps > 1 else walk(velocity, x, steps, method)


# %% q2 wrong: The second question is asked at the old time
def follow(velocity, x, steps, method):
    return walk(velocity, x, steps, method, late=False)


# %% q2 wrong: the middle is half a step away
def follow(velocity, x, steps, method):
    return walk(velocity, x, steps, method, half=1.0)


# %% q2 wrong: The step begins in the middle
def follow(velocity, x, steps, method):
    return walk(velocity, x, steps, method, back=False)


# %% q2 wrong: it should end elsewhere
def follow(velocity, x, steps, method):
    return walk(velocity, x, steps, method) + 0.01


# %% q2 wrong: Each call of the network costs time
def follow(velocity, x, steps, method):
    velocity(x, 0.0)
    return walk(velocity, x, steps, method)
