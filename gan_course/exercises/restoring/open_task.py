"""The open task of notebook 12: a restorer of digits with a hole, read right more often."""

import functools
import warnings

from gan_course.exercises.asking import Slip
from gan_course.exercises.open_task import OpenTask

SHAPE, HOLE = (28, 28, 1), 12
STEPS, BATCH_SIZE = 200, 64


@functools.cache
def pairs(seed):
    """Return (training pairs, held-out digits with a hole, the held-out digits): the holes follow the seed.

    >>> train, damaged, held_out = pairs(0)
    >>> train, damaged.shape
    (ImagePairs of 4,000, 28×28×1 → 28×28×1, (1000, 28, 28, 1))
    """
    from gan_utils import data

    train, held_out = data.load("mnist5k"), data.load("mnist5k", "test")
    cut = lambda images, at: data.cut_out(images, data.hole_masks(len(images), SHAPE[:2], HOLE, seed=at))
    return data.ImagePairs(cut(train.images, 2 * seed), train.images), cut(held_out.images, 2 * seed + 1), held_out


def _score(ask, seed, quick):
    """Return the share of restored held-out digits, in percent, that the classifier reads wrong."""
    from gan_utils import metrics, training

    restorer = ask(seed)
    if not isinstance(restorer, training.ImageToImage):
        wanted = "a training.ImageToImage, compiled"
        raise Slip("`my_restorer` returns an ImageToImage.", expected=wanted, got=type(restorer).__name__)
    if not getattr(restorer, "compiled", False):
        raise Slip("The restorer is not compiled: call its `compile` before you return it.")
    shapes = tuple(restorer.input_shape_), tuple(restorer.sample_shape)
    if shapes != (SHAPE, SHAPE):
        raise Slip(
            "It should go from digits to digits.", expected=f"{SHAPE} to {SHAPE}", got=f"{shapes[0]} to {shapes[1]}"
        )
    train, damaged, held_out = pairs(seed)
    steps, n = (2, 100) if quick else (STEPS, len(damaged))
    with warnings.catch_warnings():
        warnings.simplefilter("ignore", RuntimeWarning)  # a run that diverges has a score that says it
        restorer.fit(train.batches(BATCH_SIZE, seed=seed).repeat().take(steps))
    made = restorer.generate(damaged[:: len(damaged) // n], seed=seed)
    labels = held_out.labels[:: len(damaged) // n]
    return float(100 * (metrics.digit_classifier().predict(made) != labels).mean())


task = OpenTask(
    "12_image_to_image",
    "what stood in the hole",
    "my_restorer",
    _score,
    what=f"percent of held-out digits read wrong after restoration, {STEPS} steps",
    minutes=5.0,
)
