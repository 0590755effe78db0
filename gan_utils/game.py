"""The minimax game on the line, by quadrature: its value, the best discriminator, what the generator feels.

Everything works with log densities and logits, so nothing breaks in tails where both densities underflow. The
densities are those of `gan_utils.toy`, or anything with `log_pdf(x)` and `knots`.
"""

import functools
from typing import NamedTuple

import numpy as np
from scipy.special import expit

from gan_utils.toy.densities import Gaussian

LOSSES = ("minimax", "non_saturating")


class Gradient(NamedTuple):
    """Derivative of the generator's loss by the two parameters of G(z) = mean + std·z."""

    mean: float
    std: float


@functools.lru_cache
def _gauss_legendre(order):
    return np.polynomial.legendre.leggauss(order)


def quadrature(*densities, panels=200, order=16):
    """Return nodes and weights for integrals over all the given densities: ∫ f(x) dx ≈ Σ wᵢ·f(xᵢ).

    Gauss–Legendre on panels bounded by the densities' own knots, and by an even division of the whole range
    so that the gap between densities far apart is resolved too.

    Args:
        densities: one or more with `knots`.
        panels: panels of the even division.
        order: nodes a panel.

    Returns:
        (x, w): float64, both of shape (nodes,); x ascending.

    Raises:
        ValueError: when no density is given.

    >>> x, w = quadrature(Gaussian(0.0, 1.0))
    >>> round(float(np.sum(w * Gaussian(0.0, 1.0).pdf(x))), 12)
    1.0
    """
    if not densities:
        raise ValueError("quadrature got no density, expected at least one: pass what you integrate over")
    knots = np.concatenate([density.knots for density in densities])
    edges = np.unique(np.concatenate([knots, np.linspace(knots.min(), knots.max(), panels + 1)]))
    node, weight = _gauss_legendre(order)
    # Knots of two densities may agree but for rounding: no panel that thin.
    edges = edges[np.append(np.diff(edges) > 1e-12 * np.ptp(edges), True)]
    half = np.diff(edges)[:, None] / 2
    return (edges[:-1, None] + half * (1 + node)).ravel(), (half * weight).ravel()


def _softplus(x):
    """Return log(1 + eˣ) without overflow."""
    return np.logaddexp(0.0, x)


def _expect(density, values, x, w):
    """Return E[values] under a density; where it has no mass, infinite values do not count."""
    mass = w * density.pdf(x)
    return float(np.sum(mass * np.where(mass > 0, values, 0.0)))


def optimal_logit(x, p, q):
    """Return the logit of the optimal discriminator, log p(x) − log q(x).

    Where both densities are exactly zero any answer is as good as another; this one gives 0, that is D = 1/2.

    Args:
        x: shape (...).
        p, q: the real and the generated density.

    Returns:
        float64, shape (...); ±inf where just one density is zero.

    Reference: Goodfellow et al. 2014, arXiv:1406.2661, proposition 1.

    >>> from gan_utils.toy import Gaussian
    >>> float(optimal_logit(100.0, Gaussian(0.0, 1.0), Gaussian(1.0, 1.0)))  # both densities underflow here
    -99.5
    """
    log_p, log_q = p.log_pdf(x), q.log_pdf(x)
    nowhere = np.isneginf(log_p) & np.isneginf(log_q)
    return np.where(nowhere, 0.0, np.where(nowhere, 0.0, log_p) - np.where(nowhere, 0.0, log_q))


def optimal_discriminator(x, p, q):
    """Return the discriminator that maximises V for a fixed generator, D*(x) = p(x) / (p(x) + q(x)).

    Args:
        x: shape (...).
        p, q: the real and the generated density.

    Returns:
        float64, shape (...), in [0, 1]; 1/2 where both densities are zero.

    Reference: Goodfellow et al. 2014, arXiv:1406.2661, proposition 1.

    >>> from gan_utils.toy import Gaussian
    >>> float(optimal_discriminator(0.0, Gaussian(-1.0, 1.0), Gaussian(1.0, 1.0)))
    0.5
    """
    return expit(optimal_logit(x, p, q))


def _logits(x, p, q, logit):
    return optimal_logit(x, p, q) if logit is None else np.asarray(logit(x), np.float64)


def value_function(p, q, logit=None):
    """Return V(D, G) = E_p[log D(x)] + E_q[log(1 − D(x))], in nats.

    Args:
        p, q: the real and the generated density.
        logit: the discriminator as a function from x, shape (n,), to logits, shape (n,); D* by default.

    Returns:
        A float at most 0; −inf when D is certain and wrong where there is mass.

    Reference: Goodfellow et al. 2014, arXiv:1406.2661, equation 1.

    >>> from gan_utils.toy import Gaussian
    >>> p = Gaussian(0.0, 1.0)
    >>> round(value_function(p, p), 6)  # −log 4: nobody can tell them apart
    -1.386294
    """
    x, w = quadrature(p, q)
    logits = _logits(x, p, q, logit)
    return _expect(p, -_softplus(-logits), x, w) + _expect(q, -_softplus(logits), x, w)


def kl_divergence(p, q):
    """Return the Kullback–Leibler divergence KL(p ‖ q) = E_p[log p(x) − log q(x)], in nats.

    Args:
        p, q: densities.

    Returns:
        A float, at least 0; inf where p has mass and q has none.

    >>> from gan_utils.toy import Gaussian
    >>> round(kl_divergence(Gaussian(1.0, 1.0), Gaussian(0.0, 1.0)), 9)
    0.5
    """
    x, w = quadrature(p, q)
    return _expect(p, optimal_logit(x, p, q), x, w)


def jensen_shannon(p, q):
    """Return the Jensen–Shannon divergence ½·KL(p ‖ m) + ½·KL(q ‖ m) with m = (p + q)/2, in nats.

    Args:
        p, q: densities.

    Returns:
        A float from 0 (p = q) to log 2 (they never overlap).

    Reference: Lin 1991, "Divergence measures based on the Shannon entropy".

    >>> from gan_utils.toy import Uniform
    >>> round(jensen_shannon(Uniform(0.0, 1.0), Uniform(2.0, 3.0)), 9)  # log 2
    0.693147181
    """
    x, w = quadrature(p, q)
    log_p, log_q = p.log_pdf(x), q.log_pdf(x)
    log_m = np.logaddexp(log_p, log_q) - np.log(2.0)
    log_m = np.where(np.isneginf(log_m), 0.0, log_m)
    return 0.5 * _expect(p, log_p - log_m, x, w) + 0.5 * _expect(q, log_q - log_m, x, w)


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
        return -_softplus(logits)
    if loss == "non_saturating":
        return _softplus(-logits)
    raise ValueError(f"unknown loss {loss!r}: choose one of {', '.join(LOSSES)}")


def sample_slope(logits, loss="minimax"):
    """Return the derivative of `sample_loss` by the logit: −σ(s) for minimax, −(1 − σ(s)) for non_saturating.

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
    return _expect(q, _finite_loss(q, _logits(x, p, q, logit), loss, x), x, w)


def generator_gradient(p, q, loss="minimax", logit=None):
    """Return the derivative of the generator's loss by its mean and std, with the discriminator held still.

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
    values = _finite_loss(q, _logits(x, p, q, logit), loss, x)
    z = (x - q.mean) / q.std
    return Gradient(_expect(q, values * z, x, w) / q.std, _expect(q, values * (z**2 - 1), x, w) / q.std)
