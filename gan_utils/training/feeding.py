"""What `fit` is fed: batches brought into one form where Keras would take them, else refused before the first step."""

import contextlib
import warnings

import numpy as np
import tensorflow as tf

from gan_utils.data.order import roots_of

# What passes on the labels of what it is made from, some of them or all.
_SAME_LABELS = {f"{what}Dataset" for what in ("Take", "Repeat", "Skip", "Prefetch", "Shuffle", "Options")}
OUT_OF_RANGE = "a label is outside the classes"  # what the pipeline says, for `in_words` to find


def prepared(batches, sample_shape, conditional, n_classes, n_critic, steps_per_epoch=None):
    """Return batches that the training step can take, or raise in one sentence before it begins.

    As in Keras, a batch may be a tuple of one, and images may be of any float type; a short last batch is left out
    where several batches make a step. Labels may have a second axis of length 1, and any integer type.

    Args:
        batches: a `tf.data.Dataset`.
        sample_shape: of what the networks take, without the batch.
        conditional: whether a network takes labels.
        n_classes: how many classes there are, or None.
        n_critic: how many batches make a step.
        steps_per_epoch: how many steps an epoch has, or None for as many as there are batches.

    Raises:
        ValueError: naming what the batches hold and what the networks take.
    """
    batches = _some_batches(batches, n_critic, steps_per_epoch, "digits.batches(64, seed=0)")
    spec = batches.element_spec
    if isinstance(spec, tuple) and len(spec) == 1:
        batches, spec = batches.map(lambda images: images), spec[0]
    labelled = isinstance(spec, tuple)
    if isinstance(spec, dict) or (labelled and len(spec) != 2):
        held = f"dictionaries of {', '.join(map(str, spec))}" if isinstance(spec, dict) else f"tuples of {len(spec)}"
        raise ValueError(f"the batches hold {held}: a GAN takes images, or (images, labels)")
    if conditional and not labelled:
        raise ValueError("a conditional GAN needs labels: use batches(…, labels=True)")
    image_spec = spec[0] if labelled else spec
    if not all(isinstance(part, tf.TensorSpec) for part in (spec if labelled else (spec,))):
        held = " and ".join(type(part).__name__ for part in (spec if labelled else (spec,)))
        raise ValueError(f"the batches hold {held}: a GAN takes plain tensors, images or (images, labels)")
    # Points in the plane need no look at their range, and looking would have a shuffled dataset go on in another order.
    if len(sample_shape) == 3 or image_spec.shape.rank is None or (labelled and conditional):
        first = _first(batches)
        images, labels = first if labelled else (first, None)
        _check_images(images, image_spec.dtype, sample_shape)
        if labelled and conditional:
            _check_labels(labels, len(images), n_classes)
            _check_all_labels(batches, n_classes)
    else:
        _check_kind(tuple(image_spec.shape[1:]), image_spec.dtype, sample_shape)
    batches = _in_one_form(batches, spec, sample_shape, n_classes if conditional else None)
    return _whole(batches, labelled) if n_critic > 1 else batches


def prepared_pairs(batches, input_shape, target_shape, steps_per_epoch=None):
    """Return batches of (inputs, targets) that `ImageToImage` can take, or raise in one sentence before it begins.

    Args:
        batches: a `tf.data.Dataset`.
        input_shape, target_shape: of what the generator takes and makes, without the batch.
        steps_per_epoch: how many steps an epoch has, or None for as many as there are batches.

    Raises:
        ValueError: naming what the batches hold and what the networks take.
    """
    batches = _some_batches(batches, 1, steps_per_epoch, "data.ImagePairs(…).batches(64, seed=0)")
    spec = batches.element_spec
    if not (isinstance(spec, tuple) and len(spec) == 2 and all(isinstance(part, tf.TensorSpec) for part in spec)):
        raise ValueError(
            "the batches do not hold (inputs, targets): pair the pictures by data.ImagePairs(inputs, targets), then "
            ".batches(64, seed=0)"
        )
    first = _first(batches)
    for part, one, shape, what in zip(first, spec, (input_shape, target_shape), ("inputs", "targets"), strict=True):
        _check_images(part, one.dtype, shape, what)
    if len(first[0]) != len(first[1]):
        raise ValueError(f"a batch holds {len(first[0])} inputs but {len(first[1])} targets: each input needs its own")
    if all(one.dtype == tf.float32 and one.shape.rank == 1 + len(input_shape) for one in spec):
        return batches
    shapes = [(None, *shape) for shape in (input_shape, target_shape)]
    return batches.map(
        lambda *pair: tuple(tf.ensure_shape(tf.cast(part, tf.float32), shape) for part, shape in zip(pair, shapes))  # noqa: B905
    )


def _some_batches(batches, n_critic, steps_per_epoch, such_as):
    """Return as many batches as an epoch has, or raise for what are no batches, none, or without an end."""
    if getattr(batches, "element_spec", None) is None or not hasattr(batches, "take"):  # an iterator has one pass
        raise ValueError(f"fit takes batches, such as {such_as}, not {type(batches).__name__}")
    if steps_per_epoch is not None:
        _check_enough(int(batches.cardinality()), n_critic, steps_per_epoch)
        batches = batches.take(n_critic * steps_per_epoch)
    _check_length(batches, n_critic)
    return batches


@contextlib.contextmanager
def unmoved_by_the_end():
    """Keep quiet what Keras says whenever batches end whose number it could not know: that they ended."""
    with warnings.catch_warnings():
        warnings.filterwarnings("ignore", message="Your input ran out of data", category=UserWarning)
        yield


def _check_length(batches, n_critic):
    length = int(batches.cardinality())
    if length == tf.data.INFINITE_CARDINALITY:
        raise ValueError(
            "the batches never end, so no epoch would: end them with .take(1000), or give steps_per_epoch=1000"
        )
    if length == 0:
        raise ValueError(
            "there is not one batch: the images are fewer than a batch and drop_remainder leaves them out; make the "
            "batches smaller"
        )
    if 0 < length < n_critic:
        raise ValueError(
            f"n_critic={n_critic} takes {n_critic} batches a step and there are {length} in all: make the batches "
            "smaller, or repeat them with .repeat()"
        )


def _check_enough(length, n_critic, steps_per_epoch):
    if 0 <= length < n_critic * steps_per_epoch:
        raise ValueError(
            f"steps_per_epoch={steps_per_epoch} takes {n_critic * steps_per_epoch} batches an epoch and there are "
            f"{length} in all: repeat them with .repeat(), or leave steps_per_epoch out"
        )


def _first(batches):
    try:
        return next(iter(batches.take(1)))
    except StopIteration:
        raise ValueError("there is not one batch: look at what makes them, such as a filter") from None


def _check_kind(got, dtype, sample_shape, what="samples"):
    if got != sample_shape:
        raise ValueError(
            f"the batches hold {what} of shape {got} but the networks take {sample_shape}: "
            "build the networks with the dataset's image_shape"
        )
    if not dtype.is_floating:
        raise ValueError(f"the batches hold {dtype.name}, but models take float32 in [-1, 1]: use data.to_model")


def _check_images(images, dtype, sample_shape, what="samples"):
    _check_kind(tuple(images.shape[1:]), dtype, sample_shape, what)
    values = np.asarray(images, np.float32)
    if not len(values):
        raise ValueError(f"the first batch has shape {tuple(images.shape)}: expected one image or more in each")
    if not np.isfinite(values).all():
        bad = int((~np.isfinite(values.reshape(len(values), -1))).any(axis=1).sum())
        raise ValueError(
            f"{bad} of the {len(values)} {what} of the first batch hold values that are not finite (NaN or infinite): "
            "look for them with np.isnan(images)"
        )
    if len(sample_shape) == 3:
        _check_range(float(values.min()), float(values.max()))


def _check_range(low, high):
    """Raise or warn when a batch of images does not span [-1, 1], the range of the generator's tanh."""
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
            stacklevel=5,
        )


def _check_labels(labels, n, n_classes):
    """Raise for labels of a batch that name no class each."""
    shape = tuple(labels.shape)
    if shape not in ((n,), (n, 1)):
        hint = "; one-hot rows become numbers by labels.argmax(axis=1)" if len(shape) == 2 and shape[0] == n else ""
        raise ValueError(f"the labels of a batch of {n} have shape {shape}, expected ({n},): one number each{hint}")
    if not labels.dtype.is_integer:
        what = "names become numbers by np.unique(labels, return_inverse=True)[1]"
        if labels.dtype.is_floating:
            what = "give whole numbers, as labels.astype('int32')"
        raise ValueError(f"the labels are {labels.dtype.name}, expected whole numbers from 0: {what}")
    _check_values(np.asarray(labels), n_classes)


def _check_values(labels, n_classes):
    if n_classes is None or not labels.size:
        return
    low, high = int(labels.min()), int(labels.max())
    if low < 0 or high >= n_classes:
        counted = "; they count from 0, so take away 1" if low == 1 and high == n_classes else ""
        raise ValueError(
            f"the labels go from {low} to {high} but the networks know the classes 0 to {n_classes - 1}: build them "
            f"with as many classes as there are{counted}"
        )


def _check_all_labels(batches, n_classes):
    """Check the labels of the datasets behind the batches, which a look at the first batch may miss."""
    roots = roots_of(batches)
    while roots != [batches] and type(batches).__name__.strip("_") in _SAME_LABELS:
        (batches,) = batches._inputs()
    # Behind a map of the learner's own, the labels may be others than those of the dataset.
    if len(roots) == 1 and roots[0] is batches:
        _check_values(np.asarray(roots[0].source.labels), n_classes)


def _in_one_form(batches, spec, sample_shape, n_classes):
    """Return the batches as float32 of known shape with int32 labels; those that are so already stay as they are."""
    image_spec = spec[0] if isinstance(spec, tuple) else spec
    ours = len(roots_of(batches)) == 1 and hasattr(batches, "order")
    plain = image_spec.dtype == tf.float32 and image_spec.shape.rank == 1 + len(sample_shape)
    if not (ours or (plain and n_classes is None)):

        def bring(images, labels=None):
            images = tf.ensure_shape(tf.cast(images, tf.float32), (None, *sample_shape))
            if labels is None:
                return images
            if n_classes is None:
                return images, labels
            labels = tf.cast(tf.reshape(labels, (-1,)), tf.int64)  # which no label is too large for
            # On a GPU TensorFlow would look up a class that is none without a word; the pipeline runs on the CPU.
            inside = tf.debugging.assert_non_negative(labels, OUT_OF_RANGE)
            below = tf.debugging.assert_less(labels, tf.constant(n_classes, tf.int64), OUT_OF_RANGE)
            with tf.control_dependencies([inside, below]):
                return images, tf.cast(labels, tf.int32)

        batches = batches.map(bring)
    return batches


def _whole(batches, labelled):
    """Leave out batches that are shorter than one before: several make a step, and those must be of one size."""
    first = batches.element_spec[0] if labelled else batches.element_spec
    if first.shape[0] is not None:
        return batches

    def note(largest, batch):
        n = tf.shape(batch[0] if labelled else batch)[0]
        return tf.maximum(largest, n), (n >= largest, batch)

    def is_whole(whole, batch):
        return whole

    def without_note(whole, batch):
        return batch

    return batches.scan(tf.constant(0), note).filter(is_whole).map(without_note)


def in_words(error, n_classes):
    """Return a `ValueError` for what the pipeline found on the way, or None when it was something else."""
    if OUT_OF_RANGE in str(error):
        return ValueError(
            f"a batch held a label outside the classes 0 to {n_classes - 1}, so training stopped there: build the "
            "networks with as many classes as there are; classes count from 0"
        )
    return None
