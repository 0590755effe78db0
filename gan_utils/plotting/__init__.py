"""Everything drawn: `plot_*(…, ax=None) -> Axes`, image grids, and figures shown with alt text."""

from gan_utils.plotting.images import film_strip, image_grid, plot_images
from gan_utils.plotting.style import COLOURS, figure, show, to_png

__all__ = ["COLOURS", "figure", "film_strip", "image_grid", "plot_images", "show", "to_png"]
