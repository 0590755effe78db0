# ruff: noqa: F811
"""Planted answers to exercise 1 of notebook 09."""

import numpy as np
import tensorflow as tf

FRAME = [(0, 0), (2, 2), (2, 2), (0, 0)]


def both(real, fake, real_frame=-1.0, fake_frame=-1.0):
    return np.pad(real, FRAME, constant_values=real_frame), np.pad(fake, FRAME, constant_values=fake_frame)


def scaled(digits):
    return np.array(digits) / 127.5 - 1.0


# %% q1 right: framed before the scaling, in black of [0, 255]
def framed(digits, fakes):
    return np.pad(np.array(digits), FRAME) / 127.5 - 1.0, np.pad(np.array(fakes), FRAME, constant_values=-1)


# %% q1 right: TensorFlow, into a black canvas
def framed(digits, fakes):
    real = tf.cast(digits, tf.float32) / 127.5 - 1.0
    return [tf.pad(images, FRAME, constant_values=-1.0) for images in (real, tf.convert_to_tensor(fakes))]


# %% q1 wrong: this is the patient as it came
def framed(digits, fakes):
    return both(scaled(digits), fakes, fake_frame=0.0)


# %% q1 wrong: The real digits' frame is 0
def framed(digits, fakes):
    return both(scaled(digits), fakes, 0.0, 0.0)


# %% q1 wrong: do not scale them again
def framed(digits, fakes):
    return both(scaled(digits), scaled(fakes))


# %% q1 wrong: The real digits are not scaled
def framed(digits, fakes):
    return both(np.array(digits), fakes, 0.0)


# %% q1 wrong: The real digits lie in [0, 1]
def framed(digits, fakes):
    return both(np.array(digits) / 255.0, fakes, 0.0)


# %% q1 wrong: Real and generated changed places
def framed(digits, fakes):
    return both(scaled(digits), fakes)[::-1]


# %% q1 wrong: The frame is one pixel wide
def framed(digits, fakes):
    return tuple(np.pad(x, [(0, 0), (1, 1), (1, 1), (0, 0)], constant_values=-1.0) for x in (scaled(digits), fakes))


# %% q1 wrong: Two pixels belong on each side
def framed(digits, fakes):
    return tuple(np.pad(x, [(0, 0), (0, 4), (0, 4), (0, 0)], constant_values=-1.0) for x in (scaled(digits), fakes))


# %% q1 wrong: frame is white
def framed(digits, fakes):
    return both(scaled(digits), fakes, 1.0, 1.0)


# %% q1 wrong: The generated digits have no frame
def framed(digits, fakes):
    return both(scaled(digits), fakes)[0], fakes
