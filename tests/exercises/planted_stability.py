# ruff: noqa: F811
"""Planted answers for notebook 07."""

import math

import numpy as np
import tensorflow as tf
from keras import ops

from gan_utils import losses


def _gradient(discriminator, x):
    """Return D's gradient at each sample, with the samples' shape."""
    with tf.GradientTape() as tape:
        tape.watch(x)
        total = tf.reduce_sum(discriminator(x))
    return tape.gradient(total, x)


# %% q1 right: the package's penalty
def r1(discriminator, real):
    return losses.r1_penalty(discriminator, real)


# %% q1 right: keras.ops, the length and then its square
def r1(discriminator, real):
    gradient = ops.reshape(_gradient(discriminator, real), (real.shape[0], -1))
    return 0.5 * ops.mean(ops.norm(gradient, axis=1) ** 2)


# %% q1 right: squares summed over all axes at once
def r1(discriminator, real):
    return tf.nn.l2_loss(_gradient(discriminator, real)) / len(real)


# %% q1 wrong: The factor ½ is missing
def r1(discriminator, real):
    return 2 * losses.r1_penalty(discriminator, real)


# %% q1 wrong: differentiate the *sum* of the logits
def r1(discriminator, real):
    with tf.GradientTape() as tape:
        tape.watch(real)
        mean = tf.reduce_mean(discriminator(real))
    flat = tf.reshape(tape.gradient(mean, real), (len(real), -1))
    return 0.5 * tf.reduce_mean(tf.reduce_sum(flat**2, axis=1))


# %% q1 wrong: The gradient is not flattened
def r1(discriminator, real):
    return 0.5 * tf.reduce_mean(tf.reduce_sum(_gradient(discriminator, real) ** 2, axis=-1))


# %% q1 wrong: This averages over the pixels too
def r1(discriminator, real):
    return 0.5 * tf.reduce_mean(_gradient(discriminator, real) ** 2)


# %% q1 wrong: which pulls the length to 1
def r1(discriminator, real):
    return losses.gradient_penalty(discriminator, real, real, seed=0)


# %% q1 wrong: This takes the length
def r1(discriminator, real):
    flat = tf.reshape(_gradient(discriminator, real), (len(real), -1))
    return 0.5 * tf.reduce_mean(tf.norm(flat, axis=1))


# %% q1 wrong: A sigmoid too many
def r1(discriminator, real):
    return losses.r1_penalty(lambda x: tf.sigmoid(discriminator(x)), real)


# %% q1 wrong: no gradient of the penalty reaches D's weights
def r1(discriminator, real):
    return tf.stop_gradient(losses.r1_penalty(discriminator, real))


# %% q2 right: the package's loss
def smoothed_terms(real_logits, fake_logits, target):
    return losses.smoothed("non_saturating", target).discriminator(real_logits, fake_logits)


# %% q2 right: NumPy, softplus(r) = softplus(−r) + r
def smoothed_terms(real_logits, fake_logits, target):
    real, fake = np.asarray(real_logits, float), np.asarray(fake_logits, float)
    real_term = np.logaddexp(0, -real) + (1 - target) * real
    return real_term.mean(), np.logaddexp(0, fake).mean()


# %% q2 right: Keras' cross-entropy from logits, as a list
def smoothed_terms(real_logits, fake_logits, target):
    of = lambda s, t: ops.mean(ops.binary_crossentropy(t * ops.ones_like(s), s, from_logits=True))
    return [of(real_logits, target), of(fake_logits, 0.0)]


# %% q2 wrong: The fakes are smoothed too
def smoothed_terms(real_logits, fake_logits, target):
    of = lambda s, t: tf.reduce_mean(t * tf.nn.softplus(-s) + (1 - t) * tf.nn.softplus(s))
    return of(real_logits, target), of(fake_logits, 1 - target)


# %% q2 wrong: The part (1 − target)·softplus(r) is missing
def smoothed_terms(real_logits, fake_logits, target):
    real_term = target * tf.reduce_mean(tf.nn.softplus(-real_logits))
    return real_term, tf.reduce_mean(tf.nn.softplus(fake_logits))


# %% q2 wrong: The fakes are smoothed instead
def smoothed_terms(real_logits, fake_logits, target):
    of = lambda s, t: tf.reduce_mean(t * tf.nn.softplus(-s) + (1 - t) * tf.nn.softplus(s))
    return of(real_logits, 1.0), of(fake_logits, 1 - target)


# %% q2 wrong: Nothing is smoothed
def smoothed_terms(real_logits, fake_logits, target):
    return losses.minimax_discriminator(real_logits, fake_logits)


# %% q2 wrong: The two terms changed places
def smoothed_terms(real_logits, fake_logits, target):
    return losses.smoothed("non_saturating", target).discriminator(real_logits, fake_logits)[::-1]


# %% q2 wrong: The function should give 2 things
def smoothed_terms(real_logits, fake_logits, target):
    return sum(losses.smoothed("non_saturating", target).discriminator(real_logits, fake_logits))


# %% q2 wrong: For logits of ±200
def smoothed_terms(real_logits, fake_logits, target):
    p, q = tf.sigmoid(real_logits), tf.sigmoid(fake_logits)
    clipped = lambda x: tf.math.log(tf.clip_by_value(x, 1e-7, 1.0))
    real = -target * clipped(p) - (1 - target) * clipped(1 - p)
    return tf.reduce_mean(real), -tf.reduce_mean(clipped(1 - q))


# %% q3 right: TensorFlow
def largest_singular_value(kernel, u, rounds):
    w = tf.reshape(tf.convert_to_tensor(kernel), (-1, kernel.shape[-1]))
    u = tf.reshape(tf.convert_to_tensor(u), (-1, 1))
    for _ in range(rounds):
        v = tf.math.l2_normalize(tf.matmul(w, u))
        u = tf.math.l2_normalize(tf.matmul(w, v, transpose_a=True))
    return tf.reduce_sum(v * tf.matmul(w, u))


# %% q3 right: the length of Wᵀv, which is the same number
def largest_singular_value(kernel, u, rounds):
    w = np.asarray(kernel, float).reshape(-1, kernel.shape[-1])
    for _ in range(rounds):
        v = w @ u / np.linalg.norm(w @ u)
        u = w.T @ v
        length = math.sqrt(u @ u)
        u = u / length
    return length


# %% q3 wrong: The estimate uses the u from before
def largest_singular_value(kernel, u, rounds):
    w = np.asarray(kernel, float).reshape(-1, kernel.shape[-1])
    for _ in range(rounds):
        v, old = w @ u / np.linalg.norm(w @ u), u
        u = w.T @ v / np.linalg.norm(w.T @ v)
    return v @ w @ old


# %% q3 wrong: This is the exact value
def largest_singular_value(kernel, u, rounds):
    return np.linalg.norm(np.reshape(kernel, (-1, kernel.shape[-1])), ord=2)


# %% q3 wrong: This is the root of the sum of *all* squares
def largest_singular_value(kernel, u, rounds):
    return np.sqrt(np.sum(np.square(kernel)))


# %% q3 wrong: This is one round too many
def largest_singular_value(kernel, u, rounds):
    w = np.asarray(kernel, float).reshape(-1, kernel.shape[-1])
    for _ in range(rounds + 1):
        v = w @ u / np.linalg.norm(w @ u)
        u = w.T @ v / np.linalg.norm(w.T @ v)
    return v @ w @ u


# %% q3 wrong: This is the square of the singular value
def largest_singular_value(kernel, u, rounds):
    w = np.asarray(kernel, float).reshape(-1, kernel.shape[-1])
    for _ in range(rounds):
        v = w @ u / np.linalg.norm(w @ u)
        u = w.T @ v / np.linalg.norm(w.T @ v)
    return (v @ w @ u) ** 2


# %% q4 right: a recursion on the corrected average
def moving_averages(weights, decay):
    found = [np.asarray(weights[0], float)]
    for t in range(2, len(weights) + 1):
        keep = decay * (1 - decay ** (t - 1)) / (1 - decay**t)
        found.append(keep * found[-1] + (1 - keep) * weights[t - 1])
    return np.array(found)


# %% q4 right: the weighted sum itself, as tensors
def moving_averages(weights, decay):
    found = []
    for t in range(1, len(weights) + 1):
        share = tf.constant([[decay ** (t - s)] for s in range(1, t + 1)])
        found.append(tf.reduce_sum(share * weights[:t], axis=0) / tf.reduce_sum(share))
    return tf.stack(found)


# %% q4 wrong: This is still biased towards the start
def moving_averages(weights, decay):
    a, found = 0.0, []
    for w in weights:
        a = decay * a + (1 - decay) * w
        found.append(a)
    return np.array(found)


# %% q4 wrong: This starts at the first weights
def moving_averages(weights, decay):
    a, found = weights[0], []
    for w in weights:
        a = decay * a + (1 - decay) * w
        found.append(a)
    return np.array(found)


# %% q4 wrong: β and 1 − β changed places
def moving_averages(weights, decay):
    a, found = 0.0, []
    for t, w in enumerate(weights, 1):
        a = (1 - decay) * a + decay * w
        found.append(a / (1 - (1 - decay) ** t))
    return np.array(found)


# %% q4 wrong: t counts from 1: here it is one too large
def moving_averages(weights, decay):
    a, found = 0.0, []
    for t, w in enumerate(weights, 2):
        a = decay * a + (1 - decay) * w
        found.append(a / (1 - decay**t))
    return np.array(found)


# %% q4 wrong: The corrected average is fed back
def moving_averages(weights, decay):
    a, found = 0.0, []
    for t, w in enumerate(weights, 1):
        a = (decay * a + (1 - decay) * w) / (1 - decay**t)
        found.append(a)
    return np.array(found)


# %% q5 right: means of the last quarter and the largest swing of its halves
def verdict(history):
    if any(not math.isfinite(value) for values in history.values() for value in values):
        return "diverged"
    gap = np.subtract(history["d_x"], history["d_g_z"])
    late = gap[-len(gap) // 2 :]
    if late.max() - late.min() > 0.6:
        return "oscillating"
    if np.mean(history["d_real_term"][-20:]) + np.mean(history["d_fake_term"][-20:]) < 0.1:
        return "discriminator_overpowers"
    return "generator_overpowers" if late.mean() < -0.1 else "healthy"


# %% q5 right: tensors, and G's loss below its equilibrium
def verdict(history):
    values = {name: tf.constant(steps)[-50:] for name, steps in history.items()}
    if not bool(tf.reduce_all(tf.math.is_finite(tf.constant(history["g_loss"])))):
        return "diverged"
    if float(tf.math.reduce_std(values["d_x"] - values["d_g_z"])) > 0.15:
        return "oscillating"
    if float(tf.reduce_mean(values["g_loss"])) > 3.0:
        return "discriminator_overpowers"
    return "generator_overpowers" if float(tf.reduce_mean(values["g_loss"])) < 0.5 else "healthy"


# %% q5 wrong: A value that is not finite ends every other question
def verdict(history):
    gap = np.subtract(history["d_x"], history["d_g_z"])[len(history["d_x"]) // 2 :]
    if gap.std() > 0.15:
        return "oscillating"
    if gap.mean() > 0.9:
        return "discriminator_overpowers"
    return "generator_overpowers" if gap.mean() < -0.1 else "healthy"


# %% q5 wrong: its mean alone does not show it
def verdict(history):
    gap = np.subtract(history["d_x"], history["d_g_z"])[len(history["d_x"]) // 2 :]
    if not np.isfinite(gap).all():
        return "diverged"
    if gap.mean() > 0.9:
        return "discriminator_overpowers"
    return "generator_overpowers" if gap.mean() < -0.1 else "healthy"


# %% q5 wrong: The gap need not be 0
def verdict(history):
    gap = np.subtract(history["d_x"], history["d_g_z"])[len(history["d_x"]) // 2 :]
    if not np.isfinite(gap).all():
        return "diverged"
    if gap.std() > 0.15:
        return "oscillating"
    if gap.mean() > 0.3:
        return "discriminator_overpowers"
    return "generator_overpowers" if gap.mean() < -0.1 else "healthy"


# %% q5 wrong: The answer should be one of the five names
def verdict(history):
    return "fine"
