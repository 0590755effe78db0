"""Exercise 4 of notebook 09: what has to be saved so that a run can go on."""

import numpy as np

from gan_course.exercises.asking import Slip
from gan_course.exercises.base import Exercise

q4 = Exercise(
    "09_debugging_clinic",
    4,
    "everything that moves",
    ["to_save"],
    points=2,
    why="Resuming is right when the resumed run cannot be told from one that never stopped, to the last bit.",
    hints=[
        "List everything that one training step changes. Not all of it is trained by a gradient.",
        "A Keras network tells `weights` from `trainable_weights`: which of the two holds the averages of its batch "
        "normalisation? An optimizer has `variables`.",
        "A skeleton: `return [*generator.____, *discriminator.____, *____, *____, *____]`.",
    ],
)


def _step(networks_of, optimizers, average, real, z):
    import tensorflow as tf

    generator, discriminator = networks_of
    mean, softplus = tf.reduce_mean, tf.math.softplus
    with tf.GradientTape() as tape:
        r, f = discriminator(real, training=True), discriminator(generator(z, training=True), training=True)
        loss = mean(softplus(-r)) + mean(softplus(f))
    optimizers[1].apply(tape.gradient(loss, discriminator.trainable_variables), discriminator.trainable_variables)
    with tf.GradientTape() as tape:
        loss = mean(softplus(-discriminator(generator(z, training=True), training=True)))
    optimizers[0].apply(tape.gradient(loss, generator.trainable_variables), generator.trainable_variables)
    for kept, now in zip(average.weights, generator.weights, strict=True):
        kept.assign(0.9 * kept + 0.1 * now)


def _started(rng):
    """Return (generator, discriminator, average, optimizer of G, of D), built."""
    import keras

    from gan_course.exercises import networks

    generator, discriminator = networks.pair(rng)
    pair = keras.optimizers.Adam(0.01, beta_1=0.5), keras.optimizers.Adam(0.02, beta_1=0.5)
    for optimizer, network in zip(pair, (generator, discriminator), strict=True):
        optimizer.build(network.trainable_variables)
    return generator, discriminator, networks.copy(generator), *pair


def _parts(run):
    """Yield (message when it is forgotten, its variables) of everything that a step moves."""
    generator, discriminator, average, g_optimizer, d_optimizer = run
    yield "G's trained weights are missing.", generator.trainable_weights
    yield "D's weights are missing: a run that goes on needs its D.", discriminator.trainable_weights
    told = (
        "The averages of batch normalisation are missing: no gradient trains them, so `trainable_weights` lacks them."
    )
    yield told, [*generator.non_trainable_weights, *discriminator.non_trainable_weights]
    yield "The moving average of the generator is missing: it would begin anew, cold.", average.weights
    for whose, optimizer in (("G", g_optimizer), ("D", d_optimizer)):
        told = f"The optimizer of {whose} is missing: its averages of the gradients are lost, the patient as it came."
        yield told, optimizer.variables


@q4.check_with
def _nothing_is_forgotten(to_save, rng):
    run = _started(rng)
    real, z = (rng.standard_normal((5, width)).astype(np.float32) for width in (2, 3))
    for _ in range(3):
        _step(run[:2], run[3:], run[2], real, z)
    given = to_save(*run)
    try:
        given = list(given)
    except TypeError:
        raise Slip("Return a list of variables.", expected="a list", got=type(given).__name__) from None
    if any(isinstance(each, np.ndarray) for each in given):
        raise Slip(
            "These are values; return the variables themselves, so that values can be put back into them.",
            expected="variables",
            got="arrays",
        )
    if not all(hasattr(each, "assign") for each in given):
        kinds = ", ".join(sorted({type(each).__name__ for each in given if not hasattr(each, "assign")}))
        raise Slip("Return one flat list of variables: `*` unpacks a list into another.", "variables", kinds)
    there = {id(each) for each in given}
    for message, variables in _parts(run):
        if any(id(each) not in there for each in variables if "seed" not in each.path):
            raise Slip(message)


@q4.check_with
def _a_resumed_run_is_the_same(to_save, rng):
    run, again = _started(np.random.default_rng(1)), _started(np.random.default_rng(2))
    real, z = (rng.standard_normal((5, width)).astype(np.float32) for width in (2, 3))
    for _ in range(3):
        _step(run[:2], run[3:], run[2], real, z)
    saved = [each.numpy() for each in to_save(*run)]
    for variable, value in zip(to_save(*again), saved, strict=True):
        variable.assign(value)
    for one in (run, again):
        _step(one[:2], one[3:], one[2], real, z)
    for one, other in zip(run[:3], again[:3], strict=True):
        if any(not np.allclose(a, b, atol=1e-6) for a, b in zip(one.get_weights(), other.get_weights(), strict=True)):
            raise Slip("The resumed run ends elsewhere: are the variables returned in the same order each time?")
