# ruff: noqa: F811
"""Planted answers to exercise 2 of notebook 09."""

import tensorflow as tf
from keras import ops

mean, softplus = tf.reduce_mean, tf.math.softplus


def taken(generator, discriminator, real, z, for_d, for_g):
    """Return the gradients of two losses, each a function of (r, f), for D and for G."""
    with tf.GradientTape(persistent=True) as tape:
        r = discriminator(real, training=True)
        f = discriminator(generator(z, training=True), training=True)
        losses = for_d(r, f), for_g(r, f)
    variables = discriminator.trainable_variables, generator.trainable_variables
    return tuple(tape.gradient(loss, each) for loss, each in zip(losses, variables, strict=True))


def of_d(r, f):
    return mean(softplus(-r)) + mean(softplus(f))


def of_g(r, f):
    return mean(softplus(-f))


def both(r, f):
    return of_d(r, f) + of_g(r, f)


# %% q2 right: two tapes, as the course does
def gradients(generator, discriminator, real, z):
    fake = generator(z, training=True)
    with tf.GradientTape() as tape:
        loss = of_d(discriminator(real, training=True), discriminator(fake, training=True))
    for_d = tape.gradient(loss, discriminator.trainable_variables)
    with tf.GradientTape() as tape:
        loss = of_g(None, discriminator(generator(z, training=True), training=True))
    return [for_d, tape.gradient(loss, generator.trainable_variables)]


# %% q2 right: keras.ops, two tapes inside each other
def gradients(generator, discriminator, real, z):
    with tf.GradientTape() as d_tape, tf.GradientTape() as g_tape:
        r, f = (discriminator(x, training=True) for x in (real, generator(z, training=True)))
        d_loss = ops.mean(ops.softplus(-r)) + ops.mean(ops.softplus(f))
        g_loss = ops.mean(ops.softplus(-f))
    for_d = d_tape.gradient(d_loss, discriminator.trainable_variables)
    return for_d, g_tape.gradient(g_loss, generator.trainable_variables)


# %% q2 wrong: D is given the gradient of the sum
def gradients(generator, discriminator, real, z):
    return taken(generator, discriminator, real, z, both, both)


# %% q2 wrong: G is given the gradient of the sum
def gradients(generator, discriminator, real, z):
    return taken(generator, discriminator, real, z, of_d, both)


# %% q2 wrong: with respect to G's variables
def gradients(generator, discriminator, real, z):
    return taken(generator, discriminator, real, z, of_d, of_d)


# %% q2 wrong: with respect to D's variables
def gradients(generator, discriminator, real, z):
    return taken(generator, discriminator, real, z, of_g, of_g)


# %% q2 wrong: lacks its real term
def gradients(generator, discriminator, real, z):
    return taken(generator, discriminator, real, z, lambda r, f: mean(softplus(f)), of_g)


# %% q2 wrong: not their mean
def gradients(generator, discriminator, real, z):
    return taken(generator, discriminator, real, z, lambda r, f: of_d(r, f) / 2, of_g)


# %% q2 wrong: This is the minimax loss
def gradients(generator, discriminator, real, z):
    return taken(generator, discriminator, real, z, of_d, lambda r, f: -mean(softplus(f)))


# %% q2 wrong: return those for D first
def gradients(generator, discriminator, real, z):
    return taken(generator, discriminator, real, z, of_d, of_g)[::-1]


# %% q2 wrong: There is no gradient for G
def gradients(generator, discriminator, real, z):
    fake = generator(z, training=True)
    with tf.GradientTape(persistent=True) as tape:
        r, f = discriminator(real, training=True), discriminator(fake, training=True)
        d_loss, g_loss = of_d(r, f), of_g(r, f)
    for_d = tape.gradient(d_loss, discriminator.trainable_variables)
    return for_d, tape.gradient(g_loss, generator.trainable_variables)


# %% q2 wrong: Return two lists
def gradients(generator, discriminator, real, z):
    for_d, for_g = taken(generator, discriminator, real, z, of_d, of_g)
    return [*for_d, *for_g]
