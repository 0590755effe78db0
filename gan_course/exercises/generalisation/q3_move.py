"""Exercise 3 of notebook 08: a translation that lets gradients through."""

import numpy as np

from gan_course.exercises.asking import Slip, array, draw, expect, same
from gan_course.exercises.base import Exercise

FILL = -1.0

q3 = Exercise(
    "08_generalisation",
    3,
    "a move that lets gradients through",
    ["translate"],
    points=2,
    why="The generator learns through the move: what the discriminator says of a moved pixel goes back to its origin.",
    hints=[
        "Pad every image with −1 on all four sides; each moved picture is then a window of its padded one.",
        "With a margin of r pixels, the window of an image moved by (down, right) starts at row r − down and column "
        "r − right. `tf.pad`, slicing and `tf.stack` all let gradients through; `.numpy()` does not.",
        "A skeleton: `r = ____` (how far does the farthest move?), `x = tf.pad(images, ____, constant_values=____)`, "
        "then `tf.stack([x[b, ____ : ____, ____ : ____] for b, (down, right) in enumerate(shifts)])`.",
    ],
    tensors=True,
)


def _moved(images, shifts, fill=FILL):
    """Return the images moved by (down, right), each by its own; what comes in from outside is `fill`."""
    _, height, width, _ = images.shape
    out = np.full_like(images, fill)
    for b, (down, right) in enumerate(shifts):
        rows, columns = np.arange(height) - down, np.arange(width) - right
        to_row, to_column = (rows >= 0) & (rows < height), (columns >= 0) & (columns < width)
        out[b][np.ix_(to_row, to_column)] = images[b][np.ix_(rows[to_row], columns[to_column])]
    return out


def _slips(images, shifts):
    """Return what the usual mistakes give."""
    margin = [_moved(images, np.clip(shifts, -r, r)) for r in (2, 4)]
    rolled = np.stack([np.roll(x, tuple(s), axis=(0, 1)) for x, s in zip(images, shifts, strict=True)])
    return [
        (rolled, "What leaves on one side comes back on the other (`roll`); it should be gone, and −1 come in."),
        (_moved(images, shifts, 0.0), "What comes in from outside is 0, a mid-grey; a digit's background is −1."),
        (_moved(images, -shifts), "Every image moves the opposite way: positive means down and to the right."),
        (_moved(images, shifts[:, ::-1]), "Down and right changed places: a shift is (down, right)."),
        (
            _moved(images, np.repeat(shifts[:1], len(shifts), axis=0)),
            "Every image moves like the first; each has its own shift.",
        ),
        *((each, "Far moves end at a fixed margin: a picture may move by any number of pixels.") for each in margin),
        (images, "The images come back where they were."),
    ]


@q3.check_with
def _by_values(translate, rng):
    near, far = [(1, 0), (0, -2), (-1, 1), (2, -1)], [(6, -1), (0, 5), (-7, -7), (2, 9)]  # one leaves the picture
    for n, height, width, channels, moves in (
        (1, 3, 3, 1, near),
        (3, 4, 6, 1, near),
        (4, 5, 5, 2, near),
        (4, 8, 8, 1, far),
    ):
        images = draw(rng, -0.9, 0.9, n, height, width, channels)
        shifts = np.array(moves[:n], np.int32)
        expect(
            translate(images, shifts),
            _moved(images, shifts),
            "Image b should appear shifts[b] = (down, right) pixels from where it was, with −1 where nothing was.",
            slips=lambda x=images, s=shifts: _slips(x, s),
        )


@q3.check_with
def _by_gradient(translate, rng):
    """The gradient of Σ w·moved(x) is w, moved back, and 0 for the pixels that left."""
    import tensorflow as tf

    images, weights = draw(rng, -0.9, 0.9, 2, 4, 4, 1), draw(rng, 0.1, 1, 2, 4, 4, 1)
    shifts = np.array([(1, -1), (0, 2)], np.int32)
    x = tf.constant(images)
    with tf.GradientTape() as tape:
        tape.watch(x)
        result = translate(x, shifts)
        loss = tf.reduce_sum(tf.convert_to_tensor(result, tf.float32) * weights)
    gradient = tape.gradient(loss, x)
    if gradient is None:
        raise Slip(
            "The picture is right, but no gradient comes back: somewhere it turns into a NumPy array. Stay with "
            "operations of TensorFlow or `keras.ops`, or the generator learns nothing."
        )
    if not same(array(gradient), _moved(weights, -shifts, 0.0)):
        expect(
            gradient, _moved(weights, -shifts, 0.0), "The gradient should be the one of the moved picture, moved back."
        )
