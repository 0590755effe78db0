# ruff: noqa: F811
"""Planted answers for notebook 01."""

import keras
import numpy as np
import scipy
import tensorflow as tf
from keras import ops
from scipy.special import expit, rel_entr


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


# %% q2 right: keras.ops
def best_discriminator(log_p, log_q):
    return ops.sigmoid(ops.subtract(log_p, log_q))


# %% q2 right: float64, by logaddexp
def best_discriminator(log_p, log_q):
    log_p, log_q = np.asarray(log_p, np.float64), np.asarray(log_q, np.float64)
    return np.exp(log_p - np.logaddexp(log_p, log_q))


# %% q2 right: TensorFlow, softmax of the two
def best_discriminator(log_p, log_q):
    return tf.nn.softmax(tf.stack([log_p, log_q], axis=-1))[..., 0]


# %% q2 wrong: Take log p − log q before any exponential
def best_discriminator(log_p, log_q):
    p, q = np.exp(log_p), np.exp(log_q)
    return p / (p + q)


# %% q2 wrong: Far out this gives 0
def best_discriminator(log_p, log_q):
    p, q = np.exp(log_p), np.exp(log_q)
    return p / (p + q + 1e-12)


# %% q2 wrong: Far out this gives ½
def best_discriminator(log_p, log_q):
    p, q = np.exp(log_p) + 1e-12, np.exp(log_q) + 1e-12
    return p / (p + q)


# %% q2 wrong: This is q/(p + q)
def best_discriminator(log_p, log_q):
    return expit(np.subtract(log_q, log_p))


# %% q2 wrong: This is the logit of D*
def best_discriminator(log_p, log_q):
    return np.subtract(log_p, log_q)


# %% q2 wrong: This is the ratio p/q
def best_discriminator(log_p, log_q):
    return np.exp(np.subtract(log_p, log_q))


# %% q2 wrong: The arguments are log densities
def best_discriminator(p, q):
    return p / (p + q)


# %% q2 wrong: exp overflows
def best_discriminator(log_p, log_q):
    ratio = np.exp(np.subtract(log_p, log_q))
    return ratio / (1 + ratio)


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


# %% q4 right: keras.ops
def generator_gradients(logit, logit_slope):
    logit, logit_slope = ops.convert_to_tensor(logit), ops.convert_to_tensor(logit_slope)
    return -ops.sigmoid(logit) * logit_slope, -ops.sigmoid(-logit) * logit_slope


# %% q4 right: TensorFlow differentiates
def generator_gradients(logit, logit_slope):
    logit = tf.convert_to_tensor(logit)
    with tf.GradientTape(persistent=True) as tape:
        tape.watch(logit)
        minimax, other = -tf.math.softplus(logit), tf.math.softplus(-logit)
    return tape.gradient(minimax, logit) * logit_slope, tape.gradient(other, logit) * logit_slope


# %% q4 right: float64, one array of both
def generator_gradients(logit, logit_slope):
    logit = np.asarray(logit, np.float64)
    real = np.exp(-np.logaddexp(0, -logit))
    return np.stack([-real, -np.exp(-np.logaddexp(0, logit))]) * logit_slope


# %% q4 wrong: The two changed places
def generator_gradients(logit, logit_slope):
    return -expit(-logit) * logit_slope, -expit(logit) * logit_slope


# %% q4 wrong: Both signs are the other way round
def generator_gradients(logit, logit_slope):
    return expit(logit) * logit_slope, expit(-logit) * logit_slope


# %% q4 wrong: The chain rule is not finished
def generator_gradients(logit, logit_slope):
    return -expit(logit), -expit(-logit)


# %% q4 wrong: This is the derivative by D, not by x
def generator_gradients(logit, logit_slope):
    d = expit(logit)
    return -1 / (1 - d) * logit_slope, -1 / d * logit_slope


# %% q4 wrong: Both are the minimax gradient
def generator_gradients(logit, logit_slope):
    gradient = -expit(logit) * logit_slope
    return gradient, gradient


# %% q4 wrong: the exponential overflows
def generator_gradients(logit, logit_slope):
    d = 1 / (1 + np.exp(-logit))
    return -d * logit_slope, -(1 - d) * logit_slope


# %% q4 wrong: one number a sample, not a mean
def generator_gradients(logit, logit_slope):
    return np.mean(-expit(logit) * logit_slope), np.mean(-expit(-logit) * logit_slope)


# %% q4 wrong: this gives 1
def generator_gradients(logit, logit_slope):
    return [-expit(logit) * logit_slope]


# %% q5 right: keras.ops
def alternating_update(theta, psi, step_size, r1_weight=0.0):
    psi = psi + step_size * (-theta * ops.sigmoid(psi * theta) - r1_weight * psi)
    theta = theta + step_size * psi * ops.sigmoid(psi * theta)
    return theta, psi


# %% q5 right: two gradients by tape, in float32
def alternating_update(theta, psi, step_size, r1_weight=0.0):
    theta, psi = tf.Variable(theta), tf.Variable(psi)
    with tf.GradientTape() as tape:
        loss = tf.math.softplus(psi * theta) + r1_weight / 2 * psi**2
    keras.optimizers.SGD(step_size).apply([tape.gradient(loss, psi)], [psi])
    with tf.GradientTape() as tape:
        loss = -tf.math.softplus(psi * theta)
    keras.optimizers.SGD(step_size).apply([tape.gradient(loss, theta)], [theta])
    return theta, psi


# %% q5 right: NumPy, arrays of shape (1,)
def alternating_update(theta, psi, step_size, r1_weight=0.0):
    theta, psi = np.array([theta]), np.array([psi])
    psi = psi - step_size * (theta / (1 + np.exp(-psi * theta)) + r1_weight * psi)
    return [theta + step_size * psi / (1 + np.exp(-psi * theta)), psi]


# %% q5 wrong: That is the simultaneous update
def alternating_update(theta, psi, step_size, r1_weight=0.0):
    sigma = expit(psi * theta)
    return theta + step_size * psi * sigma, psi + step_size * (-theta * sigma - r1_weight * psi)


# %% q5 wrong: Here G moves first
def alternating_update(theta, psi, step_size, r1_weight=0.0):
    theta = theta + step_size * psi * expit(psi * theta)
    psi = psi + step_size * (-theta * expit(psi * theta) - r1_weight * psi)
    return theta, psi


# %% q5 wrong: The two changed places
def alternating_update(theta, psi, step_size, r1_weight=0.0):
    psi = psi + step_size * (-theta * expit(psi * theta) - r1_weight * psi)
    theta = theta + step_size * psi * expit(psi * theta)
    return psi, theta


# %% q5 wrong: G's step is that of the non-saturating loss
def alternating_update(theta, psi, step_size, r1_weight=0.0):
    psi = psi + step_size * (-theta * expit(psi * theta) - r1_weight * psi)
    return theta + step_size * psi * expit(-psi * theta), psi


# %% q5 wrong: R1 is missing
def alternating_update(theta, psi, step_size, r1_weight=0.0):
    psi = psi - step_size * theta * expit(psi * theta)
    return theta + step_size * psi * expit(psi * theta), psi


# %% q5 wrong: half the squared slope, ½·ψ², has the derivative ψ
def alternating_update(theta, psi, step_size, r1_weight=0.0):
    psi = psi + step_size * (-theta * expit(psi * theta) - 2 * r1_weight * psi)
    return theta + step_size * psi * expit(psi * theta), psi


# %% q5 wrong: R1 has the wrong sign
def alternating_update(theta, psi, step_size, r1_weight=0.0):
    psi = psi + step_size * (-theta * expit(psi * theta) + r1_weight * psi)
    return theta + step_size * psi * expit(psi * theta), psi


# %% q5 wrong: G climbs V here
def alternating_update(theta, psi, step_size, r1_weight=0.0):
    psi = psi + step_size * (-theta * expit(psi * theta) - r1_weight * psi)
    return theta - step_size * psi * expit(psi * theta), psi
