"""The minimax game on the line, by quadrature: its value, the best discriminator, what the generator feels.

Everything works with log densities and logits, so nothing breaks in tails where both densities underflow. The
densities are those of `gan_utils.toy`, or anything with `log_pdf(x)` and `knots`; `wasserstein` needs `cdf(x)` too.
"""

from gan_utils.game.distances import DIVERGENCES, closest_generator, total_variation, wasserstein
from gan_utils.game.generator import (
    LOSSES,
    Gradient,
    generator_gradient,
    generator_loss,
    sample_loss,
    sample_slope,
)
from gan_utils.game.value import (
    jensen_shannon,
    kl_divergence,
    optimal_discriminator,
    optimal_logit,
    quadrature,
    value_function,
)

__all__ = [
    "DIVERGENCES",
    "LOSSES",
    "Gradient",
    "closest_generator",
    "generator_gradient",
    "generator_loss",
    "jensen_shannon",
    "kl_divergence",
    "optimal_discriminator",
    "optimal_logit",
    "quadrature",
    "sample_loss",
    "sample_slope",
    "total_variation",
    "value_function",
    "wasserstein",
]
