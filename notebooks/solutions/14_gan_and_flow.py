"""Reference answers to the exercises of notebook 14, one block an exercise; the imports are those of the notebook."""

import keras
import numpy as np

from gan_utils import models, training


# %% q1
def line(noise, real, t):
    """Return (x, velocity): where each line is at its time, and which way it goes."""
    times = np.array(t).reshape(-1, *[1] * (np.ndim(noise) - 1))
    return (1 - times) * noise + times * real, np.array(real) - noise


# %% q2
def follow(velocity, x, steps, method):
    """Return where x is led from t = 0 to t = 1, in equal steps of "euler" or "midpoint"."""
    h = 1 / steps
    for i in range(steps):
        t = i * h
        v = velocity(x, t)
        if method == "midpoint":
            v = velocity(x + h / 2 * v, t + h / 2)
        x = x + h * v
    return x


# %% q3
def network_calls(method, steps, n, batch_size):
    """Return how often the network is called for n samples, batch_size at a time."""
    a_batch = {"gan": 1, "euler": steps, "midpoint": 2 * steps}[method]
    return a_batch * int(np.ceil(n / batch_size))


# %% q4
def approximate_r1(critic, x, noise, sigma):
    """Return what R1 is, nearly, from the critic's values at x and beside it."""
    away = critic(x + sigma * noise) - critic(x)
    return 0.5 * np.mean(away**2) / sigma**2


# %% open
def my_flow(seed):
    """Return a compiled, untrained `training.Flow` of points in the plane, and steps and method of its sampler."""
    flow = training.Flow(models.velocity_mlp((2,), (128, 128, 128), seed=seed), seed=seed)
    flow.compile(keras.optimizers.Adam(5e-3), ema_decay=0.98, ema_warmup=True)
    return flow, 4, "euler"
