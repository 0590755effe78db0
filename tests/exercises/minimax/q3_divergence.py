# ruff: noqa: F811
"""Planted answers to exercise 3 of notebook 01."""

import numpy as np
import scipy
import tensorflow as tf
from keras import ops
from scipy.special import rel_entr


# %% q3 right: SciPy's distance, squared
def jensen_shannon(p, q):
    return scipy.spatial.distance.jensenshannon(p, q) ** 2


def jsd_bounds():
    return np.array([0.0, np.log(2)])


# %% q3 right: TensorFlow, entropies
def jensen_shannon(p, q):
    def entropy(x):
        return -tf.reduce_sum(tf.math.xlogy(x, x))

    return entropy((p + q) / 2) - (entropy(p) + entropy(q)) / 2


def jsd_bounds():
    return tf.constant(0.0), tf.math.log(2.0)


# %% q3 right: keras.ops, the zeros masked, and the bounds asked from the function itself
def jensen_shannon(p, q):
    def kl(a, b):
        safe = ops.where(a > 0, a / ops.where(a > 0, b, 1.0), 1.0)
        return ops.sum(a * ops.log(safe))

    p, q = ops.convert_to_tensor(p), ops.convert_to_tensor(q)
    return 0.5 * kl(p, (p + q) / 2) + 0.5 * kl(q, (p + q) / 2)


def jsd_bounds():
    left, right = np.float32([1, 0]), np.float32([0, 1])
    return float(jensen_shannon(left, left)), float(jensen_shannon(left, right))


# %% q3 wrong: An entry of 0 should contribute
def jensen_shannon(p, q):
    m = (p + q) / 2
    return 0.5 * np.sum(p * np.log(p / m)) + 0.5 * np.sum(q * np.log(q / m))


def jsd_bounds():
    return 0.0, np.log(2)


# %% q3 wrong: This is in bits
def jensen_shannon(p, q):
    m = (p + q) / 2
    return (rel_entr(p, m).sum() + rel_entr(q, m).sum()) / 2 / np.log(2)


def jsd_bounds():
    return 0.0, 1.0


# %% q3 wrong: This is the square root
def jensen_shannon(p, q):
    return scipy.spatial.distance.jensenshannon(p, q)


def jsd_bounds():
    return 0.0, np.log(2)


# %% q3 wrong: This is twice too large
def jensen_shannon(p, q):
    m = (p + q) / 2
    return rel_entr(p, m).sum() + rel_entr(q, m).sum()


def jsd_bounds():
    return 0.0, np.log(4)


# %% q3 wrong: This is KL(p ‖ q). JSD compares
def jensen_shannon(p, q):
    return rel_entr(p, q).sum()


def jsd_bounds():
    return 0.0, np.log(2)


# %% q3 wrong: This is the mean of KL(p ‖ q) and KL(q ‖ p)
def jensen_shannon(p, q):
    return (rel_entr(p, q).sum() + rel_entr(q, p).sum()) / 2


def jsd_bounds():
    return 0.0, np.inf


# %% q3 wrong: m is the average (p + q)/2
def jensen_shannon(p, q):
    m = p + q
    return (rel_entr(p, m).sum() + rel_entr(q, m).sum()) / 2


def jsd_bounds():
    return 0.0, np.log(2)


# %% q3 wrong: The largest is 1 in *bits*
def jensen_shannon(p, q):
    m = (p + q) / 2
    return (rel_entr(p, m).sum() + rel_entr(q, m).sum()) / 2


def jsd_bounds():
    return 0.0, 1.0


# %% q3 wrong: These are the bounds of V(D*, G)
def jensen_shannon(p, q):
    m = (p + q) / 2
    return (rel_entr(p, m).sum() + rel_entr(q, m).sum()) / 2


def jsd_bounds():
    return -np.log(4), 0.0


# %% q3 wrong: `jsd_bounds` is still blank
def jensen_shannon(p, q):
    m = (p + q) / 2
    return (rel_entr(p, m).sum() + rel_entr(q, m).sum()) / 2


def jsd_bounds():
    """Return (smallest, largest) possible JSD, in nats."""
    ...  # your code here


# %% q3 wrong: The result is complex
def jensen_shannon(p, q):
    m = (p + q) / 2
    return (rel_entr(p, m).sum() + rel_entr(q, m).sum()) / 2 + 0j


def jsd_bounds():
    return 0.0, np.log(2)


# %% q3 wrong: The result is text
def jensen_shannon(p, q):
    m = (p + q) / 2
    return (rel_entr(p, m).sum() + rel_entr(q, m).sum()) / 2


def jsd_bounds():
    return "0", "log 2"


# %% q3 wrong: in this order; a set has none
def jensen_shannon(p, q):
    m = (p + q) / 2
    return (rel_entr(p, m).sum() + rel_entr(q, m).sum()) / 2


def jsd_bounds():
    return {0.0, np.log(2)}


# %% q3 wrong: `yield` where it needs `return`
def jensen_shannon(p, q):
    m = (p + q) / 2
    return (rel_entr(p, m).sum() + rel_entr(q, m).sum()) / 2


def jsd_bounds():
    yield 0.0
    yield np.log(2)


# %% q3 wrong: Entries where only one of the two is 0
def jensen_shannon(p, q):
    both = (p > 0) & (q > 0)
    p, q = p[both], q[both]
    m = (p + q) / 2
    return (np.sum(p * np.log(p / m)) + np.sum(q * np.log(q / m))) / 2


def jsd_bounds():
    return 0.0, np.log(2)


# %% q3 wrong: This is a mean over the entries
def jensen_shannon(p, q):
    m = (p + q) / 2
    return (rel_entr(p, m).mean() + rel_entr(q, m).mean()) / 2


def jsd_bounds():
    return 0.0, np.log(2)


# %% q3 wrong: give it two vectors that never overlap
def jensen_shannon(p, q):
    m = (p + q) / 2
    return (rel_entr(p, m).sum() + rel_entr(q, m).sum()) / 2


def jsd_bounds():
    return 0.0, 0.5
