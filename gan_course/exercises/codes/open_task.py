"""The open task of notebook 11: codes that sort digits in a few hundred steps."""

import numpy as np

from gan_course.exercises.asking import Slip
from gan_course.exercises.open_task import OpenTask

STEPS, BATCH_SIZE, SAMPLES = 300, 64, 1000


def _checked(infogan):
    """Return the answer when it is an untrained InfoGAN for digits with ten classes; raise `Slip` otherwise."""
    from gan_utils import training

    if not isinstance(infogan, training.InfoGAN):
        wanted = "a training.InfoGAN, compiled"
        raise Slip("`my_infogan` returns a `training.InfoGAN`.", expected=wanted, got=type(infogan).__name__)
    if not infogan.compiled:
        raise Slip("This InfoGAN is not compiled: call its `compile` before you return it.")
    if infogan.sample_shape != (28, 28, 1):
        raise Slip("The InfoGAN is for digits.", expected="samples of (28, 28, 1)", got=str(infogan.sample_shape))
    if infogan.n_classes != 10:
        raise Slip("Ten codes are matched with ten digits.", expected="10 classes", got=str(infogan.n_classes))
    if infogan.steps_done:
        raise Slip("It is trained already: it gets its steps here.", expected="0 steps", got=str(infogan.steps_done))
    return infogan


def _score(ask, seed, quick):
    """Return the share of generated digits, in percent, that show the digit which their code stands for."""
    import keras

    from gan_utils import data, metrics

    keras.utils.set_random_seed(seed)
    infogan = _checked(ask(seed))
    infogan.fit(data.load("mnist5k").batches(BATCH_SIZE, seed=seed).repeat().take(2 if quick else STEPS))
    n = 100 if quick else SAMPLES
    codes = np.random.default_rng(seed).permutation(np.arange(n) % 10)
    seen = metrics.digit_classifier().predict(infogan.generate(labels=codes, seed=seed))
    return 100 * metrics.code_agreement(codes, seen).share


task = OpenTask(
    "11_infogan_and_interpretability",
    "codes that sort digits",
    "my_infogan",
    _score,
    what=f"percent of {SAMPLES} generated digits that show what their code stands for, {STEPS} steps",
    lower_is_better=False,
    minutes=5.0,
)
