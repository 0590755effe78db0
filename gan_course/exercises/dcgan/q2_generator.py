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
        "Count the sides first: 4 → 8 → 16 → 32. What makes z into the first 4×4 map is the only dense layer.",
        "Section 5 has this generator for 28×28×1: which lines depend on the size, and which on the colours? After "
        "every layer but the last come batch normalisation and ReLU, in this order; after the last, tanh.",
        "The skeleton: `keras.Sequential([keras.Input((latent_dim,)), layers.Dense(____), layers.Reshape((4, 4, "
        "____)), ____, ____, layers.Conv2DTranspose(____, 4, strides=____, padding=____), …])`, with the last three "
        "once for each doubling, and one more layer at the end.",
    ],
)

MAPS = (4, 8, 16)  # the sides whose maps are normalised


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


def _built(colour_generator, width, rng):
    """Return the learner's model after one call: a `Sequential` without an `Input` has no weights before."""
    model = colour_generator(width)
    _pictures(model, rng.standard_normal((2, width)))
    return model


@q2.check_with
def _shape_and_range(colour_generator, rng):
    for width in (int(rng.integers(3, 9)), int(rng.integers(10, 20))):
        model = colour_generator(width)
        images = _pictures(model, rng.standard_normal((4, width)))
        if images.shape != (4, 32, 32, 3):
            raise Slip(
                _why_not_32(images.shape),
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


def _why_not_32(shape):
    """Return what a wrong shape of the pictures suggests."""
    if shape[1:3] == (46, 46):  # 4 → 10 → 22 → 46
        return 'Without `padding="same"` a doubling turns n into 2n + 2, and 4 → 10 → 22 → 46.'
    if shape[1:] == (3, 32, 32):
        return "The channels come last here: (batch, height, width, channels)."
    return "Each doubling turns a side of n into 2n: from 4 to 32 takes three. Colour has 3 channels, last."


@q2.check_with
def _stamps_evenly(colour_generator, rng):
    model = _model(_built(colour_generator, 8, rng))
    _set_kernels(model, lambda i: 1.0)  # every kernel constant, so that only the number of stamps is left to see
    profile = _before_tanh(_pictures(model, np.full((1, 8), 0.1)))[0, 16, :, 0]
    inner = profile[14:18]  # further out, what the borders do may reach
    if np.ptp(inner) > 0.02 * np.abs(inner).max():
        raise Slip(
            "With every weight alike the picture should be even, but it is a checkerboard: the stride of 2 does not "
            "divide the kernel. Use kernels of 4.",
            expected="one brightness inside",
            got=f"from {inner.min() / inner.max():.2f} to 1, side by side",
        )
    for doublings in (1, 2, 4, 5):
        known = _border(doublings)
        if known.size == 32 and np.allclose(profile / inner.max(), known / known[14:18].max(), atol=0.02):
            raise Slip(
                f"This doubles {doublings} time{'s' if doublings > 1 else ''}; start at 4×4 and double three times.",
                expected="4 → 8 → 16 → 32",
                got=" → ".join(str((32 >> doublings) << i) for i in range(doublings + 1)),
            )


def _model(model):
    """Return the learner's model if its weights can be read."""
    if not hasattr(model, "trainable_variables"):
        raise Slip(f"This is a {type(model).__name__}: wrap the layers in a `keras.Model` or `keras.Sequential`.")
    return model


def _set_kernels(model, sign):
    """Fill every kernel with one value, of the sign that `sign` gives for its place; return the kernels."""
    kernels = [variable for variable in model.trainable_variables if len(variable.shape) >= 2]
    for place, kernel in enumerate(kernels):
        side = np.prod(kernel.shape[:-2]) if len(kernel.shape) == 4 else kernel.shape[0]
        value = sign(place) / (side * min(kernel.shape[-2:]))
        kernel.assign(np.full(kernel.shape, value, np.float32))
    return kernels


def _border(doublings):
    """Return the brightness along a row of 32 after so many even doublings with kernels of 4."""
    row = np.ones(32 >> doublings)
    for _ in range(doublings):
        wide = np.zeros(2 * row.size + 2)
        for i, x in enumerate(row):
            wide[2 * i : 2 * i + 4] += x
        row = wide[1:-1]
    return row


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
            "Each colour has mean 0 and standard deviation 1 before tanh: the last layer is normalised too, which "
            "fixes the brightness of every batch.",
            expected="no batch normalisation after the last layer",
            got=f"mean {centre[0]:.3f}, standard deviation {spread[0]:.3f}",
        )


@q2.check_with
def _every_map_is_normalised_before_its_relu(colour_generator, rng):
    from gan_course.exercises.networks import normalised_maps  # brings TensorFlow

    model = _built(colour_generator, 8, rng)
    maps = normalised_maps(model, rng.standard_normal((16, 8)).astype(np.float32))
    sides = [side or 4 for side, _ in maps]  # a dense layer's vector becomes the map of 4×4
    missing = [side for side in MAPS if side not in sides]
    if maps and missing:
        raise Slip(
            f"Batch normalisation is missing at {missing[0]}×{missing[0]}: it belongs after every layer but the last"
            + (", and the dense layer is one of them." if missing[0] == 4 else "."),
            expected=", ".join(f"{side}×{side}" for side in MAPS),
            got=", ".join(f"{side}×{side}" for side in sides),
        )
    if any(lowest >= 0 for _, lowest in maps):
        raise Slip(
            "Batch normalisation comes after ReLU here: what it gets is nowhere negative. Normalise first, so that "
            "ReLU cuts about half of the values off.",
            expected="layer, batch normalisation, ReLU",
            got="layer, ReLU, batch normalisation",
        )


@q2.check_with
def _no_hidden_dense_layer(colour_generator, rng):
    model = _built(colour_generator, 8, rng)
    dense = [variable.shape for variable in model.trainable_variables if len(variable.shape) == 2]
    if len(dense) > 1:
        raise Slip(
            f"There are {len(dense)} dense layers; the guidelines allow one, from z to the first map.",
            expected="one dense layer",
            got=", ".join(f"{rows} to {columns} numbers" for rows, columns in dense),
        )


@q2.check_with
def _rectified(colour_generator, rng):
    model = _model(_built(colour_generator, 8, rng))
    kernels = len(_set_kernels(model, lambda i: 1.0))
    grey, bright = (_before_tanh(_pictures(model, np.full((1, 8), level)))[0, 16, 16, 0] for level in (0.0, 1.0))
    for hidden in range(kernels - 1):
        # The map of one layer is negative everywhere; were anything of it left, the next layer would turn it round.
        _set_kernels(model, lambda i, hidden=hidden: -1.0 if i in (hidden, hidden + 1) else 1.0)
        let_through = _before_tanh(_pictures(model, np.full((1, 8), 1.0)))[0, 16, 16, 0]
        slope = abs((let_through - grey) / (bright - grey)) if bright != grey else 0.0
        if slope > 0.01:
            what = "the dense layer" if hidden == 0 else f"doubling {hidden}"
            raise Slip(
                f"After {what}, something of a negative value gets through: a generator's hidden layers end in ReLU "
                "(LeakyReLU is for the discriminator).",
                expected="0 for what is negative",
                got=f"{slope:.2f} times it",
            )
