"""Statistics of more images than should be in memory as features at once."""

import numpy as np

from gan_utils.metrics.frechet import GaussianStatistics
from gan_utils.metrics.progress import progress


def stream_statistics(extractor, images, batch_size=500):
    """Return the `GaussianStatistics` of an extractor's features, a batch of images at a time.

    Neither features nor float images are kept: 50,000 images of 28×28 as pixels need less than 100 MB beside the images
    themselves, and `frechet_distance` takes the result.

    Args:
        extractor: anything with `.features(images)`, such as `digit_classifier()` or `pixels()`.
        images: an array of shape (n, height, width, channels), or an iterable of such batches, which may be made as
            they are asked for, like `gan.generate(500, seed=i)`.
        batch_size: images at once, where `images` is an array.

    Raises:
        ValueError: when there is no image, or the extractor does not take them.

    >>> from gan_utils import metrics
    >>> batches = (np.full((10, 4, 4, 1), i, "uint8") for i in range(5))
    >>> stream_statistics(metrics.pixels(), batches).n
    50
    """
    statistics, batches = GaussianStatistics(), images
    if isinstance(images, np.ndarray):
        batches = [images[start : start + batch_size] for start in range(0, len(images), batch_size)]  # views
    for batch in progress(batches, "images"):
        statistics.update(extractor.features(np.asarray(batch)))
    if statistics.n == 0:
        raise ValueError("there are no images to measure: give an array of them, or batches")
    return statistics
