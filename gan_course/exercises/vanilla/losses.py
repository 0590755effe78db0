"""Exercises 1 and 2 of notebook 02: both losses, from logits."""

import numpy as np
from scipy.special import expit, log_expit

from gan_course.exercises.asking import Slip, array, draw, expect
from gan_course.exercises.base import Exercise


def _softplus(x):
    return -log_expit(-np.asarray(x, np.float64))


_NOTEBOOK = "02_vanilla_gan"


q1 = Exercise(
    _NOTEBOOK,
    1,
    "D's loss from logits",
    ["discriminator_loss"],
    points=1,
    why="Computed from logits it never overflows; over one mixed batch it reads log 2 at equilibrium, half of what the "
    "package's sum of two terms reads.",
    hints=[
        "−log σ(s) is softplus(−s), and −log(1 − σ(s)) is softplus(s): no logarithm of a number near 0 is left.",
        "Together: y·softplus(−s) + (1 − y)·softplus(s), and then one mean over the batch.",
        "`tf.reduce_mean(labels * tf.nn.softplus(-logits) + (1 - labels) * tf.nn.softplus(logits))`",
    ],
    tensors=True,
)


def _loss_slips(s, y):
    """Return what the usual mistakes give for logits s and labels y, with more real samples than generated ones."""
    real, fake = _softplus(-s)[y == 1], _softplus(s)[y == 0]
    each = np.concatenate([real, fake])
    single = _softplus(s) - y * s
    clipped = np.clip(s.astype(np.float32), np.float32(1e-7), np.float32(1 - 1e-7))  # as Keras does
    return [
        (
            real.mean() + fake.mean(),
            "These are two means added, as the package does; here one mean goes over the whole mixed batch.",
        ),
        (
            (real.mean() + fake.mean()) / 2,
            "Each class has its own mean here; one mean goes over the whole mixed batch.",
        ),
        (each.sum(), "This is the sum over the batch; its mean is asked for."),
        (-each.mean(), "The sign is the other way round: a loss is smallest when the answers are right."),
        (
            np.concatenate([_softplus(s)[y == 1], _softplus(-s)[y == 0]]).mean(),
            "The labels are the wrong way round: real is 1, generated is 0.",
        ),
        (real.sum() / s.size, "Only the real samples count here: the term (1 − y)·softplus(s) is missing."),
        (
            (_softplus(expit(s)) - y * expit(s)).mean(),
            "A sigmoid too many: the function already takes logits, so this is the double sigmoid of section 6.",
        ),
        (
            -(y * np.log(clipped) + (1 - y) * np.log(1 - clipped)).mean(),
            "The logits are taken for probabilities: say `from_logits=True`.",
        ),
        (
            (_softplus(y) - s * y).mean(),
            "Keras' losses take the labels first, then the logits; here they changed places.",
        ),
        (single, "This is one number a sample; take their mean."),
        (single.ravel(), "This is one number a sample; take their mean."),
    ]


@q1.check_with
def _mixed_batch(discriminator_loss, rng):
    for labels in ([1, 1, 0], [1, 0, 0, 0, 1, 0, 0]):
        y = np.array(labels, np.float32)[:, None]
        s = draw(rng, -3.0, 3.0, len(labels), 1)
        want = (_softplus(s) - y * s).mean()
        message = "Take y·softplus(−s) + (1 − y)·softplus(s) of each sample, and one mean."
        expect(discriminator_loss(s, y), want, message, slips=_loss_slips(s.astype(float), y))


@q1.check_with
def _sure_of_itself(discriminator_loss, rng):
    s = rng.integers(150, 250, (4, 1)).astype(np.float32) * np.array([[1], [-1], [1], [-1]], np.float32)
    y = np.array([[1], [0], [0], [1]], np.float32)
    got, want = array(discriminator_loss(s, y)), (_softplus(s) - y * s).mean()
    if not np.isfinite(got).all():
        message = "For a logit of ±200 the sigmoid is exactly 0 or 1, and its logarithm infinite: use softplus."
    else:
        message = (
            "A logit that is wrong by 200 should cost 200; here it costs far less, as if the probability were clipped. "
            "Work from the logit, with softplus."
        )
    expect(got, want, message)


q2 = Exercise(
    _NOTEBOOK,
    2,
    "G's loss",
    ["generator_loss"],
    points=2,
    why="The two agree on where to go and differ in how hard: at f = −200 one pushes with all its weight, the other "
    "not at all.",
    hints=[
        "log(1 − σ(f)) is −softplus(f), and −log σ(f) is softplus(−f).",
        "Non-saturating: the mean of softplus(−f). Minimax: *minus* the mean of softplus(f). G minimises both.",
        'Use `tf.nn.softplus` or `keras.ops.softplus`, and an `if kind == "minimax":`.',
    ],
    tensors=True,
)


def _kinds(f):
    """Return {kind: (the right value, what the usual mistakes give)}."""
    up, down = _softplus(-f), _softplus(f)
    shared = [
        (up.sum(), "This is the sum over the batch; the mean is asked for."),
        (-down.sum(), "This is the sum over the batch; the mean is asked for."),
        (
            np.mean(_softplus(-expit(f))),
            "A sigmoid too many: f is already a logit (the double sigmoid of section 6).",
        ),
        (up, "This is one number a sample; take their mean."),
        (-down, "This is one number a sample; take their mean."),
    ]
    return {
        "non_saturating": (
            up.mean(),
            [
                (
                    -down.mean(),
                    "This is the minimax loss; the two kinds changed places, or `kind` is not looked at.",
                ),
                (-up.mean(), "The sign is the other way round: G wants σ(f) large, so −log σ(f) small."),
                (
                    down.mean(),
                    "This is −log(1 − σ(f)), what D pays for a fake; G wants σ(f) near 1: −log σ(f).",
                ),
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

    f = tf.constant(np.concatenate([draw(rng, -2.0, 2.0, 3, 1), [[-200.0]]]), tf.float32)
    slope = {
        "non_saturating": -expit(-f.numpy().astype(float)) / 4,
        "minimax": -expit(f.numpy().astype(float)) / 4,
    }
    for kind, want in slope.items():
        with tf.GradientTape() as tape:
            tape.watch(f)
            loss = generator_loss(f, kind)
        got = tape.gradient(loss, f) if tf.is_tensor(loss) else None
        if got is None:
            raise Slip(
                "The value is right, but no gradient reaches the logits, so G would learn nothing: stay with `tf` or "
                "`keras.ops` functions, without `np`, `float` or `.numpy()`.",
                expected="a gradient",
                got="None",
            )
        message = "The values are right but the gradient is not: is a part of the loss cut off, clipped or rounded?"
        expect(got, want, message)
