"""What images and labels of a dataset have to be, and what to do about those that are something else."""

import numpy as np


def as_labels(labels, n, card):
    """Return (labels as int32 where they are whole numbers or names, the names of the classes)."""
    if labels is None:
        return np.zeros(n, np.int32), ["images"]
    labels = np.asarray(labels)
    if labels.dtype.kind in "US" and labels.shape == (n,) and card is None:
        names, places = np.unique(labels, return_inverse=True)
        return places.astype(np.int32), [str(name) for name in names]
    if np.issubdtype(labels.dtype, np.integer) and labels.size and abs(labels).max() < 2**31:
        labels = labels.astype(np.int32)
        return labels, [str(k) for k in range(max(int(labels.max()) + 1, 1))]
    return labels, []


def check_images(images, card, stacked=False):
    """Raise a `ValueError` for what is no batch of uint8 images, or not of the card's shape, saying what to do.

    Stacked ones may have any number of channels: several pictures of one size behind each other.
    """
    if not isinstance(images, np.ndarray):
        raise ValueError(
            f"images must be a uint8 array of shape (n, height, width, channels), got a {type(images).__name__}"
        )
    if images.dtype != np.uint8:
        raise ValueError(
            f"images must be uint8 in [0, 255], got {images.dtype} of shape {images.shape}; {_advice(images)}"
        )
    if images.ndim != 4:
        wanted = ", ".join(map(str, card.image_shape)) if card else "height, width, 1 or 3"
        raise ValueError(
            f"images must have shape (n, {wanted}), got {images.shape}; "
            "a grey image still needs its channel axis: images[..., None]"
        )
    if len(images) == 0:
        raise ValueError(f"the dataset is empty: it needs at least one image, got shape {images.shape}")
    if card is None:
        if images.shape[-1] not in (1, 3) and not stacked:
            raise ValueError(
                f"images must have shape (n, height, width, 1 or 3), got {images.shape}; four channels hold "
                "transparency: images[..., :3] leaves it out, and channels that come first go last by np.moveaxis"
            )
    elif images.shape[1:] != tuple(card.image_shape):
        raise ValueError(
            f"images of {card.name} must have shape {tuple(card.image_shape)} each, got {images.shape[1:]}; "
            "for another size, pass a card that says so: dataclasses.replace(card, image_shape=…)"
        )


def _advice(images):
    """Return how images of another dtype become uint8, as their values have it."""
    if images.dtype == bool:
        return "true and false become white and black by 255 * images.astype('uint8')"
    if images.dtype.kind not in "fiu" or not images.size:
        return "convert them to whole numbers from 0 (black) to 255 (white)"
    low, high = float(images.min()), float(images.max())
    between = f"they go from {low:.4g} to {high:.4g}: "
    if not np.isfinite(low + high):
        return "some of them are not finite: look for NaN with np.isnan(images).any()"
    if low >= 0 and high <= 1:
        return between + "bring them to 0…255 by np.rint(255 * images).astype('uint8')"
    if low >= -1.01 and high <= 1.01:
        return between + "convert those in [-1, 1] with to_display"
    if low >= 0 and high <= 255:
        return between + "round them by np.rint(images).astype('uint8')"
    if low >= 0 and high <= 65535:
        return between + "bring 16 bits to 8 by np.rint(images / 257).astype('uint8')"
    return between + "scale them to 0 (black) … 255 (white) first"


def check_labels(labels, n, card):
    """Raise a `ValueError` unless there is one whole number for each image, that of a class on the card."""
    if labels.shape != (n,):
        hot = labels.ndim == 2 and len(labels) == n and labels.shape[1] == card.n_classes
        hint = "; one-hot rows become numbers by labels.argmax(axis=1)" if hot or labels.ndim == 2 else ""
        raise ValueError(f"labels must have shape ({n},), one for each image, got {labels.shape}{hint}")
    if not np.issubdtype(labels.dtype, np.integer):
        raise ValueError(
            f"labels must be whole numbers (int32), got {labels.dtype}; names become numbers by "
            "np.unique(labels, return_inverse=True)[1]"
        )
    if labels.min() < 0 or labels.max() >= card.n_classes:
        count = "they count from 0, so take away 1" if labels.min() == 1 and labels.max() == card.n_classes else ""
        raise ValueError(
            f"labels of the dataset {card.name} must be from 0 to {card.n_classes - 1}, "
            f"got {labels.min()} to {labels.max()}{'; ' + count if count else ''}"
        )


def check_batch_size(batch_size, n, image_shape):
    """Raise a `ValueError` unless a batch is a whole number of images, from 1 to all n of them."""
    whole = isinstance(batch_size, (int, np.integer)) and not isinstance(batch_size, bool)
    if not (whole and 1 <= batch_size <= n):
        raise ValueError(
            f"a batch of shape {(batch_size, *image_shape)} does not fit a dataset of shape "
            f"{(n, *image_shape)}: choose a whole batch_size from 1 to {n}"
        )
