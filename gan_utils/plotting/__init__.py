"""Everything drawn: `plot_*(…, ax=None) -> Axes`, image grids, and figures shown with alt text."""

from gan_utils.plotting.curves import plot_curves, plot_losses, plot_probabilities, plot_sample_size, plot_terms
from gan_utils.plotting.evaluation import (
    judgements_figure,
    plot_diagnosis,
    plot_evaluation,
    plot_intervals,
    plot_ranks,
)
from gan_utils.plotting.files import save_gif, save_grid
from gan_utils.plotting.game import (
    plot_game,
    plot_generators,
    plot_gradient_sizes,
    plot_phase_portrait,
    plot_pull,
    plot_radius,
    plot_sample_loss,
)
from gan_utils.plotting.game_picture import GamePicture
from gan_utils.plotting.images import film_strip, image_grid, plot_images, plot_neighbours
from gan_utils.plotting.latent import plot_norms, plot_path_norms, plot_prediction
from gan_utils.plotting.networks import plot_network
from gan_utils.plotting.plane import plot_balls, plot_field_2d, plot_manifold, plot_modes, plot_pushes
from gan_utils.plotting.sound import listen, plot_spectrum, plot_wave, wav_bytes
from gan_utils.plotting.stages import plot_stage
from gan_utils.plotting.style import COLOURS, figure, show, to_png
from gan_utils.plotting.tables import plot_ablation, plot_confusion, plot_rows, plot_verdicts
from gan_utils.plotting.words import plot_soft_draws

__all__ = [
    "COLOURS",
    "GamePicture",
    "figure",
    "film_strip",
    "image_grid",
    "judgements_figure",
    "listen",
    "plot_ablation",
    "plot_balls",
    "plot_confusion",
    "plot_curves",
    "plot_diagnosis",
    "plot_evaluation",
    "plot_field_2d",
    "plot_game",
    "plot_generators",
    "plot_gradient_sizes",
    "plot_images",
    "plot_intervals",
    "plot_losses",
    "plot_manifold",
    "plot_modes",
    "plot_neighbours",
    "plot_network",
    "plot_norms",
    "plot_path_norms",
    "plot_phase_portrait",
    "plot_prediction",
    "plot_probabilities",
    "plot_pull",
    "plot_pushes",
    "plot_radius",
    "plot_ranks",
    "plot_rows",
    "plot_sample_loss",
    "plot_sample_size",
    "plot_soft_draws",
    "plot_spectrum",
    "plot_stage",
    "plot_terms",
    "plot_verdicts",
    "plot_wave",
    "save_gif",
    "save_grid",
    "show",
    "to_png",
    "wav_bytes",
]
