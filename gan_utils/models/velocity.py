"""Networks of a flow: from a point on its way and the time to its velocity."""

import math

import keras
from keras import layers

from gan_utils._checked import whole
from gan_utils.models.parts import check_image_shape, halvings, initializers


def velocity_mlp(shape, widths=(64, 64, 64), seed=None, name="velocity_mlp"):
    """Return a dense network (x, t) -> velocity, for points or small pictures; the time joins x.

    Args:
        shape: of one sample, such as (2,) for points in the plane.
        widths: units of the hidden layers, whose activation is x·σ(x).
        seed: fixes the initial weights.

    Returns:
        A `keras.Model` from [x, t], shapes (batch, *shape) and (batch, 1), to velocities, shape (batch, *shape).

    Reference: Lipman et al. 2023, arXiv:2210.02747, section 3.

    >>> velocity_mlp((2,), widths=(8,)).output_shape
    (None, 2)
    """
    init = initializers(None, seed)
    point, time = keras.Input(tuple(shape), name="x"), keras.Input((1,), name="t")
    x = layers.Concatenate()([layers.Flatten()(point), time])
    for width in widths:
        x = layers.Dense(width, activation="silu", kernel_initializer=init())(x)
    x = layers.Dense(math.prod(shape), kernel_initializer=init(), dtype="float32")(x)
    return keras.Model([point, time], layers.Reshape(tuple(shape), dtype="float32")(x), name=name)


def velocity_unet(image_shape, width=16, hidden_units=256, time_units=32, seed=None, name="velocity_unet"):
    """Return a small U-Net (x, t) -> velocity, for pictures.

    Convolutions of stride 2 lead down to the smallest map, transposed ones up again, each level adding what it saw on
    the way down. At each level one residual convolution is told the time, which shifts its input channel by channel,
    and in the middle two dense layers see the whole picture at once; what these add starts as 0. The velocity is what
    comes out plus the picture itself times a number that depends on t alone, since most of x₁ − x₀ is noise that can
    be read off x_t. There is no batch normalisation, whose averages mix all times.

    Args:
        image_shape: (height, width, channels), sides divisible by 2, at least 8.
        width: channels of the map at half the side; they double at each level.
        hidden_units: of the two dense layers in the middle; None for none.
        time_units: width of the two hidden layers that the time goes through.
        seed: fixes the initial weights.

    Returns:
        A `keras.Model` from [x, t], shapes (batch, *image_shape) and (batch, 1), to velocities, shape (batch,
        *image_shape), unbounded.

    Raises:
        ValueError: when the sides cannot be halved, or a number is out of range.

    Reference: Ronneberger et al. 2015, arXiv:1505.04597; told the time as in Ho et al. 2020, arXiv:2006.11239, app. B.

    >>> velocity_unet((28, 28, 1), width=4).output_shape
    (None, 28, 28, 1)
    """
    shape, init = check_image_shape(image_shape), initializers(None, seed)
    levels, width = halvings(*shape[:2]), whole(width, "width", 1)
    picture, time = keras.Input(shape, name="x"), keras.Input((1,), name="t")
    clock = time
    for _ in range(2):
        clock = layers.Dense(whole(time_units, "time_units", 1), activation="silu", kernel_initializer=init())(clock)

    def told(x, filters):
        shift = layers.Reshape((1, 1, filters))(layers.Dense(filters, kernel_initializer=init())(clock))
        inner = layers.Activation("silu")(layers.Add()([x, shift]))
        return layers.Add()([x, layers.Conv2D(filters, 3, padding="same", kernel_initializer="zeros")(inner)])

    def strided(kind, x, filters):
        return kind(filters, 4, strides=2, padding="same", kernel_initializer=init())(x)

    x, seen = picture, []
    for i in range(levels):
        x = told(strided(layers.Conv2D, x, width * 2**i), width * 2**i)
        seen.append(x)
        x = layers.Activation("silu")(x)
    if hidden_units is not None:
        inner = layers.Concatenate()([layers.Flatten()(x), clock])
        for _ in range(2):
            inner = layers.Dense(hidden_units, activation="silu", kernel_initializer=init())(inner)
        inner = layers.Dense(math.prod(x.shape[1:]), kernel_initializer="zeros")(inner)
        x = layers.Add()([seen[-1], layers.Reshape(x.shape[1:])(inner)])
    for i in reversed(range(1, levels)):
        x = strided(layers.Conv2DTranspose, layers.Activation("silu")(x), width * 2 ** (i - 1))
        x = told(layers.Add()([x, seen[i - 1]]), width * 2 ** (i - 1))
    out = strided(layers.Conv2DTranspose, layers.Activation("silu")(x), shape[2])
    share = layers.Reshape((1, 1, 1))(layers.Dense(1, kernel_initializer=init(), bias_initializer="ones")(clock))
    out = layers.Add(dtype="float32", name="velocity")([out, layers.Multiply()([picture, share])])
    return keras.Model([picture, time], out, name=name)


def one_step(velocity, name="one_step"):
    """Return a generator z -> z + v(z, 0), the flow in one step of Euler's method, with copies of its weights.

    Args:
        velocity: model from [x, t] to velocities, such as `velocity_unet`.
        name: of the generator.

    Returns:
        A `keras.Model` from z, shape (batch, d) with a number for each of a sample's, to samples. Nothing holds
        pictures within [-1, 1].

    Raises:
        ValueError: for a network that is no velocity.

    Reference: Lin et al. 2025, arXiv:2501.08316 (adversarial post-training of a model that draws in one step).

    >>> one_step(velocity_mlp((2,), widths=(8,))).output_shape
    (None, 2)
    """
    check_velocity(velocity)
    copy = keras.models.clone_model(velocity)
    copy.set_weights(velocity.get_weights())
    shape = tuple(velocity.output_shape[1:])
    z = keras.Input((math.prod(shape),), name="z")
    mean = layers.GlobalAveragePooling1D()(layers.Reshape((math.prod(shape), 1))(z))
    start = layers.Rescaling(0.0, name="t_is_0")(mean)  # a time of 0 for each, made of layers that can be saved
    x = layers.Reshape(shape)(z)
    return keras.Model(z, layers.Add(dtype="float32", name="sample")([x, copy([x, start])]), name=name)


def check_velocity(velocity):
    """Raise a `ValueError` for a network that does not go from [x, t] to the shape of x."""
    inputs = velocity.inputs if isinstance(velocity, keras.Model) else None
    shapes = [tuple(each.shape[1:]) for each in inputs or ()]
    if len(shapes) != 2 or shapes[1] != (1,) or shapes[0] != tuple(velocity.output_shape[1:]):
        raise ValueError(
            f"the velocity goes from inputs of shape {shapes}, expected [x, t] of shapes (batch, …) and (batch, 1) and "
            "an answer of the shape of x, such as models.velocity_mlp((2,))"
        )
