"""Problems small enough to know the answer: 1-D densities, 2-D rings and grids of Gaussians, Dirac-GAN."""

from gan_utils.toy.densities import Gaussian, Laplace, Mixture, Uniform
from gan_utils.toy.dirac import dirac_field, dirac_path, dirac_step
from gan_utils.toy.modes import grid, mode_counts, modes_covered, ring, sample_modes

__all__ = [
    "Gaussian",
    "Laplace",
    "Mixture",
    "Uniform",
    "dirac_field",
    "dirac_path",
    "dirac_step",
    "grid",
    "mode_counts",
    "modes_covered",
    "ring",
    "sample_modes",
]
