"""Checkpoints: everything a run needs to go on exactly, in files that are either whole or absent."""

from gan_utils.training.checkpoint.callback import Checkpoint

__all__ = ["Checkpoint"]
