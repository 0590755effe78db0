"""`ImagePairs`: pictures and what should become of them, in step."""

from dataclasses import dataclass

import numpy as np

from gan_utils._checked import whole
from gan_utils.data import checking
from gan_utils.data.dataset import _scaled


@dataclass(frozen=True, eq=False, repr=False)
class ImagePairs:
    """Pictures that belong together two by two: what a network is given, and what it should make of it.

    Args:
        inputs: uint8, shape (n, height, width, channels), of as many channels as the network takes: several pictures
            may lie behind each other.
        targets: uint8, shape (n, height, width, channels); of the same sides, with 1 or 3 channels.

    Raises:
        ValueError: when they are not uint8 pictures, or differ in number or sides.

    >>> pictures = np.zeros((6, 32, 32, 3), "uint8")
    >>> ImagePairs(pictures[..., :1], pictures)
    ImagePairs of 6, 32×32×1 → 32×32×3
    """

    inputs: np.ndarray
    targets: np.ndarray

    def __post_init__(self):
        checking.check_images(self.inputs, None, stacked=True)
        checking.check_images(self.targets, None)
        if len(self.inputs) != len(self.targets):
            raise ValueError(
                f"there are {len(self.inputs):,} inputs but {len(self.targets):,} targets: each input needs its own "
                "target, in the same place"
            )
        if self.inputs.shape[1:3] != self.targets.shape[1:3]:
            sides = ["×".join(map(str, images.shape[1:3])) for images in (self.inputs, self.targets)]
            raise ValueError(
                f"the inputs are {sides[0]} but the targets {sides[1]}: bring them to one size first, small ones by "
                "data.enlarged"
            )

    def __len__(self):
        return len(self.inputs)

    def __repr__(self):
        shapes = ["×".join(map(str, images.shape[1:])) for images in (self.inputs, self.targets)]
        return f"ImagePairs of {len(self):,}, {shapes[0]} → {shapes[1]}"

    def batches(self, batch_size, *, seed):
        """Return shuffled batches of (inputs, targets), float32 in [-1, 1], that reshuffle each epoch.

        They come in an order that can be had again, as those of `ImageDataset.batches`, and every batch is whole.

        Args:
            batch_size: pairs a batch.
            seed: fixes the order of this epoch and of those after it.

        Raises:
            ValueError: when the batch is larger than all, or is not a whole number of at least 1.

        >>> pictures = np.zeros((6, 8, 8, 1), "uint8")
        >>> [tuple(part.shape) for part in next(iter(ImagePairs(pictures, pictures).batches(4, seed=0)))]
        [(4, 8, 8, 1), (4, 8, 8, 1)]
        """
        checking.check_batch_size(batch_size, len(self), self.inputs.shape[1:])
        import tensorflow as tf

        from gan_utils.data.order import shuffled_batches

        def read(index):
            return self.inputs[index], self.targets[index]

        def batch(index):
            pair = tf.numpy_function(read, [index], (tf.uint8, tf.uint8), stateful=False)
            shapes = [(batch_size, *images.shape[1:]) for images in (self.inputs, self.targets)]
            return tuple(
                _scaled(tf.cast(tf.ensure_shape(part, shape), tf.float32))
                for part, shape in zip(pair, shapes, strict=True)
            )

        return shuffled_batches(self, len(self), batch_size, whole(seed, "seed"), batch)
