"""What checks work out from logits, in NumPy."""

import numpy as np
from scipy.special import expit, log_expit


def softplus(x):
    """Return log(1 + eˣ), which never overflows: −log σ(s) is softplus(−s), −log(1 − σ(s)) is softplus(s).

    >>> softplus(0.0).round(4), softplus(-1000.0) == 0.0, softplus(1000.0)
    (np.float64(0.6931), np.True_, np.float64(1000.0))
    """
    return -log_expit(-np.asarray(x, np.float64))


def gauges(real, fake, swapped=False):
    """Return the history of a non-saturating run, {name: a list with a value a step}.

    Args:
        real, fake: logits of real and of generated samples, shape (steps,) or (steps, batch).
        swapped: whether D was given the labels the wrong way round.

    >>> {name: round(value, 2) for name, (value,) in gauges(np.zeros(1), -np.ones(1)).items()}
    {'d_real_term': 0.69, 'd_fake_term': 0.31, 'g_loss': 1.31, 'd_x': 0.5, 'd_g_z': 0.27}
    """
    sign = -1.0 if swapped else 1.0
    values = {
        "d_real_term": softplus(-sign * real),
        "d_fake_term": softplus(sign * fake),
        "g_loss": softplus(-fake),
        "d_x": expit(real),
        "d_g_z": expit(fake),
    }
    return {name: value.reshape(len(value), -1).mean(axis=1).tolist() for name, value in values.items()}
