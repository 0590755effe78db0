"""Training: `GAN`, a `keras.Model` that holds the two players, trainers beside it, and the callbacks of a run.

`ImageToImage`, `VAE`, `InfoGAN`, `ACGAN` and `Flow` share with it what `players.Players` holds.
"""

from gan_utils import _keras  # noqa: F401
from gan_utils.latent import sample as sample_latents
from gan_utils.training import augment
from gan_utils.training.acgan import ACGAN
from gan_utils.training.callbacks import KeepBest, LiveMonitor, SampleGrid
from gan_utils.training.checkpoint import Checkpoint
from gan_utils.training.cycle import CycleGAN
from gan_utils.training.flow import Flow
from gan_utils.training.gan import GAN
from gan_utils.training.history import HISTORY_KEYS, merge_histories
from gan_utils.training.image_to_image import ImageToImage
from gan_utils.training.infogan import InfoGAN
from gan_utils.training.vae import VAE

__all__ = [
    "ACGAN",
    "GAN",
    "HISTORY_KEYS",
    "VAE",
    "Checkpoint",
    "CycleGAN",
    "Flow",
    "ImageToImage",
    "InfoGAN",
    "KeepBest",
    "LiveMonitor",
    "SampleGrid",
    "augment",
    "merge_histories",
    "sample_latents",
]
