"""Reference answers to the exercises of notebook 07, one block an exercise; the imports are those of the notebook."""

import numpy as np
import tensorflow as tf


# %% q1
def r1(discriminator, real):
    """Return ½·mean(‖∇D(x)‖²) over the real samples, a scalar; `real` has shape (batch, …)."""
    with tf.GradientTape() as tape:
        tape.watch(real)
        total = tf.reduce_sum(discriminator(real))
    gradient = tape.gradient(total, real)
    flat = tf.reshape(gradient, (len(real), -1))
    return 0.5 * tf.reduce_mean(tf.reduce_sum(flat**2, axis=1))


# %% q2
def smoothed_terms(real_logits, fake_logits, target):
    """Return (real_term, fake_term) of D's loss, two scalars; only real samples are smoothed."""
    real = target * tf.nn.softplus(-real_logits) + (1 - target) * tf.nn.softplus(real_logits)
    return tf.reduce_mean(real), tf.reduce_mean(tf.nn.softplus(fake_logits))


# %% q3
def largest_singular_value(kernel, u, rounds):
    """Return the estimate vᵀWu after that many rounds; kernel has shape (…, outputs), u (outputs,)."""
    w = np.reshape(kernel, (-1, np.shape(kernel)[-1]))
    for _ in range(rounds):
        v = w @ u
        v = v / np.linalg.norm(v)
        u = w.T @ v
        u = u / np.linalg.norm(u)
    return v @ w @ u


# %% q4
def moving_averages(weights, decay):
    """Return the corrected average after each step, shape (steps, n), of weights with the same shape."""
    average, corrected = np.zeros(np.shape(weights)[1]), []
    for t, w in enumerate(weights, 1):
        average = decay * average + (1 - decay) * w
        corrected.append(average / (1 - decay**t))
    return np.array(corrected)


# %% q5
def verdict(history):
    """Return one of the five verdicts for a history, a dictionary of lists."""
    values = {name: np.asarray(steps) for name, steps in history.items()}
    if not all(np.isfinite(steps).all() for steps in values.values()):
        return "diverged"
    gap = (values["d_x"] - values["d_g_z"])[len(values["d_x"]) // 2 :]
    if gap.std() > 0.15:
        return "oscillating"
    if gap.mean() > 0.9:
        return "discriminator_overpowers"
    return "generator_overpowers" if gap.mean() < -0.1 else "healthy"


# %% open
def my_gan(seed):
    """Return a compiled GAN for the grid: least squares, and a warm average."""
    import keras

    from gan_utils import models, training

    gan = training.GAN(
        models.mlp_generator((2,), 2, (128, 128), activation=None, seed=2 * seed + 1),
        models.mlp_discriminator((2,), (128, 128), seed=2 * seed + 2),
        seed=seed,
    )
    adam = lambda: keras.optimizers.Adam(2e-3, beta_1=0.5)
    gan.compile(
        loss="least_squares",
        g_optimizer=adam(),
        d_optimizer=adam(),
        ema_decay=0.995,
        ema_warmup=True,
        jit_compile=False,
    )
    return gan
