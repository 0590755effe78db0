"""The open task of notebook 10: the best bound in 300 steps."""

import numpy as np

from gan_course.exercises.asking import Slip
from gan_course.exercises.open_task import OpenTask

STEPS, DIGITS, DRAWS = 300, 200, 50


def _checked(vae):
    """Return the answer when it is an untrained VAE for digits that has a density; raise `Slip` otherwise."""
    from gan_utils import training

    if not isinstance(vae, training.VAE):
        raise Slip("`my_vae` returns a `training.VAE`.", expected="a training.VAE", got=type(vae).__name__)
    if not vae.compiled:
        raise Slip("This VAE is not compiled: `compile(deviation=…)` sets p(x|z).")
    if vae.discriminator is not None:
        raise Slip("With a discriminator the Gaussian lies around features: there is no density of pixels to score.")
    if vae.sample_shape != (28, 28, 1):
        raise Slip("The VAE is for digits.", expected="samples of (28, 28, 1)", got=str(vae.sample_shape))
    if vae.steps_done:
        raise Slip("This VAE is trained already: it gets its steps here.", expected="0 steps", got=str(vae.steps_done))
    return vae


def _score(ask, seed, quick):
    """Return the bound with K = 50 on held-out digits after 300 steps, in nats."""
    import keras

    from gan_utils import data, metrics

    keras.utils.set_random_seed(seed)
    vae = _checked(ask(seed))
    vae.fit(data.load("mnist5k").batches(64, seed=seed).repeat().take(2 if quick else STEPS))
    images = data.load("mnist5k", "test").images[:: 1000 // (10 if quick else DIGITS)]
    return float(np.float64(metrics.importance_bound(vae.log_weights(images, k=DRAWS, seed=seed), DRAWS).mean))


task = OpenTask(
    "10_vae_and_density",
    "the best bound in 300 steps",
    "my_vae",
    _score,
    what=f"the bound with K = {DRAWS} on {DIGITS} held-out digits after {STEPS} steps, in nats",
    lower_is_better=False,
    minutes=5.0,
)
