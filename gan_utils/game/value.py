"""The value of the game by quadrature, the best discriminator, and the divergences that are left for the generator."""

import functools

import numpy as np
from scipy.special import expit


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

    >>> from gan_utils.toy import Gaussian
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


def softplus(x):
    """Return log(1 + eˣ) without overflow."""
    return np.logaddexp(0.0, x)


def expect(density, values, x, w):
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


def logits_of(x, p, q, logit):
    """Return the logits at x of the discriminator given, or those of D* for None."""
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
    logits = logits_of(x, p, q, logit)
    return expect(p, -softplus(-logits), x, w) + expect(q, -softplus(logits), x, w)


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
    return expect(p, optimal_logit(x, p, q), x, w)


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
    return 0.5 * expect(p, log_p - log_m, x, w) + 0.5 * expect(q, log_q - log_m, x, w)
