"""Keras' Inception-v3 as a feature extractor, near to what FID is defined on. Its weights have to be downloaded."""

from gan_utils import _keras  # noqa: F401  (before Keras is loaded)

# isort: split

import functools
import os

import keras
import tensorflow as tf

from gan_utils.data import downloads
from gan_utils.metrics.features import NetworkFeatures

SIDE = 299  # pixels, what the network was trained on
FOLDER = "inception_v3"  # in data/cache, and on a mirror
# The MD5 is the one in Keras' source (keras.applications.inception_v3); no SHA-256 is published.
WEIGHTS = downloads.RemoteFile(
    "inception_v3_weights_tf_dim_ordering_tf_kernels_notop.h5",
    "md5:bcbd6486424b2319ff4ef7d526e38f63",
    ("https://storage.googleapis.com/tensorflow/keras-applications/inception_v3",),
)
INSTEAD = "metrics.digit_classifier(), metrics.random_network(image_shape) or metrics.pixels()"


def download_weights():
    """Return the path of the weights in the cache (88 MB), downloading them where they are absent or damaged.

    $GAN_DATA_MIRROR is heeded: `<mirror>/inception_v3/<file>`.

    Raises:
        ConnectionError: when no address gives the file, naming the extractors that need none.
    """
    try:
        return downloads.fetch(FOLDER, WEIGHTS)
    except downloads.DownloadFailed as failed:
        raise ConnectionError(
            f"could not download the weights of Inception-v3 because {failed}: check the network and try again, or "
            f"measure in features that need none ({INSTEAD})"
        ) from None


@functools.cache
def inception_network(weights):
    """Return `NetworkFeatures` of Inception-v3 up to its last pooling; see `metrics.inception_v3`."""
    if weights not in ("imagenet", None) and not os.path.exists(weights):
        raise ValueError(f"weights must be 'imagenet', None or the path of a file, got {weights!r}")
    path = str(download_weights()) if weights == "imagenet" else weights
    model = keras.applications.InceptionV3(include_top=False, weights=path, pooling="avg", input_shape=(SIDE, SIDE, 3))
    name = "Keras' Inception-v3" if weights is not None else "untrained Inception-v3"
    return NetworkFeatures(model, name=name, batch_size=32, prepare=to_inception)


def to_inception(images):
    """Enlarge images in [-1, 1] to 299×299 and give grey ones three equal channels, as the network wants them.

    The range stays: [-1, 1] is what Keras' `inception_v3.preprocess_input` makes of [0, 255]. Bilinear, smoothed where
    images shrink, since the way of resizing alone can move the distance (Parmar et al. 2022, arXiv:2104.11222).

    Args:
        images: float tensor, shape (n, height, width, 1 or 3).

    Raises:
        ValueError: for another number of channels.

    >>> tuple(to_inception(tf.zeros((2, 28, 28, 1))).shape)
    (2, 299, 299, 3)
    """
    if images.shape[-1] not in (1, 3):
        raise ValueError(f"Inception takes images with 1 or 3 channels, got shape {tuple(images.shape)}")
    if images.shape[-1] == 1:
        images = tf.repeat(images, 3, axis=-1)
    return tf.image.resize(images, (SIDE, SIDE), method="bilinear", antialias=True)
