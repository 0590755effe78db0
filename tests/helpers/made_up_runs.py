"""Histories and samples made up so that their trouble is known."""

import numpy as np

from gan_utils import toy

STEPS = 400
sigma = lambda x: 0.5 * (1 + np.tanh(0.5 * x))
softplus = lambda x: np.logaddexp(0.0, x)

# real logits r, fake logits f -> (real term, fake term, generator's loss), written out again in NumPy
LOSSES = {
    "minimax": lambda r, f: (softplus(-r), softplus(f), -softplus(f)),
    "non_saturating": lambda r, f: (softplus(-r), softplus(f), softplus(-f)),
    "least_squares": lambda r, f: (0.5 * (r - 1) ** 2, 0.5 * f**2, 0.5 * (f - 1) ** 2),
    "hinge": lambda r, f: (np.maximum(0, 1 - r), np.maximum(0, 1 + f), -f),
    "wasserstein": lambda r, f: (-r, f, -f),
}


def a_history(real, fake, loss="non_saturating", noise=0.3, seed=0):
    """A history whose logits lie around `real` and `fake`, a number or one a step."""
    rng = np.random.default_rng(seed)
    r, f = (
        np.broadcast_to(center, (STEPS,))[:, None] + noise * rng.standard_normal((STEPS, 64)) for center in (real, fake)
    )
    columns = [*LOSSES[loss](r, f), sigma(r), sigma(f)]
    keys = ("d_real_term", "d_fake_term", "g_loss", "d_x", "d_g_z")
    return {key: column.mean(axis=1).tolist() for key, column in zip(keys, columns, strict=True)}


BALANCED = a_history(0.2, -0.1)
WAVE = np.sin(np.arange(STEPS) / 16)
RING = toy.ring(8)
REAL = toy.sample_modes(RING, 400, 0.2, seed=0)
GOOD = toy.sample_modes(RING, 400, 0.2, seed=1)
THREE = toy.sample_modes(RING[:3], 400, 0.2, seed=2)
NOISE = np.random.default_rng(3).uniform(-4, 4, (400, 2)).astype(np.float32)
