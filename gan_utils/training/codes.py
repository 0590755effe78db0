"""What an InfoGAN's generator is given: noise, one class in a one-hot vector, continuous codes in [-1, 1]."""

import keras
import numpy as np

from gan_utils.training import checks


def check_networks(generator, discriminator, classes_only):
    """Raise a `ValueError` when the discriminator has no heads, or takes what the generator does not make.

    Args:
        generator: a built `keras.Model`.
        discriminator: from samples to a dictionary of `logit`, `classes` and `uniform`, as `models.with_heads` gives.
        classes_only: whether a head for classes is all that it may have, and must.
    """
    checks.check_built("generator", generator, "models.dcgan_generator(…)")
    heads = discriminator.output if isinstance(discriminator, keras.Model) and discriminator.inputs else None
    if not isinstance(heads, dict) or "logit" not in heads or len(heads) < 2:
        raise ValueError(
            f"the discriminator {getattr(discriminator, 'name', discriminator)!r} has no heads: give it some by "
            "models.with_heads(discriminator, n_classes=10)"
        )
    made, wanted = tuple(generator.output_shape[1:]), tuple(discriminator.inputs[0].shape[1:])
    if made != wanted:
        raise ValueError(
            f"the generator makes samples of shape {made} but the discriminator takes {wanted}: "
            "build both with the same shape"
        )
    if classes_only and set(heads) != {"logit", "classes"}:
        raise ValueError(
            f"the discriminator has the outputs {', '.join(heads)}, expected logit and classes: an AC-GAN tells the "
            "class alone, so build its head with n_classes and no n_uniform"
        )


def head_width(discriminator, which):
    """Return how many numbers a head gives, 0 where there is none of that name."""
    return discriminator.output[which].shape[-1] if which in discriminator.output else 0


def noise_width(generator, n_classes, n_uniform):
    """Return how wide the noise is beside the codes.

    Raises:
        ValueError: for a generator of two inputs, or one with no room for noise.
    """
    if len(generator.inputs) != 1:
        raise ValueError(
            "an InfoGAN's generator takes one vector of noise and codes, but this one takes labels: build it without "
            "n_classes"
        )
    width = generator.inputs[0].shape[-1]
    if width <= n_classes + n_uniform:
        raise ValueError(
            f"the generator takes {width} numbers and the heads tell {n_classes} + {n_uniform} of them, which leaves "
            f"no noise: build it with latent_dim={62 + n_classes + n_uniform}, for 62 of noise"
        )
    return width - n_classes - n_uniform


def checked_uniform(uniform, n, n_uniform):
    """Return continuous codes as float32, shape (n, n_uniform), or raise a `ValueError` for what is none."""
    wanted = f"uniform must have shape ({n}, {n_uniform}), one number in [-1, 1] for each code"
    if not n_uniform:
        raise ValueError("this generator has no continuous codes: leave uniform out, or build heads with n_uniform=2")
    try:
        uniform = np.asarray(uniform, np.float32)
    except (TypeError, ValueError):
        raise ValueError(f"{wanted}, and hold numbers alone") from None
    if uniform.shape != (n, n_uniform):
        raise ValueError(f"{wanted}, got {uniform.shape}")
    if not (np.isfinite(uniform).all() and np.abs(uniform).max(initial=0.0) <= 1.0):
        raise ValueError(
            f"{wanted}, got numbers from {uniform.min():.4g} to {uniform.max():.4g}: the generator was never given "
            "codes outside that range, so clip them"
        )
    return uniform


def drawn(n, n_classes, n_uniform, seed):
    """Return (classes, continuous codes) drawn as in training: each class as likely, each code uniform in [-1, 1].

    Args:
        n: how many.
        n_classes, n_uniform: of the code; 0 for none.
        seed: of the draws.

    >>> classes, uniform = drawn(4, 10, 2, seed=0)
    >>> classes.shape, uniform.shape, bool(abs(uniform).max() <= 1)
    ((4,), (4, 2), True)
    """
    rng = np.random.default_rng([seed, 1])  # the noise is drawn from the seed itself
    classes = rng.integers(max(n_classes, 1), size=n).astype(np.int32)
    return classes, rng.uniform(-1.0, 1.0, (n, n_uniform)).astype(np.float32)


def joined(noise, classes, uniform, n_classes):
    """Return what the generator takes: noise, the class as a one-hot vector, the continuous codes, side by side.

    Args:
        noise: floats, shape (n, width).
        classes: ints, shape (n,).
        uniform: floats, shape (n, n_uniform).
        n_classes: of the one-hot vector; 0 for none.

    >>> joined(np.zeros((1, 2)), [1], np.full((1, 1), 0.5), n_classes=3).tolist()
    [[0.0, 0.0, 0.0, 1.0, 0.0, 0.5]]
    """
    one_hot = np.eye(n_classes, dtype=np.float32)[np.asarray(classes)] if n_classes else np.zeros((len(noise), 0))
    return np.concatenate([noise, one_hot, uniform], axis=1).astype(np.float32)
