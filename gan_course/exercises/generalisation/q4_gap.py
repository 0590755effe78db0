"""Exercise 4 of notebook 08: does the discriminator know its training images?"""

import numpy as np

from gan_course.exercises.asking import Slip, array, draw, expect
from gan_course.exercises.base import Exercise
from gan_course.exercises.generalisation.discriminator import SIDE, discriminator

q4 = Exercise(
    "08_generalisation",
    4,
    "the held-out gap",
    ["held_out_gap"],
    points=2,
    why="Both sets are real, so an honest discriminator has no reason to tell them apart: what is left is memory.",
    hints=[
        "A discriminator of this course gives logits, shape (n, 1), for images in [-1, 1].",
        "It holds batch normalisation and dropout: ask it in inference mode, `training=False`.",
        "A skeleton: `mean = lambda images: np.mean(discriminator(____, training=____))`; the gap is one such mean "
        "less the other. Which of the two comes first?",
    ],
)


def _gap_slips(model, train, held_out):
    """Return what the usual mistakes give; the model's averages come back as they were."""
    logits = [model(images, training=False).numpy() for images in (train, held_out)]
    share = [1 / (1 + np.exp(-each)) for each in logits]
    return [
        (abs(logits[0].mean() - logits[1].mean()), "This drops the sign, which says who is believed more."),
        (logits[1].mean() - logits[0].mean(), "The sign is turned: the training images come first."),
        (share[0].mean() - share[1].mean(), "This is the gap of σ(logit); take the logits themselves."),
        (logits[0].sum() - logits[1].sum(), "These are sums, so the larger set weighs more; take means."),
        (logits[0].mean(), "This is the training images' mean alone; subtract that of the held-out ones."),
        (np.median(logits[0]) - np.median(logits[1]), "These are medians; take means."),
        (
            model(np.concatenate([train, held_out]), training=False).numpy().mean(),
            "This is one mean over both sets; subtract one from the other.",
        ),
    ]


def _case(rng, n, m):
    """Return a discriminator, both sets and their gap: large, at first above 0 (a turned sign shows), then below it."""
    while True:
        model = discriminator(rng)
        train, held_out = draw(rng, -1, 1, n, SIDE, SIDE, 1), draw(rng, -1, 1, m, SIDE, SIDE, 1)
        logits = [model(images, training=False).numpy() for images in (train, held_out)]
        want = float(logits[0].mean() - logits[1].mean())
        if want > 0.5 if n == 1 else want < -0.5:
            return model, train, held_out, want


@q4.check_with
def _gap(held_out_gap, rng):
    for n, m in ((1, 2), (5, 3), (6, 9)):
        model, train, held_out, want = _case(rng, n, m)
        before = model.get_weights()
        got = array(held_out_gap(model, train, held_out))
        if not all(np.array_equal(a, b) for a, b in zip(before, model.get_weights(), strict=True)):
            raise Slip(
                "This is training mode: dropout rolls dice, and batch normalisation's averages have moved. Measure "
                "with `training=False`."
            )
        expect(
            got,
            want,
            "The gap is the mean logit of the training images minus that of the held-out ones, in inference mode.",
            slips=lambda d=model, t=train, h=held_out: _gap_slips(d, t, h),
        )
