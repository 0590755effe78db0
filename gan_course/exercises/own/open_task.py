"""The open task of notebook 17: a generator of small coloured pictures, nearer in 400 steps."""

import functools
import warnings

import numpy as np

from gan_course.exercises.asking import Slip
from gan_course.exercises.open_task import OpenTask

SHAPE, N_CLASSES = (48, 32, 3), 3
TRAIN, HELD_OUT, STEPS, BATCH_SIZE, SAMPLES = 240, 120, 400, 32, 500


@functools.cache
def pictures(seed):
    """Return (training pictures, held-out ones), `ImageDataset`s of sprites cut to 48×32, three shapes as classes.

    >>> train, held_out = pictures(0)
    >>> train.images.shape, sorted(set(held_out.labels.tolist()))
    ((240, 48, 32, 3), [0, 1, 2])
    """
    from gan_utils import data

    sprites = data.load("sprites")
    rng, chosen = np.random.default_rng(seed), []
    for shape in range(N_CLASSES):
        places = np.flatnonzero(sprites.labels == shape)
        chosen.append(rng.choice(places, (TRAIN + HELD_OUT) // N_CLASSES, replace=False))
    rows = np.stack(chosen, axis=1)  # one of each shape in turn
    cut = [
        data.ImageDataset(sprites.images[part.ravel()][:, 8:56, 16:48].copy(), sprites.labels[part.ravel()])
        for part in (rows[: TRAIN // N_CLASSES], rows[TRAIN // N_CLASSES :])
    ]
    return tuple(cut)


def _score(ask, seed, quick):
    """Return the distance of the learner's GAN after its training."""
    from gan_utils import metrics, training

    gan = ask(SHAPE, N_CLASSES, seed)
    if not isinstance(gan, training.GAN):
        raise Slip("`my_gan` returns a GAN.", expected="a training.GAN, compiled", got=type(gan).__name__)
    if not getattr(gan, "compiled", False):
        raise Slip("The GAN is not compiled: call its `compile` before you return it.")
    if tuple(gan.sample_shape) != SHAPE:
        raise Slip(
            "Its samples should have the shape that it is given.", expected=f"shape {SHAPE}", got=str(gan.sample_shape)
        )
    if gan.conditional and gan.n_classes not in (None, N_CLASSES):
        raise Slip("It should know the classes that there are.", expected=str(N_CLASSES), got=str(gan.n_classes))
    train, held_out = pictures(seed)
    steps, n = (2, 60) if quick else (STEPS, SAMPLES)
    batches = train.batches(BATCH_SIZE, seed=seed, labels=gan.conditional).repeat().take(steps * gan.n_critic)
    with warnings.catch_warnings():
        warnings.simplefilter("ignore", RuntimeWarning)  # a run that diverges has a score that says it
        gan.fit(batches)
    labels = np.arange(n) % N_CLASSES if gan.generator_is_conditional else None
    features = metrics.random_network(SHAPE, seed=0).features
    with warnings.catch_warnings():
        warnings.simplefilter("ignore", UserWarning)  # fewer images than features
        made = gan.generate(n, labels=labels, seed=seed + 1)
        return float(metrics.frechet_distance(features(held_out.images), features(made)))


task = OpenTask(
    "17_your_own_pictures",
    f"nearer in {STEPS} steps",
    "my_gan",
    _score,
    what=f"distance of {SAMPLES} samples to {HELD_OUT} held-out pictures after {STEPS} steps",
    minutes=5.0,
)
