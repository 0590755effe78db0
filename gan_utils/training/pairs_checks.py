"""What `ImageToImage` checks before it starts: that networks and pictures fit each other."""

import keras
import numpy as np

from gan_utils.models.parts import layer_called
from gan_utils.training import checks


def check_networks(generator, discriminator):
    """Raise a `ValueError` when the generator makes no picture, or the discriminator takes another, or other inputs."""
    checks.check_built("generator", generator, "models.unet(…)", "z")
    taken, made = tuple(generator.inputs[0].shape[1:]), tuple(generator.output_shape[1:])
    if not (len(taken) == len(made) in (2, 3, 4)):
        raise ValueError(
            f"the generator goes from shape {taken} to {made}, expected (height, width, channels) on both sides, as "
            "models.unet has it, or (length, channels), as models.vocoder has it"
        )
    if len(generator.inputs) == 2 and len(generator.inputs[1].shape) != 2:
        raise ValueError(
            f"the generator's second input has shape {tuple(generator.inputs[1].shape)}, expected (batch, latent_dim): "
            "it is the noise z"
        )
    if discriminator is None:
        return
    checks.check_built("discriminator", discriminator, "models.patch_discriminator(…)", "the picture judged")
    wanted = [taken, made] if len(discriminator.inputs) == 2 else [made]
    got = [tuple(each.shape[1:]) for each in discriminator.inputs]
    if got != wanted:
        raise ValueError(
            f"the discriminator takes {' and '.join(map(str, got))}, but is given {' and '.join(map(str, wanted))}: "
            "build it for [what the generator is given, what it makes], or for the second alone"
        )
    if discriminator.output_shape[-1] != 1:
        raise ValueError(
            f"the discriminator must return logits, shape (batch, 1) or (batch, rows, columns, 1), not "
            f"{discriminator.output_shape}"
        )


def judge(discriminator, feature_layers):
    """Return a model from what a discriminator takes to [logits, what each of its feature layers makes of it].

    Args:
        discriminator: a built network, or None.
        feature_layers: names of its layers; for none there is nothing to return but None.

    Raises:
        ValueError: for a name that it does not have, listing those there are, or names without a discriminator.
    """
    if not feature_layers:
        return None
    if discriminator is None:
        raise ValueError("feature_layers name layers of the discriminator, and there is none: give one, or no layers")
    if isinstance(feature_layers, str):
        raise ValueError(f"feature_layers are several names, such as [{feature_layers!r}], got {feature_layers!r}")
    features = [layer_called(discriminator, name).output for name in feature_layers]
    return keras.Model(discriminator.inputs, [discriminator.outputs[0], *features])


def checked_pictures(pictures, shape):
    """Return pictures as float32 in [-1, 1], or raise a `ValueError` that says what they should be."""
    from gan_utils import data

    pictures = np.asarray(pictures)
    if pictures.ndim != 1 + len(shape) or pictures.shape[1:] != shape:
        one = "picture" if len(shape) == 3 else "sample"
        raise ValueError(
            f"the inputs have shape {pictures.shape}, but the generator takes (n, {', '.join(map(str, shape))}); one "
            f"{one} by itself is {one}[None]"
        )
    if pictures.dtype == np.uint8:
        return data.to_model(pictures)
    if pictures.dtype.kind != "f":
        raise ValueError(f"the inputs are {pictures.dtype}, expected floats in [-1, 1], or uint8")
    low, high = (float(pictures.min()), float(pictures.max())) if pictures.size else (0.0, 0.0)
    if not (low >= -1.01 and high <= 1.01):
        raise ValueError(f"the inputs lie in [{low:.4g}, {high:.4g}], expected [-1, 1]: use data.to_model on uint8")
    return pictures.astype(np.float32)
