"""The processes that `benchmarks.growth` asks: one trains any setting that it is told, one on any number of images."""

import contextlib
import dataclasses
import sys
import time

import keras
import numpy as np
import tensorflow as tf

from benchmarks import measure
from gan_utils import data, models, training


def images_of(side):
    """Return real images with that side as an `ImageDataset`: digits at 28, sprites at 32, 48 and 64.

    Raises:
        ValueError: for another side.

    >>> images_of(32).images.shape
    (4000, 32, 32, 3)
    """
    if side == 28:
        return data.load("mnist5k")
    sprites = data.load("sprites")
    pixels = sprites.images
    shown = {
        32: lambda: np.rint(pixels.reshape(-1, 32, 2, 32, 2, 3).mean(axis=(2, 4))).astype(np.uint8),
        48: lambda: np.ascontiguousarray(pixels[:, 8:-8, 8:-8]),
        64: lambda: pixels,
    }
    if side not in shown:
        raise ValueError(f"there are no images with a side of {side}: choose one of 28, {', '.join(map(str, shown))}")
    card = dataclasses.replace(sprites.card, image_shape=(side, side, 3))
    return data.ImageDataset(shown[side](), sprites.labels, card)


def again_and_again(dataset, n):
    """Return n images: those of a dataset, from the first on again when they are used up.

    >>> from gan_utils import data
    >>> digits = data.load("digits", "test")
    >>> len(again_and_again(digits, 1000)), len(digits)
    (1000, 359)
    """
    images, labels = (np.empty((n, *part.shape[1:]), part.dtype) for part in (dataset.images, dataset.labels))
    for start in range(0, n, len(dataset)):
        images[start : start + len(dataset)] = dataset.images[: n - start]
        labels[start : start + len(dataset)] = dataset.labels[: n - start]
    return data.ImageDataset(images, labels, dataset.card)


def dcgan(image_shape, width, **compiled):
    """Return notebook 03's GAN, compiled as there."""
    gan = training.GAN(
        models.dcgan_generator(image_shape, latent_dim=64, width=width, seed=1),
        models.dcgan_discriminator(image_shape, width=width, seed=2),
        seed=0,
    )
    g_optimizer, d_optimizer = (keras.optimizers.Adam(1e-3, beta_1=0.5) for _ in range(2))
    gan.compile(g_optimizer=g_optimizer, d_optimizer=d_optimizer, ema_decay=0.995, **compiled)
    return gan


class Fits:
    """Trains each setting that it is asked for, for about so many seconds, and keeps the GAN for the next time.

    Args:
        scope: function that gives the context in which networks are built, for replicas.
        jit_compile: as in `GAN.compile`.
    """

    def __init__(self, scope, jit_compile):
        self.scope, self.jit_compile, self.kept = scope, jit_compile, {}

    def __call__(self, seconds, batch, width, side):
        """Return the milliseconds of a step, and of the first time also the seconds until the first step was done."""
        case = (batch, width, side)
        answer = {}
        if case not in self.kept:
            dataset = images_of(side)
            with self.scope():
                gan = dcgan(dataset.image_shape, width, jit_compile=self.jit_compile)
            batches = dataset.batches(batch, seed=0).repeat()
            began = time.perf_counter()
            gan.fit(batches.take(1))
            answer["first_step_seconds"] = time.perf_counter() - began
            self.kept[case] = [gan, batches, 4]
        gan, batches, steps = self.kept[case]
        answer["ms_per_step"] = 1000 * measure.after_the_first(gan.fit, batches.take(steps + 1)) / steps
        self.kept[case][2] = int(np.clip(1000 * seconds / answer["ms_per_step"], 3, 500))
        return answer


def _serve_fits(replicas):
    if replicas == 0:
        return measure.serve(Fits(contextlib.nullcontext, "auto"))
    cpu = tf.config.list_physical_devices("CPU")[0]
    tf.config.set_logical_device_configuration(cpu, [tf.config.LogicalDeviceConfiguration()] * replicas)
    strategy = tf.distribute.MirroredStrategy([f"CPU:{i}" for i in range(replicas)])
    return measure.serve(Fits(strategy.scope, False))  # XLA works on the first logical CPU only


def _serve_memory(n):
    dataset = again_and_again(images_of(28), n)

    def train():
        gan = dcgan(dataset.image_shape, width=4, jit_compile=False)
        batches = dataset.batches(64, seed=0)
        gan.fit(batches.take(4), epochs=3)

    measure.serve(train)


if __name__ == "__main__":
    what, number = sys.argv[1], int(sys.argv[2])
    {"replicas": _serve_fits, "images": _serve_memory}[what](number)
