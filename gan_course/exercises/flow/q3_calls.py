"""Exercise 3 of notebook 14: what a sampler costs, in network calls."""

import math

import numpy as np

from gan_course.exercises.asking import expect_each
from gan_course.exercises.base import Exercise

q3 = Exercise(
    "14_gan_and_flow",
    3,
    "counting calls",
    ["network_calls"],
    points=1,
    why='"One step against fifty" compares nothing until somebody has counted how often the network is asked.',
    hints=[
        "First how often the network is asked for one batch, by each of the three ways; then how many batches.",
        "A GAN asks once, whatever `steps` says. 10 pictures in batches of 4 take three batches, of which the last is "
        "small: a division that rounds up.",
        'A skeleton: `a_batch = {"gan": ____, "euler": ____, "midpoint": ____}[method]`, times `int(np.ceil(____))`.',
    ],
)


def _formula(method, steps, n, batch_size):
    a_batch = {"gan": 1, "euler": steps, "midpoint": 2 * steps}[method]
    once = {"gan": 1, "euler": steps, "midpoint": steps}[method]
    always = {"gan": steps, "euler": steps, "midpoint": 2 * steps}[method]
    more = {"gan": 1, "euler": steps, "midpoint": steps + 1}[method]
    batches = math.ceil(n / batch_size)
    return np.array(a_batch * batches), [
        (once * batches, "The midpoint method asks twice a step."),
        (more * batches, "The midpoint method asks twice in *each* step."),
        (always * batches, "A GAN has no steps: it asks once for a batch."),
        (a_batch * (n // batch_size), "The last, smaller batch costs a call, too: round up."),
        (a_batch * (n // batch_size + 1), "Where the batches come out even, none is left over."),
        (a_batch * n / batch_size, "There are no parts of batches: round up."),
        (a_batch * n, "A call takes a whole batch at once."),
        (a_batch, "This is for one batch; how many are there?"),
        (math.ceil(a_batch * n / batch_size), "Round up the batches first; each of them takes all of the steps."),
    ]


@q3.check_with
def _count(network_calls, rng):
    cases = [
        ("euler", 3, 4, 4),
        ("gan", 5, 10, 4),
        ("midpoint", 7, 10, 4),
        ("euler", 5, 9, 4),
        ("midpoint", 25, 512, 256),
    ]
    steps, full, batch_size = (int(rng.integers(low, high)) for low, high in ((3, 30), (2, 9), (6, 60)))
    rest = int(rng.integers(1, batch_size))  # the last batch is not full
    cases += [(method, steps, full * batch_size + rest, batch_size) for method in ("midpoint", "euler", "gan")]
    expect_each(network_calls, cases, _formula, "It is calls for a batch times batches, rounded up.")
