"""Datasets: real MNIST digits without a network, and the ranges that images have in and out of a model.

Outside models an image is uint8 in [0, 255]; inside it is float32 in [-1, 1]. Only `to_model` and
`to_display` convert.
"""

from gan_utils.data.dataset import DatasetCard, ImageDataset, to_display, to_model
from gan_utils.data.registry import CARDS, OFFLINE, load

__all__ = ["CARDS", "OFFLINE", "DatasetCard", "ImageDataset", "load", "to_display", "to_model"]
