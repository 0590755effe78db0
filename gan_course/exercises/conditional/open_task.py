"""The open task of notebook 04: a discriminator that teaches the classes as well as it can in 12 epochs."""

import numpy as np

from gan_course.exercises.asking import Slip
from gan_course.exercises.open_task import OpenTask

EPOCHS, OF_EACH = 12, 400


def _pair(discriminator, seed):
    """Return the notebook's generator beside a discriminator, compiled by the notebook's recipe."""
    import keras

    from gan_utils import models, training

    gan = training.GAN(
        models.dcgan_generator((28, 28, 1), latent_dim=64, width=32, n_classes=10, seed=2 * seed + 1),
        discriminator,
        seed=seed,
    )
    gan.compile(
        loss="non_saturating",
        g_optimizer=keras.optimizers.Adam(1e-3, beta_1=0.0, beta_2=0.99),
        d_optimizer=keras.optimizers.Adam(1e-3, beta_1=0.0, beta_2=0.99),
        ema_decay=0.99,
        ema_warmup=True,
    )
    return gan


def _checked(discriminator):
    """Return the answer when it is a model from [images, labels] to one logit; raise `Slip` otherwise."""
    import keras

    if not isinstance(discriminator, keras.Model):
        got = type(discriminator).__name__
        raise Slip("`my_discriminator` returns a Keras model.", expected="a keras.Model", got=got)
    probe = [np.zeros((2, 28, 28, 1), "float32"), np.arange(2, dtype="int32")]
    if len(discriminator.inputs) != 2:
        got = f"{len(discriminator.inputs)} input(s)"
        raise Slip("The discriminator takes [images, labels].", expected="two inputs", got=got)
    shape = tuple(discriminator(probe, training=False).shape)
    if shape != (2, 1):
        raise Slip("The discriminator gives one logit a pair.", expected="shape (2, 1) for two pairs", got=str(shape))
    return discriminator


def _score(ask, seed, quick):
    """Return the mean over the ten classes of the FCD of a class's requests to its held-out digits."""
    import keras

    from gan_utils import data, metrics

    keras.utils.set_random_seed(seed)
    gan = _pair(_checked(ask(seed)), seed)
    digits, held_out = data.load("mnist5k"), data.load("mnist5k", "test")
    batches = digits.batches(64, seed=seed, labels=True)
    gan.fit(batches.take(2) if quick else batches, epochs=1 if quick else EPOCHS)
    classifier, n = metrics.digit_classifier(), 100 if quick else OF_EACH
    distances = []
    for k in range(10):
        made = classifier.features(gan.generate(n, labels=np.full(n, k), seed=seed + 10 + k))
        distances.append(metrics.frechet_distance(made, classifier.features(held_out.images[held_out.labels == k])))
    return float(np.mean(distances))


task = OpenTask(
    "04_conditional_gan",
    "the best teacher in 12 epochs",
    "my_discriminator",
    _score,
    what=f"the mean of ten per-class FCDs, {OF_EACH} requests each, after {EPOCHS} epochs",
    lower_is_better=True,
    minutes=4.0,
)
