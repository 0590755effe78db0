"""The open task of notebook 06: forge two thousand digits from a hundred."""

import numpy as np

from gan_course.exercises.asking import Slip, array
from gan_course.exercises.open_task import OpenTask


def _score(ask, seed, quick):
    """Return the FCD of what is forged from ten digits a class to the 1,000 held-out digits."""
    from gan_utils import data, metrics

    digits, held_out = data.load("mnist5k"), data.load("mnist5k", "test")
    n, rng = 200 if quick else 2000, np.random.default_rng(seed)
    places = [rng.choice(np.flatnonzero(digits.labels == kind), 10, replace=False) for kind in range(10)]
    few = digits.images[np.concatenate(places)]
    forged = array(ask(few, n, seed))
    if forged.shape != (n, *digits.image_shape):
        raise Slip(
            "`forge(few, n, seed)` returns n pictures of the same shape as `few` holds.",
            expected=f"shape {(n, *digits.image_shape)}",
            got=f"shape {forged.shape}",
        )
    if not np.isfinite(forged).all() or forged.min() < 0 or forged.max() > 255:
        raise Slip("Grey levels go from 0 to 255.", "values in [0, 255]", f"{forged.min():.4g} to {forged.max():.4g}")
    if forged.max() <= 1.0:
        raise Slip("These pictures are black: grey levels go from 0 to 255, and not from 0 to 1.")
    features = metrics.digit_classifier().features(forged.round().astype(np.uint8))
    return metrics.frechet_distance(metrics.digit_classifier().features(held_out.images), features)


task = OpenTask(
    "06_evaluating_gans",
    "forge two thousand digits from a hundred",
    "forge",
    _score,
    what="FCD of 2,000 forged digits to the 1,000 held-out ones",
    minutes=3.0,
)
