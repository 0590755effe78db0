"""Exercise 2 of notebook 02: G's loss, from logits."""

import numpy as np
from scipy.special import expit

from gan_course.exercises.asking import array, draw, expect
from gan_course.exercises.base import Exercise
from gan_course.exercises.logits import softplus

q2 = Exercise(
    "02_vanilla_gan",
    2,
    "G's loss",
    ["generator_loss"],
    points=2,
    why="The two agree on where to go and differ in how hard: at f = −200 one pushes with all its weight, the other "
    "not at all.",
    hints=[
        "log(1 − σ(f)) is −softplus(f), and −log σ(f) is softplus(−f).",
        "Write each in terms of softplus, mind the sign of the minimax one, and take the mean over the batch.",
        'A skeleton: `if kind == "minimax": return ____ tf.reduce_mean(tf.nn.softplus(____))`, and another such line.',
    ],
    tensors=True,
)


def _kinds(f):
    """Return {kind: (the right value, what the usual mistakes give)}."""
    up, down = softplus(-f), softplus(f)
    shared = [
        (up.sum(), "This is the sum over the batch; the mean is asked for."),
        (-down.sum(), "This is the sum over the batch; the mean is asked for."),
        (np.mean(softplus(-expit(f))), "A sigmoid too many: f is already a logit (the double sigmoid of section 6)."),
        (up, "This is one number a sample; take their mean."),
        (-down, "This is one number a sample; take their mean."),
    ]
    return {
        "non_saturating": (
            up.mean(),
            [
                (-down.mean(), "This is the minimax loss; the two kinds changed places, or `kind` is not looked at."),
                (-up.mean(), "The sign is the other way round: G wants σ(f) large, so −log σ(f) small."),
                (down.mean(), "This is −log(1 − σ(f)), what D pays for a fake; G wants σ(f) near 1: −log σ(f)."),
                *shared,
            ],
        ),
        "minimax": (
            -down.mean(),
            [
                (
                    up.mean(),
                    "This is the non-saturating loss; the two kinds changed places, or `kind` is not looked at.",
                ),
                (
                    down.mean(),
                    "The sign is the other way round: D minimises −log(1 − σ(f)), G minimises log(1 − σ(f)).",
                ),
                (-up.mean(), "This is log σ(f); under the minimax loss G minimises log(1 − σ(f))."),
                *shared,
            ],
        ),
    }


@q2.check_with
def _both_kinds(generator_loss, rng):
    for n in (1, 4):
        f = draw(rng, -3.0, 3.0, n, 1)
        for kind, (want, slips) in _kinds(f.astype(float)).items():
            expect(generator_loss(f, kind), want, f'Compare with the formula for "{kind}".', slips=slips)


@q2.check_with
def _far_off(generator_loss, rng):
    for sign in (-1, 1):
        f = sign * rng.integers(150, 250, (3, 1)).astype(np.float32)
        for kind, (want, _) in _kinds(f).items():
            got = array(generator_loss(f, kind))
            message = "For logits of ±200 the sigmoid is exactly 0 or 1: use softplus, not log of a sigmoid."
            if np.isfinite(got).all():
                message = "For logits of ±200 this is off, as if the probability were clipped: use softplus."
            expect(got, want, message)


@q2.check_with
def _gradient_arrives(generator_loss, rng):
    import tensorflow as tf

    from gan_course.exercises import networks

    f = tf.constant(np.concatenate([draw(rng, -2.0, 2.0, 3, 1), [[-200.0]]]), tf.float32)
    slope = {"non_saturating": -expit(-f.numpy().astype(float)) / 4, "minimax": -expit(f.numpy().astype(float)) / 4}
    missing = (
        "The value is right, but no gradient reaches the logits, so G would learn nothing: stay with `tf` or "
        "`keras.ops` functions, without `np`, `float` or `.numpy()`."
    )
    for kind, want in slope.items():
        with tf.GradientTape() as tape:
            tape.watch(f)
            loss = generator_loss(f, kind)
        message = "The values are right but the gradient is not: is a part of the loss cut off, clipped or rounded?"
        expect(networks.gradient(tape, loss, f, missing), want, message)
