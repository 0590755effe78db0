"""What the package's stages do with given samples and noise, for checks of a training step."""

from typing import NamedTuple

import numpy as np

from gan_course.exercises.asking import Slip

D_RATE, G_RATE = 0.2, 0.5


class Step(NamedTuple):
    """What a step returned, and how far it moved each network: flat vectors."""

    d_loss: float
    g_loss: float
    d_move: np.ndarray
    g_move: np.ndarray


def optimizers():
    """Return the optimizers of G and of D; their rates differ, so that one taken for the other shows."""
    import keras

    return keras.optimizers.SGD(G_RATE), keras.optimizers.SGD(D_RATE)


def moved(start, generator, discriminator):
    """Return how far D and G are from where they started, as two flat vectors."""
    from gan_course.exercises.networks import flat

    pairs = zip((discriminator, generator), start[::-1], strict=True)
    return [flat(model.trainable_variables) - flat(old.trainable_variables) for model, old in pairs]


def package_step(start, reals, zs, z_g, in_between=False):
    """Return what the stages of `training.GAN` do with these samples and this noise, and D's loss at each move.

    With `in_between` the generator moves after each move of the discriminator, and not once at the end.
    """
    from gan_course.exercises.networks import copy
    from gan_utils import training

    noise = [*zs, z_g]

    class Given(training.GAN):
        def latents(self, n, draw):
            return noise[draw]

    gan = Given(*(copy(model) for model in start))
    g_optimizer, d_optimizer = optimizers()
    gan.compile(g_optimizer=g_optimizer, d_optimizer=d_optimizer, jit_compile=False)
    losses = []
    for i, real in enumerate(reals):
        logs = gan.discriminator_stage(real, None, draw=i)
        losses.append(float(logs["d_real_term"] + logs["d_fake_term"]))
        if in_between and i < len(reals) - 1:
            gan.generator_stage(len(z_g), None, draw=len(reals))
    g_loss = float(gan.generator_stage(len(z_g), None, draw=len(reals)))
    d_loss = losses[-1] if losses else np.nan
    return Step(d_loss, g_loss, *moved(start, gan.generator, gan.discriminator)), losses


def named(raised):
    """Return the slip behind Keras' and TensorFlow's own words, or the exception as it is."""
    words = str(raised.error)
    if "No gradients provided" in words:
        return Slip(
            "No gradient gets back to G. What is computed outside the `with` block is not recorded: make the fakes, "
            "and everything from there to the loss, inside it.",
            "a gradient for each variable of G",
            "None for every one",
        )
    if "'zip' has no len" in words or "_unique_id" in words:
        return Slip("`optimizer.apply` takes two lists: first the gradients, then the variables they belong to.")
    if "Cannot update variable" in words:
        return Slip(
            "The gradient of one network is applied to the variables of the other: G's variables belong in both places."
        )
    return raised
