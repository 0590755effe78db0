"""Images on their way to features: one check for all, raw pixels as the plainest ones, and frequencies."""

import warnings

import numpy as np
from scipy.fft import dctn

from gan_utils.data.dataset import to_display, to_model
from gan_utils.metrics.progress import progress


def checked_images(images, image_shape=None, who="this extractor"):
    """Return images as an array, or raise one sentence that says what is wrong with their shape or range.

    Args:
        images: shape (n, height, width, channels), uint8 in [0, 255] or floats in [-1, 1].
        image_shape: what is wanted, or None for any.
        who: takes the images, for the message.

    Raises:
        ValueError: for another shape, or floats outside [-1, 1].

    Warns of floats without a negative one, which are most likely in [0, 1].

    >>> checked_images(np.zeros((2, 8, 8, 1), "uint8")).shape
    (2, 8, 8, 1)
    """
    images = np.asarray(getattr(images, "images", images))  # those of a dataset
    if images.ndim != 4 or (image_shape is not None and images.shape[1:] != tuple(image_shape)):
        wanted = "height, width, channels" if image_shape is None else ", ".join(map(str, image_shape))
        raise ValueError(f"{who} takes images of shape (n, {wanted}), got {images.shape}")
    if images.dtype.kind not in "biufO":
        raise ValueError(f"{who} takes uint8 images in [0, 255] or floats in [-1, 1], not {images.dtype}")
    if images.dtype.kind == "f" and np.isnan(images).any():
        raise ValueError(
            f"{who} takes floats in [-1, 1], and some of these are NaN: look for them with np.isnan(images)"
        )
    if images.dtype != np.uint8 and len(images) and not (images.min() >= -1.01 and images.max() <= 1.01):
        raise ValueError(
            f"{who} takes floats in [-1, 1], got [{images.min():.3g}, {images.max():.3g}]; "
            "pass uint8 images, or rescale"
        )
    if images.dtype != np.uint8 and len(images) and images.min() >= 0.0 < images.max():
        warnings.warn(
            f"These images lie in [{images.min():.3g}, {images.max():.3g}], where {who} expects [-1, 1] with −1 for "
            "black: in [0, 1] they would be grey and pale. Rescale with 2·x − 1.",
            UserWarning,
            stacklevel=3,
        )
    return images


def in_model_range(images):
    """Return checked images as float32 in [-1, 1]; only uint8 is converted.

    >>> in_model_range(np.array([[[[0], [255]]]], "uint8")).ravel().tolist()
    [-1.0, 1.0]
    """
    return to_model(images) if images.dtype == np.uint8 else images.astype(np.float32, copy=False)


def batches(images, size):
    """Yield `size` checked images at a time in [-1, 1], so that only one batch of floats is in memory, with a bar."""
    for start in progress(range(0, len(images), size), "features"):
        yield in_model_range(images[start : start + size])


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
        images = in_model_range(checked_images(images))
        return images.reshape(len(images), int(np.prod(images.shape[1:])))


class Spectrum:
    """How much of each frequency an image holds: log₁₀(|DCT| + 0.001), a cosine transform over height and width.

    The constant is about what rounding to 256 grey levels adds to a coefficient: below it there is nothing to see.

    Reference: Frank et al. 2020, arXiv:2003.08685, section 3.
    """

    name = "spectrum"
    floor = 1e-3

    def features(self, images):
        """Return the logarithms of the coefficients' sizes, float32, shape (n, height·width·channels).

        The first is that of the mean; frequencies grow downwards and to the right, as pixels are read.

        Args:
            images: shape (n, height, width, channels), uint8 in [0, 255] or floats in [-1, 1].

        Raises:
            ValueError: for another shape, or floats outside [-1, 1].
        """
        images = in_model_range(checked_images(images))
        waves = np.log10(np.abs(dctn(images, axes=(1, 2), norm="ortho")) + self.floor)
        return waves.reshape(len(images), int(np.prod(images.shape[1:]))).astype(np.float32)


class GreyLevels:
    """How many pixels of an image have which level, wherever they are: log(1 + count), 32 steps of levels."""

    name = "grey levels"
    steps = 32

    def features(self, images):
        """Return the logarithms of the counts, float32, shape (n, 32), from black to white; channels count together.

        Args:
            images: shape (n, height, width, channels), uint8 in [0, 255] or floats in [-1, 1].

        Raises:
            ValueError: for another shape, or floats outside [-1, 1].
        """
        levels = to_display(checked_images(images)).reshape(len(images), -1) // (256 // self.steps)
        counts = [np.bincount(row, minlength=self.steps) for row in levels]
        return np.log1p(np.array(counts, np.float32)).reshape(len(levels), self.steps)
