"""What the generator feels: the two losses of a sample, their slopes, and the gradients of the whole."""

from typing import NamedTuple

import numpy as np
from scipy.special import expit

from gan_utils.game.value import expect, logits_of, quadrature, softplus
from gan_utils.toy.densities import Gaussian

LOSSES = ("minimax", "non_saturating")


class Gradient(NamedTuple):
    """Derivative of the generator's loss with respect to the two parameters of G(z) = mean + std·z."""

    mean: float
    std: float


def sample_loss(logits, loss="minimax"):
    """Return what one generated sample costs the generator, from its logit s.

    minimax: log(1 − σ(s)); non_saturating: −log σ(s). The generator wants both small, that is s large.

    Args:
        logits: shape (...).
        loss: "minimax" or "non_saturating".

    Returns:
        float64, shape (...).

    Raises:
        ValueError: for an unknown loss.

    Reference: Goodfellow et al. 2014, arXiv:1406.2661, section 3.

    >>> float(sample_loss(0.0, "non_saturating")) == -float(sample_loss(0.0, "minimax"))  # log 2 and −log 2
    True
    """
    logits = np.asarray(logits, np.float64)
    if loss == "minimax":
        return -softplus(logits)
    if loss == "non_saturating":
        return softplus(-logits)
    raise ValueError(f"unknown loss {loss!r}: choose one of {', '.join(LOSSES)}")


def sample_slope(logits, loss="minimax"):
    """Return the derivative of `sample_loss` with respect to the logit, −σ(s) or, non-saturating, −(1 − σ(s)).

    Args:
        logits: shape (...).
        loss: "minimax" or "non_saturating".

    Returns:
        float64, shape (...), in [−1, 0].

    Raises:
        ValueError: for an unknown loss.

    >>> [round(float(sample_slope(-5.0, loss)), 4) for loss in LOSSES]  # a fake that D sees through
    [-0.0067, -0.9933]
    """
    if loss not in LOSSES:
        raise ValueError(f"unknown loss {loss!r}: choose one of {', '.join(LOSSES)}")
    return -expit(np.asarray(logits, np.float64) if loss == "minimax" else -np.asarray(logits, np.float64))


def _finite_loss(q, logits, loss, x):
    """Return the loss at each node, or say why it is infinite."""
    values = sample_loss(logits, loss)
    if np.any(np.isinf(values) & np.isfinite(q.log_pdf(x))):
        raise ValueError(
            f"the {loss} loss is infinite: D is certain where the generator puts mass, because the real "
            "density is zero there; use a real density that is positive everywhere, or the other loss"
        )
    return np.where(np.isinf(values), 0.0, values)


def generator_loss(p, q, loss="minimax", logit=None):
    """Return the generator's loss, E_q[log(1 − D(x))] or E_q[−log D(x)], in nats.

    Args:
        p, q: the real and the generated density.
        loss: "minimax" or "non_saturating".
        logit: the discriminator as a function from x to logits; D* by default.

    Returns:
        A float.

    Raises:
        ValueError: for an unknown loss, or one that is infinite.

    Reference: Goodfellow et al. 2014, arXiv:1406.2661, section 3.

    >>> from gan_utils.toy import Gaussian
    >>> round(generator_loss(Gaussian(), Gaussian(), "non_saturating"), 6)  # log 2
    0.693147
    """
    x, w = quadrature(p, q)
    return expect(q, _finite_loss(q, logits_of(x, p, q, logit), loss, x), x, w)


def generator_gradient(p, q, loss="minimax", logit=None):
    """Return the derivative of the generator's loss with respect to mean and std, the discriminator held still.

    With ℓ(x) the loss of a sample, ∂/∂θ ∫ q_θ(x)·ℓ(x) dx = ∫ ∂q_θ/∂θ·ℓ(x) dx, which is E_z[ℓ'(G(z))·∂G/∂θ]
    after integration by parts, and needs no slope of D. For D* the minimax gradient is that of 2·JSD, and the
    non-saturating one that of KL(q ‖ p) − 2·JSD.

    Args:
        p: the real density.
        q: the generated one, a `toy.Gaussian`: what G(z) = mean + std·z makes of z ~ N(0, 1).
        loss: "minimax" or "non_saturating".
        logit: the discriminator as a function from x to logits; D* by default.

    Returns:
        `Gradient(mean, std)`: two floats. The generator steps against them.

    Raises:
        ValueError: for an unknown loss, an infinite one, or a q that is not Gaussian.

    Reference: Goodfellow et al. 2014, arXiv:1406.2661, section 3; Arjovsky and Bottou 2017, arXiv:1701.04862,
    theorem 2.5.

    >>> from gan_utils.toy import Gaussian
    >>> far = Gaussian(8.0, 1.0)
    >>> abs(generator_gradient(Gaussian(), far, "minimax").mean) < 1e-3
    True
    >>> round(generator_gradient(Gaussian(), far, "non_saturating").mean, 2)
    8.0
    """
    if not isinstance(q, Gaussian):
        raise ValueError(f"the generator is {q!r}, expected a toy.Gaussian: its mean and std are what it learns")
    x, w = quadrature(p, q)
    values = _finite_loss(q, logits_of(x, p, q, logit), loss, x)
    z = (x - q.mean) / q.std
    return Gradient(expect(q, values * z, x, w) / q.std, expect(q, values * (z**2 - 1), x, w) / q.std)
