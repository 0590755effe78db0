"""The open task of notebook 13: more of a thousand numbers, more evenly, in a few hundred steps."""

from gan_course.exercises.asking import Slip
from gan_course.exercises.open_task import OpenTask

STEPS, BATCH_SIZE, SAMPLES = 300, 32, 2000


def _checked(gan):
    """Return the answer when it is an untrained GAN for stacked digits without labels; raise `Slip` otherwise."""
    from gan_utils import training

    if not isinstance(gan, training.GAN):
        raise Slip("`my_gan` returns a `training.GAN`.", expected="a training.GAN, compiled", got=type(gan).__name__)
    if not gan.compiled:
        raise Slip("This GAN is not compiled: call its `compile` before you return it.")
    if gan.sample_shape != (28, 28, 3):
        raise Slip("The GAN is for stacked digits.", expected="samples of (28, 28, 3)", got=str(gan.sample_shape))
    if gan.conditional:
        raise Slip("Nobody tells this GAN a label: build both networks without n_classes.")
    if gan.steps_done:
        raise Slip("It is trained already: it gets its steps here.", expected="0 steps", got=str(gan.steps_done))
    return gan


def _score(ask, seed, quick):
    """Return the KL, in nats, of the numbers that its stacked digits spell from even shares."""
    import keras

    from gan_utils import data, metrics

    keras.utils.set_random_seed(seed)
    gan = _checked(ask(seed))
    stacked = data.stacked_digits(1000 if quick else 20_000, seed)
    gan.fit(stacked.batches(BATCH_SIZE, seed=seed).repeat().take(2 if quick else STEPS))
    made = gan.generate(100 if quick else SAMPLES, seed=seed)
    return metrics.stacked_modes(metrics.read_stacked(made, metrics.digit_classifier())).reverse_kl


task = OpenTask(
    "13_todays_gan",
    "a thousand numbers, evenly",
    "my_gan",
    _score,
    what=f"KL of the numbers spelt by {SAMPLES} stacked digits from even shares, nats, {STEPS} steps",
    lower_is_better=True,
    minutes=3.0,
)
