"""Fréchet distance between two clouds of features, each taken as a Gaussian that batches can add up to."""

import warnings

import numpy as np

from gan_utils.metrics.clouds import checked
from gan_utils.metrics.progress import progress

CHUNK = 4096  # rows made float64 at once


class GaussianStatistics:
    """Mean and covariance of features that arrive in batches, so that they need not all be in memory.

    Args:
        features: a first batch, shape (n, d); more come with `update`.

    Attributes:
        n: rows seen so far.
        mean: float64, shape (d,).

    The batches are merged by the update of Chan, Golub and LeVeque 1983, doi:10.1080/00031305.1983.10483115, which
    does not lose digits where means are large; the size of the batches changes no more than the last few of them.

    >>> rows = np.random.default_rng(0).standard_normal((100, 3))
    >>> statistics = GaussianStatistics(rows[:30]).update(rows[30:])
    >>> statistics.n, bool(np.allclose(statistics.covariance(), np.cov(rows, rowvar=False)))
    (100, True)
    """

    def __init__(self, features=None):
        self.n, self.mean, self._scatter = 0, None, None
        if features is not None:
            self.update(features)

    def update(self, features):
        """Add a batch of features, shape (n, d), and return the statistics themselves.

        Raises:
            ValueError: for another shape, other features than before, or values that are not finite.
        """
        features = checked(features, least=1)
        if self.n and features.shape[1] != len(self.mean):
            raise ValueError(
                f"the first batch had {len(self.mean)} features a row, this one has {features.shape[1]}; "
                "take both from the same extractor"
            )
        for start in range(0, len(features), CHUNK):
            rows = features[start : start + CHUNK].astype(np.float64)
            mean = rows.mean(axis=0)
            rows -= mean
            self._merge(len(rows), mean, rows.T @ rows)
        return self

    def _merge(self, n, mean, scatter):
        if self.n == 0:
            self.n, self.mean, self._scatter = n, mean, scatter
            return
        total, gap = self.n + n, mean - self.mean
        self._scatter = self._scatter + scatter + np.outer(gap, gap) * (self.n * n / total)
        self.mean = self.mean + gap * (n / total)
        self.n = total

    def covariance(self, ddof=1):
        """Return the covariance, the sum of squares over n − ddof, shape (d, d).

        Raises:
            ValueError: with fewer than 2 rows.
        """
        if self.n < 2:
            raise ValueError(f"features must have shape (n, d) with n ≥ 2 for a covariance, got {self.n} rows")
        return self._scatter / (self.n - ddof)


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


def frechet_distance(a, b, ddof=1):
    """Fréchet distance of the Gaussians fitted to two feature clouds.

    d² = ‖μ_a − μ_b‖² + Tr(Σ_a + Σ_b − 2·(Σ_a Σ_b)^½). The trace of the root is the sum of the singular values of
    Σ_a^½ Σ_b^½, so that no root of a product that is not symmetric is taken. It is the squared distance, as the field
    reports FID. Its expectation falls as n grows: compare only at equal n.

    Args:
        a, b: float arrays, shape (n, d) and (m, d), n and m at least 2; or `GaussianStatistics` of such.
        ddof: covariances are over n − ddof: 1 as the published program (NumPy's `cov`), 0 for maximum likelihood.

    Returns:
        A float ≥ 0; 0 for equal clouds, and the same for (a, b) and (b, a).

    Raises:
        ValueError: for shapes that do not fit, fewer than 2 rows, values that are not finite, or another ddof.

    Warns:
        UserWarning: where a cloud has no more rows than features, so that its covariance is rank-deficient.

    Reference: Heusel et al. 2017, arXiv:1706.08500, section 2; Dowson & Landau 1982, doi:10.1016/0047-259X(82)90077-X.

    >>> a = np.random.default_rng(0).standard_normal((50, 2))
    >>> round(frechet_distance(a, a + [0.0, 3.0]), 6)  # the same cloud 3 higher: 3² = 9
    9.0
    """
    if ddof not in (0, 1):
        raise ValueError(f"ddof must be 0 or 1, got {ddof}")
    a, b = (each if isinstance(each, GaussianStatistics) else GaussianStatistics(checked(each)) for each in (a, b))
    covariance_a, covariance_b = a.covariance(ddof), b.covariance(ddof)
    if covariance_a.shape != covariance_b.shape:
        shapes = f"{(a.n, len(a.mean))} and {(b.n, len(b.mean))}"
        raise ValueError(f"both clouds need the same number of features, got {shapes}")
    _warn_if_deficient(min(a.n, b.n), len(a.mean))
    difference = a.mean - b.mean
    # In an order of their own, so that rounding does not depend on which cloud is named first.
    first, second = (_root(each) for each in sorted((covariance_a, covariance_b), key=np.ndarray.tobytes))
    cross = np.linalg.svd(first @ second, compute_uv=False).sum()
    traces = np.trace(covariance_a) + np.trace(covariance_b)
    return max(0.0, float(difference @ difference + traces - 2 * cross))


def _warn_if_deficient(n, d):
    if n <= d:
        warnings.warn(
            f"a cloud of {n} rows with {d} features has a covariance without full rank, which makes the Fréchet "
            f"distance too large: take more than {d} rows, or kernel_distance, which does not depend on their number",
            stacklevel=3,
        )


def _root(covariance):
    """Return the symmetric square root of a covariance, with what rounding left of its null space taken as 0."""
    values, vectors = np.linalg.eigh(covariance)
    noise = len(values) * np.finfo(np.float64).eps * max(values[-1], 0.0)
    values = np.where(values > noise, values, 0.0)
    return (vectors * np.sqrt(values)) @ vectors.T
