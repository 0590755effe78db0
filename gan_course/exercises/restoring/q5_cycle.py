"""Exercise 5 of notebook 12: there and back."""

import numpy as np

from gan_course.exercises.asking import Slip, draw, expect
from gan_course.exercises.base import Exercise

q5 = Exercise(
    "12_image_to_image",
    5,
    "there and back",
    ["cycle_loss"],
    points=2,
    why="It needs no pair of pictures: each picture is its own target, by way of the other kind.",
    hints=[
        "A picture a goes to the other kind by `to_b`. What `to_a` makes of that should be a again.",
        "There are two ways round, a → b → a and b → a → b; each has a mean absolute difference, and the loss is the "
        "sum of both.",
        "A skeleton: `back = to_a(____)`, then `tf.reduce_mean(tf.abs(____))`; the same for `b`, and add up.",
    ],
    tensors=True,
)


def _slips(up, down, a, b):
    """Return what the usual mistakes give, for to_b = `up` and to_a = `down`."""
    mean, away = lambda x: float(np.abs(x).mean()), lambda x: float((x**2).mean())
    one, other = down(up(a)) - a, up(down(b)) - b
    return [
        (mean(one), "Only the way a → b → a is there; add the way b → a → b."),
        (mean(other), "Only the way b → a → b is there; add the way a → b → a."),
        ((mean(one) + mean(other)) / 2, "This is the mean of both ways; the loss is their sum."),
        (away(one) + away(other), "These are squared differences; take absolute ones."),
        (mean(up(down(a)) - a) + mean(down(up(b)) - b), "The order is turned: a picture a first goes through `to_b`."),
        (
            mean(up(a) - b) + mean(down(b) - a),
            "This holds a picture against one of the other kind; there are no pairs.",
        ),
        (mean(up(b) - b) + mean(down(a) - a), "This is the identity loss; a picture should go there *and back*."),
        (float(one.mean() + other.mean()), "Signs cancel here: take absolute differences."),
        (float(np.abs(one).sum() + np.abs(other).sum()), "These are sums; take means."),
    ]


@q5.check_with
def _by_values(cycle_loss, rng):
    for n, m in ((1, 1), (3, 3)):
        a, b = draw(rng, -1, 1, n, 4, 4, 1), draw(rng, -1, 1, m, 4, 4, 1)
        up, down = (lambda x: 0.7 * x + 0.2), (lambda x: 0.9 * x * x - 0.1)
        want = float(np.abs(down(up(a)) - a).mean() + np.abs(up(down(b)) - b).mean())
        expect(
            cycle_loss(up, down, a, b),
            want,
            "The loss is mean |to_a(to_b(a)) − a| + mean |to_b(to_a(b)) − b|.",
            slips=lambda a=a, b=b, u=up, d=down: _slips(u, d, a, b),
            rtol=1e-3,
        )


@q5.check_with
def _an_exact_inverse_costs_nothing(cycle_loss, rng):
    a, b = draw(rng, -1, 1, 2, 3, 3, 1), draw(rng, -1, 1, 2, 3, 3, 1)
    expect(
        cycle_loss(lambda x: -x, lambda x: -x, a, b),
        0.0,
        "If one generator undoes what the other did, nothing is lost on the way: the loss is 0.",
    )


@q5.check_with
def _by_gradient(cycle_loss, rng):
    """Both generators learn from it."""
    import tensorflow as tf

    a, b = draw(rng, -1, 1, 2, 3, 3, 1), draw(rng, -1, 1, 2, 3, 3, 1)
    weights = [tf.constant(0.5), tf.constant(0.7)]
    with tf.GradientTape() as tape:
        tape.watch(weights)
        to_b, to_a = (lambda x: weights[0] * x), (lambda x: weights[1] * x)
        loss = cycle_loss(to_b, to_a, tf.constant(a), tf.constant(b))
        loss = tf.convert_to_tensor(loss, tf.float32)
    for gradient, name in zip(tape.gradient(loss, weights), ("to_b", "to_a"), strict=True):
        if gradient is None:
            raise Slip(
                f"The value is right, but `{name}` gets no gradient: somewhere the pictures turn into NumPy. Stay "
                "with operations of TensorFlow or `keras.ops`, or nobody learns from this loss.",
                expected="a gradient",
                got="None",
            )
