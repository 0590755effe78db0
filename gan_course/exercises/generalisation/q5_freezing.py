"""Exercise 5 of notebook 08: what the discriminator may still learn."""

import numpy as np

from gan_course.exercises.asking import Slip, array, expect
from gan_course.exercises.base import Exercise
from gan_course.exercises.generalisation.discriminator import discriminator

q5 = Exercise(
    "08_generalisation",
    5,
    "keep what the first layers know",
    ["freeze_first"],
    points=2,
    why="Strokes are the same in every digit: what stays fixed is neither forgotten nor used to memorise 50 images.",
    hints=[
        "A layer whose `trainable` is `False` keeps its weights. Which of `discriminator.layers` are convolutions?",
        "`isinstance(layer, keras.layers.Conv2D)` tells convolutions from other layers; `discriminator.layers` has "
        "them in the order in which the image passes.",
        "A skeleton: `for layer in [____][:n]: layer.____ = False`; then add up the sizes of `discriminator.____`, "
        "array by array.",
    ],
)


@q5.check_with
def _frozen(freeze_first, rng):
    for n in (1, 0, 2):
        model = discriminator(rng)
        convolutions = [model.get_layer("first"), model.get_layer("second")]
        total = sum(int(np.prod(w.shape)) for w in model.trainable_variables)
        kept = sum(layer.count_params() for layer in convolutions[:n])
        norm_average = 2 * 2  # the moving mean and variance are never trained by gradients
        got = array(freeze_first(model, n))
        _check_state(model, n)
        expect(
            got,
            total - kept,
            "Give back how many weights are left to train, with every entry of every weight counted.",
            slips=[
                (kept, "This is the number of frozen weights; give back what is left to train."),
                (total, "This counts before freezing: count again afterwards."),
                (len(model.trainable_variables), "This is the number of arrays; count their entries."),
                (model.count_params(), "This counts frozen weights too, and batch normalisation's averages."),
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
