"""GAN losses and penalties as plain functions: logits in, real before fake, parts out.

Every discriminator loss returns (real_term, fake_term), whose sum the discriminator minimises, so that the two can
be drawn apart. Every generator loss takes the logits of the fakes and returns the scalar that it minimises; a
relativistic one takes the logits of the real images before them.
Here σ is the logistic function, r the logits of real images and f those of fakes.
"""

from gan_utils import _keras  # noqa: F401
from gan_utils.losses.features import feature_matching_loss
from gan_utils.losses.flow import straight_line, transport_cost
from gan_utils.losses.gaussian import gaussian_kl, gaussian_log_density
from gan_utils.losses.information import class_cross_entropy, information_bound, uniform_cross_entropy
from gan_utils.losses.pairs import (
    LOSSES,
    GANLoss,
    get,
    hinge_discriminator,
    least_squares_discriminator,
    least_squares_generator,
    minimax_discriminator,
    minimax_generator,
    non_saturating_generator,
    relativistic_discriminator,
    relativistic_generator,
    smoothed,
    wasserstein_discriminator,
    wasserstein_generator,
)
from gan_utils.losses.penalties import PENALTIES, get_penalty, gradient_penalty, r1_penalty, r2_penalty
from gan_utils.losses.pictures import cycle_loss
from gan_utils.losses.spectra import log_magnitudes, spectral_loss

__all__ = [
    "LOSSES",
    "PENALTIES",
    "GANLoss",
    "class_cross_entropy",
    "cycle_loss",
    "feature_matching_loss",
    "gaussian_kl",
    "gaussian_log_density",
    "get",
    "get_penalty",
    "gradient_penalty",
    "hinge_discriminator",
    "information_bound",
    "least_squares_discriminator",
    "least_squares_generator",
    "log_magnitudes",
    "minimax_discriminator",
    "minimax_generator",
    "non_saturating_generator",
    "r1_penalty",
    "r2_penalty",
    "relativistic_discriminator",
    "relativistic_generator",
    "smoothed",
    "spectral_loss",
    "straight_line",
    "transport_cost",
    "uniform_cross_entropy",
    "wasserstein_discriminator",
    "wasserstein_generator",
]
