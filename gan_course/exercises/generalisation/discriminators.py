"""Exercises 4 and 5 of notebook 08: does the discriminator know its training images, and what may it still learn?"""

import numpy as np

from gan_course.exercises.asking import Slip, array, draw, expect
from gan_course.exercises.base import Exercise

_NOTEBOOK, SIDE = "08_generalisation", 8

q4 = Exercise(
    _NOTEBOOK,
    4,
    "the held-out gap",
    ["held_out_gap"],
    points=2,
    why="Both sets are real, so an honest discriminator has no reason to tell them apart: what is left is memory.",
    hints=[
        "A discriminator of this course gives logits, shape (n, 1), for images in [-1, 1].",
        "It holds batch normalisation and dropout: ask it in inference mode, `training=False`.",
        "`np.mean(discriminator(train, training=False)) - np.mean(discriminator(held_out, training=False))`.",
    ],
)


def discriminator(rng):
    """Return a small discriminator with two convolutions, batch normalisation and dropout, its values drawn."""
    import keras
    from keras import layers

    from gan_course.exercises.networks import fill

    stack = [
        layers.Conv2D(2, 3, strides=2, padding="same", name="first"),
        layers.LeakyReLU(0.2),
        layers.Dropout(0.4),
        layers.Conv2D(3, 3, strides=2, padding="same", use_bias=False, name="second"),
        layers.BatchNormalization(name="norm"),
        layers.LeakyReLU(0.2),
        layers.Flatten(),
        layers.Dense(1, name="logit"),
    ]
    return fill(keras.Sequential([keras.Input((SIDE, SIDE, 1)), *stack], name="discriminator"), rng)


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


@q4.check_with
def _gap(held_out_gap, rng):
    for n, m in ((1, 2), (5, 3), (6, 9)):
        while True:
            model = discriminator(rng)
            train, held_out = draw(rng, -1, 1, n, SIDE, SIDE, 1), draw(rng, -1, 1, m, SIDE, SIDE, 1)
            logits = [model(images, training=False).numpy() for images in (train, held_out)]
            want = float(logits[0].mean() - logits[1].mean())
            if want > 0.5 if n == 1 else want < -0.5:  # a turned sign shows first, then a dropped one
                break
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


q5 = Exercise(
    _NOTEBOOK,
    5,
    "keep what the first layers know",
    ["freeze_first"],
    points=2,
    why="Strokes are the same in every digit: what stays fixed is neither forgotten nor used to memorise 50 images.",
    hints=[
        "A layer whose `trainable` is `False` keeps its weights. Which of `discriminator.layers` are convolutions?",
        "`[layer for layer in discriminator.layers if isinstance(layer, keras.layers.Conv2D)]`, in order; the first n.",
        "After that, `sum(int(np.prod(w.shape)) for w in discriminator.trainable_variables)` is what is left to train.",
    ],
)


@q5.check_with
def _frozen(freeze_first, rng):
    for n in (1, 0, 2):
        model = discriminator(rng)
        convolutions = [model.get_layer("first"), model.get_layer("second")]
        total = sum(int(np.prod(w.shape)) for w in model.trainable_variables)
        kept = sum(layer.count_params() for layer in convolutions[:n])
        norm_average = 2 * 3  # the moving mean and variance are never trained by gradients
        got = array(freeze_first(model, n))
        _check_state(model, n)
        expect(
            got,
            total - kept,
            "Give back how many weights are left to train, with every entry of every weight counted.",
            slips=[
                (kept, "This is the number of frozen weights; give back what is left to train."),
                (total, "This counts before freezing: count again afterwards."),
                (
                    len(model.trainable_variables),
                    "This is the number of arrays; count their entries.",
                ),
                (
                    model.count_params(),
                    "This counts frozen weights too, and batch normalisation's averages.",
                ),
                (
                    total - kept + norm_average,
                    "This counts batch normalisation's moving averages too, which no gradient trains.",
                ),
            ],
        )


def _check_state(model, n):
    """Raise `Slip` unless exactly the first n convolutions are frozen."""
    state = {layer.name: layer.trainable for layer in model.layers if layer.weights}
    want = {"first": n < 1, "second": n < 2, "norm": True, "logit": True}
    if state == want:
        return
    told = [", ".join(name for name, on in each.items() if not on) or "none" for each in (want, state)]
    if n and all(state.values()):
        message = "No layer is frozen: set `layer.trainable = False`."
    elif state == {name: not on for name, on in want.items()} or (n and state["first"] and not state["logit"]):
        message = "The layers at the far end are frozen; the *first* convolutions are those next to the image."
    elif not any(state.values()):
        message = "Everything is frozen: set `trainable` for single layers, not for the model."
    elif n == 0:
        message = "With n = 0 nothing should be frozen."
    else:
        message = f"With n = {n}, freeze the first {n} convolutions: not other kinds of layer, and not fewer."
    raise Slip(message, expected=f"frozen: {told[0]}", got=f"frozen: {told[1]}")
