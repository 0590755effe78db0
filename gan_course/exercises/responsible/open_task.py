"""The open task of notebook 16: a detector that survives what it has not seen."""

import numpy as np

from gan_course.exercises.asking import Slip, array
from gan_course.exercises.open_task import OpenTask

TAUGHT, TESTED = 2000, 500


def drawn(name, n, seed):
    """Return n pictures of a shipped generator, uint8; each class as often as the others where it takes classes."""
    from gan_utils import data, latent, models

    generator, z = models.load_pretrained(name), latent.sample(n, 64, seed)
    inputs = [z] if name == "dcgan" else [z, np.arange(n, dtype=np.int32) % 10]
    made = generator.predict(inputs if len(inputs) > 1 else z, batch_size=250, verbose=0)
    return data.to_display(made)


def harder(real, fake, other):
    """Return {what happened: (real pictures, fakes)}: nothing, JPEG, shrunk, blurred, and another generator's fakes."""
    from gan_utils import data

    size = real.shape[1:3]
    ways = {
        "as they are": lambda images: images,
        "JPEG 50": lambda images: data.compressed(images, 50),
        "half size and back": lambda images: data.enlarged(data.shrunk(images, 2), size),
        "blur": lambda images: data.blurred(images, 0.7),
    }
    return {how: (way(real), way(fake)) for how, way in ways.items()} | {"another generator": (real, other)}


def _score(ask, seed, quick):
    """Return the percentage of right answers, the mean over five kinds of pictures."""
    import keras

    from gan_utils import data

    keras.utils.set_random_seed(seed)
    taught, tested = (100, 50) if quick else (TAUGHT, TESTED)
    train, unseen = data.load("mnist5k").images, data.load("mnist5k", "test").images
    rng = np.random.default_rng(seed)
    chosen, others = rng.permutation(len(train))[:taught], rng.permutation(len(unseen))[:tested]
    detect = ask(train[chosen], drawn("dcgan", taught, 10 + seed), seed)
    if not callable(detect):
        wanted = "a function of uint8 pictures"
        raise Slip("`my_detector` returns a function that scores pictures.", expected=wanted, got=type(detect).__name__)
    right = []
    fresh, other = drawn("dcgan", tested, 20 + seed), drawn("cgan", tested, 30 + seed)
    for real, fake in harder(unseen[others], fresh, other).values():
        for images, wanted in ((real, False), (fake, True)):
            scores = array(detect(images.copy())).ravel()
            if scores.shape != (len(images),):
                raise Slip("It gives one score a picture.", expected=f"({len(images)},)", got=str(scores.shape))
            right.append(((scores > 0) == wanted).mean())
    return 100 * np.mean(right)


task = OpenTask(
    "16_responsible_use",
    "a detector for what it has not seen",
    "my_detector",
    _score,
    what="percent of right answers, the mean over five kinds of pictures",
    lower_is_better=False,
    minutes=5.0,
)
