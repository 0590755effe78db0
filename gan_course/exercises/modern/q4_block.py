"""Exercise 4 of notebook 13: a residual block that starts as the identity and can learn."""

import numpy as np

from gan_course.exercises.asking import Slip, array
from gan_course.exercises.base import Exercise

q4 = Exercise(
    "13_todays_gan",
    4,
    "a block that does nothing yet",
    ["new_block"],
    points=3,
    why="However many such blocks you stack, the network starts as if there were none, and each can begin to learn.",
    hints=[
        "The short way is x itself. The long way must come to exactly 0 at the start, and yet have something that a "
        "gradient can move at the very first step.",
        "If *every* kernel is 0, no gradient passes any of them, and nothing ever moves. Which one has to be 0? After "
        "the sum stands nothing: an activation there would bend what is negative.",
        "A skeleton: `x = keras.Input((None, None, channels))`, `y = keras.layers.Conv2D(____, 3, padding='same')(x)`, "
        "`y = keras.layers.LeakyReLU(0.2)(y)`, `y = keras.layers.Conv2D(channels, 3, padding='same', "
        "kernel_initializer=____)(y)`, `return keras.Model(x, ____)`.",
    ],
)


def _called(block, maps):
    try:
        return array(block(maps, training=True))
    except Slip:
        raise
    except Exception as error:
        raise Slip(
            f"The block cannot be called on maps of shape {maps.shape}: {str(error).splitlines()[0]}",
            expected=f"maps of shape {maps.shape}",
            got=type(error).__name__,
        ) from None


@q4.check_with
def _identity(new_block, rng):
    for channels, side in ((2, 4), (3, 5)):
        maps = rng.normal(0.0, 1.0, (2, side, side, channels)).round(2).astype(np.float32)
        block = new_block(channels)
        if not hasattr(block, "trainable_variables"):
            raise Slip("Return a `keras.Model` from a map to a map.", expected="a model", got=type(block).__name__)
        got = _called(block, maps)
        if got.shape != maps.shape:
            raise Slip("What comes out has another shape: x cannot be added.", str(maps.shape), str(got.shape))
        if np.allclose(got, maps, atol=1e-6):
            continue
        told = {"expected": "x itself", "got": f"up to {np.abs(got - maps).max():.3g} away"}
        if np.allclose(got, 0.0, atol=1e-6):
            raise Slip("This is 0 everywhere: where is the short way, + x?", **told)
        if np.allclose(got[maps > 0], maps[maps > 0], atol=1e-6):
            raise Slip("Where x is positive it comes back, elsewhere not: an activation stands after the sum.", **told)
        if np.allclose(got, 2 * maps, atol=1e-5):
            raise Slip("This is 2·x: the long way starts as the identity, and it should start at 0.", **told)
        raise Slip("A new block should give x back: start the last convolution of the long way at 0.", **told)


@q4.check_with
def _learns(new_block, rng):
    import tensorflow as tf

    block, maps = new_block(3), rng.normal(0.0, 1.0, (4, 5, 5, 3)).astype(np.float32)
    told = {"expected": "a change within two steps", "got": "still the identity"}
    if len([v for v in block.trainable_variables if len(v.shape) == 4]) < 2:
        raise Slip("The long way needs two convolutions, with a LeakyReLU between them.", "2 kernels", "fewer")
    wanted = tf.constant(rng.normal(0.0, 1.0, maps.shape).astype(np.float32))
    for _ in range(2):
        with tf.GradientTape() as tape:
            loss = tf.reduce_mean((block(maps, training=True) - wanted) ** 2)
        found = tape.gradient(loss, block.trainable_variables)
        for variable, slope in zip(block.trainable_variables, found, strict=True):
            variable.assign_sub(0.5 * (tf.zeros_like(variable) if slope is None else tf.convert_to_tensor(slope)))
    kernels = [v for v in block.trainable_variables if len(v.shape) == 4]
    if not any(float(tf.reduce_max(tf.abs(kernel))) > 0 for kernel in kernels):
        raise Slip("Every kernel starts at 0, so no gradient passes: only the last may.", **told)
    after = array(block(maps, training=True)) - maps
    if np.allclose(after, 0.0, atol=1e-7):
        raise Slip("Nothing that is learnt reaches the output: does the long way join the sum?", **told)
    there, back, never = (array(block(sign * maps, training=True)) for sign in (1, -1, 0))
    if np.allclose(there + back, 2 * never, atol=1e-4):
        raise Slip("The block stays linear: the LeakyReLU between the convolutions is missing.", "a bend", "none")
