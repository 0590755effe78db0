"""Random draws that are the same with and without XLA.

TensorFlow's stateless uniform and normal draws differ between the two, but the random bits under them do not, so
both are made here from the bits. Each draw is a function of its seed, an int or a pair of ints: there is no state to
save.
"""

from gan_utils import _keras  # noqa: F401  (before Keras is loaded)

# isort: split

import math

import tensorflow as tf


def seed_pair(seed):
    """Return `seed`, an int or a pair of ints, as the pair that stateless draws take.

    >>> seed_pair(7).numpy().tolist(), seed_pair((7, 1))
    ([7, 0], (7, 1))
    """
    return tf.stack([seed, 0]) if isinstance(seed, int) else seed


def split(seed, n):
    """Return n pairs of ints, int32, shape (n, 2), drawn from one seed: a seed each for n things drawn in turn.

    >>> tuple(split(0, 3).shape)
    (3, 2)
    """
    return tf.random.stateless_uniform((n, 2), seed_pair(seed), minval=None, maxval=None, dtype=tf.int32, alg="philox")


def uniform(shape, seed):
    """Return draws from U[0, 1), float32, in steps of 2⁻²⁴.

    >>> bool(tf.reduce_all(uniform((3,), (0, 1)) == uniform((3,), (0, 1))))
    True
    """
    bits = tf.random.stateless_uniform(shape, seed_pair(seed), minval=None, maxval=None, dtype=tf.uint32, alg="philox")
    return tf.cast(tf.bitwise.right_shift(bits, tf.constant(8, tf.uint32)), tf.float32) * 2.0**-24


def normal(shape, seed):
    """Return draws from N(0, 1), float32, by Box and Muller's transform.

    Reference: Box & Muller 1958, doi:10.1214/aoms/1177706645.

    >>> tuple(normal((3, 2), (0, 1)).shape)
    (3, 2)
    """
    u = uniform(tf.concat([[2], shape], axis=0), seed)
    radius = tf.sqrt(-2.0 * tf.math.log(1.0 - u[0]))  # 1 − u lies in (0, 1], where the logarithm is finite
    return radius * tf.cos(2.0 * math.pi * u[1])
