"""Images on their way to features: one check for all extractors, and raw pixels as the plainest features."""

import numpy as np

from gan_utils.data.dataset import to_model


def in_model_range(images, image_shape=None, who="this extractor"):
    """Return images as floats in [-1, 1], uint8 converted, or raise one sentence that says what is wrong.

    Args:
        images: shape (n, height, width, channels), uint8 in [0, 255] or floats in [-1, 1].
        image_shape: what is wanted, or None for any.
        who: takes the images, for the message.

    Raises:
        ValueError: for another shape, or floats outside [-1, 1].

    >>> in_model_range(np.array([[[[0], [255]]]], "uint8")).ravel().tolist()
    [-1.0, 1.0]
    """
    images = np.asarray(images)
    if images.ndim != 4 or (image_shape is not None and images.shape[1:] != tuple(image_shape)):
        wanted = "height, width, channels" if image_shape is None else ", ".join(map(str, image_shape))
        raise ValueError(f"{who} takes images of shape (n, {wanted}), got {images.shape}")
    if images.dtype == np.uint8:
        return to_model(images)
    if len(images) and not (images.min() >= -1.01 and images.max() <= 1.01):
        raise ValueError(
            f"{who} takes floats in [-1, 1], got [{images.min():.3g}, {images.max():.3g}]; "
            "pass uint8 images, or rescale"
        )
    return images.astype(np.float32, copy=False)


class Pixels:
    """Images as their own features: each one flattened, in [-1, 1]."""

    name = "pixels"

    def features(self, images):
        """Return the pixels, float32, shape (n, height·width·channels).

        Args:
            images: shape (n, height, width, channels), uint8 in [0, 255] or floats in [-1, 1].

        Raises:
            ValueError: for another shape, or floats outside [-1, 1].
        """
        images = in_model_range(images)
        return images.reshape(len(images), int(np.prod(images.shape[1:])))
