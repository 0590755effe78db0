"""The open task of notebook 03: better digits without a label, in as many steps."""

import numpy as np

from gan_course.exercises.asking import Slip, array
from gan_course.exercises.open_task import OpenTask

STEPS, SAMPLES = 1000, 2000


def _score(ask, seed, quick):
    """Return the FCD of the answer's digits to the held-out ones."""
    from gan_utils import data, metrics

    train, held_out = data.load("mnist5k"), data.load("mnist5k", "test")
    steps, n = (2, 100) if quick else (STEPS, SAMPLES)
    made = array(ask(train.images, steps, n, seed)).astype(np.float32)
    if made.shape != (n, 28, 28, 1):
        raise Slip(
            "`my_digits` returns n pictures of 28×28×1.", expected=f"shape {(n, 28, 28, 1)}", got=str(made.shape)
        )
    if not (np.isfinite(made).all() and np.abs(made).max() <= 1.001):
        low, high = np.nanmin(made), np.nanmax(made)
        raise Slip(
            "The pictures should be in [-1, 1], as `generate` returns them.",
            expected="values in [-1, 1]",
            got=f"values in [{low:.3g}, {high:.3g}]",
        )
    _refuse_copies(made, data.to_model(train.images), data.to_model(held_out.images))
    classifier = metrics.digit_classifier()
    return metrics.frechet_distance(classifier.features(made), classifier.features(held_out.images))


def _refuse_copies(made, train, held_out):
    """Raise `Slip` when many pictures are training digits, or nearly so."""
    from gan_utils import metrics

    flat = [images.reshape(len(images), -1) for images in (made, train, held_out)]
    copies = metrics.memorisation(*flat).copies
    if copies > 0.05:
        raise Slip(
            "Many of these are training digits, or nearly so: half as far from one as from any held-out digit.",
            expected="pictures that a generator made up",
            got=f"{copies:.0%} copies",
        )


task = OpenTask(
    "03_dcgan",
    "better digits without a label",
    "my_digits",
    _score,
    what=f"FCD of {SAMPLES:,} samples after {STEPS:,} steps",
    lower_is_better=True,
    minutes=4.0,
)
