"""Exercise 2 of notebook 09: to each player the gradient of its own loss."""

import numpy as np

from gan_course.exercises.asking import Slip, expect
from gan_course.exercises.base import Exercise

q2 = Exercise(
    "09_debugging_clinic",
    2,
    "to each player its own loss",
    ["gradients"],
    points=2,
    why="A GAN is no minimisation: there is no one number that both players lower, so no sum may stand in for it.",
    hints=[
        "The tape may be asked about any number that was computed inside it, and a persistent one more than once.",
        "What D minimises holds two terms, what G minimises holds one. The gradient of which of them, with respect to "
        "whose variables?",
        "A skeleton: inside the tape `d_loss = ____ + ____` and `g_loss = ____`, outside `tape.gradient(____, "
        "discriminator.trainable_variables)` and `tape.gradient(____, ____)`.",
    ],
    tensors=True,
)


def _want(generator, discriminator, real, z):
    """Return {name: (gradient for D, gradient for G)} of the losses that may have been meant, as vectors."""
    import tensorflow as tf

    from gan_course.exercises.networks import flat

    mean, softplus = tf.reduce_mean, tf.math.softplus
    with tf.GradientTape(persistent=True) as tape:
        r = discriminator(real, training=True)
        f = discriminator(generator(z, training=True), training=True)
        losses = {"real": mean(softplus(-r)), "fake": mean(softplus(f)), "g": mean(softplus(-f))}
        losses["d"] = losses["real"] + losses["fake"]
        losses["sum"] = losses["d"] + losses["g"]
        losses["minimax"] = -losses["fake"]
    parts_of = (discriminator.trainable_variables, generator.trainable_variables)
    zero = tf.zeros_like
    gradient = lambda loss, v: [zero(w) if g is None else g for g, w in zip(tape.gradient(loss, v), v, strict=True)]
    return {name: tuple(flat(gradient(loss, v)) for v in parts_of) for name, loss in losses.items()}


def _vector(given, variables, whose):
    """Return the learner's list of gradients as one vector, or say why it is none."""
    try:
        given = list(given)
    except TypeError:
        raise Slip(f"The gradients for {whose} should be a list, one a variable.", got=type(given).__name__) from None
    if any(each is None for each in given):
        raise Slip(
            f"There is no gradient for {whose}: is the number that is differentiated computed inside the tape, from "
            f"{whose}'s own output?",
            expected="a gradient for each variable",
            got="None",
        )
    shapes = [tuple(np.shape(each)) for each in given], [tuple(each.shape) for each in variables]
    if shapes[0] != shapes[1]:
        raise Slip(
            f"The gradients for {whose} do not fit its variables: return those for D first, then those for G.",
            expected=str(shapes[1]),
            got=str(shapes[0]),
        )
    return np.concatenate([np.ravel(np.asarray(each, np.float64)) for each in given])


@q2.check_with
def _both(gradients, rng):
    from gan_course.exercises import networks

    for n in (4, 7):
        generator, discriminator = networks.pair(rng)
        real = rng.standard_normal((n, networks.SAMPLE_DIM)).astype(np.float32)
        z = rng.standard_normal((n, networks.LATENT_DIM)).astype(np.float32)
        found = gradients(generator, discriminator, real, z)
        if not isinstance(found, tuple | list) or len(found) != 2:
            raise Slip("Return two lists: the gradients for D, and those for G.", expected="(for_d, for_g)")
        want = _want(generator, discriminator, real, z)
        for_d = _vector(found[0], discriminator.trainable_variables, "D")
        for_g = _vector(found[1], generator.trainable_variables, "G")
        slips = [
            (
                want["sum"][0],
                "D is given the gradient of the sum, the patient as it came: G's loss is no business of D.",
            ),
            (want["fake"][0], "D's loss lacks its real term."),
            (want["real"][0], "D's loss lacks its fake term."),
            (want["g"][0], "This is the gradient of G's loss with respect to D's variables."),
            (-want["d"][0], "The sign of D's gradient is turned: an optimizer descends."),
            (want["d"][0] / 2, "D's loss is the sum of its two terms, not their mean."),
        ]
        expect(for_d, want["d"][0], "D's gradient is that of real term + fake term.", slips)
        slips = [
            (want["sum"][1], "G is given the gradient of the sum: D's fake term is in it, and wants the opposite."),
            (want["d"][1], "This is the gradient of D's loss with respect to G's variables."),
            (want["minimax"][1], "This is the minimax loss; the non-saturating one, softplus(−f), is asked for."),
            (-want["g"][1], "The sign of G's gradient is turned: an optimizer descends."),
        ]
        expect(for_g, want["g"][1], "G's gradient is that of the mean of softplus(−f).", slips)
