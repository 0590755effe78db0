"""What `GAN` checks before it starts: that networks, settings, batches and labels fit each other."""

import warnings

import keras
import numpy as np

from gan_utils import losses
from gan_utils.models.labels import n_classes_of


def check_networks(generator, discriminator):
    """Raise a `ValueError` when the discriminator does not take what the generator makes, or gives no logit."""
    made, wanted = tuple(generator.output_shape[1:]), tuple(discriminator.inputs[0].shape[1:])
    if made != wanted:
        raise ValueError(
            f"the generator makes samples of shape {made} but the discriminator takes {wanted}: "
            "build both with the same shape"
        )
    if tuple(discriminator.output_shape[1:]) != (1,):
        raise ValueError(
            f"the discriminator must return one logit a sample, shape (batch, 1), not {discriminator.output_shape}"
        )


def count_classes(generator, discriminator, n_classes=None):
    """Return how many classes the labels name: `n_classes` where it is given, else what the networks show.

    Returns:
        An int, or None where there are no labels to choose from.

    Raises:
        ValueError: when the networks know different numbers of classes, fewer than `n_classes` says, or none at all;
            and when the generator takes labels, and their number can neither be told nor is given.
    """
    networks = {"generator": generator, "discriminator": discriminator}
    known = {which: n_classes_of(network) for which, network in networks.items() if len(network.inputs) == 2}
    counts = {which: count for which, count in known.items() if count is not None}
    if n_classes is not None:
        _check_given(n_classes, known, counts)
        return int(n_classes)
    if len(set(counts.values())) > 1:
        raise ValueError(
            f"the generator knows {counts['generator']} classes but the discriminator {counts['discriminator']}: "
            "build both with the same n_classes"
        )
    if "generator" in known and not counts:
        raise ValueError(
            "the number of classes cannot be told, since the labels go into no Embedding and no one-hot vector: say "
            "it, as in GAN(generator, discriminator, n_classes=10)"
        )
    return next(iter(counts.values()), None)


def _check_given(n_classes, known, counts):
    if not known:
        raise ValueError(f"n_classes is {n_classes} but neither network takes labels: build both with n_classes, too")
    if n_classes != int(n_classes) or n_classes < 1:
        raise ValueError(f"n_classes must be a whole number of at least 1, got {n_classes}")
    for which, count in counts.items():
        if count < n_classes:
            raise ValueError(
                f"n_classes is {n_classes} but the {which} knows {count}: build it with n_classes={n_classes}"
            )


def check_settings(g_optimizer, d_optimizer, penalty, penalty_weight, n_critic, ema_decay, ema_warmup, weight_clip):
    """Raise a `ValueError` for settings of `GAN.compile` that cannot work."""
    if g_optimizer is d_optimizer:
        raise ValueError(
            "generator and discriminator need an optimizer each: an optimizer keeps the moments of one network"
        )
    if n_critic < 1:
        raise ValueError(f"n_critic must be at least 1, got {n_critic}")
    if ema_decay is not None and not 0 < ema_decay < 1:
        raise ValueError(f"ema_decay must lie between 0 and 1, got {ema_decay}; 0.99 is usual for short runs")
    if ema_warmup and ema_decay is None:
        raise ValueError("ema_warmup needs an average to warm up: give ema_decay too, such as 0.99")
    if penalty is None and penalty_weight:
        raise ValueError(
            f"penalty_weight is {penalty_weight} but penalty is None: name one of {', '.join(losses.PENALTIES)}"
        )
    if weight_clip is not None and not 0 < weight_clip < np.inf:
        raise ValueError(
            f"weight_clip must be a positive number, got {weight_clip}; the paper clips at 0.01, and None clips nothing"
        )


def warn_of_batch_norm(discriminator, penalty):
    """Warn when a penalty on the slope meets batch normalisation, which mixes the images of a batch."""
    holds_it = any(isinstance(layer, keras.layers.BatchNormalization) for layer in discriminator._flatten_layers())
    if penalty is not None and holds_it:
        warnings.warn(
            "The penalty wants the discriminator's slope at each image by itself, but its batch normalisation mixes "
            "the images of a batch: build the discriminator with batch_norm=False.",
            UserWarning,
            stacklevel=3,
        )


def check_batches(batches, sample_shape, conditional):
    """Raise a `ValueError` when `batches` do not fit networks for `sample_shape`, naming both shapes."""
    spec = getattr(batches, "element_spec", None)
    if spec is None:
        raise ValueError(f"fit takes batches, such as digits.batches(64, seed=0), not {type(batches).__name__}")
    image_spec = spec[0] if isinstance(spec, tuple) else spec
    got = tuple(image_spec.shape[1:])
    if got != sample_shape:
        raise ValueError(
            f"the batches hold samples of shape {got} but the networks take {sample_shape}: "
            "build the networks with the dataset's image_shape"
        )
    if not image_spec.dtype.is_floating:
        raise ValueError(
            f"the batches hold {image_spec.dtype.name}, but models take float32 in [-1, 1]: use data.to_model"
        )
    if conditional and not isinstance(spec, tuple):
        raise ValueError("a conditional GAN needs labels: use batches(…, labels=True)")
    if len(got) == 3:
        _check_range(next(iter(batches.take(1))))


def _check_range(batch):
    """Raise or warn when a batch of images does not span [-1, 1], the range of the generator's tanh."""
    images = np.asarray(batch[0] if isinstance(batch, tuple) else batch)
    low, high = float(images.min()), float(images.max())
    if low < -1.01 or high > 1.01:
        raise ValueError(
            f"the batches hold values in [{low:.4g}, {high:.4g}], but models take [-1, 1]: "
            "use data.to_model on uint8 images"
        )
    if low >= 0.0 < high:
        warnings.warn(
            f"The first batch lies in [{low:.4g}, {high:.4g}]; the generator's tanh makes [-1, 1], which the "
            "discriminator will tell apart at once. Rescale with 2·x − 1.",
            UserWarning,
            stacklevel=3,
        )


def checked_labels(labels, n, n_classes):
    """Return `labels` as int32, shape (n,), or raise a `ValueError` that lists the classes there are."""
    valid = f"the classes 0 to {n_classes - 1}"
    if labels is None:
        raise ValueError(f"this generator needs labels, one of {valid} for each sample")
    labels = np.asarray(labels)
    if labels.shape != (n,):
        raise ValueError(f"labels must have shape ({n},), one for each sample, got {labels.shape}")
    wrong = sorted({int(label) for label in labels if not 0 <= label < n_classes})
    if wrong:
        raise ValueError(f"unknown class label {wrong[0]}: choose from {valid}")
    return labels.astype(np.int32)
