"""Exercise 1 of notebook 12: which pixels one logit depends on."""

import numpy as np

from gan_course.exercises.asking import Slip, array, draw, expect
from gan_course.exercises.base import Exercise

HEIGHT, WIDTH = 12, 16

q1 = Exercise(
    "12_image_to_image",
    1,
    "what one logit sees",
    ["pixels_seen"],
    points=2,
    why="Nothing outside its patch can please or offend a logit: what is wrong on a larger scale, such a D never sees.",
    hints=[
        "Ask D about the picture as it is, and about the same picture with one pixel changed. Does the logit move?",
        "Every pixel in turn needs a copy of the picture: `copies = np.repeat(image[None], height * width, axis=0)`, "
        "and all of them can go through D together. In which mode does a picture not see the others of its batch?",
        "A skeleton: `copies.reshape(n, n, -1)[np.arange(n), np.arange(n)] += 1` for the n pixels, then "
        "`moved = np.abs(D(copies) - D(image))[____, row, ____, 0]`, and at last "
        "`(moved > 1e-5).reshape(____)`.",
    ],
)


def judge(rng):
    """Return a small patch discriminator with batch normalisation; each logit sees 5 rows and 7 columns."""
    import keras
    from keras import layers

    from gan_course.exercises.networks import fill

    stack = [
        layers.Conv2D(2, (3, 5), strides=2, padding="same", use_bias=False),
        layers.BatchNormalization(),
        layers.LeakyReLU(0.3),
        layers.Conv2D(1, (2, 2), padding="same"),
    ]
    model = fill(keras.Sequential([keras.Input((HEIGHT, WIDTH, 1)), *stack], name="patch_discriminator"), rng)
    for layer in (model.layers[0], model.layers[-1]):  # no weight so near 0 that its pixel would not count
        kernel, *rest = layer.get_weights()
        layer.set_weights([np.where(kernel < 0, kernel - 0.3, kernel + 0.3), *rest])
    return model


def seen(model, image):
    """Return which logits move with which pixel, bool, shape (rows, columns, HEIGHT, WIDTH)."""
    n = HEIGHT * WIDTH
    copies = np.repeat(image[None], n, axis=0)
    copies.reshape(n, n, -1)[np.arange(n), np.arange(n)] += 1
    one, each = (np.asarray(model(x, training=False))[..., 0] for x in (image[None], copies))
    moved = np.abs(each - one) > 1e-5
    return moved.transpose(1, 2, 0).reshape(*moved.shape[1:], HEIGHT, WIDTH)


def _slips(by_logit, row, column):
    """Return what the usual mistakes give."""
    want = by_logit[row, column]
    others = [(column, row)] if column < len(by_logit) and row < by_logit.shape[1] else []
    return [
        *((by_logit[place], "Row and column of the logit changed places.") for place in others),
        (by_logit.any(axis=(0, 1)), "This looks at all logits together; only the one at (row, column) counts."),
        (np.ones_like(want), "Every pixel counts here: look at one logit alone, in inference mode."),
        (want.T, "The picture is turned: rows come first."),
        (~want, "This is the opposite: True belongs where the logit changes."),
        (want.sum(), "This is how many pixels there are; say for each whether it counts."),
        (want[..., None], "The mask has one axis too many: its shape is (height, width)."),
    ]


@q1.check_with
def _by_perturbation(pixels_seen, rng):
    for row, column in ((2, 3), (0, 0), (4, 1), (1, 6)):
        model, image = judge(rng), draw(rng, -0.9, 0.9, HEIGHT, WIDTH, 1)
        before = model.get_weights()
        by_logit = seen(model, image)
        got = array(pixels_seen(model, image.copy(), row, column))
        if any((one != other).any() for one, other in zip(before, model.get_weights(), strict=True)):
            raise Slip(
                "This is training mode: each picture is normalised with the others of its batch, so that a pixel moves "
                "logits that never look at it, and D's averages change. Pass `training=False`."
            )
        expect(
            got,
            by_logit[row, column],
            "A pixel counts where changing it moves the logit at (row, column) by more than 1e-5.",
            slips=lambda b=by_logit, r=row, c=column: _slips(b, r, c),
        )
