"""Exercise 5 of notebook 02: where the gradient stops."""

import numpy as np

from gan_course.exercises.asking import Slip, expect
from gan_course.exercises.base import Exercise

q5 = Exercise(
    "02_vanilla_gan",
    5,
    "where the gradient stops",
    ["discriminator_loss_with_fakes"],
    points=2,
    why="One `stop_gradient` at the fakes does what making them outside the tape does: D learns, and G costs nothing.",
    hints=[
        "Three calls: fakes from z, D on the real ones, D on the fakes. The path must end between first and last.",
        "Stop the gradient at the fakes. At their logits it would also cut off D's own half.",
        "A skeleton: `fake = ____(generator(z, training=____))`, then the two terms as in section 2.",
    ],
    tensors=True,
)


@q5.check_with
def _path_ends(discriminator_loss_with_fakes, rng):
    import tensorflow as tf

    from gan_course.exercises import networks

    for n, m in ((4, 4), (6, 3)):
        generator, discriminator = networks.pair(rng)
        real = rng.standard_normal((n, networks.SAMPLE_DIM)).astype(np.float32)
        z = rng.standard_normal((m, networks.LATENT_DIM)).astype(np.float32)
        right = _losses_with_fakes(networks.copy(generator), discriminator, real, z)
        d_variables = discriminator.trainable_variables
        with tf.GradientTape(persistent=True) as tape:
            loss = discriminator_loss_with_fakes(generator, discriminator, real, z)
        slips = [(value, message) for value, _, message in right[1:]]
        expect(loss, right[0][0], "The loss is real term + fake term, each a mean of softplus.", slips=slips)
        gradients = tape.gradient(loss, d_variables) if tf.is_tensor(loss) else [None]
        if any(gradient is None for gradient in gradients):
            raise Slip(
                "D gets no gradient: is a loss or a logit turned into plain numbers, or D's whole half stopped?",
                expected=f"{len(d_variables)} gradients for D",
                got=f"None for {sum(gradient is None for gradient in gradients)} of them",
            )
        expect(
            networks.flat(gradients),
            right[0][1],
            "The value is right but D's gradient is not.",
            slips=_half_gradients(generator, discriminator, real, z),
        )
        _spares_the_generator(tape.gradient(loss, generator.trainable_variables), generator, discriminator)


def _spares_the_generator(gradients, generator, discriminator):
    """Raise `Slip` when a gradient reaches G, or when a network was frozen to prevent that."""
    reached = sum(gradient is not None for gradient in gradients)
    if reached:
        raise Slip(
            "There is still a path back to G: stop the gradient at the fakes, with `tf.stop_gradient`.",
            expected="None for every variable of G",
            got=f"a gradient for {reached} of {len(gradients)}",
        )
    if not (generator.trainable and discriminator.trainable):
        raise Slip(
            "A network is left frozen (`trainable = False`), so it will not learn again: use `tf.stop_gradient`.",
            expected="both trainable, as before",
            got="one frozen",
        )


def _losses_with_fakes(generator, discriminator, real, z):
    """Return rows (loss, D's gradient, message): first the right one, then those of the usual mistakes."""
    import tensorflow as tf

    from gan_course.exercises.networks import flat

    before = generator.get_weights()
    fake = generator(z, training=True)
    generator.set_weights(before)
    plain = generator(z, training=False)
    with tf.GradientTape() as tape:
        r, f, p = (discriminator(x, training=True) for x in (real, fake, plain))
        real_term, fake_term = tf.reduce_mean(tf.nn.softplus(-r)), tf.reduce_mean(tf.nn.softplus(f))
        loss = real_term + fake_term
    gradient = flat(tape.gradient(loss, discriminator.trainable_variables))
    up, down, quiet = (tf.reduce_mean(tf.nn.softplus(x)) for x in (-f, r, p))
    return [
        (float(loss), gradient, ""),
        (
            float(real_term + quiet),
            None,
            "The fakes are made in inference mode: call both networks with `training=True`.",
        ),
        (float(loss / 2), None, "This is the mean of the two terms; their sum is asked for."),
        (float(real_term), None, "The fake term is missing."),
        (float(fake_term), None, "The real term is missing."),
        (float(real_term + up), None, "The fake term is G's −log σ(f); D pays −log(1 − σ(f)), which is softplus(f)."),
        (float(down + up), None, "The labels are the wrong way round: real is 1, generated is 0."),
        (float(-loss), None, "The sign is the other way round: D minimises this loss."),
    ]


def _half_gradients(generator, discriminator, real, z):
    """Return rows (D's gradient when one of its halves is cut off, message)."""
    import tensorflow as tf

    from gan_course.exercises.networks import copy, flat

    fake = copy(generator)(z, training=True)
    rows = []
    for x, sign, named in (
        (real, -1, "The fakes' half of D's gradient is missing: stop the gradient at the fakes, not at their logits."),
        (fake, 1, "The real samples' half of D's gradient is missing: only the fakes need their path stopped."),
    ):
        with tf.GradientTape() as tape:
            term = tf.reduce_mean(tf.nn.softplus(sign * discriminator(x, training=True)))
        gradients = tape.gradient(term, discriminator.trainable_variables)
        rows.append((flat(gradients), named))
    return rows
