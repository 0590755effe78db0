"""The numbers that a diagnosis rests on: what the history says, and what samples beside real ones say."""

import numpy as np

from gan_utils.data.dataset import to_model

KEYS = ("d_real_term", "d_fake_term", "g_loss", "d_x", "d_g_z", "penalty")
LOSSES = ("d_real_term", "d_fake_term", "g_loss")
BLOCKS = 40  # stretches of equal length that a history is averaged over before anything is read from it
# σ(D(x)) − σ(D(G(z))) where both outputs are what the loss aims at: 1 and −1 for hinge, 1 and 0 for least squares.
TARGETS = {"hinge": np.tanh(0.5), "least_squares": 0.5 * np.tanh(0.5)}
MOST, K = 500, 5  # samples compared, and neighbours


def as_arrays(history):
    """Return the known keys of a history as float64 arrays of one length.

    Args:
        history: what `GAN.fit` returned, or a dictionary of per-step lists.

    Raises:
        ValueError: when a loss is missing, a list is empty, or the lists have different lengths.

    >>> as_arrays({"d_real_term": [1.0], "d_fake_term": [0.5], "g_loss": [2.0]})["g_loss"]
    array([2.])
    """
    steps = getattr(history, "history", history)
    missing = [key for key in LOSSES if key not in steps]
    if missing:
        raise ValueError(
            f"the history lacks {', '.join(missing)}; it has {', '.join(steps) or 'nothing'}: "
            "pass what GAN.fit returned"
        )
    arrays = {key: np.asarray(steps[key], np.float64) for key in KEYS if key in steps}
    shapes = {key: values.shape for key, values in arrays.items()}
    if len(set(shapes.values())) > 1 or len(shapes["g_loss"]) != 1:
        raise ValueError(f"the history needs one number a step in each list, got shapes {shapes}")
    if not len(arrays["g_loss"]):
        raise ValueError("the history is empty, expected at least one step: fit first, then diagnose")
    return arrays


def blocks(values, n=BLOCKS):
    """Return the means of at most `n` stretches of equal length; one that is not finite stays so.

    >>> blocks([1.0, 3.0, 5.0, 7.0], n=2).tolist()
    [2.0, 6.0]
    """
    values = np.asarray(values, np.float64)
    with np.errstate(all="ignore"):
        return np.array([part.mean() for part in np.array_split(values, min(n, len(values)))])


def family(history):
    """Return which family of losses a history comes from, by what each makes impossible.

    A Wasserstein critic's terms fall below 0, those of the other losses never do. By Jensen's inequality the terms of
    a cross-entropy are at least −log of the mean probabilities, real term ≥ −log d_x and fake term ≥ −log(1 − d_g_z).
    Hinge and least squares break this, or else the same for the generator's loss. Of these two it is the one whose
    terms, worked out from d_x and d_g_z as if each batch had one output, come nearer.

    Returns:
        "cross_entropy" (minimax, non-saturating), "hinge", "least_squares" or "wasserstein".

    >>> half = {"d_x": [0.5], "d_g_z": [0.5], "g_loss": [0.7]}
    >>> family(half | {"d_real_term": [0.7], "d_fake_term": [0.7]})
    'cross_entropy'
    >>> family(half | {"d_real_term": [0.5], "d_fake_term": [0.0]})  # ½(0 − 1)² and ½·0²
    'least_squares'
    >>> family(half | {"d_real_term": [0.1], "d_fake_term": [-0.1]})
    'wasserstein'
    """
    arrays = as_arrays(history)
    real, fake, g_loss = (arrays[key] for key in LOSSES)
    finite = np.isfinite(real) & np.isfinite(fake) & np.isfinite(g_loss)
    if np.any(real[finite] < -1e-6) or np.any(fake[finite] < -1e-6):
        return "wasserstein"
    if "d_x" not in arrays or "d_g_z" not in arrays or not finite.any():
        return "cross_entropy"
    real, fake = real[finite], fake[finite]
    d_x, d_g_z = (np.clip(arrays[key][finite], 1e-7, 1 - 1e-7) for key in ("d_x", "d_g_z"))
    # A hair of room: σ saturates in float32, and a thinned history is rounded.
    broken = (real < -0.97 * np.log(d_x) - 1e-3) | (fake < -0.97 * np.log(1 - d_g_z) - 1e-3)
    # Likewise the generator's loss is at least −log d_g_z, or for minimax at most log(1 − d_g_z), but for what D's
    # update in between changes.
    g_broken = (g_loss[finite] < -0.75 * np.log(d_g_z)) & (g_loss[finite] > 0.75 * np.log(1 - d_g_z))
    if broken.mean() <= 0.02 and g_broken.mean() <= 0.5:
        return "cross_entropy"
    r, f = np.log(d_x / (1 - d_x)), np.log(d_g_z / (1 - d_g_z))
    hinge = abs(np.maximum(0, 1 - r) - real) + abs(np.maximum(0, 1 + f) - fake)
    squares = abs(0.5 * (r - 1) ** 2 - real) + abs(0.5 * f**2 - fake)
    return "hinge" if np.median(hinge) < np.median(squares) else "least_squares"


def history_measures(history):
    """Measure a history: a dictionary of numbers, those left out that it cannot tell.

    Each list is first averaged over 40 stretches of equal length, so that a thinned history gives nearly the same.

    Returns:
        not_finite: how many stretches hold a number that is not finite.
        largest_loss: the largest absolute mean of either term of D's loss or of G's, over the last quarter.
        separation: the mean of σ(D(x)) − σ(D(G(z))) over the last quarter, 0 for a blind discriminator and 1 for one
            that is sure. Only for losses made of log σ. For hinge and least squares, whose outputs aim at numbers
            and not at probabilities, the difference over the one they aim at, at most 1. None for Wasserstein.
        swing: the standard deviation of σ(D(x)) − σ(D(G(z))) over the last half, its straight trend taken out.

    Raises:
        ValueError: as `as_arrays`.
    """
    arrays = as_arrays(history)
    means = {key: blocks(values) for key, values in arrays.items()}
    n = len(means["g_loss"])
    late, half = slice(n - max(1, n // 4), n), slice(n - max(1, n // 2), n)
    losses = np.stack([means[key] for key in means])
    measured = {"not_finite": int(np.sum(~np.isfinite(losses).all(axis=0)))}
    kind = family(history)
    large = [means["d_real_term"][late] + means["d_fake_term"][late]]
    if kind != "wasserstein":  # whose critic may add any constant to its output, which only D's own loss does not see
        large.append(means["g_loss"][late])
    large = np.abs(np.concatenate(large))
    measured["largest_loss"] = float(large[np.isfinite(large)].max(initial=0.0))
    if "d_x" not in means or "d_g_z" not in means:
        return measured
    gap = means["d_x"] - means["d_g_z"]
    gap_half, gap_late = gap[half][np.isfinite(gap[half])], gap[late][np.isfinite(gap[late])]
    if not len(gap_late):
        return measured
    if kind == "cross_entropy":
        measured["separation"] = float(gap_late.mean())
    elif kind in TARGETS:
        measured["separation"] = float(min(1.0, gap_late.mean() / TARGETS[kind]))
    if len(gap_half) >= 8:
        time = np.arange(len(gap_half))
        measured["swing"] = float(np.std(gap_half - np.polyval(np.polyfit(time, gap_half, 1), time)))
    return measured


def sample_measures(samples, real, features=None, seed=0):
    """Measure samples against real ones: a dictionary of numbers.

    At most 500 of each are compared, equally many, by their features' 5 nearest neighbours.

    Args:
        samples, real: arrays, shape (n, …) and (m, …), at least 10 of each; uint8 images are scaled to [-1, 1].
        features: function from samples to (n, d), or an extractor with a method `features`; flattens by default.
        seed: of the choice, where there are more than 500.

    Returns:
        plausible: precision, the share of samples that lie among real ones, over what fresh real ones would reach.
        coverage: the share of real ones with a sample beside them, over what fresh real ones would reach.
        spread: mean distance between two samples over that between two real ones.

    Raises:
        ValueError: for too few of either, or shapes that do not fit.

    Reference: Kynkäänniemi et al. 2019, arXiv:1904.06991, section 2; Naeem et al. 2020, arXiv:2002.09797, section 3.
    """
    from gan_utils import metrics

    fake, true = as_features(samples, features), as_features(real, features)
    n = min(len(fake), len(true), MOST)
    if n < 2 * K:
        raise ValueError(
            f"got {len(fake)} samples and {len(true)} real ones, expected at least {2 * K} of each: "
            "gan.generate(500, seed=0) makes enough"
        )
    fake, true = _some(fake, n, seed), _some(true, n, seed)
    if not np.isfinite(fake).all():
        return {"not_finite_samples": float(np.sum(~np.isfinite(fake).all(axis=1)))}
    precision = metrics.precision_recall(true, fake, k=K).precision
    coverage = metrics.density_coverage(true, fake, k=K).coverage
    # Two samples of n from one distribution: the real point's K-th other real neighbour is nearer than all n fakes
    # with probability about ½ᴷ.
    return {
        "plausible": min(1.0, precision),
        "coverage": min(1.0, coverage / (1 - 0.5**K)),
        "spread": mean_distance(fake) / max(mean_distance(true), 1e-12),
    }


def as_features(samples, features=None):
    """Return the features of samples as float64, shape (n, d).

    >>> as_features(np.array([[[0], [255]]], "uint8")).tolist()
    [[-1.0, 1.0]]
    """
    samples = np.asarray(samples)
    if features is not None:
        function = getattr(features, "features", features)
        samples = np.asarray(function(samples))
    elif samples.dtype == np.uint8:
        samples = to_model(samples)
    if samples.ndim < 2 or not len(samples):
        raise ValueError(f"samples need the shape (n, …) with n ≥ 1, got {samples.shape}")
    return samples.reshape(len(samples), -1).astype(np.float64)


def _some(rows, n, seed):
    return rows if len(rows) == n else rows[np.random.default_rng(seed).permutation(len(rows))[:n]]


def mean_distance(rows):
    """Return the mean Euclidean distance between two different rows.

    >>> mean_distance(np.array([[0.0], [1.0], [3.0]]))  # (1 + 3 + 2) / 3
    2.0
    """
    from scipy.spatial.distance import pdist

    return float(pdist(rows).mean())
