"""The open task of notebook 08: a GAN that makes the most of fifty digits."""

import warnings

import numpy as np

from gan_course.exercises.asking import Slip
from gan_course.exercises.open_task import OpenTask

EACH, STEPS, BATCH_SIZE, SAMPLES = 5, 1000, 50, 2000  # digits of each class, updates of G, digits a batch, scored
COPIES = 0.05  # more than this share of copies is refused


def few_digits(seed):
    """Return fifty training digits, five of each class, a different choice for each seed.

    >>> np.bincount(few_digits(0).labels).tolist()
    [5, 5, 5, 5, 5, 5, 5, 5, 5, 5]
    """
    from gan_utils import data

    digits, rng = data.load("mnist5k"), np.random.default_rng(seed)
    places = [rng.choice(np.flatnonzero(digits.labels == kind), EACH, replace=False) for kind in range(10)]
    return digits.subset(np.sort(np.concatenate(places)))


def _score(ask, seed, quick):
    """Return the FCD of the learner's GAN after its training on fifty digits."""
    from gan_utils import data, metrics, training

    few, held_out = few_digits(seed), data.load("mnist5k", "test")
    gan = ask(seed)
    if not isinstance(gan, training.GAN):
        raise Slip("`my_gan` returns a GAN.", expected="a training.GAN, compiled", got=type(gan).__name__)
    if not getattr(gan, "compiled", False):
        raise Slip("The GAN is not compiled: call its `compile` before you return it.")
    if tuple(gan.sample_shape) != few.image_shape:
        raise Slip(
            "Its samples should be like the digits.", expected=f"shape {few.image_shape}", got=str(gan.sample_shape)
        )
    if gan.n_classes:
        raise Slip("The fifty digits come without labels here: return a GAN that takes none.")
    steps, n = (2, 100) if quick else (STEPS, SAMPLES)
    with warnings.catch_warnings():
        warnings.simplefilter("ignore", RuntimeWarning)  # a run that diverges has a score that says it
        gan.fit(few.batches(BATCH_SIZE, seed=seed).repeat().take(steps * gan.n_critic))
    made = gan.generate(n, seed=seed + 1)
    _refuse_copies(made[:500], data.to_model(few.images), data.to_model(held_out.images))
    classifier = metrics.digit_classifier()
    return metrics.frechet_distance(classifier.features(held_out.images), classifier.features(made))


def _refuse_copies(made, few, held_out):
    """Raise `Slip` when many samples are the fifty digits, or nearly so."""
    from gan_utils import metrics

    copies = metrics.memorisation(*(images.reshape(len(images), -1) for images in (made, few, held_out))).copies
    if copies > COPIES:
        raise Slip(
            "Many of its samples are the fifty digits, or nearly so: half as far from one as from any held-out digit.",
            expected=f"at most {COPIES:.0%} copies",
            got=f"{copies:.0%} copies",
        )


task = OpenTask(
    "08_generalisation",
    "the most of fifty digits",
    "my_gan",
    _score,
    what=f"FCD of {SAMPLES:,} samples after {STEPS:,} steps on fifty digits",
    minutes=5.0,
)
