"""What `GAN` checks before it starts: that networks, settings, batches and labels fit each other."""

import math
import warnings

import keras
import numpy as np

from gan_utils import losses
from gan_utils._checked import real, whole
from gan_utils.models.labels import n_classes_of

_SCHEDULE = (
    "changes model.optimizer, and a GAN has two: give each its schedule, as in "
    "keras.optimizers.Adam(keras.optimizers.schedules.CosineDecay(1e-3, 5000))"
)
# What such a callback needs, and a GAN has not: one optimizer, or a file for the whole model.
_OTHER_WAYS = {
    "LearningRateScheduler": _SCHEDULE,
    "ReduceLROnPlateau": _SCHEDULE,
    "ModelCheckpoint": "writes a model for Keras to load, which a GAN is not: use training.Checkpoint(folder), which "
    "keeps the run, or training.KeepBest(metric, path=…), which keeps the best generator",
    "BackupAndRestore": "cannot restore two optimizers and the place in the data: use "
    "training.Checkpoint(folder, resume=True)",
}


def as_callbacks(callbacks):
    """Return callbacks as a list: none for None, one by itself in a list of one, as Keras has it.

    Raises:
        ValueError: for what is no callback, and for those of Keras that cannot work with two optimizers.
    """
    if callbacks is None:
        return []
    if not isinstance(callbacks, keras.callbacks.Callback) and not hasattr(callbacks, "__iter__"):
        raise ValueError(f"callbacks takes Keras callbacks, such as training.SampleGrid(), got {callbacks!r}")
    found = [callbacks] if isinstance(callbacks, keras.callbacks.Callback) else list(callbacks)
    for one in found:
        if not isinstance(one, keras.callbacks.Callback):
            raise ValueError(f"callbacks takes Keras callbacks, such as training.SampleGrid(), got {one!r}")
        for kind in type(one).__mro__:
            if kind.__name__ in _OTHER_WAYS and kind.__module__.startswith("keras."):
                raise ValueError(f"{kind.__name__} {_OTHER_WAYS[kind.__name__]}")
    return found


def as_optimizer(optimizer, which):
    """Return an optimizer: one by its name as Keras has it, and Adam(2e-4, beta_1=0.5) for None.

    Raises:
        ValueError: for a name that Keras does not know, or what is no optimizer.
    """
    if optimizer is None:
        return keras.optimizers.Adam(2e-4, beta_1=0.5)
    if isinstance(optimizer, keras.optimizers.Optimizer):
        return optimizer
    try:
        if not isinstance(optimizer, str):
            raise ValueError
        return keras.optimizers.get(optimizer)
    except ValueError:
        raise ValueError(
            f"{which} must be a Keras optimizer or the name of one, such as keras.optimizers.Adam(2e-4, beta_1=0.5) or "
            f'"adam", got {optimizer!r}'
        ) from None


def check_optimizer_is_free(optimizer, which, name, variables):
    """Raise a `ValueError` when an optimizer keeps the moments of other weights than `variables`, those of `name`."""
    known = {id(variable) for variable in getattr(optimizer, "_trainable_variables", None) or []}
    if optimizer.built and any(id(variable) not in known for variable in variables):
        raise ValueError(
            f"{which} has trained another network, whose moments it keeps: make a new one for {name!r}, as in "
            "keras.optimizers.Adam(2e-4, beta_1=0.5)"
        )


def check_run(epochs, initial_epoch, verbose, steps_per_epoch):
    """Raise a `ValueError` for how long `fit` should train, or how it should report, when that is no such thing."""
    whole(epochs, "epochs", 0)
    whole(initial_epoch, "initial_epoch", 0)
    if steps_per_epoch is not None:
        whole(steps_per_epoch, "steps_per_epoch", 1)
    if not any(verbose is one for one in (True, False)) and verbose not in (0, 1, 2, "auto"):
        raise ValueError(f"verbose must be 0 (silent), 1 (a bar) or 2 (a line an epoch), got {verbose!r}")


def check_networks(generator, discriminator):
    """Raise a `ValueError` when the discriminator does not take what the generator makes, or gives no logit."""
    for which, network in (("generator", generator), ("discriminator", discriminator)):
        check_built(which, network, f"models.dcgan_{which}(…)")
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


def check_built(which, network, such_as, second="labels"):
    """Raise a `ValueError` for what is no built network of one or two inputs, with an example of one that is."""
    if not isinstance(network, keras.Model):
        raise ValueError(f"the {which} must be a keras.Model, such as {such_as}, got {network!r}")
    try:
        inputs, shape = network.inputs, network.output_shape
    except (AttributeError, ValueError):
        inputs, shape = None, None
    if not inputs or not isinstance(shape, tuple):
        raise ValueError(
            f"the {which} does not say what it takes and returns: build it from keras.Input by keras.Model(inputs, "
            "outputs), or put a keras.Input first in keras.Sequential; a class of its own needs such a model around it"
        )
    if len(inputs) > 2:
        raise ValueError(
            f"the {which} takes {len(inputs)} inputs, expected one, or two of which the second is {second}"
        )


def check_hearing(generator, discriminator):
    """Raise a `ValueError` when G is told a label that D never sees, so that nobody makes it obey."""
    if len(generator.inputs) == 2 and len(discriminator.inputs) == 1:
        raise ValueError(
            "the generator takes labels but the discriminator does not, so nothing teaches the generator to obey them: "
            "build both with n_classes, or neither"
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
    whole(n_classes, "n_classes", 1)
    for which, count in counts.items():
        if count < n_classes:
            raise ValueError(
                f"n_classes is {n_classes} but the {which} knows {count}: build it with n_classes={n_classes}"
            )


def unpaired_loss(loss, why):
    """Return the `GANLoss` of a name, or raise a `ValueError` for one that compares pairs; `why` says what is amiss."""
    found = losses.get(loss)
    if found.relativistic:
        raise ValueError(
            f"a relativistic loss pairs each fake with a real sample, {why}: choose another, such as non_saturating or "
            "hinge"
        )
    return found


def check_settings(penalty, penalty_weight, n_critic, weight_clip):
    """Raise a `ValueError` for settings of `GAN.compile` alone that cannot work."""
    whole(n_critic, "n_critic", 1)
    real(penalty_weight, "penalty_weight", "of at least 0", lambda weight: weight >= 0)
    if penalty is None and penalty_weight:
        raise ValueError(
            f"penalty_weight is {penalty_weight} but penalty is None: name one of {', '.join(losses.PENALTIES)}"
        )
    if weight_clip is not None:
        real(weight_clip, "weight_clip", "above 0 (the paper clips at 0.01), or None to clip nothing", lambda c: c > 0)


def transport_schedule(weight, latent_dim, sample_shape):
    """Return λ of the transport cost as (first, last, steps), or None where it is 0 and stays so.

    >>> transport_schedule(0.1, 2, (2,)), transport_schedule((0.2, 0.0, 100), 2, (2,)), transport_schedule(0.0, 8, (2,))
    ((0.1, 0.1, 1), (0.2, 0.0, 100), None)
    """
    first, last, steps = weight if isinstance(weight, (tuple, list)) and len(weight) == 3 else (weight, weight, 1)
    for number in (first, last):
        real(number, "transport_weight", "of at least 0, or (first, last, steps)", lambda value: value >= 0)
    steps = whole(steps, "the steps of transport_weight", 1)
    if not first and not last:
        return None
    if latent_dim != math.prod(sample_shape):
        raise ValueError(
            f"transport_weight compares z with G(z), but z has {latent_dim} numbers and a sample "
            f"{math.prod(sample_shape)}: build the generator with latent_dim={math.prod(sample_shape)}"
        )
    return float(first), float(last), steps


def check_optimizers(g_optimizer, d_optimizer):
    """Raise a `ValueError` when two networks would share one optimizer."""
    if g_optimizer is d_optimizer:
        raise ValueError(
            "generator and discriminator need an optimizer each: an optimizer keeps the moments of one network"
        )


def check_average(ema_decay, ema_warmup):
    """Raise a `ValueError` for a decay of the moving average that is none, or a warm-up without one."""
    if ema_decay is not None:
        real(ema_decay, "ema_decay", "between 0 and 1, such as 0.99 for short runs", lambda decay: 0 < decay < 1)
    if ema_warmup and ema_decay is None:
        raise ValueError("ema_warmup needs an average to warm up: give ema_decay too, such as 0.99")


def yes_or_no(value, name):
    """Return `value` if it is True or False, or raise a `ValueError` that says it must be one of them."""
    if value is not True and value is not False:
        raise ValueError(f"{name} must be True or False, got {value!r}")
    return value


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


def checked_labels(labels, n, n_classes):
    """Return `labels` as int32, shape (n,), or raise a `ValueError` that lists the classes there are."""
    valid = f"the classes 0 to {n_classes - 1}"
    if labels is None:
        raise ValueError(f"this generator needs labels, one of {valid} for each sample")
    try:
        labels = np.asarray(labels)
    except ValueError:  # rows of several lengths
        raise ValueError(f"labels must have shape ({n},), one of {valid} for each sample") from None
    if labels.shape != (n,):
        hint = "; one-hot rows become numbers by labels.argmax(axis=1)" if labels.ndim == 2 else ""
        raise ValueError(f"labels must have shape ({n},), one for each sample, got {labels.shape}{hint}")
    if labels.dtype.kind not in "iuf" or not np.array_equal(labels, np.round(labels)):
        raise ValueError(f"labels must be whole numbers, {valid}, got {labels.tolist()[:3]}{'…' if n > 3 else ''}")
    wrong = sorted({int(label) for label in labels if not 0 <= label < n_classes})
    if wrong:
        raise ValueError(f"unknown class label {wrong[0]}: choose from {valid}")
    return labels.astype(np.int32)


def checked_latents(z, latent_dim, n=None):
    """Return latents as float32, shape (n, latent_dim), or raise a `ValueError` that says what they should be."""
    wanted = f"z must have shape ({'n' if n is None else n}, {latent_dim})"
    try:
        z = np.asarray(z)
        z = z if np.iscomplexobj(z) else z.astype(np.float32)
    except (TypeError, ValueError):
        raise ValueError(f"{wanted} and hold numbers alone, which this {type(z).__name__} does not") from None
    if z.ndim != 2 or z.shape[1] != latent_dim or (n is not None and len(z) != n):
        raise ValueError(f"{wanted}, got {z.shape}")
    if np.iscomplexobj(z) or not np.isfinite(z).all():
        raise ValueError(f"{wanted} and hold finite real numbers, got some that are not")
    return z
