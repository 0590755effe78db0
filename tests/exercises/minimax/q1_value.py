# ruff: noqa: F811
"""Planted answers to exercise 1 of notebook 01."""

import numpy as np
import tensorflow as tf
from keras import ops


# %% q1 right: TensorFlow, float32
def estimate_value(d_real, d_fake):
    return tf.reduce_mean(tf.math.log(d_real)) + tf.reduce_mean(tf.math.log(1 - d_fake))


# %% q1 right: keras.ops, float64, a tensor of shape (1,)
def estimate_value(d_real, d_fake):
    d_real, d_fake = (ops.cast(d, "float64") for d in (d_real, d_fake))
    return ops.reshape(ops.mean(ops.log(d_real)) + ops.mean(ops.log(1 - d_fake)), (1,))


# %% q1 right: methods that only tensors have, in a tf.function
@tf.function
def estimate_value(d_real, d_fake):
    n, m = d_real.shape.num_elements(), d_fake.shape.num_elements()
    return tf.reduce_sum(tf.math.log(d_real)) / n + tf.reduce_sum(tf.math.log1p(-d_fake)) / m


# %% q1 right: a loop in plain Python
def estimate_value(d_real, d_fake):
    total = 0.0
    for d in d_real:
        total += np.log(d) / len(d_real)
    for d in d_fake:
        total += np.log(1 - d) / len(d_fake)
    return total


# %% q1 wrong: On generated samples the term is log(1 − D), not log D.
def estimate_value(d_real, d_fake):
    return np.mean(np.log(d_real)) + np.mean(np.log(d_fake))


# %% q1 wrong: The sign is the other way round: this is the loss that D minimises
def estimate_value(d_real, d_fake):
    return -np.mean(np.log(d_real)) - np.mean(np.log(1 - d_fake))


# %% q1 wrong: These are sums. An expectation is estimated by a mean
def estimate_value(d_real, d_fake):
    return np.sum(np.log(d_real)) + np.sum(np.log(1 - d_fake))


# %% q1 wrong: This is one mean over both batches
def estimate_value(d_real, d_fake):
    return np.mean(np.concatenate([np.log(d_real), np.log(1 - d_fake)]))


# %% q1 wrong: The two batches changed places
def estimate_value(d_real, d_fake):
    return np.mean(np.log(1 - d_real)) + np.mean(np.log(d_fake))


# %% q1 wrong: Take the logarithm first and the mean after
def estimate_value(d_real, d_fake):
    return np.log(np.mean(d_real)) + np.log(1 - np.mean(d_fake))


# %% q1 wrong: Use the natural logarithm: this is log₁₀
def estimate_value(d_real, d_fake):
    return np.mean(np.log10(d_real)) + np.mean(np.log10(1 - d_fake))


# %% q1 wrong: does it end with `return`
def estimate_value(d_real, d_fake):
    value = np.mean(np.log(d_real)) + np.mean(np.log(1 - d_fake))
    print(f"V = {value:.3f}")


# %% q1 wrong: The result is complex
def estimate_value(d_real, d_fake):
    right = np.mean(np.log(d_real)) + np.mean(np.log(1 - d_fake))
    return right + 5j


# %% q1 wrong: The result is text
def estimate_value(d_real, d_fake):
    return str(np.mean(np.log(d_real)) + np.mean(np.log(1 - d_fake)))


# %% q1 wrong: The result is text
def estimate_value(d_real, d_fake):
    right = np.mean(np.log(d_real)) + np.mean(np.log(1 - d_fake))
    return f"{right:.4f}".encode()


# %% q1 wrong: The result is masked
def estimate_value(d_real, d_fake):
    return np.ma.masked_equal(
        np.mean(np.log(d_real)) + np.mean(np.log(1 - d_fake)), np.mean(np.log(d_real)) + np.mean(np.log(1 - d_fake))
    )


# %% q1 wrong: `yield` where it needs `return`
def estimate_value(d_real, d_fake):
    yield np.mean(np.log(d_real)) + np.mean(np.log(1 - d_fake))


# %% q1 wrong: This is one number a sample
def estimate_value(d_real, d_fake):
    return np.concatenate([np.log(d_real), np.log(1 - d_fake)])


# %% q1 wrong: V *adds* the two expectations
def estimate_value(d_real, d_fake):
    return np.mean(np.log(d_real)) - np.mean(np.log(1 - d_fake))
