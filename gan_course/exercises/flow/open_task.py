"""The open task of notebook 14: a flow on the ring that draws in few calls."""

import numpy as np

from gan_course.exercises.asking import Slip
from gan_course.exercises.open_task import OpenTask

STEPS, BATCH_SIZE, SAMPLES, CALLS, STD = 400, 128, 1000, 4, 0.1


def _checked(answer):
    """Return (flow, steps, method) when that is an untrained flow in the plane and a sampler of few calls."""
    from gan_utils import latent, training

    if not isinstance(answer, tuple) or len(answer) != 3:
        wanted = "(flow, steps, method)"
        raise Slip(
            "`my_flow` returns three things: a flow and how to follow it.", expected=wanted, got=repr(answer)[:60]
        )
    flow, steps, method = answer
    if not isinstance(flow, training.Flow):
        raise Slip("The first is a `training.Flow`, compiled.", expected="a Flow", got=type(flow).__name__)
    if not flow.compiled:
        raise Slip("This flow is not compiled: call its `compile` before you return it.")
    if flow.sample_shape != (2,):
        raise Slip("The flow is for points in the plane.", expected="samples of (2,)", got=str(flow.sample_shape))
    if flow.steps_done:
        raise Slip("It is trained already: it gets its steps here.", expected="0 steps", got=str(flow.steps_done))
    if method not in latent.METHODS:
        raise Slip("The method is one of the two.", expected=" or ".join(latent.METHODS), got=repr(method))
    if not isinstance(steps, int) or not 1 <= steps * latent.METHODS[method] <= CALLS:
        raise Slip(f"The sampler has {CALLS} calls in all.", expected=f"1 to {CALLS} calls", got=f"{steps!r} steps")
    return flow, steps, method


def _score(ask, seed, quick):
    """Return the share of points, in percent, that lie within three deviations of a mode of the ring."""
    import keras
    import tensorflow as tf

    from gan_utils import toy

    keras.utils.set_random_seed(seed)
    flow, steps, method = _checked(ask(seed))
    points = toy.sample_modes(toy.ring(8), 8000, STD, seed=seed)
    shuffled = tf.data.Dataset.from_tensor_slices(points).shuffle(len(points), seed=seed)
    flow.fit(shuffled.repeat().batch(BATCH_SIZE).take(2 if quick else STEPS))
    n = 160 if quick else SAMPLES
    counts = toy.mode_counts(flow.generate(n, seed=seed, steps=steps, method=method), toy.ring(8), STD)
    capped = np.minimum(counts, 1.5 * n / 8)  # one mode alone earns no more than half again its share
    return 100 * float(capped.sum()) / n


task = OpenTask(
    "14_gan_and_flow",
    "a ring in four calls",
    "my_flow",
    _score,
    what=f"percent of {SAMPLES} points on a mode of the ring, {STEPS} steps of training and {CALLS} calls a point",
    lower_is_better=False,
    minutes=1.0,
)
