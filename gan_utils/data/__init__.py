"""Datasets: real MNIST digits without a network, and the ranges that images have in and out of a model.

Outside models an image is uint8 in [0, 255]; inside it is float32 in [-1, 1]. Only `to_model` and
`to_display` convert.
"""

from gan_utils.data.clusters import draw_labels
from gan_utils.data.damages import blurred, compressed, cut_out, enlarged, hole_masks, noisy, shifted, shrunk
from gan_utils.data.dataset import DatasetCard, ImageDataset, to_display, to_model
from gan_utils.data.folder import from_folder
from gan_utils.data.pairs import ImagePairs
from gan_utils.data.registry import CARDS, OFFLINE, load
from gan_utils.data.sprites import SPRITE_FACTORS, draw_outlines, draw_sprites, sprite_factors
from gan_utils.data.stacked import stacked_digits
from gan_utils.data.strokes import draw_strokes

__all__ = [
    "CARDS",
    "OFFLINE",
    "SPRITE_FACTORS",
    "DatasetCard",
    "ImageDataset",
    "ImagePairs",
    "blurred",
    "compressed",
    "cut_out",
    "draw_labels",
    "draw_outlines",
    "draw_sprites",
    "draw_strokes",
    "enlarged",
    "from_folder",
    "hole_masks",
    "load",
    "noisy",
    "shifted",
    "shrunk",
    "sprite_factors",
    "stacked_digits",
    "to_display",
    "to_model",
]
