# ruff: noqa: F811
"""Planted answers to exercise 3 of notebook 14."""

import math


# %% q3 right: rounding up without math
def network_calls(method, steps, n, batch_size):
    batches = (n + batch_size - 1) // batch_size
    if method == "gan":
        return batches
    return batches * steps * (2 if method == "midpoint" else 1)


# %% q3 right: counting
def network_calls(method, steps, n, batch_size):
    calls = 0
    for _ in range(0, n, batch_size):
        for _ in range(1 if method == "gan" else steps):
            calls += 1 + (method == "midpoint")
    return calls


# %% q3 wrong: The midpoint method asks twice a step
def network_calls(method, steps, n, batch_size):
    return math.ceil(n / batch_size) * (1 if method == "gan" else steps)


# %% q3 wrong: twice in *each* step
def network_calls(method, steps, n, batch_size):
    return math.ceil(n / batch_size) * {"gan": 1, "euler": steps, "midpoint": steps + 1}[method]


# %% q3 wrong: A GAN has no steps
def network_calls(method, steps, n, batch_size):
    return math.ceil(n / batch_size) * steps * (2 if method == "midpoint" else 1)


# %% q3 wrong: The last, smaller batch costs a call, too
def network_calls(method, steps, n, batch_size):
    return n // batch_size * {"gan": 1, "euler": steps, "midpoint": 2 * steps}[method]


# %% q3 wrong: Where the batches come out even
def network_calls(method, steps, n, batch_size):
    return (n // batch_size + 1) * {"gan": 1, "euler": steps, "midpoint": 2 * steps}[method]


# %% q3 wrong: There are no parts of batches
def network_calls(method, steps, n, batch_size):
    return n / batch_size * {"gan": 1, "euler": steps, "midpoint": 2 * steps}[method]


# %% q3 wrong: A call takes a whole batch at once
def network_calls(method, steps, n, batch_size):
    return n * {"gan": 1, "euler": steps, "midpoint": 2 * steps}[method]


# %% q3 wrong: This is for one batch
def network_calls(method, steps, n, batch_size):
    return {"gan": 1, "euler": steps, "midpoint": 2 * steps}[method]


# %% q3 wrong: Round up the batches first
def network_calls(method, steps, n, batch_size):
    return math.ceil(n / batch_size * {"gan": 1, "euler": steps, "midpoint": 2 * steps}[method])


# %% q3 wrong: It is calls for a batch times batches
def network_calls(method, steps, n, batch_size):
    return steps + n + batch_size
