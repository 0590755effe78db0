"""`ImageDataset`: images, labels and their card; and the two conversions of range."""

from dataclasses import dataclass, replace

import numpy as np

from gan_utils._checked import whole
from gan_utils.data import checking


@dataclass(frozen=True)
class DatasetCard:
    """What a dataset is, where it comes from and what it may be used for."""

    name: str
    title: str
    image_shape: tuple[int, int, int]
    n_classes: int
    class_names: tuple[str, ...]
    source: str
    licence: str
    needs_network: bool
    notes: str = ""
    n_train: int = 0
    n_test: int = 0

    def __str__(self):
        height, width, channels = self.image_shape
        return (
            f"{self.title}\n"
            f"  images  {height}×{width}×{channels}, uint8\n"
            f"  classes {self.n_classes}: {', '.join(self.class_names)}\n"
            + (f"  split   {self.n_train:,} train, {self.n_test:,} test\n" if self.n_train else "")
            + f"  source  {self.source}\n"
            f"  licence {self.licence}\n"
            f"  network {'needed for the first load' if self.needs_network else 'not needed'}"
            + (f"\n  note    {self.notes}" if self.notes else "")
        )


def _scaled(pixels):
    """Return float32 pixels in [0, 255], an array or a tensor, in [-1, 1]: the one formula for both."""
    return pixels / np.float32(127.5) - np.float32(1)


def to_model(images):
    """Convert uint8 images in [0, 255] to float32 in [-1, 1], the range of tanh.

    Raises:
        ValueError: when `images` is not uint8.

    >>> to_model(np.array([0, 255], "uint8"))
    array([-1.,  1.], dtype=float32)
    """
    images = np.asarray(images)
    if images.dtype != np.uint8:
        raise ValueError(
            f"to_model takes uint8 images in [0, 255], not {images.dtype}; "
            "if they are in [-1, 1] already, pass them to the model as they are"
        )
    return _scaled(images.astype(np.float32))


def to_display(images):
    """Convert float images in [-1, 1] to uint8 in [0, 255]; uint8 images pass through.

    Raises:
        ValueError: for another dtype, for NaN, or for values outside [-1, 1] by more than 0.01, because a
            picture that is clipped in silence hides a bug.

    >>> to_display(np.array([-1.0, 0.0, 1.0]))
    array([  0, 128, 255], dtype=uint8)
    """
    images = np.asarray(images)
    if images.dtype == np.uint8:
        return images
    if not np.issubdtype(images.dtype, np.floating):
        raise ValueError(f"to_display takes floats in [-1, 1] or uint8 in [0, 255], not {images.dtype}")
    low, high = (float(images.min()), float(images.max())) if images.size else (0.0, 0.0)
    if not (low >= -1.01 and high <= 1.01):
        raise ValueError(
            f"to_display takes values in [-1, 1], got [{low:.3g}, {high:.3g}]; "
            "end the generator with tanh, or rescale the images first"
        )
    return np.clip(np.rint((images + 1.0) * 127.5), 0, 255).astype(np.uint8)


@dataclass(frozen=True, eq=False, repr=False)
class ImageDataset:
    """Images with their labels and card; of your own pictures, the images alone will do.

    Args:
        images: uint8, shape (n, height, width, channels). They need not be square.
        labels: whole numbers from 0, shape (n,), or one name for each image; by default all images are of one class.
        card: the `DatasetCard`; by default one that says what the images and labels show of themselves.

    Attributes:
        images, labels, card: the same; labels are int32.

    Raises:
        ValueError: when images or labels have the wrong shape or dtype, or there are none.

    >>> pictures = np.zeros((6, 48, 32, 3), "uint8")
    >>> ImageDataset(pictures)
    ImageDataset of 6 images of 48×32×3 in 1 class (images): images of your own
    >>> ImageDataset(pictures, ["cup", "jug", "cup", "pot", "jug", "cup"]).labels
    array([0, 1, 0, 2, 1, 0], dtype=int32)
    """

    images: np.ndarray
    labels: np.ndarray | None = None
    card: DatasetCard | None = None

    def __post_init__(self):
        checking.check_images(self.images, self.card)
        labels, names = checking.as_labels(self.labels, len(self.images), self.card)
        object.__setattr__(self, "labels", labels)
        if self.card is None:
            object.__setattr__(self, "card", _own_card(self.images, names))
        checking.check_labels(self.labels, len(self.images), self.card)

    def __len__(self):
        return len(self.images)

    def __repr__(self):
        height, width, channels = self.image_shape
        n, names = self.card.n_classes, [str(name) for name in self.card.class_names]
        shown = ", ".join(names if len(names) <= 4 else [*names[:3], "…", names[-1]])
        classes = f"{n} class{'es' if n != 1 else ''} ({shown})"
        title = self.card.title.partition(":")[0]
        return f"ImageDataset of {len(self):,} images of {height}×{width}×{channels} in {classes}: {title}"

    @property
    def image_shape(self):
        """(height, width, channels)."""
        return tuple(int(side) for side in self.images.shape[1:])

    def subset(self, index):
        """Return the images and labels at `index` (a slice, indices or a mask) as a dataset.

        >>> from gan_utils import data
        >>> digits = data.load("digits")
        >>> set(digits.subset(digits.labels == 3).labels.tolist())
        {3}
        """
        return ImageDataset(self.images[index], self.labels[index], self.card)

    def split(self, part=0.2, seed=0):
        """Return (the rest, a part held out): of each class the same share, so that a rare class is in both.

        Args:
            part: share that is held out, between 0 and 1; of each class at least one image is.
            seed: of the choice.

        Raises:
            ValueError: for another part, or a class with a single image.

        >>> from gan_utils import data
        >>> rest, held_out = data.load("digits").split(0.25)
        >>> len(rest), len(held_out), len(set(held_out.labels.tolist()))
        (1078, 360, 10)
        """
        if not 0 < part < 1:
            raise ValueError(f"part must lie between 0 and 1, got {part}: 0.2 holds one image in five out")
        rng, chosen = np.random.default_rng(seed), []
        for label in np.unique(self.labels):
            places = rng.permutation(np.flatnonzero(self.labels == label))
            if len(places) < 2:
                name = self.card.class_names[label]
                raise ValueError(f"the class {name} has one image, which cannot be learnt from and held out: add some")
            chosen.append(places[: min(max(1, round(part * len(places))), len(places) - 1)])
        held_out = np.zeros(len(self), bool)
        held_out[np.concatenate(chosen)] = True
        return self.subset(~held_out), self.subset(held_out)

    def relabelled(self, labels, class_names):
        """Return the same images with other labels, such as another factor of what they show.

        Args:
            labels: ints, shape (n,), from 0 to the number of names − 1.
            class_names: what each label stands for.

        Raises:
            ValueError: for labels that do not fit the images or the names.

        >>> from gan_utils import data
        >>> digits = data.load("digits")
        >>> odd = digits.relabelled(digits.labels % 2, ("even", "odd"))
        >>> odd.card.n_classes, odd.card.class_names[odd.labels[0]] == ("even", "odd")[digits.labels[0] % 2]
        (2, True)
        """
        names = tuple(str(name) for name in class_names)
        card = replace(self.card, n_classes=len(names), class_names=names)
        return ImageDataset(self.images, checking.as_labels(np.asarray(labels), len(self), card)[0], card)

    def clustered(self, k=50, seed=0):
        """Return the same images with clusters as labels: nobody has to have labelled them.

        The labels that there were are not looked at. `clusters.cluster` says how the images are sorted.

        Args:
            k: how many clusters, from 2 to the number of images.
            seed: fixes where k-means begins.

        Returns:
            An `ImageDataset` whose labels run from 0, the largest cluster, to k − 1.

        Raises:
            ValueError: for a k that does not fit, or fewer different images than clusters.

        Reference: Liu et al. 2020, arXiv:2006.10728; Sage et al. 2018, arXiv:1712.04407, section 3.

        >>> from gan_utils import data
        >>> clusters = data.load("digits").clustered(k=20)
        >>> clusters.labels.max().item(), clusters.card.n_classes
        (19, 20)
        """
        from gan_utils.data.clusters import cluster

        labels = cluster(self.images, k, seed)
        names = tuple(f"cluster {i}" for i in range(k))
        title = f"{self.card.title}; in {k} clusters in place of labels"
        return ImageDataset(self.images, labels, replace(self.card, title=title, n_classes=int(k), class_names=names))

    def batches(self, batch_size, *, seed, labels=False):
        """Return shuffled batches as a `tf.data.Dataset` that reshuffles each epoch.

        Every batch is whole: the rest of an epoch that does not fill one is left out of that epoch, and the
        reshuffle gives its images their turn in the next.

        Args:
            batch_size: images a batch.
            seed: fixes the order of this epoch and of those after it.
            labels: whether to yield (images, labels) instead of images.

        Returns:
            float32 batches of shape (batch_size, height, width, channels) in [-1, 1]; with labels, int32 of
            shape (batch_size,) beside them.

        Raises:
            ValueError: when the batch is larger than the dataset, or is not a whole number of at least 1.

        The batches hold no copy of the images: each is read from `images` when its turn comes.

        The order of pass e over the batches depends on e, on `seed` and, like everything random in TensorFlow, on
        `tf.random.set_seed`. The dataset's attribute `order.position` is the number of the next pass: assign to it
        to have any pass again, as `training.Checkpoint` does to go on with an interrupted run.

        >>> from gan_utils import data
        >>> batches = data.load("digits").batches(64, seed=0)
        >>> first, second = (next(iter(batches)).numpy() for _ in range(2))
        >>> batches.order.position = 0
        >>> again = next(iter(batches)).numpy()
        >>> bool((again == first).all()), bool((again == second).all())
        (True, False)
        """
        checking.check_batch_size(batch_size, len(self), self.image_shape)
        if not isinstance(labels, (bool, np.bool_)):
            raise ValueError(
                "labels says whether to yield the dataset's own, True or False; relabelled(…) changes them"
            )
        seed = whole(seed, "seed")
        from gan_utils.data.order import shuffled_batches

        return shuffled_batches(self, len(self), batch_size, seed, self._reader(batch_size, labels))

    def _reader(self, batch_size, labels):
        """Return a function from a tensor of indices to their images in [-1, 1], with their labels if wanted."""
        import tensorflow as tf

        def read(index):
            return self.images[index], self.labels[index]

        def batch(index):
            images, classes = tf.numpy_function(read, [index], (tf.uint8, self.labels.dtype), stateful=False)
            images = _scaled(tf.cast(tf.ensure_shape(images, (batch_size, *self.image_shape)), tf.float32))
            return (images, tf.ensure_shape(classes, (batch_size,))) if labels else images

        return batch


def _own_card(images, names):
    """Return the card of images about which nothing is known but what they show."""
    return DatasetCard(
        name="own",
        title="images of your own",
        image_shape=tuple(int(side) for side in images.shape[1:]),
        n_classes=len(names),
        class_names=tuple(names),
        source="not said",
        licence="not said",
        needs_network=False,
        n_train=len(images),
    )
