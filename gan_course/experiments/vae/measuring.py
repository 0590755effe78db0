"""What is measured of a run: sharpness, coordinates in use, bounds, distances."""

import numpy as np

from gan_course.experiments import common
from gan_course.experiments.vae import rows


def edge_energy(images):
    """Return the mean squared difference of neighbouring pixels, down and to the right: soft pictures have less.

    Args:
        images: floats, shape (n, height, width, channels).

    >>> edge_energy(np.array([[0.0, 1.0], [0.0, 1.0]]).reshape(1, 2, 2, 1))
    0.5
    """
    images = np.asarray(images, np.float64)
    steps = np.diff(images, axis=1), np.diff(images, axis=2)
    return float(sum((step**2).sum() for step in steps) / sum(step.size for step in steps))


def active_units(means, least=0.01):
    """Return how many coordinates of z an encoder uses: those whose mean varies over the data by more than `least`.

    Args:
        means: of q(z|x), shape (n, latent_dim).
        least: of the variance of a coordinate's mean.

    Reference: Burda et al. 2016, arXiv:1509.00519, section 5.2.

    >>> active_units(np.array([[1.0, 0.0], [-1.0, 0.01]]))
    1
    """
    return int((np.var(np.asarray(means, np.float64), axis=0) > least).sum())


def of_ring(model, seed, points):
    """Return the bounds, the log-density and the data's own, with standard errors, of fresh points of the ring."""
    from gan_utils import metrics, toy

    weights = model.log_weights(points, k=rows.DRAWS[-1], seed=seed)
    found = {f"bound of {k}": metrics.importance_bound(weights, k) for k in rows.DRAWS}
    density = metrics.decoder_log_density(lambda z: model.generate(z=z, batch_size=20_000), points, model.deviation)
    truth = toy.mode_log_pdf(points, toy.ring(rows.RING_MODES), rows.RING_STD)
    for name, each in {"log p of the model": density, "log p of the data": truth}.items():
        found[name] = each.mean(), each.std(ddof=1) / np.sqrt(len(points))
    samples = model.generate(2000, seed=seed)
    noise = np.random.default_rng(seed).normal(0.0, model.deviation, samples.shape)
    covered = toy.mode_counts(samples + noise, toy.ring(rows.RING_MODES), rows.RING_STD)
    return {
        "densities": {name: [round(float(part), 4) for part in pair] for name, pair in found.items()},
        "share_near_a_mode": round(float(covered.sum() / len(samples)), 4),
    }


def of_samples(model, seed, n=2000):
    """Return (FCD, coverage and edge energy of samples beside real digits', the samples)."""
    from gan_utils import data, metrics

    test, samples = data.load("mnist5k", "test"), model.generate(n, seed=seed)
    features = metrics.digit_classifier().features(samples[: len(test)])
    found = {
        "fcd": common.fcd(samples),
        "coverage": metrics.density_coverage(common.held_out_features(), features).coverage,
        "edges": edge_energy(samples) / edge_energy(data.to_model(test.images)),
    }
    return {name: round(float(value), 4) for name, value in found.items()}, samples


def of_reconstructions(made):
    """Return squared error, L1, share of edge energy, FCD and share read right of rebuilt held-out digits.

    Args:
        made: floats in [-1, 1], in the order of the held-out digits.
    """
    from gan_utils import data, metrics

    test = data.load("mnist5k", "test")
    real = data.to_model(test.images)
    found = {
        "squared_error": np.mean((made - real) ** 2),
        "l1": np.mean(np.abs(made - real)),
        "rebuilt_edges": edge_energy(made) / edge_energy(real),
        "rebuilt_fcd": common.fcd(made),
        "read": np.mean(metrics.digit_classifier().predict(made) == test.labels),
    }
    return {name: round(float(value), 4) for name, value in found.items()}
