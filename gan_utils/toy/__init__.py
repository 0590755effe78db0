"""Problems small enough to know the answer: 1-D densities, 2-D rings and grids of Gaussians, Dirac-GAN."""

from gan_utils.toy.densities import Gaussian, Laplace, Mixture, Uniform
from gan_utils.toy.dirac import dirac_field, dirac_path, dirac_step
from gan_utils.toy.flow import modes_velocity
from gan_utils.toy.modes import grid, mode_counts, mode_log_pdf, modes_covered, ring, sample_modes
from gan_utils.toy.plane import SHAPES, histogram_divergences, line, spiral, two_moons
from gan_utils.toy.sentences import (
    WORDS,
    Bigram,
    all_sentences,
    bigram,
    draw_from_bigram,
    draw_sentences,
    in_words,
    is_local,
    is_sentence,
)

__all__ = [
    "SHAPES",
    "WORDS",
    "Bigram",
    "Gaussian",
    "Laplace",
    "Mixture",
    "Uniform",
    "all_sentences",
    "bigram",
    "dirac_field",
    "dirac_path",
    "dirac_step",
    "draw_from_bigram",
    "draw_sentences",
    "grid",
    "histogram_divergences",
    "in_words",
    "is_local",
    "is_sentence",
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
