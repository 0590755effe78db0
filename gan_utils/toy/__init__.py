"""Problems small enough to know the answer: 1-D densities, 2-D rings and grids of Gaussians, Dirac-GAN."""

from gan_utils.toy.densities import Gaussian, Laplace, Mixture, Uniform
from gan_utils.toy.dirac import dirac_field, dirac_path, dirac_step
from gan_utils.toy.flow import modes_velocity
from gan_utils.toy.modes import grid, mode_counts, mode_log_pdf, modes_covered, ring, sample_modes
from gan_utils.toy.plane import SHAPES, histogram_divergences, line, spiral, two_moons

__all__ = [
    "SHAPES",
    "Gaussian",
    "Laplace",
    "Mixture",
    "Uniform",
    "dirac_field",
    "dirac_path",
    "dirac_step",
    "grid",
    "histogram_divergences",
    "line",
    "mode_counts",
    "mode_log_pdf",
    "modes_covered",
    "modes_velocity",
    "ring",
    "sample_modes",
    "spiral",
    "two_moons",
]
