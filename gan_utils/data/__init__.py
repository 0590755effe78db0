"""Datasets: real MNIST digits without a network, and the ranges that images have in and out of a model.

Outside models an image is uint8 in [0, 255]; inside it is float32 in [-1, 1]. Only `to_model` and
`to_display` convert.
"""

from gan_utils.data.clips import draw_clips
from gan_utils.data.clusters import draw_labels
from gan_utils.data.damages import blurred, compressed, cut_out, enlarged, hole_masks, noisy, shifted, shrunk
from gan_utils.data.dataset import DatasetCard, ImageDataset, to_display, to_model
from gan_utils.data.folder import from_folder
from gan_utils.data.pairs import ImagePairs
from gan_utils.data.registry import CARDS, OFFLINE, load
from gan_utils.data.spectra import coarse_spectrum, spectrogram
from gan_utils.data.sprites import SPRITE_FACTORS, draw_outlines, draw_sprites, sprite_factors
from gan_utils.data.stacked import stacked_digits
from gan_utils.data.strokes import draw_strokes
from gan_utils.data.tables import TABLES, Scaling, Table, checked_table, load_table, scaling
from gan_utils.data.tones import TIMBRES, TONE_FACTORS, TONE_LENGTH, TONE_RATE, draw_tones, tone_factors

__all__ = [
    "CARDS",
    "OFFLINE",
    "SPRITE_FACTORS",
    "TABLES",
    "TIMBRES",
    "TONE_FACTORS",
    "TONE_LENGTH",
    "TONE_RATE",
    "DatasetCard",
    "ImageDataset",
    "ImagePairs",
    "Scaling",
    "Table",
    "blurred",
    "checked_table",
    "coarse_spectrum",
    "compressed",
    "cut_out",
    "draw_clips",
    "draw_labels",
    "draw_outlines",
    "draw_sprites",
    "draw_strokes",
    "draw_tones",
    "enlarged",
    "from_folder",
    "hole_masks",
    "load",
    "load_table",
    "noisy",
    "scaling",
    "shifted",
    "shrunk",
    "spectrogram",
    "sprite_factors",
    "stacked_digits",
    "to_display",
    "to_model",
    "tone_factors",
]
