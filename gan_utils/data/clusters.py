"""Labels that nobody wrote: pictures sorted by k-means into clusters of similar ones."""

import warnings

import numpy as np

COMPONENTS = 40  # directions that the pictures are reduced to before they are sorted
STARTS = 4  # runs of k-means, of which the tightest counts


def cluster(images, k=50, seed=0):
    """Sort pictures into k clusters of similar pixels, min over centres c of Σ‖x − c(x)‖², and number them by size.

    The pixels are first reduced to their 40 principal components, which keeps strokes and leaves out noise.

    Args:
        images: uint8, shape (n, height, width, channels).
        k: how many clusters, from 2 to n.
        seed: fixes where k-means begins.

    Returns:
        int32, shape (n,): the cluster of each picture. Cluster 0 is the largest, k − 1 the smallest.

    Raises:
        ValueError: for a k that does not fit, or fewer different pictures than clusters.

    Reference: k-means: Lloyd 1982, doi:10.1109/TIT.1982.1056489; clusters in place of labels: Sage et al. 2018,
    arXiv:1712.04407, section 3.

    >>> images = np.array([0, 9, 250, 1, 255], "uint8").reshape(5, 1, 1, 1)
    >>> cluster(images, k=2).tolist()
    [0, 0, 1, 0, 1]
    """
    from sklearn.cluster import KMeans
    from sklearn.decomposition import PCA
    from sklearn.exceptions import ConvergenceWarning
    from threadpoolctl import threadpool_limits  # scikit-learn brings it

    if not isinstance(k, (int, np.integer)) or not 2 <= k <= len(images):
        raise ValueError(
            f"{len(images)} pictures cannot be sorted into k = {k!r} clusters: choose a whole k from 2 to {len(images)}"
        )
    pixels = images.reshape(len(images), -1).astype(np.float32) / np.float32(255)
    # One thread is faster for so little work; several wait for one another, on a busy machine ten times as long.
    with warnings.catch_warnings(), threadpool_limits(1):
        warnings.simplefilter("ignore", ConvergenceWarning)  # of too few different pictures, which is said below
        reduced = PCA(min(COMPONENTS, *pixels.shape), random_state=seed).fit_transform(pixels)
        found = KMeans(k, n_init=STARTS, random_state=seed).fit_predict(reduced)
    sizes = np.bincount(found, minlength=k)
    if sizes.min() == 0:
        raise ValueError(f"there are only {np.count_nonzero(sizes)} different pictures for k = {k}: choose a smaller k")
    rank = np.empty(k, np.int32)
    rank[np.argsort(-sizes, kind="stable")] = np.arange(k, dtype=np.int32)
    return rank[found]


def draw_labels(sizes, n, seed):
    """Draw n labels, each as often as its class or cluster is large: label i with probability sizes[i] / Σ sizes.

    A generator that was trained on clusters makes pictures like the training set's only when it is asked for the
    clusters in the training set's proportions.

    Args:
        sizes: how many pictures there are of each label, shape (k,); `np.bincount(dataset.labels)`.
        n: how many labels to draw.
        seed: of the draw.

    Returns:
        int32, shape (n,).

    Raises:
        ValueError: for sizes that are no counts, such as labels that were not counted.

    >>> draw_labels([300, 0, 100], 6, seed=0).tolist()
    [0, 0, 0, 0, 2, 2]
    """
    sizes = np.asarray(sizes)
    if sizes.ndim != 1 or len(sizes) == 0 or not np.isfinite(sizes).all() or sizes.min() < 0 or sizes.sum() <= 0:
        raise ValueError(
            f"sizes must hold one count for each label, none below 0 and one at least above it, got {sizes.shape}; "
            "count the labels with np.bincount(dataset.labels)"
        )
    return np.random.default_rng(seed).choice(len(sizes), n, p=sizes / sizes.sum()).astype(np.int32)
