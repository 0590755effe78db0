"""Other measures of how far the generator is, and the generator that is nearest by each of them."""

import numpy as np
from scipy.optimize import minimize

from gan_utils.game.value import jensen_shannon, kl_divergence, quadrature
from gan_utils.toy.densities import Gaussian


def total_variation(p, q):
    """Return the total variation distance ½·∫ |p(x) − q(x)| dx.

    It is an f-divergence, with f(t) = ½·|t − 1|, and an integral probability metric, over critics in [−½, ½].

    Args:
        p, q: densities.

    Returns:
        A float from 0 (p = q) to 1 (they never overlap), to about 1e-4: the integrand has kinks.

    Reference: Sriperumbudur et al. 2009, arXiv:0901.2698, section 2.

    >>> from gan_utils.toy import Uniform
    >>> round(total_variation(Uniform(0.0, 2.0), Uniform(1.0, 3.0)), 6)
    0.5
    """
    x, w = quadrature(p, q)
    return float(np.sum(w * np.abs(p.pdf(x) - q.pdf(x)))) / 2


def wasserstein(p, q):
    """Return the Wasserstein-1 distance, W₁ = ∫ |F_p(x) − F_q(x)| dx, with F the cumulative distributions.

    On the line that is also ∫ |F_p⁻¹(u) − F_q⁻¹(u)| du, the mean distance between equal quantiles, and the largest
    E_p[f(x)] − E_q[f(x)] over all f with slopes from −1 to 1 (Kantorovich and Rubinstein).

    Args:
        p, q: densities with `cdf(x)`.

    Returns:
        A float, at least 0, in the units of x, to about 1e-4.

    Reference: Arjovsky et al. 2017, arXiv:1701.07875, section 2.

    >>> round(wasserstein(Gaussian(0.0, 1.0), Gaussian(8.0, 1.0)), 6)  # everything moves by 8
    8.0
    """
    x, w = quadrature(p, q)
    return float(np.sum(w * np.abs(p.cdf(x) - q.cdf(x))))


DIVERGENCES = {
    "KL(p‖q)": kl_divergence,
    "JSD": jensen_shannon,
    "KL(q‖p)": lambda p, q: kl_divergence(q, p),
    "W₁": wasserstein,
}


def closest_generator(p, divergence=jensen_shannon, means=(-6.0, 6.0), stds=(0.4, 3.0)):
    """Return the Gaussian generator with the smallest divergence from the data, within bounds.

    Searches a grid, then from its best place by Nelder and Mead. Of places that are as good, as at two equal peaks,
    it takes the one that the grid meets first: the narrowest, and of those the one on the left.

    Args:
        p: the real density.
        divergence: called as `divergence(p, q)`, one of `DIVERGENCES` or your own.
        means, stds: the ends of what the generator can be.

    Returns:
        A `toy.Gaussian`.

    >>> from gan_utils.toy import Gaussian
    >>> best = closest_generator(Gaussian(1.0, 0.8))
    >>> round(best.mean, 3), round(best.std, 3)
    (1.0, 0.8)
    """
    grid = [(mean, std) for std in np.linspace(*stds, 14) for mean in np.linspace(*means, 25)]
    heights = [divergence(p, Gaussian(*place)) for place in grid]
    found = minimize(
        lambda place: divergence(p, Gaussian(*place)),
        grid[int(np.argmin(heights))],
        method="Nelder-Mead",
        bounds=(means, stds),
        options={"xatol": 1e-5, "fatol": 1e-10},
    )
    return Gaussian(*found.x.tolist())
