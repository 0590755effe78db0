"""Exercise 1 of notebook 02: D's loss, from logits."""

import numpy as np
from scipy.special import expit

from gan_course.exercises.asking import array, draw, expect
from gan_course.exercises.base import Exercise
from gan_course.exercises.logits import softplus

q1 = Exercise(
    "02_vanilla_gan",
    1,
    "D's loss from logits",
    ["discriminator_loss"],
    points=1,
    why="Computed from logits it never overflows; over one mixed batch it reads log 2 at equilibrium, half of what the "
    "package's sum of two terms reads.",
    hints=[
        "−log σ(s) is softplus(−s), and −log(1 − σ(s)) is softplus(s): no logarithm of a number near 0 is left.",
        "Each sample pays one of the two: multiply each by a factor that is 1 where it counts, add, and take one mean.",
        "A skeleton: `tf.reduce_mean(labels * tf.nn.softplus(____) + ____ * tf.nn.softplus(____))`. Which of the two "
        "terms is left where the label is 1?",
    ],
    tensors=True,
)


def _loss_slips(s, y):
    """Return what the usual mistakes give for logits s and labels y, with more real samples than generated ones."""
    real, fake = softplus(-s)[y == 1], softplus(s)[y == 0]
    each = np.concatenate([real, fake])
    single = softplus(s) - y * s
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
            np.concatenate([softplus(s)[y == 1], softplus(-s)[y == 0]]).mean(),
            "The labels are the wrong way round: real is 1, generated is 0.",
        ),
        (real.sum() / s.size, "Only the real samples count here: the term (1 − y)·softplus(s) is missing."),
        (
            (softplus(expit(s)) - y * expit(s)).mean(),
            "A sigmoid too many: the function already takes logits, so this is the double sigmoid of section 6.",
        ),
        (
            -(y * np.log(clipped) + (1 - y) * np.log(1 - clipped)).mean(),
            "The logits are taken for probabilities: say `from_logits=True`.",
        ),
        (
            (softplus(y) - s * y).mean(),
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
        want = (softplus(s) - y * s).mean()
        message = "Take y·softplus(−s) + (1 − y)·softplus(s) of each sample, and one mean."
        expect(discriminator_loss(s, y), want, message, slips=_loss_slips(s.astype(float), y))


@q1.check_with
def _sure_of_itself(discriminator_loss, rng):
    s = rng.integers(150, 250, (4, 1)).astype(np.float32) * np.array([[1], [-1], [1], [-1]], np.float32)
    y = np.array([[1], [0], [0], [1]], np.float32)
    got, want = array(discriminator_loss(s, y)), (softplus(s) - y * s).mean()
    if not np.isfinite(got).all():
        message = "For a logit of ±200 the sigmoid is exactly 0 or 1, and its logarithm infinite: use softplus."
    else:
        message = (
            "A logit that is wrong by 200 should cost 200; here it costs far less, as if the probability were clipped. "
            "Work from the logit, with softplus."
        )
    expect(got, want, message)
