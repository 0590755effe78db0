"""Exercise 2 of notebook 03: a generator to measure."""

import numpy as np

from gan_course.exercises.asking import Slip, array
from gan_course.exercises.base import Exercise

q2 = Exercise(
    "03_dcgan",
    2,
    "a generator to measure",
    ["colour_generator"],
    points=3,
    why="4×4 to 32×32 in three doublings, normalised inside and squashed at the end: 64×64 is one more of the same.",
    hints=[
        "Dense to 4·4·c units, reshape to (4, 4, c), then three `layers.Conv2DTranspose(…, 4, strides=2, "
        '`padding="same")`.',
        "After every layer but the last: `BatchNormalization()`, then `ReLU()`. The last has 3 channels and tanh.",
        "Channels could go 128 → 64 → 32 → 3, and layers followed by batch normalisation need no bias. "
        "Wrap it in `keras.Sequential([keras.Input((latent_dim,)), …])`.",
    ],
)


def _pictures(model, z, training=False):
    """Return what the learner's model makes of z, or say that it cannot be called."""
    try:
        return array(model(z.astype(np.float32), training=training))
    except Slip:
        raise
    except Exception as error:
        raise Slip(
            f"The model cannot be called on z of shape {z.shape} with `training={training}`: "
            f"{str(error).splitlines()[0]}",
            expected=f"images of shape ({len(z)}, 32, 32, 3)",
            got=type(error).__name__,
        ) from None


def _before_tanh(images):
    return np.arctanh(np.clip(images, -1 + 1e-7, 1 - 1e-7))


@q2.check_with
def _shape_and_range(colour_generator, rng):
    for width in (int(rng.integers(3, 9)), int(rng.integers(10, 20))):
        model = colour_generator(width)
        images = _pictures(model, rng.standard_normal((4, width)))
        if images.shape != (4, 32, 32, 3):
            raise Slip(
                "Each doubling turns a side of n into 2n: from 4 to 32 takes three. Colour has 3 channels, last.",
                expected="shape (4, 32, 32, 3)",
                got=f"shape {images.shape}",
            )
        loud = _pictures(model, 1e4 * rng.standard_normal((16, width)))
        told = {"expected": "values in [-1, 1]", "got": f"values in [{loud.min():.3g}, {loud.max():.3g}]"}
        if loud.max() > 1 + 1e-5 or loud.min() < -1 - 1e-5:
            raise Slip("The pictures leave [-1, 1]: the last layer needs tanh.", **told)
        if loud.min() >= 0:
            raise Slip(
                "No pixel is ever negative: this looks like a sigmoid or a ReLU at the end, where tanh belongs.", **told
            )


@q2.check_with
def _normalised_inside(colour_generator, rng):
    model = colour_generator(8)
    z = rng.standard_normal((16, 8))
    other = np.concatenate([z[:1], 3 * rng.standard_normal((15, 8))])
    alone, company = (_pictures(model, batch, training=True) for batch in (z, other))
    if np.allclose(alone[0], company[0], atol=1e-6):
        raise Slip(
            "With `training=True` a picture does not depend on its batch: batch normalisation is missing.",
            expected="two different pictures of one latent, in two batches",
            got="the same picture twice",
        )
    last = _before_tanh(alone)
    centre, spread = last.mean(axis=(0, 1, 2)), last.std(axis=(0, 1, 2))
    if np.allclose(centre, 0, atol=0.02) and np.allclose(spread, 1, atol=0.05):
        raise Slip(
            "Each colour has mean 0 and deviation 1 before tanh: the last layer is normalised too, which fixes the "
            "brightness of every batch.",
            expected="no batch normalisation after the last layer",
            got=f"mean {centre[0]:.3f}, deviation {spread[0]:.3f}",
        )


@q2.check_with
def _bends(colour_generator, rng):
    model = colour_generator(8)
    a, b = 2 * rng.standard_normal((2, 1, 8))
    batch = np.concatenate([a + b, a, b, 0 * a])
    both, one, other, none = _before_tanh(_pictures(model, batch))
    bend = np.abs(both - one - other + none).max()
    if bend < 1e-3 * max(np.abs(both - none).max(), 1e-12):
        raise Slip(
            "Up to tanh the picture is a linear function of z: ReLU is missing between the layers.",
            expected="f(a + b) different from f(a) + f(b) − f(0)",
            got="both equal",
        )


@q2.check_with
def _stamps_evenly(colour_generator, rng):
    model = colour_generator(8)
    try:
        variables = model.trainable_variables
    except AttributeError:
        raise Slip(
            f"This is a {type(model).__name__}: wrap the layers in a `keras.Model` or `keras.Sequential`."
        ) from None
    for variable in variables:  # every kernel constant, so that only the number of stamps is left to see
        if len(variable.shape) >= 2:
            side = np.prod(variable.shape[:-2]) if len(variable.shape) == 4 else variable.shape[0]
            channels = min(variable.shape[-2:])
            variable.assign(np.full(variable.shape, 1.0 / (side * channels), np.float32))
    profile = _before_tanh(_pictures(model, np.full((1, 8), 0.1)))[0, 16, :, 0]
    inner = profile[9:23]
    if np.ptp(inner) > 0.02 * np.abs(inner).max():
        raise Slip(
            "With every weight alike the picture should be even, but it is a checkerboard: the stride of 2 does not "
            "divide the kernel. Use kernels of 4.",
            expected="one brightness inside",
            got=f"from {inner.min() / inner.max():.2f} to 1, side by side",
        )
    for doublings in (1, 2, 4, 5):
        known = _border(doublings)
        if known.size == 32 and np.allclose(profile / inner.max(), known / known.max(), atol=0.02):
            raise Slip(
                f"This doubles {doublings} time{'s' if doublings > 1 else ''}; start at 4×4 and double three times.",
                expected="4 → 8 → 16 → 32",
                got=" → ".join(str((32 >> doublings) << i) for i in range(doublings + 1)),
            )


def _border(doublings):
    """Return the brightness along a row of 32 after so many even doublings with kernels of 4."""
    row = np.ones(32 >> doublings)
    for _ in range(doublings):
        wide = np.zeros(2 * row.size + 2)
        for i, x in enumerate(row):
            wide[2 * i : 2 * i + 4] += x
        row = wide[1:-1]
    return row
