"""Reference answers to the exercises of notebook 01, one block an exercise; the imports are those of the notebook."""

import numpy as np
from scipy.special import expit, rel_entr


# %% q1
def estimate_value(d_real, d_fake):
    """Return V(D, G) estimated from D's outputs: d_real of shape (n,), d_fake of shape (m,), both in (0, 1)."""
    return float(np.mean(np.log(d_real)) + np.mean(np.log1p(-np.asarray(d_fake))))


# %% q2
def best_discriminator(log_p, log_q):
    """Return p / (p + q) from log p and log q, arrays of one shape."""
    return expit(np.subtract(log_p, log_q))


# %% q3
def jensen_shannon(p, q):
    """Return the JSD of two probability vectors of shape (n,), in nats."""
    m = (np.asarray(p) + np.asarray(q)) / 2
    return float(np.sum(rel_entr(p, m)) + np.sum(rel_entr(q, m))) / 2


def jsd_bounds():
    """Return (smallest, largest) possible JSD, in nats."""
    return 0.0, float(np.log(2))  # p = q; p and q that never overlap


# %% q4
def generator_gradients(logit, logit_slope):
    """Return (minimax, non_saturating): dℓ/dx at samples with the given logits and slopes, arrays of one shape."""
    return -expit(logit) * logit_slope, -expit(-logit) * logit_slope


# %% q5
def alternating_update(theta, psi, step_size, r1_weight=0.0):
    """Return (theta, psi) after D's step and then G's, each of size step_size."""
    psi = psi + step_size * (-theta * expit(psi * theta) - r1_weight * psi)
    theta = theta + step_size * psi * expit(psi * theta)
    return float(theta), float(psi)


# %% open
def my_loss(logits):
    """Return what generated samples with these logits cost the generator, array of the same shape."""
    return np.logaddexp(0, -logits) - 3 * np.logaddexp(0, logits)  # the pull from afar, and three times the JSD
