"""A table of tumours drawn anew: by a conditional GAN, and by one Gaussian for each class."""

import numpy as np

from gan_course.experiments.beyond import rows
from gan_course.experiments.beyond.sound import rounded

PERMUTATIONS = 200


def real(split="train"):
    """Return the table of breast tumours, and the units in which networks see it: those of the training rows."""
    from gan_utils import data

    return data.load_table("breast_cancer", split), data.scaling(data.load_table("breast_cancer").values)


def players(name, seed):
    """Return (generator, discriminator) of the GAN for tables, untrained."""
    from gan_utils import models

    chosen, (table, _) = rows.settings(name), real()
    shape, n_classes = table.values.shape[1:], len(table.classes)
    layers = {"widths": tuple(chosen["widths"]), "n_classes": n_classes}
    generator = models.mlp_generator(shape, chosen["latent_dim"], activation=None, seed=3 * seed + 1, **layers)
    return generator, models.mlp_discriminator(shape, seed=3 * seed + 2, **layers)


def batches(seed):
    """Return endless batches of (rows in units of their deviation, classes)."""
    from gan_course.experiments import common

    table, units = real()
    return common.endless((units.to_model(table.values), table.labels), rows.BATCH_SIZE, seed)


def by_gaussians(labels, seed):
    """Return rows drawn from one Gaussian for each class, with the mean and covariance of its training rows.

    Args:
        labels: ints, shape (n,).
        seed: fixes the draw.
    """
    (table, units), draws = real(), np.random.default_rng(seed)
    values, made = units.to_model(table.values), np.empty((len(labels), table.values.shape[1]), np.float32)
    for label in np.unique(labels):
        own = values[table.labels == label].astype(float)
        n = int((labels == label).sum())
        made[labels == label] = draws.multivariate_normal(own.mean(axis=0), np.cov(own.T), n)
    return made


def of_table(draw):
    """Return how near a table comes to the real one, what it is worth for learning, and the table.

    Args:
        draw: labels -> rows in units of deviations, shape (n, 30).
    """
    from gan_utils import metrics

    (table, units), (test, _) = real(), real("test")
    made = units.to_table(draw(table.labels))  # as many of each class as there are
    learnt = lambda rows_of: metrics.trained_accuracy(rows_of, table.labels, test.values, test.labels)
    found = metrics.two_sample_test(table.values, made, PERMUTATIONS)
    copied = metrics.memorisation(*(units.to_model(each) for each in (made, table.values, test.values)), seed=0)
    record = {
        "tstr": rounded(learnt(made)),
        "trtr": rounded(learnt(table.values)),
        "marginals": round(float(metrics.marginal_distances(table.values, made).mean()), 4),
        "correlations": round(metrics.correlation_distance(table.values, made), 4),
        "energy": round(found.distance, 4),
        "p": round(found.p, 4),
        "nearer": rounded(copied[:3]),
        "below_zero": round(float((made.min(axis=1) < -1e-6).mean()), 4),
    }
    return record, {"rows": made.astype(np.float32)}
