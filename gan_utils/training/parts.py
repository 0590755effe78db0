"""What every `generate` does: settle which latents, then call a network on part after part of them."""

import numpy as np

from gan_utils._checked import whole
from gan_utils.latent import sample
from gan_utils.training import checks


def latents_for(n, seed, z, latent_dim):
    """Return the latents that `generate` was asked for, float32, shape (n, latent_dim): z itself, or drawn by the seed.

    Args:
        n: how many; as many as z has, or 16, for None.
        seed: fixes z; required unless z is given.
        z: latents, shape (n, latent_dim), or None.
        latent_dim: their width.

    Raises:
        ValueError: for a z of another shape, or no seed.

    >>> latents_for(None, 0, None, latent_dim=3).shape
    (16, 3)
    """
    if z is None:
        if seed is None:
            raise ValueError("generate needs a seed (or z), so that the same call gives the same pictures")
        n = 16 if n is None else n
        z = sample(n, latent_dim, seed)
    return checks.checked_latents(z, latent_dim, n)


def labelled_latents(n, labels, seed, z, latent_dim, n_classes):
    """Return [z, labels] as a generator with classes takes them; there are as many as labels where only those are told.

    Args:
        n, seed, z, latent_dim: as in `latents_for`.
        labels: ints, shape (n,), a class for each sample.
        n_classes: how many there are.

    Raises:
        ValueError: for labels that are unknown or missing, a z of another shape, or no seed.

    >>> [part.shape for part in labelled_latents(None, [3, 7], 0, None, latent_dim=3, n_classes=10)]
    [(2, 3), (2,)]
    """
    if z is None and n is None and labels is not None:
        n = len(labels) if hasattr(labels, "__len__") else 1
    z = latents_for(n, seed, z, latent_dim)
    return [z, checks.checked_labels(labels, len(z), n_classes)]


def in_parts(model, inputs, batch_size):
    """Return what a network gives for `inputs`, called on `batch_size` of them at a time with `training=False`.

    Args:
        model: a Keras model with one output.
        inputs: list of arrays of equal length, one for each of its inputs.
        batch_size: how many go in at once, at least 1.

    Returns:
        float32 array, shape (n, *output shape); n may be 0.

    Raises:
        ValueError: for a batch size below 1.

    >>> from gan_utils import models
    >>> in_parts(models.mlp_generator((2,), 3, (4,)), [np.zeros((5, 3), "float32")], batch_size=2).shape
    (5, 2)
    """
    size, made = whole(batch_size, "batch_size", 1), []
    for start in range(0, len(inputs[0]), size):
        part = [array[start : start + size] for array in inputs]
        made.append(np.asarray(model(part if len(part) > 1 else part[0], training=False)))
    return np.concatenate(made) if made else np.zeros((0, *model.output_shape[1:]), np.float32)
