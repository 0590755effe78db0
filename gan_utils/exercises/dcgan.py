"""Exercises of notebook 03: shapes, a generator to measure, stamps, batch-norm modes, receptive field."""

import numpy as np

from gan_utils.exercises.asking import Slip, array, expect, expect_each
from gan_utils.exercises.base import Exercise

_NOTEBOOK = "03_dcgan"

q1 = Exercise(
    _NOTEBOOK,
    1,
    "how big is the output?",
    ["convolution_side"],
    points=1,
    why="Every shape error of a convolutional network is one of these two formulas, and a generator is the second, "
    "several times over.",
    hints=[
        "Section 1 has both formulas; padding counts on both sides.",
        "A convolution: (side + 2·padding − kernel) // stride + 1. A transposed one solves that for the input side.",
        "Transposed: (side − 1)·stride − 2·padding + kernel.",
    ],
)


def _convolution(i, k, s, p):
    """Return the side after a convolution, and what the usual mistakes give."""
    x = (i + 2 * p - k) / s
    return np.floor(x) + 1, [
        (x + 1, "A convolution skips a last, incomplete position: round the fraction *down*, to an int."),
        (
            np.ceil(x) + 1,
            "The fraction is rounded up; a kernel that does not fit any more is not applied: round down.",
        ),
        (np.floor(x), "The first position is missing: it is the number of *moves* plus 1."),
        ((i + p - k) // s + 1, "The padding is on both sides: it counts twice."),
        ((i - k) // s + 1, "The padding is not counted."),
        ((i - 1) * s - 2 * p + k, "This is the transposed formula; the branches changed places."),
        (i + 2 * p - k + 1, "The stride is not counted."),
    ]


def _transposed(i, k, s, p):
    """Return the side after a transposed convolution, and what the usual mistakes give."""
    return (i - 1) * s - 2 * p + k, [
        (i * s - 2 * p + k, "There are side − 1 steps between side stamps, not side."),
        ((i - 1) * s + 2 * p + k, "Padding *shrinks* the output of a transposed convolution: it is cut off."),
        ((i - 1) * s - p + k, "The padding is cut off on both sides: it counts twice."),
        ((i - 1) * s + k, "The padding is not counted."),
        (
            (i + 2 * p - k) // s + 1,
            "This is the formula of the plain convolution; the branches changed places.",
        ),
        (
            (i - 1) * s - 2 * p + k + 1,
            "This is one too many: the last stamp ends at (side − 1)·stride + kernel.",
        ),
        ((i - 1) * s - 2 * p, "The kernel itself is missing: the last stamp is kernel pixels long."),
    ]


@q1.check_with
def _both_formulas(convolution_side, rng):
    for formula, transposed in ((_convolution, False), (_transposed, True)):
        # Strides that leave a rest, and paddings large enough to tell one from two of them.
        sides = [9 + 2 * int(rng.integers(10)), *(int(side) for side in rng.integers(9, 30, 3))]
        cases = [
            (side, kernel, stride, padding, transposed)
            for side, kernel, stride, padding in zip(
                sides, (4, 3, 5, 4), (2, 2, 3, 3), (1, 0, 2, 1), strict=True
            )
        ]
        expect_each(
            convolution_side,
            cases,
            lambda *case, formula=formula: formula(*case[:4]),
            "Compare with the two formulas of section 1, with padding on each side.",
        )


q2 = Exercise(
    _NOTEBOOK,
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
                "No pixel is ever negative: this looks like a sigmoid or a ReLU at the end, where tanh belongs.",
                **told,
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


q3 = Exercise(
    _NOTEBOOK,
    3,
    "count the stamps",
    ["stamps"],
    points=2,
    why="Uneven counts are the checkerboard: the count is even inside exactly when the stride divides the kernel.",
    hints=[
        "Input pixel i lays a stamp on the outputs i·stride … i·stride + kernel − 1.",
        "Start from zeros and *add* 1 on each stamp's range.",
        "`for i in range(side): count[i * stride : i * stride + kernel] += 1`",
    ],
)


def _counts(kernel, stride, side):
    """Return the number of stamps on each pixel, and what the usual mistakes give."""
    length = (side - 1) * stride + kernel
    positions = [np.arange(i * stride, i * stride + kernel) for i in range(side)]
    want, short, long = np.zeros(length), np.zeros(length), np.zeros(length)
    for place in positions:
        want[place] += 1
        short[place[:-1]] += 1
        long[np.append(place, place[-1] + 1)[: length - place[0]]] += 1
    inside = np.pad(want, (0, 1))[: side * stride] if length < side * stride else want[: side * stride]
    return want, [
        ((want > 0).astype(float), "Where stamps overlap they add up: `+= 1`, not `= 1`."),
        (short, "Each stamp is one pixel short: a slice ends *before* its second number."),
        (long, "Each stamp is one pixel too long: a slice ends *before* its second number."),
        (inside, "The length is side·stride, but the last stamp ends at (side − 1)·stride + kernel."),
        (
            np.convolve(np.ones(side), np.ones(kernel)),
            "This is the count for stride 1: stamps start every stride pixels.",
        ),
        (np.outer(want, want), "This is the count in two dimensions; one row is asked for."),
        (
            np.full(length, kernel / stride),
            "This is the average count; the question is how it varies from pixel to pixel.",
        ),
    ]


@q3.check_with
def _along_a_row(stamps, rng):
    uneven = [(3, 2), (5, 2), (4, 3), (5, 3)]
    first, second = rng.permutation(4)[:2]
    pairs = [uneven[first], uneven[second], (4, 2), (int(rng.integers(3, 7)), 1)]
    cases = [(kernel, stride, int(rng.integers(3, 6))) for kernel, stride in pairs]
    message = (
        "Pixel i of the input covers the outputs i·stride … i·stride + kernel − 1, each with one more stamp."
    )
    expect_each(stamps, cases, _counts, message)
    gaps = "With a stride larger than the kernel there are gaps: pixels with 0 stamps. "
    expect_each(stamps, [(2, 3, int(rng.integers(3, 6)))], _counts, gaps + message)


q4 = Exercise(
    _NOTEBOOK,
    4,
    "the batch-norm mode bug",
    ["sample"],
    points=2,
    why="Samples that depend on their batch make every picture, score and slider a matter of company.",
    hints=[
        "Section 3: which mode uses averages collected during training?",
        "Pass `training=False` when you call the generator; calling it in training mode also changes its averages.",
        "`return np.asarray(generator(z, training=False))`",
    ],
)


def _small_generator(rng):
    """Return a trained-looking generator of 4×4 pictures, whose moving averages are not those of any batch."""
    import keras
    from keras import layers

    model = keras.Sequential(
        [
            keras.Input((3,)),
            layers.Dense(16),
            layers.BatchNormalization(),
            layers.ReLU(),
            layers.Dense(16),
            layers.BatchNormalization(),
            layers.Activation("tanh"),
            layers.Reshape((4, 4, 1)),
        ]
    )
    for variable in model.variables:
        low = 0.5 if "variance" in variable.path or "gamma" in variable.path else -1.0
        if "seed" not in variable.path:
            variable.assign(rng.uniform(low, 1.5, variable.shape))
    return model


@q4.check_with
def _each_by_itself(sample, rng):
    generator = _small_generator(rng)
    before = generator.get_weights()
    for n in (2, 1, 9):
        z = rng.standard_normal((n, 3)).round(2).astype(np.float32)
        z[0] = (0.5, -1.0, 0.25)
        batch = generator(z, training=True)  # what the bug gives; undone below
        alone = [generator(z[i : i + 1], training=True) for i in range(n)]
        generator.set_weights(before)
        want = array(generator(z, training=False))
        slips = [
            (
                np.concatenate(alone),
                "Alone in its batch a picture has itself as mean, so nothing of z is left: this is still training "
                "mode. Use the moving averages.",
            ),
            (batch, "This is training mode: the mean is that of this batch. Use the moving averages."),
            (want[0], "The batch axis is gone: a batch of one is still a batch."),
        ]
        got = sample(generator, z)
        _left_alone(generator, before)
        expect(
            got,
            want,
            "Each picture should be the one that the generator makes in inference mode.",
            slips=slips,
        )


def _left_alone(generator, before):
    """Raise `Slip` when sampling changed the generator."""
    if any(not np.array_equal(a, b) for a, b in zip(generator.get_weights(), before, strict=True)):
        raise Slip(
            "Sampling changed the generator: each call with `training=True` moves its averages. Look with "
            "`training=False`.",
            expected="the same weights and averages after sampling",
            got="others",
        )
    if not generator.trainable or not all(layer.trainable for layer in generator.layers):
        raise Slip(
            "The generator is left frozen: `trainable = False` also stops its training. Choose the mode of this call "
            "with `training=False`.",
            expected="trainable, as before",
            got="frozen",
        )


q5 = Exercise(
    _NOTEBOOK,
    5,
    "how far does one number see?",
    ["receptive_field"],
    points=2,
    why="A unit cannot judge what it does not see: strides let a few small kernels see a whole digit.",
    hints=[
        "One layer sees its kernel. A second adds kernel − 1 positions, each as far apart as the strides so far.",
        "Go from the first layer on with two numbers, both 1 at the start: the field, and the jump between neighbours.",
        "For each layer: `field += (kernel - 1) * jump`, then `jump *= stride`.",
    ],
)


def _field(kernels, strides):
    """Return the receptive field, and what the usual mistakes give."""
    late, start, wide = 1, 0, 1
    field, jump = 1, 1
    back, back_jump = 1, 1
    for kernel, stride in zip(kernels[::-1], strides[::-1], strict=True):
        back += (kernel - 1) * back_jump
        back_jump *= stride
    for kernel, stride in zip(kernels, strides, strict=True):
        field += (kernel - 1) * jump
        start += (kernel - 1) * jump
        wide += kernel * jump
        jump *= stride
        late += (kernel - 1) * jump
    return field, [
        (back, "The layers are taken from the last to the first; the first comes first."),
        (late, "Each layer's own stride counts only for the layers after it: widen the jump after adding."),
        (start, "This is one short: before the first layer a unit already sees 1 pixel."),
        (wide, "A layer adds kernel − 1, not kernel: it already stands on one position."),
        (
            1 + sum(k - 1 for k in kernels),
            "The strides are not counted: after stride 2, neighbours are 2 pixels apart.",
        ),
        (sum(kernels), "The kernels do not simply add up: they overlap, and strides spread them."),
        (np.prod(kernels), "The kernels do not multiply: neighbouring positions overlap."),
        (
            np.prod(kernels) * np.prod(strides),
            "Neither kernels nor strides simply multiply: follow one layer at a time.",
        ),
        (
            jump,
            "This is the product of the strides, the distance between neighbours of the last layer, not what one sees.",
        ),
    ]


@q5.check_with
def _layer_by_layer(receptive_field, rng):
    cases = []
    for depth in (1, 2, 3, 4):
        kernels = [int(k) for k in rng.permutation([3, 4, 5, 7])[:depth]]
        strides = [2, *(int(s) for s in rng.permutation([1, 2, 3])[: depth - 1])]
        cases.append((kernels, strides))
    expect_each(
        receptive_field,
        cases,
        _field,
        "Add (kernel − 1)·jump for each layer, first layer first; jump is the product of the strides before it.",
    )
