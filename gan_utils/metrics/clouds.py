"""Feature clouds, arrays of shape (n, d): what every metric asks of them."""

import numpy as np

LARGEST = 1e40  # more than float32 holds; the kernel's sixth power of it is still finite


def checked(features, name="features", least=2):
    """Return the features as an array of shape (n, d), or raise one sentence that says what is wrong.

    Raises:
        ValueError: for another shape, fewer than `least` rows, or values that are not finite or beyond 1e40.

    >>> checked([[1, 2], [3, 4]]).shape
    (2, 2)
    """
    features = np.asarray(features)
    if features.ndim != 2 or len(features) < least or features.shape[1] == 0:
        raise ValueError(f"{name} must have shape (n, d) with n ≥ {least}, got {features.shape}")
    if not (np.issubdtype(features.dtype, np.floating) and features.dtype.itemsize >= 4):
        features = features.astype(np.float64)
    if not np.isfinite(features).all():
        raise ValueError(f"{name} hold values that are not finite; look at the images that made them")
    if max(float(features.max()), -float(features.min())) > LARGEST:
        raise ValueError(f"{name} hold values beyond {LARGEST:g}, whose cubes overflow; look at what made them")
    return features


def checked_pair(real, fake, least=2):
    """Return both clouds as float64, with equally many features."""
    real, fake = checked(real, "real features", least), checked(fake, "fake features", least)
    if real.shape[1] != fake.shape[1]:
        raise ValueError(f"both clouds need the same number of features, got {real.shape} and {fake.shape}")
    return real.astype(np.float64), fake.astype(np.float64)


def checked_probabilities(probabilities):
    """Return class probabilities as float64 of shape (n, classes), or raise one sentence that says what is wrong."""
    p = np.asarray(probabilities, np.float64)
    if p.ndim != 2 or len(p) == 0:
        raise ValueError(f"probabilities must have shape (n, classes) with n ≥ 1, got {p.shape}")
    if not ((p >= 0).all() and np.allclose(p.sum(axis=1), 1.0, atol=1e-3)):
        raise ValueError("each row of probabilities must be ≥ 0 and sum to 1; apply softmax to logits first")
    return p
